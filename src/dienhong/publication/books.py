"""Year books: asked for, and made beside the requests, since a thousand matters take a while."""

import hashlib
import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from dienhong.accounts.office import code
from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Agency
from dienhong.papers.draw import pdf
from dienhong.publication import book, queries, rules, rules_book
from dienhong.publication.models import YearBook
from dienhong.record import made
from dienhong.record.actions import write_entry

log = logging.getLogger(__name__)

# A process that has not ended after this long has died.
_GIVEN_UP = timedelta(hours=1)
_TRIES = 3


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
    rows = YearBook.objects.filter(made_at=None, fault="").order_by("asked_at")
    return [finished for row in rows if (finished := _take_up(row, by)) is not None]


def _take_up(row: YearBook, by: Actor) -> YearBook | None:
    free = Q(begun_at=None) | Q(begun_at__lt=by.at - _GIVEN_UP)
    if not YearBook.objects.filter(free, pk=row.pk, made_at=None).update(begun_at=by.at):
        return None
    for _ in range(_TRIES):
        try:
            return _make(row, by)
        except made.Disturbed:
            continue
        except Exception as error:
            log.exception("The year book %s could not be made.", row.pk)
            _fail(row, error)
            return None
    _fail(row, Refused("nội dung bị thu hồi trong lúc lập"))
    return None


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


def _fail(row: YearBook, error: Exception) -> None:
    said = error.reason if isinstance(error, Refused) else type(error).__name__
    YearBook.objects.filter(pk=row.pk).update(fault=said[:300])


def is_there(row: YearBook) -> bool:
    """Tell whether the file of a book can be given out."""
    return row.made_at is not None and made.is_there(row.file_name)
