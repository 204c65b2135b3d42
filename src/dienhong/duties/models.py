"""One row a duty. Whether it is open, due or late is computed from its dates and today."""

from django.db import models
from django.db.models import Q

from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation
from dienhong.organisation.models import Person


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
