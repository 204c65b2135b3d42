"""Draws a technical confirmation: the same document gives the same bytes on every machine."""

from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version

from dienhong.core.confirmation import document
from dienhong.core.confirmation.document import Confirmation
from dienhong.core.papers.confirmation import ATTACHED, paper_of
from dienhong.papers.draw import Inside, pdf
from dienhong.papers.fonts import BUILT_IN

_WHAT = "Dữ liệu và đường chứng minh của bản xác nhận"


# What makes the paper look and read as it does; a change of it is another way of drawing.
_DRAWING = (
    ("dienhong.papers", "draw.py"),
    ("dienhong.papers", "templates/paper.typ"),
    ("dienhong.core.papers", "confirmation.py"),
)


@cache
def drawn_with() -> str:
    """Return which programs draw here: where they are the same, so is each byte."""
    digest = sha256()
    for room, name in _DRAWING:
        digest.update((resources.files(room) / name).read_bytes())
    said = f"dienhong {version('dienhong')}, typst {version('typst')}"
    return f"{said}, mẫu {digest.hexdigest()[:8]}"


def draw(confirmation: Confirmation) -> bytes:
    """Return a confirmation as PDF/A-3b with its document inside.

    In the typeface that Typst carries, which is the same everywhere: whoever holds the file can
    draw it again from the document and compare.
    """
    inside = Inside(ATTACHED, document.write(confirmation).decode(), _WHAT)
    return pdf(paper_of(confirmation), typeface=BUILT_IN, inside=inside)
