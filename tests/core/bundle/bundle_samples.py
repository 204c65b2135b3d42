"""A small bundle that no office made: one table, one file, a journal of three entries."""

from hashlib import sha256

from dienhong.core.bundle import write as writing
from dienhong.core.bundle.manifest import Head
from dienhong.core.journal import export
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import NO_PREVIOUS, Entry
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.journal.merkle import root

MADE = "2026-03-02T02:00:00.000000Z"
TABLE = b'{"id":1,"name":"Lan"}\n{"id":2,"name":"Minh"}\n'
FILE = b"%PDF-1.7\nto niem yet\n"
DIGEST = sha256(FILE).hexdigest()


def journal() -> tuple[bytes, str, bytes]:
    """Return an export of three entries, its fingerprint and its root."""
    lines, commitments, previous = [], [], NO_PREVIOUS
    for number in (1, 2, 3):
        entry = Entry(
            number=number,
            previous=previous,
            at=MADE,
            kind="thu.viet",
            by="system",
            by_name="Hệ thống",
            acting_as="",
            on_behalf_of="",
            on_behalf_name="",
            recorded_from="system",
            subject="agency:1",
            clauses=(),
            facts={},
            digest="",
            audience="office",
        )
        salt = bytes([number]) * 32
        commitments.append(commit(salt, entry.body()))
        previous = commitments[-1].hex()
        opening = export.Opening(salt, entry)
        lines.append(export.write_line(number=number, commitment=commitments[-1], opening=opening))
    top = root(commitments)
    header = export.write_header(agency="thu", exported_at=MADE, size=3, root=top)
    return header + b"".join(lines), fingerprint(top), top


def head(**said: object) -> Head:
    """Return the head of the sample, with some things said otherwise."""
    _, printed, top = journal()
    facts: dict[str, object] = {
        "code": "thu",
        "name": "Trạm thử",
        "made_at": MADE,
        "program": "26.1",
        "migrations": ("record.0001_initial",),
        "tables": {"people": 2},
        "size": 3,
        "fingerprint": printed,
        "root": top.hex(),
    }
    return Head(**(facts | said))  # type: ignore[arg-type]


def parts(**content: bytes) -> list[writing.Part]:
    """Return the sample's parts; ``table``, ``file`` or ``journal`` may be other bytes."""
    given = {"table": TABLE, "file": FILE, "journal": journal()[0]} | content
    names = {
        "table": "tables/people.jsonl",
        "file": f"files/{DIGEST[:2]}/{DIGEST}",
        "journal": "journal.jsonl",
    }
    return [writing.Part(names[key], len(given[key]), [given[key]]) for key in names]


def bundle(**content: bytes) -> bytes:
    """Return the sample as one stream."""
    return b"".join(writing.write(head(), parts(**content), []))
