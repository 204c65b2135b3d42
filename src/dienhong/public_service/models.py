"""A procedure with its editions, their parts and files, and the checks of the boards."""

from django.db import models
from django.db.models import Q

from dienhong.core.citation import Citation
from dienhong.duties.models import Occasion
from dienhong.organisation.models import Department
from dienhong.public_service.rules import RESULT_LABELS, STAGE_LABELS, Result, Stage
from dienhong.record.chance import new_id
from dienhong.record.models import StoredFile
from dienhong.regulation.models import Version


class Procedure(models.Model):
    """Something that citizens and organisations come for; what its board says is an edition."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.CharField(
        max_length=10, choices=[(s.value, v) for s, v in STAGE_LABELS.items()], default=Stage.DRAFT
    )
    begun_at = models.DateTimeField()
    taken_down_on = models.DateField(null=True)
    # Citizens read it: the page of what was taken down says why.
    taken_down_because = models.TextField(blank=True)

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_board_is_taken_down_with_a_reason",
                condition=~Q(stage="taken_down")
                | (Q(taken_down_on__isnull=False) & ~Q(taken_down_because="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """Return how the journal names it."""
        return f"procedure:{self.pk}"

    @property
    def path(self) -> str:
        """Return where its page is, from the office's first page on."""
        return f"thu-tuc/{self.pk}/"


class Edition(models.Model):
    """What a board says of a procedure, as it hung from ``posted_on`` to ``ended_on``.

    At most one of a procedure is being written (not posted), and at most one hangs.
    ``words_bare`` and ``words_plain`` are its words for the search: without and with accents, a
    space around each.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    code = models.CharField(max_length=60, blank=True)
    business = models.CharField(max_length=150, blank=True)
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="procedures"
    )
    # The time to settle in working days, where it is a number.
    working_days = models.PositiveSmallIntegerField(null=True)
    # The regulation whose parts it was written by.
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    saved = models.PositiveIntegerField(default=0)
    written_by = models.CharField(max_length=100)
    written_at = models.DateTimeField()
    posted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    entry_number = models.PositiveBigIntegerField(null=True)
    words_bare = models.TextField(blank=True)
    words_plain = models.TextField(blank=True)

    class Meta:
        ordering = ["procedure", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="an_edition_of_a_board_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(posted_on__isnull=True),
                name="one_edition_of_a_board_is_written",
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(posted_on__isnull=False, ended_on__isnull=True),
                name="one_edition_of_a_board_hangs",
            ),
            models.CheckConstraint(
                name="a_posted_edition_has_its_entry",
                condition=Q(posted_on__isnull=True)
                | (~Q(digest="") & Q(entry_number__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hangs(self) -> bool:
        """Tell whether it is what citizens read now."""
        return self.posted_on is not None and self.ended_on is None


class Part(models.Model):
    """One part of an edition, under the regulation's name and provision of the day it was written.

    ``is_none`` says expressly that the procedure has none (no fee, no form).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    label = models.TextField()
    source = models.CharField(max_length=150)
    words = models.TextField(blank=True)
    is_none = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="a_board_has_a_part_once"),
            models.CheckConstraint(
                name="a_part_that_is_none_says_nothing", condition=Q(is_none=False) | Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def citation(self) -> Citation:
        """Return the provision that demands it."""
        return Citation.parse(self.source)

    @property
    def is_filled(self) -> bool:
        """Tell whether it says anything; that there is none counts."""
        return bool(self.is_none or self.words or self.files.all())


class PartFile(models.Model):
    """A form or another file that citizens take away."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=130)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="on_boards")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Check(models.Model):
    """A check of all boards against their pages; ``occasion`` is the periodic one it closed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    occasion = models.ForeignKey(
        Occasion, null=True, on_delete=models.PROTECT, related_name="board_checks"
    )
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=100)
    checked_at = models.DateTimeField()
    words = models.TextField(blank=True)
    entry_number = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-checked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.checked_on}"

    @property
    def subject(self) -> str:
        """Return how the journal names it."""
        return f"board-check:{self.pk}"


class Finding(models.Model):
    """What a check found of one board."""

    check_made = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="findings")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="findings")
    result = models.CharField(
        max_length=10, choices=[(r.value, v) for r, v in RESULT_LABELS.items()]
    )
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_made", "edition"], name="a_check_looks_at_a_board_once"
            ),
            models.CheckConstraint(
                name="a_board_not_in_order_is_told",
                condition=Q(result="agrees") | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return self.result

    @property
    def is_in_order(self) -> bool:
        """Tell whether board and page said the same."""
        return self.result == Result.AGREES
