"""Every link from one document of the project to another leads somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.documents import ALL, name

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _links(path: Path) -> list[str]:
    """Return the targets of the relative links in the prose, code blocks left out."""
    prose = _CODE.sub("", path.read_text("utf-8"))
    return [link for link in _LINK.findall(prose) if not link.startswith(("http:", "https:"))]


def _anchors(path: Path) -> set[str]:
    """Return the fragments by which GitHub and GitLab find the headings of a document."""
    headings = _HEADING.findall(path.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", ALL, ids=name)
def test_every_relative_link_leads_to_a_file_and_its_heading(path: Path) -> None:
    dead = []
    for link in _links(path):
        place, _, fragment = unquote(link).partition("#")
        target = (path.parent / place).resolve() if place else path
        if not target.exists() or (fragment and fragment not in _anchors(target)):
            dead.append(link)

    assert dead == []


def test_every_document_can_be_reached_from_the_readme_by_links() -> None:
    reached: set[Path] = set()
    ahead = {ALL[0]}
    while ahead:
        reached |= ahead
        linked = {
            (path.parent / unquote(link).partition("#")[0]).resolve()
            for path in ahead
            for link in _links(path)
        }
        ahead = {path for path in linked if path.suffix == ".md"} - reached

    assert sorted(map(name, reached)) == sorted(map(name, ALL))
