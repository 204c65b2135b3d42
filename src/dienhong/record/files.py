"""Files kept by digest: their type is told by their content, never by their name."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import ForeignObjectRel, Model

from dienhong.core.plain import one_line
from dienhong.core.refusal import Refused
from dienhong.record import made, previews, worker
from dienhong.record.inspection import Kind
from dienhong.record.models import StoredFile

log = logging.getLogger(__name__)

LARGEST = 50_000_000
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file with the clean name that it was given here."""

    file: StoredFile
    name: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What an upload is, as the limited process saw it."""

    kind: Kind
    pages: int = 0
    located: bool = False


def keep(upload: File[bytes], name: str, *, at: datetime, seen: Seen | None = None) -> Kept:
    """Store an upload by its digest, under a clean name that says its true type.

    ``seen`` is what ``check`` said of it; without it the upload is checked here. Checking starts
    a process, so it belongs before a transaction.
    """
    seen = seen or check(upload, name)
    return Kept(_store(upload, seen, at), f"{_stem(clean_name(name))}{seen.kind.suffix}")


def check(upload: File[bytes], name: str) -> Seen:
    """Return what an upload is; refuse what is empty, too large, of no known type, or could run.

    Nothing is stored.
    """
    clean = clean_name(name)
    if not upload.size:
        raise Refused(f"Chưa nhận tệp «{clean}»: tệp rỗng", cure="Chọn lại tệp có nội dung.")
    if upload.size > LARGEST:
        size = f"{upload.size / 1e6:.1f}".replace(".", ",")
        raise Refused(
            f"Chưa nhận tệp «{clean}»: tệp {size} MB, lớn hơn 50 MB",
            cure="Chia thành nhiều tệp, hoặc quét lại ở độ phân giải thấp hơn.",
        )
    try:
        facts = worker.inspect(upload)
    except Refused as refusal:
        reason = f"Chưa nhận tệp «{clean}»: {refusal.reason}"
        raise Refused(reason, cure=refusal.cure) from refusal
    return Seen(Kind(facts["kind"]), int(facts.get("pages", 0)), bool(facts.get("located")))


def _stem(name: str) -> str:
    """Return a name without its ending, if what stands behind the last dot is one."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.isalnum() and ending.isascii() else name


def clean_name(name: str) -> str:
    """Return a name that is safe in a header, a folder and a page: one line, no path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = one_line("".join(sign for sign in last if sign not in '<>:"|?*')).strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    if dot and len(suffix) <= 5:  # noqa: PLR2004 (.docx, .jpeg)
        return f"{stem[:LONGEST_NAME].strip()}.{suffix}" if stem else f"tep.{suffix}"
    return shown[:LONGEST_NAME] or "tep"


def _store(upload: File[bytes], seen: Seen, at: datetime) -> StoredFile:
    upload.seek(0)
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    facts = {
        "size": upload.size,
        "media_type": seen.kind.media_type,
        "stored_at": at,
        "pages": seen.pages,
        "located": seen.located,
    }
    stored, _ = StoredFile.objects.get_or_create(digest=digest, defaults=facts)
    if stored.erased_at is not None:
        raise Refused(
            "Chưa nhận tệp: đúng nội dung này đã bị thu hồi khẩn cấp",
            cure="Bỏ phần bị thu hồi khỏi tệp rồi tải lên lại.",
        )
    if default_storage.exists(stored.place):
        # Young again: whoever sweeps bytes without a row leaves those of an act under way.
        Path(default_storage.path(stored.place)).touch()
    else:
        upload.seek(0)
        default_storage.save(stored.place, upload)
    return stored


def is_held(file: StoredFile) -> bool:
    """Tell whether a row of any chapter still has a file, or tells of it."""
    # Also the chapters whose rows a file does not lead back to (``related_name="+"``).
    every = StoredFile._meta.get_fields(include_hidden=True)
    return any(
        each.related_model._base_manager.filter(**{each.field.name: file}).exists()
        for each in every
        if isinstance(each, ForeignObjectRel)
    )


def discard(file: StoredFile) -> None:
    """Forget a file that never was public and that nothing holds any more."""
    place, digest = file.place, file.digest
    file.delete()
    transaction.on_commit(lambda: _delete(place, digest))


def erase(file: StoredFile, *, at: datetime) -> None:
    """Take the bytes away for good; the row and its digest stay as evidence that they were."""
    file.erased_at = at
    file.save(update_fields=["erased_at"])
    transaction.on_commit(lambda: _delete(file.place, file.digest))


def _delete(place: str, digest: str) -> None:
    """Delete the bytes and whatever was drawn from them."""
    default_storage.delete(place)
    previews.forget(digest)


def overwrite_erased(*touched: type[Model]) -> None:
    """Once the transaction has ended, let no old copy of changed rows lie in the database.

    Nor in what was put together from them.
    """
    tables = [model._meta.db_table for model in touched]
    transaction.on_commit(made.clear)
    transaction.on_commit(lambda: overwrite_freed(tables))


def overwrite_freed(tables: list[str]) -> None:
    """Let no old copy of rows of these tables lie in the files of the database."""
    # Each engine of ours knows how: ``hosting/sqlite/base.py``, ``hosting/postgresql/base.py``.
    if not connection.overwrite_freed(tables):  # type: ignore[attr-defined]
        log.warning("An old copy of withdrawn words may still lie in the files of the database.")


def sweep_erased() -> None:
    """Delete the bytes of erased files that a crash left lying."""
    for file in StoredFile.objects.filter(erased_at__isnull=False):
        _delete(file.place, file.digest)
    overwrite_freed([])
