"""Verifies an export line by line, and names each entry that is not as it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dienhong.core.journal import export
from dienhong.core.journal.canonical import LARGEST
from dienhong.core.journal.entry import NO_PREVIOUS, Entry
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.journal.merkle import Frontier, leaf_hash


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: with which entry (None: the first line, or the file), at which line.

    ``line`` counts from 1; ``reason`` is one Vietnamese sentence that names the entry.
    """

    number: int | None
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an export was found to be.

    ``size`` is the number of entries seen to, ``opened`` how many of them came with
    content that fits. ``root`` (hexadecimal) and ``fingerprint`` are computed from the
    entries; both are empty when an entry is missing or cannot be read. ``header`` is
    what the first line says, None when it cannot be read.
    """

    header: export.Header | None
    size: int
    opened: int
    root: str
    fingerprint: str
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Say whether nothing at all was found."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Found:
    """A line as it was found: ``line`` is None when it cannot be read."""

    row: int
    line: export.Line | None
    opens: bool

    @property
    def claim(self) -> int | None:
        """Which entry the line says it is; the content may say otherwise."""
        return self.line.number if self.line else None


def verify(lines: Iterable[bytes]) -> Report:
    """Return what is found about an export, given as lines that keep their ``\\n``.

    Reads each line once and keeps none. Every change of a single byte is found, and
    every line deleted, doubled or moved, and the entry is named. A forger who changes a
    withheld entry and all checks is found too, by the next entry that is open, or else
    only by root and fingerprint: then no entry can be named.
    """
    rows = enumerate(lines, start=1)
    _, first = next(rows, (1, b""))
    walk = _Walk(_read_header(first))
    for found, following in _with_next(examine(row, line) for row, line in rows):
        walk.take(found, following.claim if following else None)
    return walk.report()


def examine(row: int, line: bytes) -> Found:
    """Return what the line at ``row`` (from 1) is, and whether its content fits."""
    try:
        read = export.read_line(line)
        opens = read.opening is not None and read.opening.fits(read.commitment)
    except ValueError:
        return Found(row, None, opens=False)
    return Found(row, read, opens)


class _Walk:
    """The state between two lines."""

    def __init__(self, header: export.Header | None) -> None:
        self.header = header
        self.limit = header.size if header else LARGEST
        self.expected = 1
        self.row = 1
        self.opened = 0
        self.frontier: Frontier | None = Frontier.empty()
        self.previous: str | None = NO_PREVIOUS
        self.faults: list[Fault] = []
        self._check_header()

    def take(self, found: Found, following: int | None) -> None:
        """Look at a line, of which the next one claims to be entry ``following``."""
        self.row = found.row
        place = self._place(found.claim, following)
        if place is None:
            self._fault(*_surplus(found.claim, self.expected - 1))
            return
        if place > self.expected:
            self._missing(place - 1)
        self._check_line(found, place)
        self._append(found, place)

    def report(self) -> Report:
        """Return the result, once there is no more line."""
        size = self.expected - 1
        self._check_end(size)
        root = self.frontier.root() if self.frontier else b""
        return Report(
            header=self.header,
            size=size,
            opened=self.opened,
            root=root.hex(),
            fingerprint=fingerprint(root) if root else "",
            faults=tuple(self.faults),
        )

    def _place(self, claim: int | None, following: int | None) -> int | None:
        """Return the number of the entry that should stand here, None for a line too many."""
        if claim == self.expected or following == self.expected + 1:
            return self.expected
        if following == self.expected or self.expected > self.limit:
            return None
        if claim is not None and self.expected < claim <= self.limit:
            return claim
        return self.expected

    def _check_header(self) -> None:
        if self.header is None:
            self._fault(
                None, "Dòng đầu: không đúng khuôn dạng của tệp xuất sổ ghi, hoặc đã bị sửa."
            )
        elif self.header.fingerprint != fingerprint(self.header.root):
            self._fault(None, "Dòng đầu: dấu sổ không phải là dấu của gốc ghi bên cạnh.")

    def _check_line(self, found: Found, place: int) -> None:
        if found.line is None:
            self._fault(place, f"Mục số {place}: dòng không đúng khuôn dạng, hoặc đã bị sửa.")
            return
        if found.line.number != place:
            self._fault(place, f"Mục số {place}: dòng lại ghi là mục số {found.line.number}.")
        if found.line.opening is None:
            return
        if found.opens:
            self._check_entry(found.line.opening.entry, place)
        else:
            self._fault(place, f"Mục số {place}: nội dung không khớp với cam kết.")

    def _check_entry(self, entry: Entry, place: int) -> None:
        if entry.number != place:
            self._fault(place, f"Mục số {place}: nội dung lại là của mục số {entry.number}.")
        elif self.previous in (None, entry.previous):
            return
        elif place == 1:
            self._fault(1, "Mục số 1: nội dung nối tiếp một mục khác, không phải đầu sổ.")
        else:
            before = place - 1
            self._fault(before, f"Mục số {before}: không phải là mục mà mục số {place} nối tiếp.")

    def _append(self, found: Found, place: int) -> None:
        self.expected = place + 1
        self.opened += found.opens
        if found.line is None:
            self.frontier = self.previous = None
            return
        self.previous = found.line.commitment.hex()
        if self.frontier is not None:
            self.frontier = self.frontier.append(leaf_hash(found.line.commitment))

    def _check_end(self, size: int) -> None:
        if self.header is None:
            return
        if size < self.header.size:
            self._missing(self.header.size)
        elif size > self.header.size:
            number = self.header.size + 1
            self._fault(number, f"Mục số {number}: dòng đầu ghi sổ chỉ có {self.header.size} mục.")
        elif not self.faults and self.frontier and self.frontier.root() != self.header.root:
            # Said only where nothing else is: every fault named above moves the root too.
            self._fault(None, "Gốc tính từ các mục khác gốc ghi ở dòng đầu: có chỗ đã bị thay.")

    def _missing(self, last: int) -> None:
        first = self.expected
        which = f"mục số {first}" if first == last else f"các mục từ số {first} đến số {last}"
        self._fault(first, f"Thiếu {which}.")
        self.frontier = self.previous = None

    def _fault(self, number: int | None, reason: str) -> None:
        self.faults.append(Fault(number, self.row, reason))


def _surplus(claim: int | None, before: int) -> tuple[int | None, str]:
    if claim is not None:
        return claim, f"Mục số {claim}: lặp lại, hoặc đứng sai chỗ."
    if before == 0:
        return None, "Có dòng thừa sau dòng đầu."
    return before, f"Mục số {before}: có dòng thừa, không đọc được, ngay sau mục này."


def _read_header(line: bytes) -> export.Header | None:
    try:
        return export.read_header(line)
    except ValueError:
        return None


def _with_next(items: Iterator[Found]) -> Iterator[tuple[Found, Found | None]]:
    """Yield each item with the one after it, None after the last."""
    current = next(items, None)
    while current is not None:
        following = next(items, None)
        yield current, following
        current = following
