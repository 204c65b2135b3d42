"""That a person has read what the regulation charges one of their functions with."""

from django.db import models

from dienhong.core.citation import Citation
from dienhong.organisation.models import Person
from dienhong.regulation.models import Version


class Undertaking(models.Model):
    """One function of one person under one version; ``clauses`` are those that were read."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="undertakings")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=40)
    clauses = models.JSONField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "version", "function"], name="a_charge_is_taken_on_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} {self.on}"

    @property
    def citations(self) -> list[Citation]:
        """Return the clauses that were read."""
        return [Citation.parse(text) for text in self.clauses]
