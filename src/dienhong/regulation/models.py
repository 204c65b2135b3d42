"""Versions of the regulation, their provisions, and the parameters read from them."""

from django.db import models
from django.db.models import Q

from dienhong.core.citation import Citation
from dienhong.regulation import vocabulary
from dienhong.regulation.combining import Value


class Version(models.Model):
    """One version of the agency's regulation: its text, and when it holds."""

    class Stage(models.TextChoices):
        """How far a version has come; whether it is in force is told by its days."""

        DRAFT = "draft", "đang xác nhận"
        ISSUED = "issued", "đã ban hành"
        ABANDONED = "abandoned", "đã bỏ"
        # Of an agency that ended here: never in force, cited by what was taken over.
        CARRIED = "carried", "của cơ quan trước"

    class Origin(models.TextChoices):
        """Whether it was in force before it came in here, or new and consulted on."""

        DECLARED = "declared", "đã có hiệu lực từ trước, ban hành ngoài hệ thống"
        NEW = "new", "bản mới, đã lấy ý kiến"

    number = models.PositiveIntegerField(primary_key=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    title = models.CharField(max_length=400)
    decision_number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True, unique=True)
    source = models.TextField(blank=True)
    source_name = models.CharField(max_length=150, blank=True)
    source_digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    # How it came to be issued; empty for those issued before this was asked.
    origin = models.CharField(max_length=10, choices=Origin, blank=True)
    union_paper = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="an_issued_version_has_number_and_days",
                condition=~Q(stage="issued")
                | (
                    Q(issued_on__isnull=False)
                    & Q(in_force_from__isnull=False)
                    & ~Q(decision_number="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def act(self) -> str:
        """Return the key by which citations name this version."""
        return f"quy-che-{self.number}"


class Provision(models.Model):
    """One addressed node of a version's text. ``is_gist``: only our summary is held.

    ``charged`` are the functions that are to act by it, ``named`` all those of which it speaks:
    codes, with ``staff`` for everybody, as they were read in the text.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="provisions")
    order = models.PositiveIntegerField()
    address = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    is_gist = models.BooleanField(default=False)
    charged = models.JSONField(default=list)
    named = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "order"], name="a_provision_has_its_place_in_the_text"
            ),
        ]
        indexes = [models.Index(fields=["version", "address"], name="provision_by_address")]

    def __str__(self) -> str:
        return self.address


class Parameter(models.Model):
    """A number or list item of a version, as read from the text and as decided by a person."""

    class Decision(models.TextChoices):
        """What a person made of what was read."""

        PENDING = "pending", "chờ xác nhận"
        CONFIRMED = "confirmed", "đã xác nhận"
        CORRECTED = "corrected", "đã sửa"
        OPEN = "open", "để ngỏ"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="parameters")
    order = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120)
    value = models.JSONField()
    unit = models.CharField(max_length=20, blank=True)
    bound = models.CharField(max_length=10, blank=True)
    # As read; ``value`` holds what was decided, ``found`` what stood in the text.
    found = models.JSONField(null=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    confidence = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.PENDING)
    because = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)
    # A value weaker than the law's is kept and not applied; the head says once to have read it.
    weaker_read_by = models.CharField(max_length=100, blank=True)
    weaker_read_at = models.DateTimeField(null=True)
    # Counts decisions; a page that shows an older one decides nothing.
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["version", "name"], name="parameter_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "order"], name="a_parameter_has_its_place_in_the_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.address}"

    @property
    def source(self) -> Citation:
        """Return the provision that sets this parameter."""
        return Citation(f"quy-che-{self.version_id}", self.address)

    @property
    def holds(self) -> bool:
        """Tell whether the value counts: confirmed as read, or corrected."""
        return self.decision in {self.Decision.CONFIRMED, self.Decision.CORRECTED}

    @property
    def put(self) -> str:
        """Return what a person did with it in words, where the value is not as read."""
        if self.decision != self.Decision.CORRECTED:
            return ""
        return "người xem ghi thêm" if self.found is None else "người xem sửa"

    @property
    def label(self) -> str:
        """Return the name as people read it."""
        return vocabulary.BY_NAME[self.name].label

    @property
    def meant(self) -> vocabulary.Parameter:
        """Return the name's line in the vocabulary."""
        return vocabulary.BY_NAME[self.name]

    @property
    def said(self) -> str:
        """Return the value as people say it."""
        return vocabulary.say(self.meant, self.value, self.unit, self.bound)

    @property
    def as_value(self) -> Value:
        """Return the value with its provision, to be combined with the law's."""
        return Value(self.value, self.unit, self.bound, self.source)


class Settled(models.Model):
    """A value that the agency sets itself, because neither regulation nor law does (or not surely).

    Nothing is edited: a later row of the same name takes over from its day. A regulation that
    sets the value itself goes first.
    """

    name = models.CharField(max_length=60)
    value = models.JSONField()
    unit = models.CharField(max_length=20, blank=True)
    bound = models.CharField(max_length=10, blank=True)
    holds_from = models.DateField()
    # Who decided it, and on which ground: the words of the agency, with the paper if there is one.
    decided_by = models.CharField(max_length=200)
    ground = models.CharField(max_length=500)
    entered_by = models.CharField(max_length=100)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-holds_from", "-pk"]
        indexes = [models.Index(fields=["name", "-holds_from"], name="settled_by_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.holds_from}"

    @property
    def source(self) -> Citation:
        """Return how a citation names this act of the agency."""
        return Citation(f"tu-dinh-{self.pk}")

    @property
    def said(self) -> str:
        """Return the value as people say it."""
        meant = vocabulary.BY_NAME[self.name]
        return vocabulary.say(meant, self.value, self.unit, self.bound)

    @property
    def as_value(self) -> Value:
        """Return the value with its source."""
        return Value(self.value, self.unit, self.bound, self.source)
