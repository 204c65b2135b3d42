"""Reads a bundle once, front to back, in bounded memory, and believes nothing in it."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NoReturn, Protocol

from dienhong.core.bundle import tar
from dienhong.core.bundle.manifest import Head, Manifest, Member, read_head, read_manifest
from dienhong.core.bundle.tar import damaged
from dienhong.core.journal.verify import verify

CHUNK = 1 << 16
LONGEST_LINE = 1 << 24  # bytes of one row; the longest column is a regulation's text of 2 MB
_LARGEST_HEAD = 1 << 20
_LINE_OF_MANIFEST = 400  # bytes that the manifest may have for each member that went by


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes; none only at the end."""


class Part:
    """The member that is being read; what is not read of it is passed over, and counted too."""

    def __init__(self, source: Source, name: str, size: int) -> None:
        self.name = name
        self.size = size
        self._source = source
        self._left = size
        self._digest = sha256()

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, all that is left for a negative one."""
        wanted = self._left if size < 0 else min(size, self._left)
        chunk = exactly(self._source, wanted)
        if len(chunk) < wanted:
            raise damaged(f"«{self.name}»", "tệp bị cắt cụt")
        self._left -= len(chunk)
        self._digest.update(chunk)
        return chunk

    def chunks(self, chunk_size: int = CHUNK) -> Iterator[bytes]:
        """Give what is left, piece by piece; Django's storages ask for it so."""
        while chunk := self.read(chunk_size):
            yield chunk

    def lines(self) -> Iterator[bytes]:
        r"""Give the lines, each with its ``\n``."""
        ahead = b""
        number = 1
        for chunk in self.chunks():
            *whole, ahead = (ahead + chunk).split(b"\n")
            for line in whole:
                yield line + b"\n"
                number += 1
            if len(ahead) > LONGEST_LINE:
                raise damaged(f"«{self.name}», dòng {number}", "dòng dài quá mức")
        if ahead:
            raise damaged(f"«{self.name}», dòng {number}", "dòng không có chỗ kết thúc")

    def end(self) -> Member:
        """Read what was left over, and return what the member was."""
        for _ in self.chunks():
            pass
        if exactly(self._source, tar.padding(self.size)) != bytes(tar.padding(self.size)):
            raise damaged(f"«{self.name}»", "tệp bị cắt cụt hoặc có phần thừa")
        return Member(self.name, self.size, self._digest.hexdigest())


class Pulled:
    """Chunks, read as a file is read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._ahead = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes; none only at the end."""
        while not self._ahead:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._ahead = memoryview(chunk)
        given, self._ahead = self._ahead[:size], self._ahead[size:]
        return bytes(given)


def exactly(source: Source, size: int) -> bytes:
    """Return ``size`` bytes, fewer only where the source ends."""
    chunks = []
    while size and (chunk := source.read(size)):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


class Reader:
    """A bundle: its head, then its parts in order; at the end everything was compared."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: list[Member] = []
        self.missing: tuple[str, ...] = ()
        self.head = self._read_head()

    def _read_head(self) -> Head:
        start = tar.read_header(exactly(self._source, tar.BLOCK), "")
        if start is None or start[0] != "head.json" or start[1] > _LARGEST_HEAD:
            raise damaged("đầu tệp", "không phải gói dữ liệu của Diên Hồng")
        part = Part(self._source, *start)
        head = read_head(part.read())
        self._found.append(part.end())
        return head

    def parts(self) -> Iterator[Part]:
        """Give each table, file and the journal; when the last was given, the manifest fits."""
        while True:
            name, size = self._next()
            part = Part(self._source, name, size)
            if name == "manifest.json":
                break
            yield part
            self._found.append(part.end())
            _check_name(self._found[-1])
        self._compare(part)
        self._check_end(part)

    def _next(self) -> tuple[str, int]:
        after = self._found[-1].name
        start = tar.read_header(exactly(self._source, tar.BLOCK), after)
        if start is None:
            raise damaged(f"sau «{after}»", "thiếu bản kê cuối gói")
        return start

    def _compare(self, part: Part) -> None:
        if part.size > _LARGEST_HEAD + _LINE_OF_MANIFEST * len(self._found):
            raise damaged("«manifest.json»", "lớn quá mức")
        manifest = read_manifest(part.read())
        if manifest.head != self.head:
            raise damaged("«manifest.json»", "khác phần đầu của gói")
        for said, found in zip(manifest.members, self._found, strict=False):
            if said != found:
                raise damaged(f"«{found.name}»", "nội dung không khớp với bản kê")
        if len(manifest.members) != len(self._found):
            raise damaged("«manifest.json»", "số phần khác bản kê")
        self._check_tables()
        self.missing = manifest.missing

    def _check_tables(self) -> None:
        found = {m.name for m in self._found if m.name.startswith("tables/")}
        if found != {f"tables/{table}.jsonl" for table in self.head.tables}:
            raise damaged("«manifest.json»", "các bảng khác phần đầu của gói")

    def _check_end(self, part: Part) -> None:
        part.end()
        rest = exactly(self._source, 2 * tar.BLOCK)
        if rest != tar.END or self._source.read(1):
            raise damaged("cuối tệp", "bị cắt cụt hoặc có phần thừa")

    @property
    def manifest(self) -> Manifest:
        """Return what was found, once all parts were given."""
        return Manifest(self.head, tuple(self._found), self.missing)


def _check_name(found: Member) -> None:
    if found.name.startswith("files/") and not found.name.endswith(found.sha256):
        raise damaged(f"«{found.name}»", "nội dung không phải của tên này")


def read_row(part: Part, number: int, line: bytes) -> dict[str, Any]:
    """Return one row of a table as columns and plain values; ``number`` counts lines from 1."""
    try:
        row = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise damaged(f"«{part.name}», dòng {number}", "không đọc được")
    return row


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def check_count(part: Part, head: Head, rows: int) -> None:
    """Refuse a table that has another number of rows than the head says."""
    said = head.tables.get(part.name.removeprefix("tables/").removesuffix(".jsonl"))
    if said != rows:
        raise damaged(f"«{part.name}»", f"có {rows} dòng, phần đầu của gói ghi {said}")


def check_journal(part: Part, head: Head) -> None:
    """Refuse a journal that is not whole, or is not the one that the head tells of."""
    report = verify(part.lines())
    if not report.ok:
        raise damaged(f"«{part.name}», dòng {report.faults[0].line}", report.faults[0].reason)
    if (report.size, report.fingerprint, report.root) != (head.size, head.fingerprint, head.root):
        raise damaged(f"«{part.name}»", "sổ ghi khác số mục hoặc dấu sổ ở phần đầu của gói")


def check(source: Source) -> Manifest:
    """Read a bundle whole and return its manifest; refuse it at the first fault."""
    reader = Reader(source)
    journals = 0
    for part in reader.parts():
        if part.name.startswith("tables/"):
            rows = sum(1 for n, line in enumerate(part.lines(), 1) if read_row(part, n, line))
            check_count(part, reader.head, rows)
        elif part.name == "journal.jsonl":
            check_journal(part, reader.head)
            journals += 1
    if not journals:
        raise damaged("cuối tệp", "thiếu sổ ghi")
    return reader.manifest
