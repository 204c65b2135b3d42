"""Draws a technical confirmation: the same document gives the same bytes on every machine."""

from importlib.metadata import version

from dienhong.core.confirmation import document
from dienhong.core.confirmation.document import Confirmation
from dienhong.core.papers.confirmation import ATTACHED, paper_of
from dienhong.papers.draw import Inside, pdf
from dienhong.papers.fonts import BUILT_IN

_WHAT = "Dữ liệu và đường chứng minh của bản xác nhận"


def drawn_with() -> str:
    """Return which programs draw here: where they are the same, so is each byte."""
    return f"dienhong {version('dienhong')}, typst {version('typst')}"


def draw(confirmation: Confirmation) -> bytes:
    """Return a confirmation as PDF/A-3b with its document inside.

    In the typeface that Typst carries, which is the same everywhere: whoever holds the file can
    draw it again from the document and compare.
    """
    inside = Inside(ATTACHED, document.write(confirmation).decode(), _WHAT)
    return pdf(paper_of(confirmation), typeface=BUILT_IN, inside=inside)
