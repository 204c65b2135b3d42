"""The confirmation as one canonical JSON document: what it says, and what proves it.

Its members stand in ``docs/reference/confirmation.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dienhong.core.confirmation.shape import Misshapen, Shape, check_shape
from dienhong.core.days.runs import Gap, Hanging, State
from dienhong.core.journal.canonical import Json, canonical, parse_canonical
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import HEX_32_BYTES, Entry
from dienhong.core.journal.export import Opening
from dienhong.core.refusal import Refused

FORMAT = "dienhong-confirmation"
VERSION = 1
LARGEST = 2_000_000  # bytes
KIND = "publication.confirmed"  # of the journal's entry that says that this one was made

_DAY_FORM = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
_LONGEST_RUN = 3_660  # days
_FINGERPRINT = re.compile(r"[0-9]{4}( [0-9]{4}){11}")
_STATES = re.compile("|".join(State))
_UNITS = re.compile("day|working_day")


def _DAY(value: Json) -> bool:  # noqa: N802 (a shape among the others)
    if not isinstance(value, str) or _DAY_FORM.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _LENGTH(value: Json) -> bool:  # noqa: N802 (a shape among the others)
    return type(value) is int and 0 < value <= _LONGEST_RUN


_GAP: Shape = {
    "first": _DAY,
    "again": (_DAY, None),
    "renews": bool,
    "said": str,
    "entry": int,
    "again_entry": (int, None),
}
_RUN: Shape = {
    "start": _DAY,
    "done": int,
    "last_day": _DAY,
    "stopped_on": (_DAY, None),
    "fulfilled": bool,
}
_POSTING: Shape = {
    "place": str,
    "electronic": bool,
    "posted_on": _DAY,
    "entry": int,
    "gaps": [_GAP],
    "ended_on": (_DAY, None),
    "end_entry": (int, None),
    "run": _RUN,
}
FACTS: Shape = {
    "agency": {
        "name": str,
        "superior": str,
        "place": str,
        "demo": bool,
    },
    "made": {"on": _DAY, "address": str, "drawn_with": str},
    "matter": {"subject": str, "kind": str, "published_on": _DAY},
    "acts": dict,
    "content": {"digest": HEX_32_BYTES, "salt": HEX_32_BYTES, "of": dict, "names": [str]},
    "clauses": [{"use": str, "clause": str, "said": str}],
    "forms": [{"said": str, "clauses": [str], "people": (int, None), "state": str}],
    "required": {"days": _LENGTH, "unit": _UNITS, "calendar": str},
    "postings": [_POSTING],
    "asked": [{"day": _DAY, "states": [_STATES]}],
    "reach": {"staff": int, "received": int, "opened": int, "confirmed": int, "on_paper": int},
    "printed": [{"paper": str, "size": int, "fingerprint": _FINGERPRINT}],
}
_ALL: Shape = {
    "format": str,
    "version": int,
    "facts": FACTS,
    "salt": HEX_32_BYTES,
    "entries": [{"salt": HEX_32_BYTES, "body": dict, "proof": [HEX_32_BYTES]}],
    "tree": {"size": int, "root": HEX_32_BYTES, "fingerprint": _FINGERPRINT},
    "printed": [{"root": HEX_32_BYTES, "proof": [HEX_32_BYTES]}],
}
# What the content always says; shapes of content add to it.
_CONTENT: Shape = {"title": str, "summary": str, "decision": str, "decided_on": _DAY, "files": list}

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry with the salt that opens its commitment, and the path to the root above it."""

    opening: Opening
    proof: tuple[bytes, ...]

    @property
    def entry(self) -> Entry:
        """Return the entry."""
        return self.opening.entry


@dataclass(frozen=True, slots=True)
class Printed:
    """The root of which an earlier paper has the fingerprint, and the proof that it went on."""

    root: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The tree under which all entries lie."""

    size: int
    root: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is confirmed (``facts``, opened by ``salt``) and what proves it.

    The last of ``evidence`` is the entry of the act that made the confirmation: its digest
    commits to the facts, and the tree ends with it.
    """

    facts: Facts
    salt: bytes
    evidence: tuple[Evidence, ...]
    head: Head
    printed: tuple[Printed, ...]


def digest_of(facts: Mapping[str, Json], salt: bytes) -> str:
    """Return the commitment to all facts, as the act's entry has it for its digest."""
    return commit(salt, canonical(dict(facts))).hex()


