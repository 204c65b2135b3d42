"""Files kept by digest: their type is told by their content, never by their name."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Model

from dienhong.core.plain import one_line
from dienhong.core.refusal import Refused
from dienhong.record.models import StoredFile

log = logging.getLogger(__name__)

LARGEST = 50_000_000
LONGEST_NAME = 120
_ZIP = b"PK\x03\x04"
_TYPES = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}
_OFFICE_PARTS = {
    b"word/": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
    ),
    b"xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}
# These a browser shows in its own viewer; the others are only ever downloaded.
SHOWN_IN_PAGE = frozenset({"application/pdf", "image/png", "image/jpeg"})
_KINDS_SAID = "PDF, DOCX, XLSX, PNG hoặc JPEG"


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file with the clean name that it was given here."""

    file: StoredFile
    name: str


def keep(upload: File[bytes], name: str, *, at: datetime) -> Kept:
    """Store an upload by its digest; refuse what is empty, too large, or of no known type."""
    media_type, suffix = check(upload, name)
    stored = _store(upload, media_type, at)
    return Kept(stored, f"{_stem(clean_name(name))}{suffix}")


def check(upload: File[bytes], name: str) -> tuple[str, str]:
    """Return media type and ending of an upload, or refuse it; nothing is stored."""
    clean = clean_name(name)
    if not upload.size:
        raise Refused(f"Chưa nhận tệp «{clean}»: tệp rỗng", cure="Chọn lại tệp có nội dung.")
    if upload.size > LARGEST:
        size = f"{upload.size / 1e6:.1f}".replace(".", ",")
        raise Refused(
            f"Chưa nhận tệp «{clean}»: tệp {size} MB, lớn hơn 50 MB",
            cure="Chia thành nhiều tệp, hoặc quét lại ở độ phân giải thấp hơn.",
        )
    return _type_of(upload, clean)


def _stem(name: str) -> str:
    """Return a name without its ending, if what stands behind the last dot is one."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.isalnum() and ending.isascii() else name


def clean_name(name: str) -> str:
    """Return a name that is safe in a header, a folder and a page: one line, no path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in one_line(last) if sign not in '<>:"|?*').strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    if dot and len(suffix) <= 5:  # noqa: PLR2004 (.docx, .jpeg)
        return f"{stem[:LONGEST_NAME].strip()}.{suffix}" if stem else f"tep.{suffix}"
    return shown[:LONGEST_NAME] or "tep"


def _type_of(upload: File[bytes], name: str) -> tuple[str, str]:
    upload.seek(0)
    start = upload.read(4096)
    for magic, found in _TYPES.items():
        if start.startswith(magic):
            return found
    if start.startswith(_ZIP):
        upload.seek(max(0, (upload.size or 0) - 65_536))
        directory = start + upload.read()
        for part, found in _OFFICE_PARTS.items():
            if part in directory:
                return found
    raise Refused(
        f"Chưa nhận tệp «{name}»: nội dung không phải {_KINDS_SAID}",
        cure="Mở tệp bằng chương trình đã tạo ra nó rồi lưu lại thành PDF.",
    )


def _store(upload: File[bytes], media_type: str, at: datetime) -> StoredFile:
    upload.seek(0)
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    stored, _ = StoredFile.objects.get_or_create(
        digest=digest, defaults={"size": upload.size, "media_type": media_type, "stored_at": at}
    )
    if stored.erased_at is not None:
        raise Refused(
            "Chưa nhận tệp: đúng nội dung này đã bị thu hồi khẩn cấp",
            cure="Bỏ phần bị thu hồi khỏi tệp rồi tải lên lại.",
        )
    if not default_storage.exists(stored.place):
        upload.seek(0)
        default_storage.save(stored.place, upload)
    return stored


def discard(file: StoredFile) -> None:
    """Forget a file that never was public and that nothing holds any more."""
    place = file.place
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(place))


def erase(file: StoredFile, *, at: datetime) -> None:
    """Take the bytes away for good; the row and its digest stay as evidence that they were."""
    file.erased_at = at
    file.save(update_fields=["erased_at"])
    transaction.on_commit(lambda: default_storage.delete(file.place))


def overwrite_erased(*touched: type[Model]) -> None:
    """Once the transaction has ended, let no old copy of changed rows lie in the database."""
    tables = [model._meta.db_table for model in touched]
    transaction.on_commit(lambda: overwrite_freed(tables))


def overwrite_freed(tables: list[str]) -> None:
    """Let no old copy of rows of these tables lie in the files of the database."""
    # Each engine of ours knows how: ``hosting/sqlite/base.py``, ``hosting/postgresql/base.py``.
    if not connection.overwrite_freed(tables):  # type: ignore[attr-defined]
        log.warning("An old copy of withdrawn words may still lie in the files of the database.")


def sweep_erased() -> None:
    """Delete the bytes of erased files that a crash left lying."""
    for file in StoredFile.objects.filter(erased_at__isnull=False):
        default_storage.delete(file.place)
    overwrite_freed([])
