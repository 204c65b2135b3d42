"""The saves of a matter on its way: what two clerks are shown, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from dienhong.core.acting import Actor
from dienhong.core.difference import Piece, sides
from dienhong.organisation.two_versions import Stored
from dienhong.publication import shaping
from dienhong.publication.models import Edition, Matter

# What a page shows of an edition, in this order; kind and checker are kept with what they say.
LABELS = {
    "title": "Tên việc, văn bản",
    "decision_number": "Số quyết định, văn bản",
    "decided_on": "Ngày quyết định, văn bản",
    "kind_label": "Loại nội dung",
    "special": "Có hạn riêng theo luật khác",
    "summary": "Tóm tắt cho người đọc",
    "shaped": "Thông tin theo loại",
    "files": "Tệp kèm theo",
    "checker_name": "Người kiểm tra bí mật",
}


def words_of(matter: Matter) -> dict[str, Any]:
    """Return a matter's words as its form takes them initially."""
    return {
        "title": matter.title,
        "summary": matter.summary,
        "decision_number": matter.decision_number,
        "decided_on": matter.decided_on,
        "kind": matter.kind_source,
        "special": matter.special,
        "checker": str(matter.checker_id),
    }


def remember(matter: Matter, by: Actor) -> None:
    """Keep the words of this save beside who saved them."""
    words = words_of(matter) | {
        "decided_on": matter.decided_on.isoformat(),
        "kind_label": matter.kind_label,
        "checker_name": matter.checker.name,
        "files": [row.name for row in matter.attachments.all()],
        "shaped": shaping.said(matter),
    }
    Edition.objects.create(
        matter=matter, number=matter.edition, saved_by_id=by.author.id, saved_at=by.at, words=words
    )


def forget(matter: Matter) -> None:
    """Take the words out of every save, for good; who saved and when stay."""
    Edition.objects.filter(matter=matter).update(words={})


def stored(matter: Matter, seen: int) -> Stored:
    """Return what is stored now, for a clerk who began with the edition ``seen``."""
    rows = {row.number: row for row in _rows(matter) if row.number in {seen, matter.edition}}
    now, began = rows.get(matter.edition), rows.get(seen)
    return Stored(
        edition=matter.edition,
        words=words_of(matter),
        by=now.saved_by.name if now else "",
        at=now.saved_at if now else None,
        began_with=_as_form(began.words) if began else {},
    )


def _rows(matter: Matter) -> list[Edition]:
    return list(matter.editions.select_related("saved_by"))


def _as_form(words: dict[str, Any]) -> dict[str, Any]:
    return words | {"decided_on": date.fromisoformat(words["decided_on"])} if words else {}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one field between two saves."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Save:
    """One save with what it changed; ``known`` is false where words were taken out."""

    row: Edition
    changes: list[Change]
    known: bool


def history(matter: Matter) -> list[Save]:
    """Return the saves, newest first, each with what it changed against the one before."""
    rows = _rows(matter)
    saves = [Save(new, _changes(old, new), bool(old.words)) for new, old in pairwise(rows)]
    return saves + [Save(row, [], known=True) for row in rows[-1:]]


def since(matter: Matter, seen: int) -> list[Change]:
    """Return what has changed since the edition ``seen``; nothing where its words are gone."""
    rows = {row.number: row for row in _rows(matter)}
    old, new = rows.get(seen), rows.get(matter.edition)
    return _changes(old, new) if old and new else []


def _changes(old: Edition, new: Edition) -> list[Change]:
    if not old.words or not new.words:
        return []
    said = [(label, _said(old, name), _said(new, name)) for name, label in LABELS.items()]
    return [Change(label, *sides(was, now)) for label, was, now in said if was != now]


def _said(row: Edition, name: str) -> str:
    value = row.words.get(name, "")
    if name == "decided_on":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return ", ".join(value) if isinstance(value, list) else str(value)