def digests_of(facts: Mapping[str, Json], salt: bytes) -> dict[str, Json]:
    """Return a commitment to each part of the facts, so that a changed one can be named."""
    return {name: commit(salt, canonical([name, part])).hex() for name, part in facts.items()}


def check_facts(facts: Json) -> None:
    """Raise ``Misshapen`` where facts are not of their form."""
    check_shape(facts, FACTS, "facts")
    known: Any = facts
    of = known["content"]["of"]
    check_shape({name: of.get(name) for name in _CONTENT}, _CONTENT, "facts.content.of")
    check_shape([*known["acts"].values()], [str], "facts.acts")
    check_shape(of["files"], [HEX_32_BYTES], "facts.content.of.files")


def write(confirmation: Confirmation) -> bytes:
    """Return the document: canonical JSON."""
    members: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "facts": confirmation.facts,
        "salt": confirmation.salt.hex(),
        "entries": [
            {
                "salt": one.opening.salt.hex(),
                "body": parse_canonical(one.entry.body()),
                "proof": [node.hex() for node in one.proof],
            }
            for one in confirmation.evidence
        ],
        "tree": {
            "size": confirmation.head.size,
            "root": confirmation.head.root.hex(),
            "fingerprint": confirmation.head.fingerprint,
        },
        "printed": [
            {"root": one.root.hex(), "proof": [node.hex() for node in one.proof]}
            for one in confirmation.printed
        ],
    }
    return canonical(members)


def read(data: bytes) -> Confirmation:
    """Return the confirmation that ``write()`` wrote; ``Refused`` says why it is none.

    Whether anything in it is true is not looked at here.
    """
    if len(data) > LARGEST:
        raise Refused(f"Dữ liệu của bản xác nhận dài quá {LARGEST // 1_000_000} MB.")
    try:
        members: Any = parse_canonical(data)
    except ValueError as error:
        raise _no(f"không phải JSON viết đúng một cách ({error})") from error
    if not isinstance(members, dict) or members.get("format") != FORMAT:
        raise _no("không phải bản xác nhận của Diên Hồng")
    if members.get("version") != VERSION:
        raise Refused(
            f"Bản xác nhận có khuôn dạng số {members.get('version')!r:.20}; chương trình này đọc "
            f"khuôn dạng số {VERSION}. Dùng bản Diên Hồng mới hơn."
        )
    try:
        check_shape(members, _ALL, "")
        check_facts(members["facts"])
        return _read(members)
    except Misshapen as error:
        raise _no(f"trường «{error.place.lstrip('.')}» thiếu, thừa hoặc sai kiểu") from error
    except ValueError as error:
        raise _no("có một mục sổ ghi sai kiểu") from error


def _no(why: str) -> Refused:
    return Refused(f"Dữ liệu của bản xác nhận sai khuôn dạng hoặc đã bị sửa: {why}.")


def _read(members: dict[str, Any]) -> Confirmation:
    tree = members["tree"]
    return Confirmation(
        facts=members["facts"],
        salt=bytes.fromhex(members["salt"]),
        evidence=tuple(
            Evidence(
                Opening(bytes.fromhex(one["salt"]), Entry.from_members(one["body"])),
                _nodes(one["proof"]),
            )
            for one in members["entries"]
        ),
        head=Head(tree["size"], bytes.fromhex(tree["root"]), tree["fingerprint"]),
        printed=tuple(
            Printed(bytes.fromhex(one["root"]), _nodes(one["proof"])) for one in members["printed"]
        ),
    )


def _nodes(proof: list[str]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(node) for node in proof)


def hanging_of(posting: Mapping[str, Any]) -> Hanging:
    """Return a posting of the facts as its run is counted."""
    gaps = tuple(
        Gap(day_of(gap["first"]), maybe_day(gap["again"]), gap["renews"]) for gap in posting["gaps"]
    )
    return Hanging(day_of(posting["posted_on"]), gaps, maybe_day(posting["ended_on"]))


def day_of(text: str) -> date:
    """Return the day that ``text`` says; ``ValueError`` where no calendar has it."""
    return date.fromisoformat(text)


def maybe_day(text: str | None) -> date | None:
    """Return the day, None for none."""
    return day_of(text) if text else None
