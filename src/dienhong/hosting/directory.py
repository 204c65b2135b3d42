"""Where each agency's data lies on the disk: one folder an agency, made whole or not at all."""

import os
import re
import secrets
import shutil
from pathlib import Path

from django.conf import settings

from dienhong.core.refusal import Refused

TEMPLATE = "_template"
DATABASE = "office.sqlite3"
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_CODE = 40
# First parts of paths that belong to the server itself.
RESERVED = frozenset({"static", "may-chu", "favicon", "robots"})


def data() -> Path:
    """Return the folder of all data."""
    return Path(settings.DIENHONG_DATA)


def folder(code: str) -> Path:
    """Return the folder of an agency; ``_template`` is the one that new ones are copied from."""
    return data() / "template" if code == TEMPLATE else data() / "agencies" / code


def database(code: str) -> Path:
    """Return the database file of an agency."""
    return folder(code) / DATABASE


def is_code(text: str) -> bool:
    """Tell whether ``text`` may be an agency's code: it stands in addresses and folder names."""
    return len(text) <= _LONGEST_CODE and _CODE.fullmatch(text) is not None and text not in RESERVED


def exists(code: str) -> bool:
    """Tell whether there is an agency of that code; what cannot be a code is never looked up."""
    return is_code(code) and database(code).is_file()


def codes() -> list[str]:
    """Return the codes of all agencies, in order."""
    return sorted(path.parent.name for path in (data() / "agencies").glob(f"*/{DATABASE}"))


def check_code(code: str) -> None:
    """Refuse a code that cannot stand in an address, or that is taken."""
    if not is_code(code):
        raise Refused(
            f"Chưa mở được văn phòng: mã «{code}» không dùng được trong địa chỉ",
            cure="Dùng chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ cái, "
            f"không quá {_LONGEST_CODE} ký tự. Ví dụ: van-phong-tinh.",
        )
    if folder(code).exists():
        raise Refused(
            f"Chưa mở được văn phòng: mã «{code}» đã có văn phòng khác dùng",
            cure="Chọn một mã khác.",
        )


def create(code: str) -> None:
    """Make an agency's folder and empty database by copying the template.

    It is built under another name and renamed into place: a crash leaves no half agency.
    """
    check_code(code)
    target = folder(code)
    target.parent.mkdir(parents=True, exist_ok=True)
    building = target.parent / f".new-{code}-{secrets.token_hex(4)}"
    (building / "files").mkdir(parents=True)
    shutil.copyfile(database(TEMPLATE), building / DATABASE)
    _flush(building / DATABASE)
    try:
        building.rename(target)
    except OSError:
        shutil.rmtree(building)
        check_code(code)
        raise
    _flush(target.parent)


def discard(code: str) -> None:
    """Take away an agency whose making failed halfway; it has never been shown to anyone."""
    shutil.rmtree(folder(code))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
