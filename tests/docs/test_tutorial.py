"""The Vietnamese tutorial names what stands on the pages, and its sample reads as it says."""

import re

import pytest

from dienhong.core.law.checks.doubts import find_doubts
from dienhong.core.law.finding.find import find
from dienhong.core.law.structure.parse import parse
from dienhong.regulation.cues import CUES
from tests.docs import source
from tests.docs.documents import DOCS, blocks

TUTORIAL = DOCS / "tutorial" / "first-office.md"
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_EXAMPLE = "in đậm"  # the word that explains what bold type means


def _named() -> list[str]:
    words = dict.fromkeys(_BOLD.findall(TUTORIAL.read_text("utf-8")))
    return [word for word in words if word != _EXAMPLE]


def _on_pages() -> str:
    suffixes = {".html", ".py", ".toml"}
    return "\n".join(
        path.read_text("utf-8") for path in source.SRC.rglob("*") if path.suffix in suffixes
    )


@pytest.mark.parametrize("words", _named())
def test_what_the_tutorial_tells_to_press_or_fill_in_stands_on_a_page(words: str) -> None:
    pattern = re.escape(words).replace("…", r".{1,60}")

    assert re.search(pattern, _on_pages())


def test_the_sample_regulation_sets_what_the_tutorial_says_and_leaves_no_doubt() -> None:
    tree = parse(blocks(TUTORIAL, "text"))

    found = [(found.name, found.value, found.unit) for found in find(tree, CUES)]

    assert [row for row in found if row[2]] == [
        ("publication.term", 3, "working_day"),
        ("publication.run", 20, "day"),
    ]
    assert [name for name, _, unit in found if not unit] == [
        "publication.kind",
        "publication.kind",
        "publication.kind",
        "publication.times_set",
        "publication.forms_set",
        "publication.form",
        "publication.form",
    ]
    assert find_doubts(tree) == ()
