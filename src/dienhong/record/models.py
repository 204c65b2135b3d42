"""One row an act, one head row that is the lock, and one row a file."""

from abc import abstractmethod

from django.db import models
from django.db.models import F, Q

from dienhong.record.chance import new_id
from dienhong.record.inspection import BY_MEDIA_TYPE, PICTURED, Kind

NOTHING_BEFORE = "0" * 64


class JournalHead(models.Model):
    """The end of the journal: its size, its last commitment, and the Merkle frontier.

    There is one row. Whoever appends locks it first: locking the last entry instead
    forks the chain on PostgreSQL, where a waiting writer re-reads the row it waited for.
    """

    size = models.PositiveBigIntegerField(default=0)
    last = models.CharField(max_length=64, default=NOTHING_BEFORE)
    frontier = models.JSONField(default=list)
    # The moment of the last entry, or of the latest one where the clock was set back.
    latest_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_journal_head", condition=Q(pk=1)),
        ]

    def __str__(self) -> str:
        return f"{self.size}"


class JournalEntry(models.Model):
    """An act as it was written down: the canonical body, its salt, and its commitment.

    The columns beside ``body`` repeat parts of it, to find entries by.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=80, db_index=True)
    audience = models.CharField(max_length=10)
    body = models.TextField()
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="an_entry_follows_another", condition=~Q(previous=F("commitment"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class StoredFile(models.Model):
    """A file by its digest; the bytes lie in the agency's storage. Names belong to who attaches."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
    # Of a PDF; else zero.
    pages = models.PositiveIntegerField(default=0)
    # Whether a picture says where it was taken (EXIF, XMP): previews do not, the original does.
    located = models.BooleanField(default=False)
    # Set by an emergency withdrawal: the bytes are gone, the digest stays.
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.digest

    @property
    def place(self) -> str:
        """Return the name of the bytes in the storage."""
        return f"{self.digest[:2]}/{self.digest}"

    @property
    def kind(self) -> Kind:
        """Return what it is."""
        return BY_MEDIA_TYPE[self.media_type]

    @property
    def is_pictured(self) -> bool:
        """Tell whether it can be seen as a picture."""
        return self.kind in PICTURED


class Correction(models.Model):
    """A clerical error mended (đính chính): what stood before, what stands now, who, when, why.

    ``before`` and ``after`` are as people read them; ``value`` is what the act writes. Whoever
    asks and whoever signs are named as the journal names people. ``digest`` commits, with
    ``salt``, to the words; both are in the journal's entry by their digest alone.
    """

    class Stage(models.TextChoices):
        """How far it has come."""

        ASKED = "asked", "chờ người thứ hai ký"
        DONE = "done", "đã đính chính"
        DECLINED = "declined", "không đính chính"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ASKED)
    subject = models.CharField(max_length=80, db_index=True)
    field = models.CharField(max_length=60)
    label = models.CharField(max_length=100)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    value = models.TextField(blank=True)
    file_before = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="corrected_from"
    )
    file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="corrected_to"
    )
    ground = models.TextField(blank=True)
    # Whether it changes what people have to know (figures, names, terms), or its form only.
    material = models.BooleanField(default=False)
    # What follows from it ("Hạn công khai là …"), dates only.
    effect = models.TextField(blank=True)
    asked_by = models.CharField(max_length=40)
    asked_by_name = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    # Who was named to sign; empty where one person corrects.
    named = models.CharField(max_length=40, blank=True)
    named_name = models.CharField(max_length=100, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, blank=True)
    # Digest and salt of the whole content as it stood before, so that it can still be proved.
    sealed_before = models.JSONField(default=dict)
    entry_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(stage="asked"), name="one_correction_waits"
            ),
            models.CheckConstraint(
                name="two_persons_correct",
                condition=~Q(stage="done") | Q(named="") | ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"

    @property
    def is_erased(self) -> bool:
        """Tell whether its words were taken out."""
        return not self.salt


class MadeFile(models.Model):
    """A large file put together from an office's data: asked for, then made beside the requests.

    ``fault`` says why it could not be made. The file itself may be gone again: it goes with what
    is withdrawn, and after a time; ``digest``, its SHA-256, stays. ``size`` is in bytes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asked_by = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    # When a process took it up; taken up again at once if that one ended before it was made.
    begun_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name

    @property
    @abstractmethod
    def file_name(self) -> str:
        """Return the name under which it lies, in letters without accents; no two share one."""

    @property
    def waits(self) -> bool:
        """Tell whether it is still to be made."""
        return self.made_at is None and not self.fault
