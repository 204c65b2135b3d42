"""The command ``dienhong``: Django's management, for one office where a database is needed."""

import os
import sys

HELP = """\
Diên Hồng giúp cơ quan thực hiện quy chế dân chủ của mình.

  dienhong start              chuẩn bị dữ liệu rồi chạy, riêng cho máy này
  dienhong start --demo       như trên, có ba văn phòng trình diễn để xem thử
  dienhong start --lan        chạy cho các máy trong mạng nội bộ, đường truyền được mã hóa
  dienhong agency create MÃ --name "Tên cơ quan" --person "Họ và tên" --login ten
                              mở một văn phòng; mật khẩu được hỏi sau
  dienhong agency list        các văn phòng trên máy này
  dienhong sweep              mở việc đến kỳ, nhắc việc, gửi thư (máy chủ tự làm mỗi giờ)
  dienhong doctor             khám máy chủ: chỗ nào cần sửa và cách sửa
  dienhong prepare            nâng cấp dữ liệu sau khi cập nhật phần mềm
  dienhong serve              chạy máy chủ khi dữ liệu đã sẵn sàng
  dienhong law parse TỆP…     đọc văn bản pháp luật thành cây điều khoản
  dienhong law lint TỆP…      soát lỗi pháp lý của văn bản, không cần văn phòng nào
  dienhong law compare A B    so hai văn bản theo điều khoản
  dienhong verify TỆP         kiểm tra một bản xác nhận công khai, không cần mạng
  dienhong secret rotate      thay khóa ký phiên làm việc

Xem từng lệnh: dienhong LỆNH --help. Lệnh cho một văn phòng: dienhong --office MÃ LỆNH
Dữ liệu nằm ở DIENHONG_DATA, nếu không đặt thì ở thư mục riêng của tài khoản.
"""


def main() -> None:
    """Run ``dienhong [--office CODE] COMMAND …``; without an office no database opens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dienhong.site.settings")
    # What is written here is for this account alone: databases, files, the key.
    os.umask(0o077)
    _speak_utf8()
    arguments = sys.argv[1:]
    if arguments in ([], ["help"], ["--help"], ["-h"]):
        sys.stdout.write(HELP)
        return
    if arguments[:1] == ["law"]:
        from dienhong.site.law.main import main as law  # noqa: PLC0415 (it needs no settings)

        raise SystemExit(law(arguments[1:]))
    if arguments[:1] == ["verify"]:
        from dienhong.site.verifying import main as verify  # noqa: PLC0415 (nor does this)

        raise SystemExit(verify(arguments[1:]))
    office = None
    if arguments[:1] == ["--office"]:
        if len(arguments) < 2:  # noqa: PLR2004 (the option and its value)
            raise SystemExit(
                "Thiếu mã văn phòng sau --office. Ví dụ: dienhong --office mau-a check"
            )
        office, arguments = arguments[1], arguments[2:]
    _run(arguments, office)


def _speak_utf8() -> None:
    """Write Vietnamese whatever the console is set to; Windows passes on an old code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(arguments: list[str], office: str | None) -> None:
    try:
        import django  # noqa: PLC0415 (the settings must be named first)

        django.setup()
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"Thiếu thư viện «{error.name}». Cài lại: pipx install --force dienhong; "
            "trong cây mã nguồn thì chạy: make run"
        ) from error
    from django.core.management import ManagementUtility  # noqa: PLC0415

    from dienhong.hosting import context, directory  # noqa: PLC0415

    if office is not None and office != directory.TEMPLATE and not directory.exists(office):
        raise SystemExit(f"Không có văn phòng «{office}». Xem danh sách bằng: dienhong agency list")
    with context.use_agency(office):
        ManagementUtility(["dienhong", *arguments]).execute()


if __name__ == "__main__":
    main()
