"""Backups: written beside, flushed, read back, renamed; old ones of our own are let go."""

import fcntl
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import IO

from django.db import transaction
from pyrage.x25519 import Identity, Recipient

from dienhong.core.acting import Actor
from dienhong.core.bundle import read
from dienhong.core.bundle.manifest import Manifest, Member
from dienhong.core.bundle.read import Pulled, Reader
from dienhong.core.refusal import Refused
from dienhong.hosting import bundle, directory, sealing
from dienhong.hosting.context import use_agency
from dienhong.hosting.snapshot import snapshot
from dienhong.record.actions import write_entry
from dienhong.record.models import StoredFile

_NAME = re.compile(r"dienhong-(?P<code>[a-z][a-z0-9-]*)-(?P<at>\d{8}T\d{6}Z)\.tar(\.age)?")
_PART = re.compile(r"\.dienhong-.*\.[0-9a-f]{8}\.part")
_LAST = "last-backup.json"
_NOTHING = Member("", 0, "")
_START_OF_BUNDLE = b"head.json\0"


@dataclass(frozen=True, slots=True)
class Last:
    """The newest backup of an office: when it was made, and when it was read back whole."""

    made_at: str
    read_back_at: str
    file: str
    encrypted: bool

    @property
    def made(self) -> datetime:
        """Return the moment at which it was made."""
        return datetime.fromisoformat(self.made_at)

    @property
    def read_back(self) -> datetime:
        """Return the moment at which it was read back from the disk and found whole."""
        return datetime.fromisoformat(self.read_back_at)


def back_up(
    code: str, folder: Path, keys: list[Recipient], *, by: Actor, clock: Callable[[], datetime]
) -> tuple[Path, Manifest]:
    """Write a backup of an office into ``folder`` and return its path with what it holds.

    Without ``keys`` it is not encrypted. The file has its name only once it was read back
    from the disk and found whole.
    """
    sweep(folder)
    ending = ".tar.age" if keys else ".tar"
    target = folder / f"dienhong-{code}-{by.at.astimezone(UTC):%Y%m%dT%H%M%SZ}{ending}"
    if target.exists():
        raise Refused(f"Chưa sao lưu được: đã có tệp {target}", cure="Chờ một giây rồi chạy lại.")
    manifest = write_out(code, target, keys, purpose="backup", by=by)
    said = Last(by.at.isoformat(), clock().isoformat(), target.name, bool(keys))
    _remember(code, said)
    return target, manifest


def restore(path: Path, identities: list[Identity], *, code: str = "", by: Actor) -> Reader:
    """Make an office from a file of this program; its journal says that it was restored."""
    with sealing.opened(path, identities) as source:
        return bundle.take_in(source, code, by=by)


def lost_files(code: str, manifest: Manifest) -> int:
    """Return how many files the office should have and has not.

    Bytes that a withdrawal took away while the copy was made are rightly gone.
    """
    with use_agency(code):
        rows = StoredFile.objects.filter(digest__in=manifest.missing, erased_at__isnull=True)
        return rows.count()


def write_out(
    code: str, target: Path, keys: list[Recipient], *, purpose: str, by: Actor
) -> Manifest:
    """Write an office to a file: its own entry first, then one moment of everything, read back.

    The entry stands before the snapshot, so that the journal in the copy is the journal that
    the office had then, entry included, and nothing is written after it.
    """
    with use_agency(code):
        with transaction.atomic():
            write_entry(
                "hosting.exported",
                "agency:1",
                by=by,
                facts={"purpose": purpose, "keys": [sealing.fingerprint(key) for key in keys]},
            )
        with _beside(target) as (building, out):
            with snapshot():
                one_time = _write(bundle.export(at=by.at), out, keys)
            out.flush()
            os.fsync(out.fileno())
            # What is read back comes from the disk, not from what was just written to memory.
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            manifest = read_back(building, one_time)
    return manifest


def check_equals(code: str, path: Path, identities: list[Identity]) -> None:
    """Refuse unless a file holds the office as it is now: every row, file and journal entry."""
    kept = read_back(path, identities)
    with use_agency(code), snapshot():
        now = read.check(Pulled(bundle.export(at=datetime.fromisoformat(kept.head.made_at))))
    differing = [
        there.name
        for here, there in zip_longest(now.members, kept.members, fillvalue=_NOTHING)
        if here != there
    ]
    if differing or now.missing != kept.missing:
        raise Refused(
            f"Chưa xoá được: tệp {path.name} khác văn phòng bây giờ ở "
            f"«{(differing or ['manifest.json'])[0]}»",
            cure="Lưu trữ lại rồi xoá theo tệp mới.",
        )


def _write(chunks: Iterator[bytes], out: IO[bytes], keys: list[Recipient]) -> list[Identity]:
    """Write the chunks, encrypted if there are keys; return a key that reads them back once.

    That key is made here, added to the others, and forgotten with the process: so what lies on
    the disk is decrypted and checked whole, though nobody here holds a key of ``keys``.
    """
    if not keys:
        out.writelines(chunks)
        return []
    once = Identity.generate()
    sealing.seal(chunks, out, [*keys, once.to_public()])
    return [once]


def read_back(path: Path, identities: list[Identity]) -> Manifest:
    """Read a file of this program whole, and return what it holds; refuse it at the first fault."""
    with sealing.opened(path, identities) as source:
        return read.check(source)


@contextmanager
def _beside(target: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Give a file beside ``target`` that takes its name when the block has ended well.

    It is locked as long as somebody writes it: what a killed process left is not.
    """
    building = target.with_name(f".dienhong-{target.name}.{secrets.token_hex(4)}.part")
    try:
        with open(building, "xb", opener=_private) as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            yield building, out
            building.rename(target)
        _flush(target.parent)
    except BaseException:
        building.unlink(missing_ok=True)
        raise


def _private(path: str, flags: int) -> int:
    """Open a file that only this account reads, whatever else the process allows."""
    return os.open(path, flags, 0o600)


def _flush(folder: Path) -> None:
    """Wait until the names in a folder lie on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Take away what a killed backup left half written; one that is being written stays."""
    for path in folder.iterdir():
        if _PART.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            with path.open("rb") as left:
                try:
                    fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                path.unlink(missing_ok=True)


def keep_newest(code: str, folder: Path, count: int) -> list[Path]:
    """Delete all but the newest ``count`` backups of an office; return what was deleted."""
    ours = sorted(path for path in folder.iterdir() if _is_ours(path, code))
    gone = ours[:-count]
    for path in gone:
        path.unlink()
    return gone


def _is_ours(path: Path, code: str) -> bool:
    """Tell whether a file is a backup of this office, by its name and by how it begins."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["code"] != code or path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(len(sealing.MAGIC))
    return start == sealing.MAGIC if path.suffix == ".age" else start.startswith(_START_OF_BUNDLE)


def _remember(code: str, said: Last) -> None:
    place = directory.folder(code) / _LAST
    building = place.with_name(f".{_LAST}.{secrets.token_hex(4)}")
    building.write_text(json.dumps(asdict(said)), "utf-8")
    building.replace(place)


def last(code: str) -> Last | None:
    """Return the newest backup of an office that this server knows of."""
    try:
        return Last(**json.loads((directory.folder(code) / _LAST).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
