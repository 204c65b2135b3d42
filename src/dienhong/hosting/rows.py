"""The rows of an office as lines of JSON that mean the same in every database engine."""

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import singledispatch
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection
from django.db.models import NOT_PROVIDED, Field, JSONField, Model
from django.utils.duration import duration_string

from dienhong.core.bundle.read import Part, read_row
from dienhong.core.bundle.tar import damaged
from dienhong.core.refusal import Refused

BATCH = 500
# A model whose rows mean nothing elsewhere (something begun at this server) says so of itself.
STAYS_HERE = "stays_here"


def models() -> list[type[Model]]:
    """Return the models of an office's own tables, in the order of the tables' names.

    Sessions are left out, and what Django keeps for itself: whoever restores an office signs
    in again.
    """
    found = {
        model._meta.db_table: model
        for config in apps.get_app_configs()
        if config.name.startswith("dienhong.")
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not hasattr(model, STAYS_HERE)
    }
    return [found[table] for table in sorted(found)]


def count() -> dict[str, int]:
    """Return the number of rows of each table."""
    return {model._meta.db_table: model._base_manager.count() for model in models()}


def write(model: type[Model]) -> Iterator[bytes]:
    """Give a table line by line, in the order of its key."""
    fields = model._meta.concrete_fields
    columns = [_column(field) for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=BATCH):
        plain = [
            value if isinstance(field, JSONField) else _plain(value)
            for field, value in zip(fields, row, strict=True)
        ]
        yield _line(dict(zip(columns, plain, strict=True)))


def _column(field: "Field[Any, Any]") -> str:
    assert field.column is not None  # concrete
    return field.column


def _line(row: dict[str, Any]) -> bytes:
    # Sorted: PostgreSQL keeps the keys of a JSON value in an order of its own.
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


@singledispatch
def _plain(value: object) -> Any:
    raise TypeError(f"no way to write a {type(value).__name__} into a bundle")


@_plain.register(type(None))
@_plain.register(bool)
@_plain.register(int)
@_plain.register(float)
@_plain.register(str)
def _(value: Any) -> Any:
    return value


@_plain.register(date)
@_plain.register(time)
def _(value: date | time) -> str:
    return value.isoformat()


@_plain.register
def _(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


@_plain.register(UUID)
@_plain.register(Decimal)
def _(value: UUID | Decimal) -> str:
    return str(value)


@_plain.register
def _(value: timedelta) -> str:
    return duration_string(value)


@_plain.register(bytes)
@_plain.register(memoryview)
def _(value: bytes | memoryview) -> str:
    return b64encode(bytes(value)).decode()


def clear() -> None:
    """Take out the rows that the template brought along."""
    with connection.cursor() as cursor:
        for model in models():
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608 (own name)


def read(part: Part) -> int:
    """Put the rows of a table into the office that is being made; return how many they were."""
    model = _model_of(part)
    columns: tuple[str, ...] = ()
    batch: list[list[Any]] = []
    number = 0
    for number, line in enumerate(part.lines(), 1):
        row = read_row(part, number, line)
        if number == 1:
            columns = tuple(sorted(row))
        elif columns != tuple(sorted(row)):
            raise damaged(f"«{part.name}», dòng {number}", "có các cột khác dòng đầu")
        batch.append(_values(model, row, f"«{part.name}», dòng {number}"))
        if len(batch) == BATCH:
            _insert(model, batch, part.name, number)
            batch = []
    _insert(model, batch, part.name, number)
    return number


def _model_of(part: Part) -> type[Model]:
    table = part.name.removeprefix("tables/").removesuffix(".jsonl")
    for model in models():
        if model._meta.db_table == table:
            return model
    raise damaged(f"«{part.name}»", "bản phần mềm này không có bảng đó")


def _values(model: type[Model], row: dict[str, Any], place: str) -> list[Any]:
    """Return a row as the database's driver takes it, with what an older program did not have."""
    fields = model._meta.concrete_fields
    if unknown := row.keys() - {field.column for field in fields}:
        raise damaged(place, f"có cột lạ {', '.join(sorted(unknown))[:100]}")
    return [_value(field, row, place) for field in fields]


def _value(field: "Field[Any, Any]", row: dict[str, Any], place: str) -> Any:
    if field.column not in row:
        return field.get_db_prep_save(_default(field, place), connection)
    try:
        return field.get_db_prep_save(field.to_python(row[field.column]), connection)
    except (ValidationError, ValueError, TypeError, ArithmeticError):
        raise damaged(place, f"cột {field.column} không đọc được") from None


def _default(field: "Field[Any, Any]", place: str) -> Any:
    if field.default is NOT_PROVIDED and not field.null and not field.blank:
        raise damaged(place, f"thiếu cột {field.column}")
    return field.get_default()


def _insert(model: type[Model], rows: list[list[Any]], name: str, last: int) -> None:
    """Insert rows as they are: no ``save()``, which would put today's values in some columns."""
    if not rows:
        return
    fields = model._meta.concrete_fields
    columns = ", ".join(_quoted(_column(field)) for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    table = _quoted(model._meta.db_table)
    try:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({holes})", rows)  # noqa: S608 (own names)
    except (DatabaseError, OverflowError) as error:
        place = f"«{name}», trong các dòng {last - len(rows) + 1} đến {last}"
        raise damaged(place, f"cơ sở dữ liệu không nhận ({_first_line(error)})") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:150]


def finish() -> None:
    """Check what rows say of each other, and let new rows be numbered after these."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise damaged(
            "các bảng", f"có dòng trỏ tới dòng không có ({_first_line(error)})"
        ) from error
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def check_known() -> None:
    """Refuse a table of our own that no model tells of: it would be left out unseen."""
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
    ours = tuple(
        f"{config.label}_"
        for config in apps.get_app_configs()
        if config.name.startswith("dienhong.")
    )
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    if unknown := sorted(t for t in there if t.startswith(ours) and t not in known):
        raise Refused(
            f"Chưa xuất được: cơ sở dữ liệu có bảng mà bản phần mềm này không biết ({unknown[0]})",
            cure="Dùng đúng bản phần mềm đã nâng cấp văn phòng này, hoặc chạy: dienhong prepare",
        )
