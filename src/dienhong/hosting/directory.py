"""Which agencies there are: a folder and a database each, made whole or not at all."""

import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.db.utils import DatabaseError

from dienhong.core.refusal import Refused
from dienhong.hosting import context
from dienhong.hosting.store import flush, store

TEMPLATE = "_template"
DATABASE = "office.sqlite3"
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_CODE = 40
_HALF_MADE = ".new-"
_A_DAY = 86_400  # seconds; no office takes that long to fill
# First parts of paths that belong to the server itself.
RESERVED = frozenset({"static", "may-chu", "favicon", "robots"})


def data() -> Path:
    """Return the folder of all data."""
    return Path(settings.DIENHONG_DATA)


def folder(code: str) -> Path:
    """Return the folder of an agency; ``_template`` is the one that new ones are copied from."""
    return data() / "template" if code == TEMPLATE else data() / "agencies" / code


def own_folder() -> Path:
    """Return the folder of the agency at work."""
    return folder(context.current())


def database(code: str) -> Path:
    """Return the database file of an agency, where agencies are files."""
    return folder(code) / DATABASE


def is_code(text: str) -> bool:
    """Tell whether ``text`` may be an agency's code: it stands in addresses and folder names."""
    return len(text) <= _LONGEST_CODE and _CODE.fullmatch(text) is not None and text not in RESERVED


def exists(code: str) -> bool:
    """Tell whether there is an agency of that code; what cannot be a code is never looked up."""
    return is_code(code) and store().exists(code)


def is_taken(code: str) -> bool:
    """Tell whether an agency has that code, or something lies in its place."""
    return folder(code).exists() or store().exists(code)


def codes() -> list[str]:
    """Return the codes of all agencies, in order."""
    return sorted(name for name in store().names() if is_code(name))


def check_code(code: str) -> None:
    """Refuse a code that cannot stand in an address, or that is taken."""
    if not is_code(code):
        raise Refused(
            f"Chưa mở được văn phòng: mã «{code}» không dùng được trong địa chỉ",
            cure="Dùng chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ cái, "
            f"không quá {_LONGEST_CODE} ký tự. Ví dụ: van-phong-tinh.",
        )
    if is_taken(code):
        raise Refused(
            f"Chưa mở được văn phòng: mã «{code}» đã có văn phòng khác dùng",
            cure="Chọn một mã khác.",
        )


@contextmanager
def making(code: str) -> Iterator[str]:
    """Copy the template, give the name under which it is filled, and rename it into place.

    That name is no code, so no request reaches it. The agency is there when the block has
    ended well; an error leaves nothing, and a crash leaves what ``sweep`` takes away.
    """
    check_code(code)
    name = f"{_HALF_MADE}{code}-{secrets.token_hex(4)}"
    try:
        (folder(name) / "files").mkdir(parents=True)
        store().copy(TEMPLATE, name)
        yield name
        _rename(name, code)
    except BaseException:
        discard(name)
        raise


def _rename(name: str, code: str) -> None:
    """Rename database and folder together; where the database cannot be, the folder goes back."""
    try:
        with ExitStack() as undo:
            with store().renaming(name, code):
                folder(name).rename(folder(code))
                undo.callback(folder(code).rename, folder(name))
            undo.pop_all()
    except (OSError, DatabaseError):
        check_code(code)  # the likely cause: someone else was quicker
        raise
    flush(folder(code).parent)


def discard(code: str) -> None:
    """Take away an agency's database and files for good."""
    store().drop(code)
    shutil.rmtree(folder(code), ignore_errors=True)


def sweep() -> list[str]:
    """Take away what a crash left half made more than a day ago; return the names."""
    folders = {path.name: path for path in (data() / "agencies").glob(f"{_HALF_MADE}*")}
    names = folders.keys() | {name for name in store().names() if name.startswith(_HALF_MADE)}
    recent = time.time() - _A_DAY
    old = [n for n in names if n not in folders or folders[n].stat().st_mtime < recent]
    for name in old:
        discard(name)
    return sorted(old)


def remove(code: str) -> None:
    """Take an agency off this server for good: out of reach at once, then off the disk."""
    gone = f"{_HALF_MADE}{code}-{secrets.token_hex(4)}"
    with store().renaming(code, gone):
        folder(code).rename(folder(gone))
    discard(gone)
