"""Under which words what is public is found; made from the matters, and gone with them."""

from django.db import models

from dienhong.publication.models.matter import Matter


class Findable(models.Model):
    """A matter that the search finds: published, and neither left nor withdrawn.

    Its number grows with each publication, so that the newest is the highest.
    """

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="findable")

    def __str__(self) -> str:
        return f"{self.matter_id}"


class IndexWord(models.Model):
    """A word, or two side by side, as ``core.indexing`` compares them: with accents or without."""

    text = models.CharField(max_length=81)
    by_accent = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "by_accent"], name="a_word_is_kept_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Occurrence(models.Model):
    """That a matter has a word, and in which of its zones first."""

    class Zone(models.IntegerChoices):
        """Where the word stands; what a title says counts most."""

        NAME = 1, "tên, số văn bản"
        SUMMARY = 2, "tóm tắt, loại nội dung"
        FILES = 3, "tệp kèm theo"

    # The index below begins with the word: it needs none of its own.
    word = models.ForeignKey(
        IndexWord, on_delete=models.CASCADE, related_name="occurrences", db_index=False
    )
    zone = models.PositiveSmallIntegerField(choices=Zone)
    findable = models.ForeignKey(Findable, on_delete=models.CASCADE, related_name="occurrences")

    class Meta:
        indexes = [
            models.Index(fields=["word", "zone", "-findable"], name="found_by_word_best_first"),
        ]

    def __str__(self) -> str:
        return f"{self.word_id} {self.zone} {self.findable_id}"


class FileText(models.Model):
    """The first words of an attached file, once somebody has looked at it here."""

    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest
