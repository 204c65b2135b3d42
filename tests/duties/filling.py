"""One of everything that the pages of duties show, for tests over all addresses."""

from typing import Any

from dienhong.duties import measures, occasions
from dienhong.duties.measures import Proof, Words
from dienhong.duties.models import Evidence, Measure, Occasion
from dienhong.duties.occasions import Upload
from dienhong.duties.opening import sweep
from tests.duties.story import settled, system
from tests.file_samples import pdf
from tests.publication import story


def scan(words: str = "Bien ban") -> Upload:
    """Return a scanned paper, looked at."""
    found = story.upload(pdf(words), "bien-ban.pdf")
    return Upload(found.name, found.file, found.seen)


def the_review() -> Occasion:
    """Return the review of measures against corruption, of March."""
    return Occasion.objects.get(routine="anti_corruption", unit="month")


def begin_review() -> Occasion:
    """Let the office settle that it reviews each month what the law demands; open March."""
    settled("duties.anti_corruption_every", "month", story.MONDAY)
    sweep(by=system(story.MONDAY))
    return the_review()


def a_measure(what: str = "Công khai bảng lương từng quý", owner: str = "minh") -> Measure:
    """Write a measure down."""
    words = Words(what=what, field="corruption", owner=story.person(owner), due_on=story.DUE)
    return measures.add(words, by=story.act("lan"))


def fill_duties() -> dict[str, list[dict[str, Any]]]:
    """Return examples of the addresses of duties: an occasion with a file, measures."""
    row, by = begin_review(), story.act("lan")
    shown = occasions.show(row, Evidence(kind="paper", number="3"), upload=scan(), by=by)
    here, done = a_measure(), a_measure("Khoán xăng xe")
    proof = Proof(number="4", upload=scan("Bao cao"))
    measures.finish(done, done_on=story.MONDAY, proof=proof, by=by)
    found = {"pk": row.pk, "number": shown.pk}
    of_measures = [{"pk": here.pk}, {"pk": done.pk}]
    return {
        "duties:board-file": [{"form": "csv"}, {"form": "xlsx"}, {"form": "exe"}],
        "duties:file": [found | {"name": "bien-ban.pdf"}],
        "duties:file-page": [found],
        "duties:file-picture": [found | {"page": 1}, found | {"page": 2}],
        "duties:measure": of_measures,
        "duties:change-measure": of_measures,
        "duties:measure-done": of_measures,
        "duties:measure-file": [each | {"name": "bao-cao.pdf"} for each in of_measures],
        "duties:*": [{"pk": row.pk}],
    }
