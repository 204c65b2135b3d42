"""Appending to the journal, and inserting rows as large without any of its promises.

No program of its own: ``python -m bench.journal_costs`` measures with it.
"""

from django.db import connection, models, transaction

from bench import world
from dienhong.core.refusal import Refused
from dienhong.organisation.functions import Function
from dienhong.record.actions import write_refusal
from dienhong.record.models import JournalEntry


class PlainRow(models.Model):
    """A row with the columns of a journal's entry, and nothing that ties it to another."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=80, db_index=True)
    audience = models.CharField(max_length=10)
    body = models.TextField()
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)

    class Meta:
        app_label = "record"
        db_table = "bench_plain_row"

    def __str__(self) -> str:
        return f"{self.pk}"


def append(times: int) -> None:
    """Append so many entries, each in a transaction of its own."""
    by = world.actor("Lan", Function.ADMINISTRATION)
    for _ in range(times):
        write_refusal("bench", "bench:1", Refused("Chưa được"), by=by)


def insert(times: int) -> None:
    """Insert so many rows as the last entry is, each in a transaction of its own."""
    if PlainRow._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(PlainRow)
    last = JournalEntry.objects.latest("number")
    columns = ("at", "kind", "subject", "audience", "body", "salt", "commitment", "previous")
    same = {name: getattr(last, name) for name in columns}
    for _ in range(times):
        with transaction.atomic():
            PlainRow.objects.create(**same)
