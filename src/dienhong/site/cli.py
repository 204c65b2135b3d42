"""The command ``dienhong``: Django's management, for one office where a database is needed."""

import os
import sys

from django.core.management import ManagementUtility


def main() -> None:
    """Run ``dienhong [--office CODE] COMMAND …``; without an office no database opens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dienhong.site.settings")
    # What is written here is for this account alone: databases, files, the key.
    os.umask(0o077)
    arguments = sys.argv[1:]
    office = None
    if arguments[:1] == ["--office"]:
        if len(arguments) < 2:  # noqa: PLR2004 (the option and its value)
            raise SystemExit(
                "Thiếu mã văn phòng sau --office. Ví dụ: dienhong --office mau-a check"
            )
        office, arguments = arguments[1], arguments[2:]
    _run(arguments, office)


def _run(arguments: list[str], office: str | None) -> None:
    import django  # noqa: PLC0415 (the settings must be named first)

    django.setup()
    from dienhong.hosting import context, directory  # noqa: PLC0415

    if office is not None and office != directory.TEMPLATE and not directory.exists(office):
        raise SystemExit(f"Không có văn phòng «{office}». Xem danh sách bằng: dienhong agency list")
    with context.use_agency(office):
        ManagementUtility(["dienhong", *arguments]).execute()


if __name__ == "__main__":
    main()
