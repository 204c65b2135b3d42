"""The export file: one line about the journal, then one line an entry, each canonical JSON.

The first line and the lines without content carry a SHA-256 of themselves: nothing
else in the file would tell which of them was damaged. It guards against accident, not
against a forger, who can compute it again; a forger is met by root and fingerprint.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from dienhong.core.journal.canonical import Json, canonical, parse_canonical
from dienhong.core.journal.commitment import opens
from dienhong.core.journal.entry import HEX_32_BYTES, MAX_BODY, Entry, moment
from dienhong.core.journal.fingerprint import GROUPS, fingerprint

FORMAT = "dienhong-journal"
VERSION = 1
MAX_LINE = 1 << 18  # bytes; a body has at most 2**16

_FINGERPRINT = re.compile(rf"[0-9]{{4}}( [0-9]{{4}}){{{GROUPS - 1}}}")
_HEADER = {
    *("agency", "check", "exported_at", "fingerprint"),
    *("format", "root", "size", "version"),
}
_BEFORE_BODY, _AFTER_BODY = b'{"body":', b',"commitment":"'
_OPENED = {"body", "commitment", "number", "salt"}
_WITHHELD = {"check", "commitment", "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line. ``root`` and ``fingerprint`` are those of all ``size`` entries."""

    agency: str
    exported_at: str
    size: int
    root: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment: the salt and the entry."""

    salt: bytes
    entry: Entry
    # How a line that was read spells the entry; else it is spelled when it is asked for.
    spelled: bytes = field(default=b"", compare=False, repr=False)

    def fits(self, commitment: bytes) -> bool:
        """Say whether this is what ``commitment`` commits to; may raise as ``Entry.body()``."""
        return opens(commitment, self.salt, self.spelled or self.entry.body())


@dataclass(frozen=True, slots=True)
class Line:
    """The line of an entry; without ``opening`` where the reader may not see the content."""

    number: int
    commitment: bytes
    opening: Opening | None


def write_header(*, agency: str, exported_at: str, size: int, root: bytes) -> bytes:
    """Return the first line; ``ValueError`` unless ``exported_at`` has the form of ``Entry.at``."""
    moment(exported_at)
    members: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "agency": agency,
        "exported_at": exported_at,
        "size": size,
        "root": root.hex(),
        "fingerprint": fingerprint(root),
    }
    return canonical(members | {"check": _check(members)}) + b"\n"


def write_line(*, number: int, commitment: bytes, opening: Opening | None = None) -> bytes:
    """Return the line of an entry, without ``opening`` for those who may not see it.

    ``ValueError`` when the opening is not that of this entry.
    """
    members: dict[str, Json] = {"number": number, "commitment": commitment.hex()}
    if opening is None:
        return canonical(members | {"check": _check(members)}) + b"\n"
    if opening.entry.number != number or not opening.fits(commitment):
        raise ValueError(f"the opening is not that of entry {number}")
    body = parse_canonical(opening.entry.body())
    return canonical(members | {"salt": opening.salt.hex(), "body": body}) + b"\n"


def write_as_found(*, number: int, commitment: str, salt: str, body: str) -> bytes:
    """Return the line of an entry whose stored parts do not fit each other, just as they are.

    ``verify`` names it. Nothing is mended and nothing is left out: a damaged journal has to
    be seen to be damaged.
    """
    try:
        content: Json = parse_canonical(body.encode())
    except (ValueError, TypeError):
        content = body
    members: dict[str, Json] = {"number": number, "commitment": commitment, "salt": salt}
    return canonical(members | {"body": content}) + b"\n"


def read_header(line: bytes) -> Header:
    """Return the first line, as read; ``ValueError`` when it is not of this format or damaged.

    That root, fingerprint and size are those of the entries is not looked at here.
    """
    members = _members(line, _HEADER)
    _demand(members.pop("check") == _check(members), "check")
    _demand(members["format"] == FORMAT and members["version"] == VERSION, "format")
    exported_at = _text(members["exported_at"])
    moment(exported_at)
    return Header(
        agency=_text(members["agency"]),
        exported_at=exported_at,
        size=_count(members["size"], least=0),
        root=_hash(members["root"]),
        fingerprint=_text(members["fingerprint"], _FINGERPRINT),
    )


def read_line(line: bytes) -> Line:
    """Return the line of an entry, as read; ``ValueError`` when it is malformed or damaged.

    Whether an opening fits is not looked at here.
    """
    members = _members(line, _OPENED, _WITHHELD)
    if "check" in members:
        _demand(members.pop("check") == _check(members), "check")
    opening = None
    if "salt" in members:
        entry = Entry.from_members(members["body"])
        opening = Opening(_hash(members["salt"]), entry, _body_in(line))
    return Line(_count(members["number"], least=1), _hash(members["commitment"]), opening)


def _body_in(line: bytes) -> bytes:
    """Return the entry as a line spells it: between the first key and the commitment's.

    The whole line is canonical, so this is too; behind the body there are digits only.
    """
    body = line[len(_BEFORE_BODY) : line.rindex(_AFTER_BODY)]
    _demand(len(body) <= MAX_BODY, "length")
    return body


def read_commitments(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the commitments of a file that was verified; the first line is passed over."""
    for row, line in enumerate(lines):
        if row > 0:
            yield read_line(line).commitment


def _members(line: bytes, *shapes: set[str]) -> dict[str, Json]:
    _demand(line.endswith(b"\n"), "end of line")
    members = parse_canonical(line[:-1])
    if not isinstance(members, dict) or members.keys() not in shapes:
        raise ValueError("not the members of such a line")
    return members


def _check(members: dict[str, Json]) -> str:
    return sha256(canonical(members)).hexdigest()


def _hash(value: Json) -> bytes:
    return bytes.fromhex(_text(value, HEX_32_BYTES))


def _text(value: Json, shape: re.Pattern[str] | None = None) -> str:
    if not isinstance(value, str) or (shape is not None and shape.fullmatch(value) is None):
        raise ValueError(f"not text of the form wanted: {value!r}")
    return value


def _count(value: Json, *, least: int) -> int:
    if type(value) is not int or value < least:
        raise ValueError(f"not a number from {least}: {value!r}")
    return value


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"{what} does not hold")
