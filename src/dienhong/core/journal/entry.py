"""An entry: one act, as the journal says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from dienhong.core.journal.canonical import Json, canonical, parse_canonical

NO_PREVIOUS = "0" * 64
MAX_BODY = 1 << 16  # bytes; facts are small, content stays outside

RECORDED_FROM = ("screen", "paper", "speech", "system")
AUDIENCES = ("public", "office", "sealed")

_MOMENT = re.compile(r"[12]\d{3}-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{6}Z", re.ASCII)
HEX_32_BYTES = re.compile(r"[0-9a-f]{64}")

_ANY = None  # any text
_SHAPES: dict[str, re.Pattern[str] | None] = {
    "previous": HEX_32_BYTES,
    "kind": re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+"),
    "by": _ANY,
    "by_name": _ANY,
    "acting_as": _ANY,
    "on_behalf_of": _ANY,
    "on_behalf_name": _ANY,
    "recorded_from": re.compile("|".join(RECORDED_FROM)),
    "subject": _ANY,
    "digest": re.compile(r"([0-9a-f]{64})?"),
    "audience": re.compile("|".join(AUDIENCES)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act. ``ValueError`` when a field is not of its form.

    ``number`` counts from 1. ``previous`` is the commitment of the entry before, in
    hexadecimal (``NO_PREVIOUS`` for the first). ``at`` is UTC, RFC 3339 with
    microseconds and ``Z``. ``kind`` is dotted (``publication.published``). ``by`` and
    ``on_behalf_of`` are identifiers of persons, ``acting_as`` the office or function
    held, ``recorded_from`` one of ``RECORDED_FROM``. ``subject`` is a kind and an
    identifier (``matter:`` and a UUID). ``clauses`` are citations
    (``quy-che-1:dieu-10.khoan-2.gach-1``). ``facts`` are small public facts: dates,
    counts, digests, never content. ``digest`` is the SHA-256 of the content concerned,
    in hexadecimal, or empty. ``audience`` is one of ``AUDIENCES``.
    """

    number: int
    previous: str
    at: str
    kind: str
    by: str
    by_name: str
    acting_as: str
    on_behalf_of: str
    on_behalf_name: str
    recorded_from: str
    subject: str
    clauses: tuple[str, ...]
    facts: Mapping[str, Json]
    digest: str
    audience: str

    def __post_init__(self) -> None:
        if type(self.number) is not int or self.number < 1:
            raise ValueError(f"number counts from 1: {self.number!r}")
        for name, shape in _SHAPES.items():
            _check_text(name, getattr(self, name), shape)
        moment(self.at)
        if type(self.clauses) is not tuple:
            raise ValueError("clauses must be a tuple")
        for clause in self.clauses:
            _check_text("clauses", clause, _ANY)
        if not isinstance(self.facts, Mapping):
            raise ValueError("facts must be a mapping")  # noqa: TRY004 - one error for a bad body

    def body(self) -> bytes:
        """Return the canonical bytes that are committed to.

        ``TypeError`` for a fact that JSON cannot say exactly, ``ValueError`` beyond
        ``MAX_BODY`` bytes.
        """
        members: dict[str, object] = {name: getattr(self, name) for name in _NAMES}
        members["clauses"] = list(self.clauses)
        members["facts"] = dict(self.facts)
        body = canonical(members)
        if len(body) > MAX_BODY:
            raise ValueError(f"an entry of {len(body)} bytes holds content, not facts")
        return body

    @classmethod
    def from_body(cls, body: bytes) -> "Entry":
        """Return the entry whose ``body()`` is ``body``; ``ValueError`` if there is none."""
        return cls.from_members(parse_canonical(body))

    @classmethod
    def from_members(cls, members: Json) -> "Entry":
        """Return the entry with these JSON members: exactly the fields, rightly typed."""
        if not isinstance(members, dict) or members.keys() != _NAMES:
            raise ValueError("not the fields of an entry")
        values: dict[str, Any] = dict(members)
        if isinstance(values["clauses"], list):
            values["clauses"] = tuple(values["clauses"])
        return cls(**values)


_NAMES = {field.name for field in fields(Entry)}


def moment(at: str) -> datetime:
    """Return the instant that ``at`` says in UTC, RFC 3339 with microseconds and ``Z``.

    ``ValueError`` for any other form, and for a day that is in no calendar.
    """
    _check_text("a moment", at, _MOMENT)
    return datetime.fromisoformat(at)


def _check_text(name: str, text: object, shape: re.Pattern[str] | None) -> None:
    if type(text) is not str or (shape is not None and shape.fullmatch(text) is None):
        raise ValueError(f"{name} is not plain text of its form: {text!r}")
