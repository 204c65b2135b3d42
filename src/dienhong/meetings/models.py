"""A meeting, who came, what was on its agenda, set and said there, and its papers."""

from django.db import models
from django.db.models import Q

from dienhong.core.citation import Citation
from dienhong.duties.models import Occasion
from dienhong.meetings.rules import STAGE_LABELS, Stage
from dienhong.organisation.models import Department, LegalFunction, Person, Save
from dienhong.record.chance import new_id
from dienhong.record.models import StoredFile


class Meeting(models.Model):
    """One meeting, planned or held; it may serve several occasions at once.

    Without ``departments`` everybody is invited. ``edition`` counts saves of the minutes' words,
    ``attendance_edition`` those of who came: a form with an older number does not write over newer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.CharField(
        max_length=10,
        choices=[(s.value, v) for s, v in STAGE_LABELS.items()],
        default=Stage.PLANNED,
    )
    title = models.CharField(max_length=300)
    occasions = models.ManyToManyField(Occasion, related_name="meetings")
    departments = models.ManyToManyField(Department, related_name="+")
    # Whose meeting it is, where it is a body's own: its members are invited, and they plan it.
    body = models.ForeignKey(
        LegalFunction, null=True, on_delete=models.PROTECT, related_name="meetings"
    )
    held_on = models.DateField()
    begins_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    place = models.CharField(max_length=150, blank=True)
    chair = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # Those from outside the agency, one a line.
    guests = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    cancelled_because = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    attendance_edition = models.PositiveIntegerField(default=1)
    # The journal's mark of the moment in which the minutes were finished, printed on them.
    entry_number = models.PositiveBigIntegerField(null=True)
    fingerprint = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-held_on", "-planned_at"]
        constraints = [
            models.CheckConstraint(
                name="finished_minutes_have_chair_secretary_and_mark",
                condition=~Q(stage__in=["ready", "signed"])
                | (
                    Q(chair__isnull=False)
                    & Q(secretary__isnull=False)
                    & Q(entry_number__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="a_meeting_called_off_says_why",
                condition=~Q(stage="cancelled") | ~Q(cancelled_because=""),
            ),
        ]
        indexes = [models.Index(fields=["stage", "held_on"], name="meetings_as_listed")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """Return how journal and duties name this meeting."""
        return f"meeting:{self.pk}"

    @property
    def path(self) -> str:
        """Return its page, from the office's first page on."""
        return f"hop/{self.pk}/"


class MinutesEdition(Save):
    """One save of the minutes' words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="editions")

    class Meta(Save.Meta):
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_are_saved_once"),
        ]


class AgendaItem(models.Model):
    """One item of the agenda; ``source`` is the clause that demands it, empty for the office's."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    source = models.CharField(max_length=150, blank=True)
    record = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="an_item_has_its_place"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def demanded_by(self) -> Citation | None:
        """Return the provision that puts it on the agenda."""
        return Citation.parse(self.source) if self.source else None


class Attendance(models.Model):
    """Whether one person came; who did not, why, and by whom replaced if anybody was."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_attends_once"),
            models.CheckConstraint(
                name="who_was_present_was_not_replaced",
                condition=Q(present=False) | (Q(reason="") & Q(replaced_by__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"


class Task(models.Model):
    """What a meeting set: for whom, until when; and how its owner reported it done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    order = models.PositiveSmallIntegerField()
    words = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tasks")
    # Set where it was given to a department: its head on that day is the owner.
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    # Why it was taken off again before the minutes were finished; the row stays.
    dropped_because = models.TextField(blank=True)
    report = models.TextField(blank=True)
    paper = models.CharField(max_length=150, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=130, blank=True)
    reported_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="a_task_has_its_place"),
            models.CheckConstraint(
                name="a_done_task_has_its_report",
                condition=Q(done_on__isnull=True) | ~Q(report=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """Return how journal and duties name this task."""
        return f"task:{self.pk}"

    @property
    def has_file(self) -> bool:
        """Tell whether its file can still be read; one withdrawn elsewhere is gone here too."""
        return self.file is not None and self.file.erased_at is None


class Review(models.Model):
    """A task looked at again in a later meeting, and what was said there of how it stands."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reviews")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reviews")
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["task__due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "task"], name="a_task_is_reviewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.task_id}"


class Opinion(models.Model):
    """What was voiced, kept as it was written down, with its answer.

    Of an opinion that is ``unnamed`` nothing here or in the journal says whose it was.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="opinions")
    order = models.PositiveSmallIntegerField()
    speaker = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=150, blank=True)
    unnamed = models.BooleanField(default=False)
    words = models.TextField()
    answer = models.TextField(blank=True)
    answerer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="an_opinion_has_its_place"),
            models.CheckConstraint(
                name="an_opinion_is_of_a_person_a_group_or_nobody_named",
                condition=Q(speaker__isnull=False, group="", unnamed=False)
                | (Q(speaker__isnull=True, unnamed=False) & ~Q(group=""))
                | Q(speaker__isnull=True, group="", unnamed=True),
            ),
            models.CheckConstraint(
                name="an_opinion_is_answered_or_given_to_somebody",
                condition=~Q(answer="") | Q(answerer__isnull=False, answer_due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """Return how journal and duties name this opinion."""
        return f"opinion:{self.pk}"

    @property
    def voiced_by(self) -> str:
        """Return whose it is, as people read it."""
        return self.speaker.name if self.speaker else self.group or "không nêu tên"

    @property
    def answered_there(self) -> str:
        """Return the answer that was given at the meeting; a later one is not in its minutes."""
        return "" if self.answer_due_on else self.answer


PAPER_KINDS = {"minutes": "biên bản", "conclusion": "thông báo kết luận", "invitation": "giấy mời"}
# How the files and addresses of each kind are called.
FILE_STEMS = {"minutes": "bien-ban", "conclusion": "ket-luan", "invitation": "giay-moi"}


class MeetingPaper(models.Model):
    """A paper of a meeting in the register: it waits for its number, then for its signed copy."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=list(PAPER_KINDS.items()))
    made_on = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True)
    # The year of that day: numbers run from 1 January to 31 December (Decree 30/2020, article 15).
    year = models.PositiveSmallIntegerField(null=True)
    signed = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=130, blank=True)
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["dated_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind"], name="a_meeting_has_one_paper_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                condition=~Q(number=""),
                name="a_number_is_given_once_a_year",
            ),
            models.CheckConstraint(
                name="a_signed_paper_has_number_and_day",
                condition=Q(signed__isnull=True) | (~Q(number="") & Q(dated_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def file_stem(self) -> str:
        """Return how its files are called."""
        return FILE_STEMS[self.kind]

    @property
    def state(self) -> str:
        """Return how far it is, as people read it."""
        if self.signed_id:
            return "đã có bản ký"
        return "có số" if self.number else "chờ số"
