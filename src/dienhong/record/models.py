"""One row an act, one head row that is the lock, and one row a file."""

from django.db import models
from django.db.models import F, Q

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
