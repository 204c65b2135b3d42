"""Previews: a file's words and pages as plain data and pictures, made at the first look.

They lie beside the files, in the agency's folder, and may be deleted at any time. They go with
the file: what is erased or discarded has none.
"""

from __future__ import annotations

import json
import secrets
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage, storages

from dienhong.core.refusal import Refused
from dienhong.record import worker
from dienhong.record.models import StoredFile

KEPT_FOR = timedelta(days=30)
MOST_BYTES = 500_000_000  # of an agency's previews together, when they are swept
_TRIED_AGAIN_AFTER = 600.0  # seconds
_AT_ONCE = 5  # pages drawn by one process
_WORDS = "words.json"
_SMALL = "small"


def words_of(file: StoredFile) -> dict[str, Any] | None:
    """Return pages, blocks or sheets as ``inspection`` reads them; None if it cannot."""
    content = _part(file, _WORDS, "read", file.kind)
    words: dict[str, Any] | None = json.loads(content) if content is not None else None
    return words


def page_of(file: StoredFile, page: int) -> bytes | None:
    """Return a page, counted from one, or the picture that the file is; None if there is none."""
    if not file.is_pictured or not 1 <= page <= max(file.pages, 1):
        return None
    first = page - (page - 1) % _AT_ONCE
    return _part(file, str(page), "draw", file.kind, str(first), str(first + _AT_ONCE - 1))


def thumbnail_of(file: StoredFile) -> bytes | None:
    """Return the first page or the picture as a small JPEG; None if there is none."""
    return _part(file, _SMALL, "thumbnail", file.kind) if file.is_pictured else None


def _folder(digest: str) -> Path:
    return Path(storages["previews"].path(digest))


def _part(file: StoredFile, name: str, *task: str) -> bytes | None:
    """Return a part of a preview; the first who looks makes it. Raises ``worker.Busy``."""
    place = _folder(file.digest) / name
    if not _was_tried(place):
        with worker.turn():
            if not _was_tried(place):
                _make(file, name, task)
    content = place.read_bytes() if place.exists() else b""
    return content or None


def _was_tried(place: Path) -> bool:
    """Tell whether a part lies there; an empty one says that it could not be made just now."""
    if not place.exists():
        return False
    about = place.stat()
    return about.st_size > 0 or time.time() - about.st_mtime < _TRIED_AGAIN_AFTER


def _make(file: StoredFile, name: str, task: tuple[str, ...]) -> None:
    parts = {name: b""} | _made(file, task)
    for part, content in parts.items():
        _put(_folder(file.digest) / part, content)
    # The file may have been erased while this was drawn. Whoever erases deletes previews once the
    # row says so; whoever draws looks at the row once the previews lie there: one of both sees it.
    if not StoredFile.objects.filter(pk=file.pk, erased_at=None).exists():
        forget(file.digest)


def _put(place: Path, content: bytes) -> None:
    """Write a part beside its place and rename it: nobody reads half of one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    building = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    building.write_bytes(content)
    building.replace(place)


def _made(file: StoredFile, task: tuple[str, ...]) -> dict[str, bytes]:
    try:
        with default_storage.open(file.place) as content:
            answer = worker.run(content, *task)
    except (Refused, FileNotFoundError):
        return {}
    match task[0]:
        case "read":
            return {_WORDS: json.dumps(answer.facts).encode()}
        case "thumbnail":
            return {_SMALL: answer.pictures[0]}
        case _:
            return {str(n): picture for n, picture in enumerate(answer.pictures, int(task[2]))}


def forget(digest: str) -> None:
    """Delete what was drawn and read of a file."""
    shutil.rmtree(_folder(digest), ignore_errors=True)


def sweep(*, at: datetime) -> None:
    """Delete previews of files that are gone, those older than 30 days, and the oldest too many."""
    top = _folder("")
    there = set(StoredFile.objects.filter(erased_at=None).values_list("digest", flat=True))
    oldest = (at - KEPT_FOR).timestamp()
    kept = 0
    for folder in sorted(top.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True):
        kept += sum(part.stat().st_size for part in folder.glob("*"))
        if folder.name not in there or folder.stat().st_mtime < oldest or kept > MOST_BYTES:
            forget(folder.name)
