"""Looking after the files on the disk: what is missing, changed, left over, or no longer needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage

from dienhong.record import made, previews
from dienhong.record.files import sweep_erased
from dienhong.record.models import StoredFile

# An act under way writes its bytes before its row: what is younger may belong to one.
YOUNG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file, in words; ``name`` is its digest or what lies on the disk."""

    name: str
    reason: str


def faults() -> Iterator[Fault]:
    """Yield what is wrong with the files of the agency chosen; every byte is read."""
    for file in StoredFile.objects.order_by("digest").iterator():
        reason = _wrong_with(file)
        if reason:
            yield Fault(file.digest, reason)
    for path in _strays():
        yield Fault(path.name, "nằm trên đĩa mà không thuộc tệp nào đã nhận")


def _wrong_with(file: StoredFile) -> str:
    path = Path(default_storage.path(file.place))
    if file.erased_at is not None:
        return "đã thu hồi mà nội dung còn trên đĩa" if path.exists() else ""
    if not path.exists():
        return "mất nội dung trên đĩa"
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return "" if digest == file.digest else "nội dung trên đĩa đã bị đổi"


def _strays() -> Iterator[Path]:
    """Yield bytes without a row, and unfinished copies."""
    known = set(StoredFile.objects.values_list("digest", flat=True))
    top = Path(default_storage.path(""))
    yield from sorted(path for path in top.glob("*/*") if path.name not in known)


def sweep(*, at: datetime) -> None:
    """Delete bytes of erased files, strays a day old, previews and made files past their time."""
    sweep_erased()
    for path in _strays():
        if path.stat().st_mtime < (at - YOUNG).timestamp():
            path.unlink(missing_ok=True)
    previews.sweep(at=at)
    made.sweep(at=at)
