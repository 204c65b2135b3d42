"""Where each agency's data lies on the disk: one folder an agency, made whole or not at all."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
    found = (path.parent.name for path in (data() / "agencies").glob(f"*/{DATABASE}"))
    return sorted(code for code in found if is_code(code))


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


@contextmanager
def making(code: str) -> Iterator[str]:
    """Copy the template, give the name under which it is filled, and rename it into place.

    That name is no code, so no request reaches it. The agency is there when the block has
    ended well; an error leaves nothing, and a crash leaves a folder that is no agency.
    """
    check_code(code)
    name = f".new-{code}-{secrets.token_hex(4)}"
    try:
        (folder(name) / "files").mkdir(parents=True)
        shutil.copyfile(database(TEMPLATE), database(name))
        yield name
        _flush(database(name))
        _rename(name, code)
    except BaseException:
        shutil.rmtree(folder(name), ignore_errors=True)
        raise


def _rename(name: str, code: str) -> None:
    try:
        folder(name).rename(folder(code))
    except OSError:
        check_code(code)  # the likely cause: someone else was quicker
        raise
    _flush(folder(code).parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(code: str) -> None:
    """Take an agency off this server for good: out of reach at once, then off the disk."""
    gone = folder(f".gone-{code}-{secrets.token_hex(4)}")
    folder(code).rename(gone)
    shutil.rmtree(gone)
