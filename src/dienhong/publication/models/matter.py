"""A matter that must be made public, its files, and the saves on its way."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation
from dienhong.organisation.models import Person, Save
from dienhong.publication.rules import STAGE_LABELS, Stage, Term
from dienhong.record.chance import new_id
from dienhong.record.models import StoredFile
from dienhong.regulation.models import Version
from dienhong.regulation.vocabulary import say_channels


class Matter(models.Model):
    """Something decided that has to be published, from its draft to the end of its run.

    ``term``, ``run`` and ``secrecy`` are what held for it, with its clauses: a matter ends
    under the version of the regulation under which it began.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.CharField(
        max_length=10, choices=[(s.value, v) for s, v in STAGE_LABELS.items()], default=Stage.DRAFT
    )
    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField()
    kind_source = models.CharField(max_length=150)
    kind_label = models.TextField()
    # "Unless a law says otherwise": the case for which another act sets term and run.
    special = models.CharField(max_length=120, blank=True)
    # Which shape its content takes, and what that shape asks for besides words and files.
    shape = models.CharField(max_length=20, blank=True)
    details = models.JSONField(default=dict)
    # About a person: when its run is over it leaves list, search, feed and book on that day.
    personal = models.BooleanField(default=False)
    left_on = models.DateField(null=True)
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT)
    term = models.JSONField()
    run = models.JSONField()
    # The clauses that keep secrets out of what is published; of refusals, the first.
    secrecy = models.JSONField(default=list)
    due_on = models.DateField()
    derivation = models.JSONField()
    carried_over = models.BooleanField(default=False)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafted")
    drafted_at = models.DateTimeField()
    checker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="to_check")
    checked_at = models.DateTimeField(null=True)
    # Why it is held back or was returned; seen by its drafter, its checker and the Chief only.
    ground = models.TextField(blank=True)
    forms = models.JSONField(default=list)
    published_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="published"
    )
    # A salted commitment to all that people read: without the salt, which goes with a
    # withdrawal, nobody can try out guesses of what the words were.
    content_digest = models.CharField(max_length=64)
    content_salt = models.CharField(max_length=64, blank=True)
    # Counts saves; a form that carries an older number does not overwrite a newer text.
    edition = models.PositiveIntegerField(default=1)
    # Which words people have to know: grows with each correction that changes these. Who read or
    # confirmed an earlier one has not read this one.
    reading_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-published_at", "-drafted_at"]
        constraints = [
            models.CheckConstraint(
                name="a_published_matter_was_checked_and_dated",
                condition=~Q(stage="published")
                | (Q(checked_at__isnull=False) & Q(published_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_matter_is_not_published_before_its_decision",
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("decided_on")),
            ),
            models.CheckConstraint(
                name="what_is_withdrawn_keeps_no_words",
                condition=~Q(stage="withdrawn") | (Q(title="") & Q(summary="")),
            ),
            models.CheckConstraint(
                name="only_a_personal_notice_leaves",
                condition=Q(left_on__isnull=True) | Q(personal=True),
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "-published_at"], name="matters_as_listed"),
            # Without the stage in their condition: SQLite compares that with what a query binds.
            models.Index(
                fields=["stage", "-published_at"],
                name="public_matters_newest_first",
                condition=Q(left_on__isnull=True),
            ),
            models.Index(
                fields=["stage", "kind_source", "-published_at"],
                name="public_matters_by_kind",
                condition=Q(left_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """Return how journal and duties name this matter."""
        return f"matter:{self.pk}"

    @property
    def kind(self) -> Citation:
        """Return the provision that lists this kind of content."""
        return Citation.parse(self.kind_source)

    @property
    def publish_within(self) -> Term:
        """Return the term for publishing."""
        return _term(self.term)

    @property
    def post_for(self) -> Term:
        """Return the length of the run."""
        return _term(self.run)

    @property
    def exceptions(self) -> list[Citation]:
        """Return the clauses that keep secrets out: none where regulation and law had none."""
        return [Citation.parse(row) for row in self.secrecy]

    @property
    def exception(self) -> Citation | None:
        """Return the clause on secrets that a refusal cites."""
        return next(iter(self.exceptions), None)

    @property
    def board_forms(self) -> list[Citation]:
        """Return the provisions under which a sheet on a board was chosen."""
        rows = [row for row in self.forms if "posting" in row["channels"].split(",")]
        return [Citation.parse(row["source"]) for row in rows]

    @property
    def forms_said(self) -> list[dict[str, Any]]:
        """Return the forms chosen besides this system's page, as people read them."""
        return [
            {"said": say_channels(row["channels"]), "source": Citation.parse(row["source"])}
            for row in self.forms
        ]

    @property
    def counted(self) -> Derivation:
        """Return how the due date was found."""
        return Derivation.from_data(self.derivation)


def _term(data: dict[str, Any]) -> Term:
    beside = data.get("beside")
    return Term(
        data["value"],
        data["unit"],
        Citation.parse(data["source"]),
        data.get("to_confirm", False),
        Citation.parse(beside) if beside else None,
    )


class Attachment(models.Model):
    """A file of a matter under the name that people see."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "order"], name="an_attachment_has_its_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(Save):
    """One save of a matter on its way to publication, with the names of its files.

    The words go when the matter is withheld or withdrawn; who and when stay.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="editions")

    class Meta(Save.Meta):
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="an_edition_is_saved_once"),
        ]
