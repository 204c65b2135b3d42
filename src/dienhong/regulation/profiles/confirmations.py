"""Recorded confirmations: what a person decided on each finding, and our words on each clause."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dienhong.core.refusal import Refused
from dienhong.regulation.vocabulary import BY_NAME, Parameter


class Verb(StrEnum):
    """What was done with a finding, or instead of one; ``PENDING`` is not yet decided."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    OPEN = "open"
    ENTER = "enter"
    PENDING = "pending"


_HEAD = {"title", "number", "source_sha256", "gist", "heading"}
_FIELDS: dict[Verb, set[str]] = {
    Verb.CONFIRM: {"name", "at", "label"},
    Verb.CORRECT: {"name", "at", "value", "unit", "bound", "because"},
    Verb.OPEN: {"name", "at", "because", "label"},
    Verb.ENTER: {"name", "at", "value", "unit", "bound", "because"},
    Verb.PENDING: {"name", "at", "label"},
}
_NEEDED: dict[Verb, set[str]] = {
    Verb.CONFIRM: {"name"},
    Verb.CORRECT: {"name", "at", "value", "because"},
    Verb.OPEN: {"name", "because"},
    Verb.ENTER: {"name", "at", "value", "because"},
    Verb.PENDING: {"name"},
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a name of the vocabulary.

    ``at`` are the keys that it is about; empty: all that was found under the name and that no
    other decision names. ``labels`` are our words for items, by key, where the found ones are
    the source's. ``place`` says where it stands in the file.
    """

    verb: Verb
    place: str
    name: str
    at: tuple[str, ...] = ()
    value: int | str = ""
    unit: str = ""
    bound: str = ""
    because: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Confirmations:
    """What is recorded for one text: the decisions, and our gist and heading by key."""

    title: str
    number: str
    source_sha256: str
    decisions: tuple[Decision, ...]
    gists: Mapping[str, str]
    headings: Mapping[str, str]


def read(text: str) -> Confirmations:
    """Return the confirmations written as TOML; Refused names the place that cannot be used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(
            f"Không đọc được tệp xác nhận: {error}", cure="Sửa chỗ đó theo cú pháp TOML."
        ) from error
    _check_names("đầu tệp", set(data), known=_HEAD | set(Verb), needed=_HEAD - {"heading"})
    return Confirmations(
        title=_words(data, "title", "đầu tệp"),
        number=_words(data, "number", "đầu tệp"),
        source_sha256=_words(data, "source_sha256", "đầu tệp"),
        decisions=tuple(_decisions(data)),
        gists=_phrases(data, "gist", "đầu tệp"),
        headings=_phrases(data, "heading", "đầu tệp"),
    )


def _decisions(data: Mapping[str, Any]) -> Iterator[Decision]:
    for verb in Verb:
        tables = data.get(verb, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            raise _wrong(f"{verb}", f"viết thành [[{verb}]]")
        for count, table in enumerate(tables, 1):
            yield _decision(verb, f"[[{verb}]] thứ {count}", table)


def _decision(verb: Verb, place: str, table: Mapping[str, Any]) -> Decision:
    _check_names(place, set(table), known=_FIELDS[verb], needed=_NEEDED[verb])
    name = _words(table, "name", place)
    if name not in BY_NAME:
        raise _wrong(f"{place}: tên «{name}»", "ghi một tên có trong bảng tham số")
    because = _words(table, "because", place)
    if "because" in _NEEDED[verb] and not because.strip():
        raise _wrong(f"{place}: because", "ghi lý do, để người kiểm tra sau này hiểu")
    return Decision(
        verb=verb,
        place=f"{place} ({name})",
        name=name,
        at=_keys(table, place),
        value=_value(table, place),
        unit=_unit(BY_NAME[name], table, place),
        bound=_words(table, "bound", place),
        because=because.strip(),
        labels=_phrases(table, "label", place),
    )


def _unit(meant: Parameter, table: Mapping[str, Any], place: str) -> str:
    unit = _words(table, "unit", place)
    if unit and unit not in meant.units:
        known = ", ".join(meant.units)
        raise _wrong(f"{place}: unit", f"ghi một trong: {known}" if known else "bỏ dòng unit")
    return unit


def _keys(table: Mapping[str, Any], place: str) -> tuple[str, ...]:
    at = table.get("at", [])
    keys = [at] if isinstance(at, str) else at
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise _wrong(f"{place}: at", "ghi một địa chỉ hoặc một danh sách địa chỉ")
    if "at" in table and not keys:
        raise _wrong(f"{place}: at", "ghi ít nhất một địa chỉ, hoặc bỏ dòng at")
    return tuple(keys)


def _value(table: Mapping[str, Any], place: str) -> int | str:
    value = table.get("value", "")
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _wrong(f"{place}: value", "ghi số nguyên hoặc chữ")
    return value


def _words(table: Mapping[str, Any], field_name: str, place: str) -> str:
    words = table.get(field_name, "")
    if not isinstance(words, str):
        raise _wrong(f"{place}: {field_name}", "ghi bằng chữ, trong ngoặc kép")
    return words


def _phrases(table: Mapping[str, Any], field_name: str, place: str) -> dict[str, str]:
    phrases = table.get(field_name, {})
    if not isinstance(phrases, dict) or not all(isinstance(one, str) for one in phrases.values()):
        raise _wrong(f"{place}: {field_name}", 'ghi mỗi dòng "địa chỉ" = "lời của ta"')
    return phrases


def _check_names(place: str, given: set[str], *, known: set[str], needed: set[str]) -> None:
    strange, lacking = sorted(given - known), sorted(needed - given)
    if strange:
        raise _wrong(f"{place}: {', '.join(strange)}", "bỏ tên lạ hoặc sửa lại cho đúng")
    if lacking:
        raise _wrong(f"{place}: thiếu {', '.join(lacking)}", "ghi thêm")


def _wrong(place: str, cure: str) -> Refused:
    return Refused(f"Không đọc được tệp xác nhận, {place}", cure=f"{cure[:1].upper()}{cure[1:]}.")
