"""One row a duty, one an occasion of what comes back; open, due, late follow from dates."""

from datetime import date

from django.db import models
from django.db.models import Q

from dienhong.core.citation import Citation
from dienhong.core.days.periods import Period
from dienhong.core.derivation import Derivation
from dienhong.duties.reminder_models import Feed, Letter, Mode, Preference, Reminder
from dienhong.duties.routines import BY_CODE, Routine
from dienhong.duties.rules import FACT_ONLY
from dienhong.duties.undertaking_models import Undertaking
from dienhong.organisation.models import LegalFunction, Person
from dienhong.record.chance import new_id
from dienhong.record.models import StoredFile
from dienhong.regulation.models import Version

__all__ = [
    "Duty",
    "Evidence",
    "Feed",
    "Letter",
    "Mode",
    "Occasion",
    "Preference",
    "Reminder",
    "Sweep",
    "Undertaking",
]


class Duty(models.Model):
    """Something that someone has to do until a day, by a clause.

    Answerable are the holders of ``functions`` (codes with commas around each) and, if
    named, ``person``. ``path`` is where it is done, from the office's first page on.
    """

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    title = models.CharField(max_length=400)
    verb = models.CharField(max_length=40)
    path = models.CharField(max_length=200)
    due_on = models.DateField()
    derivation = models.JSONField()
    clauses = models.JSONField(default=list)
    functions = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="duties")
    # Running before the office began here: shown, but never counted as late.
    carried_over = models.BooleanField(default=False)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], name="a_thing_has_one_duty_of_a_kind"
            ),
            models.CheckConstraint(
                name="someone_answers_for_a_duty",
                condition=~Q(functions="") | Q(person__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["done_on", "due_on"], name="open_duties_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"

    @property
    def citations(self) -> list[Citation]:
        """Return the clauses that demand it."""
        return [Citation.parse(text) for text in self.clauses]

    @property
    def counted(self) -> Derivation:
        """Return how the day was found."""
        return Derivation.from_data(self.derivation)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the functions whose holders answer for it."""
        return tuple(filter(None, self.functions.split(",")))

    def is_late(self, today: date) -> bool:
        """Tell whether its day has passed; what was carried over is never late."""
        return self.due_on < today and not self.carried_over


class Occasion(models.Model):
    """One time that a routine comes round: its period, its window, and how it ended.

    ``holder`` and ``function`` name whose it is, where each holder of an office has one of their
    own, or ``function`` alone where each body has one. ``version`` is that under which it began,
    and under which it ends. Its day stands on its duty.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    routine = models.CharField(max_length=40)
    unit = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    opens_on = models.DateField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    function = models.ForeignKey(
        LegalFunction, null=True, on_delete=models.PROTECT, related_name="occasions"
    )
    holder = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="occasions"
    )
    # Whose it is as one text, so that both databases keep it unique: "" or function and person.
    whose = models.CharField(max_length=90, blank=True, editable=False)
    duty = models.OneToOneField(Duty, on_delete=models.PROTECT, related_name="occasion")
    # What has to be on the agenda by regulation and law: [words, citation] each.
    agenda = models.JSONField(default=list)
    agreed_on = models.DateField(null=True)
    agreed_at = models.TimeField(null=True)
    place = models.CharField(max_length=150, blank=True)
    done_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    # Why it was put aside without having been done; empty where it was done.
    not_done_because = models.TextField(blank=True)

    class Meta:
        ordering = ["first", "last", "routine", "whose"]
        constraints = [
            models.UniqueConstraint(
                fields=["routine", "unit", "first", "whose"], name="an_occasion_comes_once"
            ),
            models.CheckConstraint(
                name="an_occasion_ends_done_or_with_a_reason",
                condition=Q(closed_on__isnull=True)
                | Q(done_on__isnull=False)
                | ~Q(not_done_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.routine} {self.first}"

    @property
    def subject(self) -> str:
        """Return how the journal names it."""
        return f"occasion:{self.pk}"

    @property
    def period(self) -> Period:
        """Return the period that it is of."""
        return Period(self.first, self.last, self.unit)

    @property
    def body(self) -> str:
        """Return the code of the body whose it is; "" where it is a person's or the office's."""
        return "" if self.holder_id else self.function_id or ""

    @property
    def keeps_minutes(self) -> bool:
        """Tell whether a meeting held here proves it; of the Party cell no minutes are kept."""
        return "meeting" in self.meant.evidence and self.function_id != FACT_ONLY

    @property
    def meant(self) -> Routine:
        """Return the row of the table of routines."""
        return BY_CODE[self.routine]

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits to be done."""
        return self.closed_on is None

    @property
    def expected_on(self) -> date:
        """Return the day agreed on, or else the last one."""
        return self.agreed_on or self.duty.due_on


class Evidence(models.Model):
    """What proves that an occasion took place: minutes, a paper or report, words of who was there.

    ``subject`` names the thing of another chapter (a meeting, a matter); ``file`` is an upload.
    """

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    # Of a report that was handed in: what it is called and to whom it went, on ``dated_on``.
    title = models.CharField(max_length=300, blank=True)
    sent_to = models.CharField(max_length=150, blank=True)
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True)
    subject = models.CharField(max_length=80, blank=True, db_index=True)
    path = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=130, blank=True)
    given_by = models.CharField(max_length=100)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def has_file(self) -> bool:
        """Tell whether its file can still be read; one withdrawn elsewhere is gone here too."""
        return self.file is not None and self.file.erased_at is None


class Sweep(models.Model):
    """How far the office was swept: each day up to ``swept_to`` is done, and none twice.

    ``swept_at`` is the moment of the last one that came to its end; ``calendar`` the version of
    the calendar under which the open days were last counted; ``seen`` what there was to see when
    the last one began: while that is the same, the same day has nothing new.
    """

    swept_to = models.DateField()
    swept_at = models.DateTimeField(null=True)
    calendar = models.CharField(max_length=100, blank=True)
    seen = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_office_has_one_sweep_mark", condition=Q(pk=1))
        ]

    def __str__(self) -> str:
        return str(self.swept_to)


class Measure(models.Model):
    """A measure against corruption or waste, with who carries it out and until when."""

    class Field(models.TextChoices):
        """What it is against."""

        CORRUPTION = "corruption", "Phòng, chống tham nhũng"
        WASTE = "waste", "Thực hành tiết kiệm, chống lãng phí"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=300)
    field = models.CharField(max_length=10, choices=Field.choices)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="measures")
    due_on = models.DateField()
    # The clauses that demanded measures on the day on which it was written down.
    clauses = models.JSONField(default=list)
    # How often it was changed: a form of an older state is refused.
    edition = models.PositiveIntegerField(default=1)
    done_on = models.DateField(null=True)
    # What proves that it was carried out: a paper's number and day, a file, words.
    paper_number = models.CharField(max_length=60, blank=True)
    paper_dated_on = models.DateField(null=True)
    result = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=130, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def subject(self) -> str:
        """Return how the journal names it."""
        return f"measure:{self.pk}"

    @property
    def citations(self) -> list[Citation]:
        """Return the clauses that demand it."""
        return [Citation.parse(text) for text in self.clauses]

    @property
    def has_file(self) -> bool:
        """Tell whether its file can still be read."""
        return self.file is not None and self.file.erased_at is None
