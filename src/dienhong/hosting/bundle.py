"""An office out of this server as one stream, and into a server from one: whole or not at all."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dienhong.core.acting import Actor
from dienhong.core.bundle import write as bundle
from dienhong.core.bundle.manifest import Head
from dienhong.core.bundle.read import CHUNK, Part, Reader, Source, check_count, check_journal
from dienhong.core.bundle.tar import damaged
from dienhong.core.refusal import Refused
from dienhong.hosting import directory, rows, schema
from dienhong.hosting.context import current, use_agency
from dienhong.organisation.models import Agency
from dienhong.record import queries as record
from dienhong.record.actions import write_entry
from dienhong.record.models import StoredFile

# What a program that knows only older tables may meet: nothing that moves or changes rows.
_SIMPLE = (
    operations.AddConstraint,
    operations.AddField,
    operations.AddIndex,
    operations.AlterField,
    operations.AlterModelOptions,
    operations.CreateModel,
    operations.RemoveConstraint,
    operations.RemoveIndex,
)


def export(*, at: datetime) -> Iterator[bytes]:
    """Give the office that is chosen chunk by chunk; read inside ``snapshot()``."""
    _check_current()
    rows.check_known()
    head, missing = _head(at), list[str]()
    yield from bundle.write(head, _parts(at, missing), missing)


def _check_current() -> None:
    if not {f"{app}.{name}" for app, name in schema.expected()} <= set(_applied()):
        raise Refused(
            f"Chưa xuất được: văn phòng «{current()}» chưa được nâng cấp theo bản phần mềm này",
            cure="Chạy: dienhong prepare",
        )


def _head(at: datetime) -> Head:
    size, fingerprint, root = record.end()
    return Head(
        code=current(),
        name=Agency.objects.get(pk=1).name,
        made_at=at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        program=version("dienhong"),
        migrations=tuple(sorted(_applied())),
        tables=rows.count(),
        size=size,
        fingerprint=fingerprint,
        root=root,
    )


def _applied() -> Iterator[str]:
    for app, name in MigrationRecorder(connection).applied_migrations():
        yield f"{app}.{name}"


def _parts(at: datetime, missing: list[str]) -> Iterator[bundle.Part]:
    for model in rows.models():
        yield from _spooled(f"tables/{model._meta.db_table}.jsonl", rows.write(model))
    kept = StoredFile.objects.filter(erased_at__isnull=True).order_by("digest")
    for file in kept.iterator(chunk_size=rows.BATCH):
        with _opened(file) as stored:
            if stored is None:
                missing.append(file.digest)
            else:
                yield bundle.Part(f"files/{file.place}", file.size, _chunks(stored))
    yield from _spooled("journal.jsonl", record.export_lines(current(), at=at, audience="all"))


def _spooled(name: str, lines: Iterable[bytes]) -> Iterator[bundle.Part]:
    """Give a part whose size is known once it was written: through a file that has no name.

    It vanishes with the process, also when that is killed: nothing readable is left behind.
    """
    with tempfile.TemporaryFile() as spool:
        spool.writelines(lines)
        size = spool.tell()
        spool.seek(0)
        yield bundle.Part(name, size, _chunks(spool))


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


@contextmanager
def _opened(file: StoredFile) -> Iterator[IO[bytes] | None]:
    """Give the bytes of a file, None where they are gone or are not those of the digest.

    Kept open between the check and the copy: a withdrawal in between takes only the name away.
    """
    with ExitStack() as stack:
        try:
            stored: Any = stack.enter_context(default_storage.open(file.place))
            sound = hashlib.file_digest(stored, "sha256").hexdigest() == file.digest
            stored.seek(0)
        except OSError:
            stored, sound = None, False
        yield stored if sound else None


def take_in(source: Source, code: str = "", *, by: Actor | None = None) -> Reader:
    """Make an office from a bundle, under its own code or another; return what was read.

    Refuses a bundle that is damaged, or newer than this program, and leaves nothing behind.
    The office is there only when its journal was verified to be the one that the bundle tells of;
    after that proof, and not before, an entry says who put it here (none without ``by``).
    """
    reader = Reader(source)
    _check_migrations(reader.head)
    with directory.making(code or reader.head.code) as name, use_agency(name):
        try:
            with transaction.atomic():
                _take_parts(reader)
                rows.finish()
            _prove(reader.head)
            if by is not None:
                _write_down(reader.head, by)
        finally:
            connection.close()  # what was made is renamed next
    return reader


def _take_parts(reader: Reader) -> None:
    rows.clear()
    files = 0
    for part in reader.parts():
        if part.name.startswith("tables/"):
            check_count(part, reader.head, rows.read(part))
        elif part.name.startswith("files/"):
            _take_file(part)
            files += 1
        else:
            check_journal(part, reader.head)
    kept = StoredFile.objects.filter(erased_at__isnull=True)
    lost = set(kept.filter(digest__in=reader.missing).values_list("digest", flat=True))
    if kept.count() - len(lost) != files:
        raise damaged("«files»", "số tệp khác bảng tệp")


def _take_file(part: Part) -> None:
    place = part.name.removeprefix("files/")
    kept = StoredFile.objects.filter(digest=place[3:], size=part.size, erased_at__isnull=True)
    if not kept.exists():
        raise damaged(f"«{part.name}»", "bảng tệp không có tệp này")
    default_storage.save(place, part)  # type: ignore[arg-type]  # it has chunks()


def _prove(head: Head) -> None:
    """Verify the journal as it now lies in the database, and that it is the bundle's."""
    try:
        report = record.check(current(), at=datetime.fromisoformat(head.made_at))
        end = record.end()
    except ValueError as error:  # a number of entries that the head's own tree cannot have
        raise damaged("sổ ghi sau khi nhập", "số mục không khớp với dấu sổ") from error
    if not report.ok:
        raise damaged("sổ ghi sau khi nhập", report.faults[0].reason)
    if end != (head.size, head.fingerprint, head.root):
        raise damaged("sổ ghi sau khi nhập", "khác số mục hoặc dấu sổ ở phần đầu của gói")


@transaction.atomic
def _write_down(head: Head, by: Actor) -> None:
    write_entry(
        "hosting.restored",
        "agency:1",
        by=by,
        facts={"made_at": head.made_at, "size": head.size, "fingerprint": head.fingerprint},
    )


def _check_migrations(head: Head) -> None:
    """Refuse a bundle of a newer program, or of one so old that its rows have to be changed."""
    loader = MigrationLoader(None)
    ours = {f"{app}.{name}": each for (app, name), each in loader.disk_migrations.items()}
    if set(head.migrations) - ours.keys():
        raise Refused(
            f"Chưa nhập được: gói do bản phần mềm mới hơn làm ra ({head.program})",
            cure=f"Cập nhật phần mềm lên bản {head.program} rồi nhập lại.",
        )
    for name in sorted(ours.keys() - set(head.migrations)):
        if not all(isinstance(each, _SIMPLE) for each in ours[name].operations):
            raise Refused(
                f"Chưa nhập được: gói do bản phần mềm cũ làm ra ({head.program}), thiếu {name}",
                cure=f"Nhập bằng bản {head.program}, cập nhật phần mềm, chạy dienhong prepare, "
                "rồi xuất lại.",
            )
