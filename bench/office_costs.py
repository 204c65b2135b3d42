"""Costs in offices: the journal, pages, opening one, papers."""

from collections.abc import Callable, Iterator
from io import BytesIO

from django.utils import timezone

from bench import world
from bench.measure import Case, Row, once, seconds_of
from dienhong.core.journal.verify import verify
from dienhong.core.refusal import Refused
from dienhong.hosting import schema
from dienhong.hosting.context import use_agency
from dienhong.organisation.functions import Function
from dienhong.publication import papers
from dienhong.publication.models import Posting
from dienhong.record.actions import write_refusal
from dienhong.record.queries import export_lines, head


def rows() -> Iterator[Row]:
    """Yield each row; the first makes the template that the others copy."""
    yield _opening()
    yield from _journal()
    yield _published()
    yield _waiting()
    yield from _papers()


def _opening() -> Row:
    migrating = once(schema.prepare_template)
    codes = iter(f"mo-{number}" for number in range(100))
    opening = seconds_of(lambda: world.new_office(next(codes)), times=30)
    return Row("have an office", Case("copied and opened", opening), Case("migrated", migrating))


def _journal() -> Iterator[Row]:
    world.new_office("so")
    with use_agency("so"):
        small, large = _at(100), _at(2_000)
    yield Row("append an entry", small[0], large[0])
    yield Row("verify an export", small[1], large[1])


def _at(size: int) -> tuple[Case, Case]:
    """Return what appending and verifying cost in a journal of so many entries."""
    by = world.actor("Lan", Function.ADMINISTRATION)

    def append() -> None:
        write_refusal("bench", "bench:1", Refused("Chưa được"), by=by)

    world.many(append, size - head()[0])
    file = b"".join(export_lines("so", at=timezone.now()))
    report = verify(BytesIO(file))
    assert report.ok
    assert report.size == size
    verifying = seconds_of(lambda: verify(BytesIO(file)), times=5)
    return (
        Case(f"after {size} entries", seconds_of(append, times=50)),
        Case(f"{size} entries", verifying),
    )


def _published() -> Row:
    return _home("biet", "home page, published", world.published)


def _waiting() -> Row:
    return _home("cho", "home page, waiting for me", world.drafted)


def _home(code: str, what: str, make: Callable[[], object]) -> Row:
    """Return what the home page costs with 1 and with 200 matters, made by ``make``."""
    world.new_office(code)
    client = world.signed_in(code)
    with use_agency(code):
        world.add_checker()
        world.many(make, 1)
    one = seconds_of(lambda: world.visit(client, f"/{code}/"), times=30)
    with use_agency(code):
        world.many(make, 199)
    all_ = seconds_of(lambda: world.visit(client, f"/{code}/"), times=15)
    return Row(what, Case("1 matter", one), Case("200 matters", all_))


def _papers() -> Iterator[Row]:
    world.new_office("giay")
    with use_agency("giay"):
        world.add_checker()
        short = world.published("Một đoạn tóm tắt.").postings.get()
        long = world.published("\n".join(["Một đoạn tóm tắt."] * 100)).postings.get()
        first = once(lambda: papers.minutes(short))
        minutes = seconds_of(lambda: papers.minutes(short), times=9)
        sheets = _sheet(short), _sheet(long)
    yield Row("draw minutes", Case("again", minutes), Case("first since start", first))
    yield Row("draw a sheet", Case("1 paragraph", sheets[0]), Case("100 paragraphs", sheets[1]))


def _sheet(posting: Posting) -> float:
    return seconds_of(lambda: papers.sheet(posting, "http://127.0.0.1/"), times=9)
