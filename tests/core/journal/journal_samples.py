"""Journals to verify, in invented words."""

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO

from dienhong.core.journal import export, merkle
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import NO_PREVIOUS, Entry
from dienhong.core.journal.verify import Report, verify

EXPORTED_AT = "2024-02-01T03:00:00.000000Z"


def make_entry(**changes: object) -> Entry:
    """Lan posts the spending plan on Minh's behalf, from paper."""
    usual: dict[str, object] = {
        "number": 1,
        "previous": NO_PREVIOUS,
        "at": "2024-01-02T01:15:00.000000Z",
        "kind": "publication.published",
        "by": "6f1c0f5e-lan",
        "by_name": "Lan",
        "acting_as": "văn thư",
        "on_behalf_of": "90aa31d2-minh",
        "on_behalf_name": "Minh",
        "recorded_from": "paper",
        "subject": "matter:3b1f",
        "clauses": ("quy-che-1:dieu-10.khoan-2.gach-1",),
        "facts": {"posted_on": "2024-01-02", "days": 20, "places": ["sảnh A", "sảnh B"]},
        "digest": sha256(b"plan").hexdigest(),
        "audience": "public",
    }
    return Entry(**{**usual, **changes})  # type: ignore[arg-type]


def make_lines(opened: Sequence[bool]) -> list[export.Line]:
    """A journal with as many entries; those that are not ``opened`` are withheld."""
    lines: list[export.Line] = []
    previous = NO_PREVIOUS
    for number, is_open in enumerate(opened, start=1):
        entry = make_entry(number=number, previous=previous, facts={"days": number})
        salt = sha256(b"salt %d" % number).digest()
        commitment = commit(salt, entry.body())
        opening = export.Opening(salt, entry) if is_open else None
        lines.append(export.Line(number, commitment, opening))
        previous = commitment.hex()
    return lines


def rows_of(lines: Sequence[export.Line]) -> list[bytes]:
    """The rows of the file, the first line included."""
    root = merkle.root([line.commitment for line in lines])
    return [
        export.write_header(
            agency="Sở Thí dụ", exported_at=EXPORTED_AT, size=len(lines), root=root
        ),
        *(row_of(line) for line in lines),
    ]


def row_of(line: export.Line) -> bytes:
    return export.write_line(number=line.number, commitment=line.commitment, opening=line.opening)


def verified(content: bytes) -> Report:
    return verify(BytesIO(content))


def named(content: bytes) -> set[int | None]:
    """The entries that the verifier names; None is the first line."""
    return {fault.number for fault in verified(content).faults}
