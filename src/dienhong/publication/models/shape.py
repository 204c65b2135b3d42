"""Which shape a kind of content takes, and the table of figures that a matter brings."""

from django.db import models

from dienhong.core.figures.number import Number, unkept
from dienhong.core.figures.table import Column
from dienhong.publication.models.matter import Matter
from dienhong.publication.shapes import BY_CODE, Shape


class KindShape(models.Model):
    """What the agency confirmed of a listed kind: the shapes that it takes, and its sub-kinds."""

    kind_source = models.CharField(max_length=150, unique=True)
    shapes = models.JSONField(default=list)
    sub_kinds = models.JSONField(default=list)
    decided_by = models.CharField(max_length=100)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.kind_source

    @property
    def meant(self) -> list[Shape]:
        """Return the rows of the table of shapes."""
        return [BY_CODE[code] for code in self.shapes]


class FigureTable(models.Model):
    """The table of figures of a matter; its rows stand in ``FigureRow``.

    ``columns``: name, group, whether numbers, whether they add up. ``reason``: why totals that do
    not add up stand as they do, where the source document itself has the difference; ``gaps`` are
    these in words.
    """

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="table")
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    columns = models.JSONField()
    label_column = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    gaps = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["year"], name="tables_by_year")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.year}"

    @property
    def meant(self) -> list[Column]:
        """Return the columns."""
        return [Column(*row) for row in self.columns]


class FigureRow(models.Model):
    """A row of a table of figures; ``key`` is by what it is found again in another year."""

    table = models.ForeignKey(FigureTable, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    label = models.TextField(blank=True)
    # A cell a column: words, or a number as it is kept ("1234.5", "12%").
    cells = models.JSONField()
    is_total = models.BooleanField(default=False)
    # One of the rows that together are the whole: what a chart shows.
    is_top = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "number"], name="a_row_has_its_place_in_the_table"
            ),
        ]
        indexes = [models.Index(fields=["table", "key"], name="figures_by_key")]

    def __str__(self) -> str:
        return f"{self.table_id} {self.number}"

    def at(self, place: int) -> Number | None:
        """Return the number of a column."""
        return unkept(self.cells[place])
