"""By which ways a matter reaches people besides this system's page, and the evidence of each."""

from datetime import date

from django.db import models
from django.db.models import Q

from dienhong.core.citation import Citation
from dienhong.meetings.models import AgendaItem, Meeting
from dienhong.organisation.models import Department, Person
from dienhong.publication.models.matter import Matter
from dienhong.publication.models.posting import Posting
from dienhong.record.models import StoredFile
from dienhong.regulation.vocabulary import CHANNELS


class Channel(models.Model):
    """A way chosen for a matter, one a code; it is open until its evidence is there.

    ``sources`` are the clauses that offer it. ``meeting`` is where it is told, for those that are
    told at meetings; ``item`` its line on the agenda there.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="channels")
    code = models.CharField(max_length=20, choices=list(CHANNELS.items()))
    sources = models.JSONField(default=list)
    due_on = models.DateField()
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "code"], name="a_way_is_opened_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.code}"

    @property
    def said(self) -> str:
        """Return the way as people read it."""
        return CHANNELS.get(self.code, self.code)

    @property
    def citations(self) -> list[Citation]:
        """Return the clauses that offer it."""
        return [Citation.parse(source) for source in self.sources]

    def is_late(self, today: date) -> bool:
        """Tell whether its evidence is missing after its day."""
        return self.closed_on is None and self.due_on < today


class Proof(models.Model):
    """What shows that a channel was used: a day, and what its kind asks for besides.

    ``posting`` is the sheet that a photograph shows. Files and words go with a withdrawal.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="proofs")
    posting = models.ForeignKey(
        Posting, null=True, on_delete=models.PROTECT, related_name="photographs"
    )
    told_on = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=500, blank=True)
    people = models.PositiveIntegerField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=130, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    entry_number = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.told_on}"


class Relay(models.Model):
    """A department that is told through its head: received by the head, then told to its people.

    Where the office has no departments one relay without department stands for all.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="relays")
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="+"
    )
    received_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(null=True)
    told_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True)
    people = models.PositiveIntegerField(null=True)
    how = models.CharField(max_length=200, blank=True)
    entry_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["department__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "department"], name="a_department_is_told_once"
            ),
            models.CheckConstraint(
                name="who_told_whom_is_known",
                condition=Q(told_on__isnull=True)
                | Q(told_by__isnull=False, people__gt=0, received_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.department_id}"

    @property
    def name(self) -> str:
        """Return whom it is for, as people read it."""
        return self.department.name if self.department else "Cả cơ quan"


class Reading(models.Model):
    """One person and one version of something: received, opened, confirmed as read.

    ``asked_until`` is the day until which the person was asked to read; ``paper`` the list that
    they signed by hand, where they did. What is opened is counted here and nowhere else.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="readings")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_until = models.DateField(null=True)
    received_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    paper = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    paper_name = models.CharField(max_length=130, blank=True)
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    entry_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["person__plain_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "version", "person"], name="a_version_is_read_once_each"
            ),
            models.CheckConstraint(
                name="a_confirmation_is_in_the_journal",
                condition=Q(confirmed_on__isnull=True)
                | Q(confirmed_at__isnull=False, entry_number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.version} {self.person_id}"
