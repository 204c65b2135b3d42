"""Year books: asked for, and made beside the requests, since a thousand matters take a while."""

import hashlib
from datetime import date

from django.db import transaction

from dienhong.accounts.office import code
from dienhong.core.acting import Actor
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Agency
from dienhong.papers.draw import pdf
from dienhong.publication import book, queries, rules, rules_book
from dienhong.publication.models import YearBook
from dienhong.record import made
from dienhong.record.actions import write_entry


def years(today: date) -> list[int]:
    """Return the years in which something was published, and this one, newest first."""
    first = queries.first_year()
    return list(range(today.year, min(first or today.year, today.year) - 1, -1))


@transaction.atomic
def ask(year: int, *, by: Actor) -> YearBook:
    """Ask for the book of a year; a thread of the server, or the next sweep, makes it."""
    check_power(rules.PUBLISH, by, "lập sổ công khai năm")
    Agency.objects.select_for_update().get()  # whoever asks next waits for this answer
    waits = YearBook.objects.filter(year=year, made_at=None, fault="").exists()
    rules_book.check_book(year, years(by.today), waits=waits)
    row = YearBook.objects.create(year=year, asked_by=by.author.name, asked_at=by.at)
    write_entry("publication.book_asked", f"year_book:{row.pk}", by=by, facts={"year": year})
    office = code()
    transaction.on_commit(lambda: made.WANTED.put(office))
    return row


def make_waiting(*, by: Actor) -> list[YearBook]:
    """Make the books that wait, each by one process; return those that were made."""
    return made.make_waiting(YearBook, lambda row: _make(row, by), at=by.at)


def _make(row: YearBook, by: Actor) -> YearBook:
    with made.writing(row.file_name) as out:
        paper, row.matters = book.paper(row.year, by.today)
        content = pdf(paper)
        out.write(content)
    row.size, row.digest = len(content), hashlib.sha256(content).hexdigest()
    return _keep(row, by)


@transaction.atomic
def _keep(row: YearBook, by: Actor) -> YearBook:
    row.made_at = by.at
    row.save(update_fields=["made_at", "matters", "size", "digest"])
    write_entry(
        "publication.book_made",
        f"year_book:{row.pk}",
        by=by,
        facts={"year": row.year, "matters": row.matters},
        digest=row.digest,
    )
    return row
