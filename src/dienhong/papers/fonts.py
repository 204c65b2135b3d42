"""Chooses a typeface that has every Vietnamese letter (Decree 30/2020: Times New Roman)."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dienhong.papers import cmap

if TYPE_CHECKING:
    import typst

LIBERTINUS = "Libertinus Serif"  # carried inside Typst, so it is on every host
# In order of preference. Tinos has the measures of Times New Roman and is free.
PREFERRED = ("Times New Roman", "Tinos")

_STYLES = 4  # upright, italic, bold, bold italic
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_ACCENTED = {unicodedata.normalize("NFC", v + tone) for v in _VOWELS for tone in _TONES} | {"đ"}
# The 67 letters that carry a mark, each small and capital.
VIETNAMESE = frozenset(
    case for letter in _ACCENTED if not letter.isascii() for case in (letter, letter.upper())
)


class Font(Protocol):
    """One file of a family, as ``typst.Fonts.fonts()`` lists them."""

    family: str
    style: str
    weight: int
    path: str | None
    index: int


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family on this host and the folders that hold its files; no folder if Typst's own."""

    family: str
    folders: tuple[str, ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        """The family, then Typst's own for the signs that it lacks."""
        return tuple(dict.fromkeys((self.family, LIBERTINUS)))


BUILT_IN = Typeface(LIBERTINUS)


def missing_letters(path: Path, face: int = 0) -> frozenset[str]:
    """Return the Vietnamese letters that a font file can't draw.

    A font without them prints empty boxes and Typst says nothing, so ask first.
    """
    return VIETNAMESE - frozenset(map(chr, cmap.characters(path, face)))


@cache
def host_typeface() -> Typeface:
    """Return the first of ``PREFERRED`` that the host has whole, else Typst's own.

    Looks through the host's fonts once in the life of the process (about 0.15 s).
    """
    import typst  # noqa: PLC0415 - 20 MB that a server needs only from its first paper on

    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    return choose(found)


def choose(found: Sequence[Font]) -> Typeface:
    """Return the first of ``PREFERRED`` among ``found`` that is whole, else Typst's own.

    Whole means: upright and italic, each regular and bold, each with every Vietnamese letter.
    """
    for family in PREFERRED:
        styles = [font for font in found if font.family == family and font.weight in (400, 700)]
        if len({(font.style, font.weight) for font in styles}) == _STYLES and _whole(styles):
            folders = {str(Path(font.path).parent) for font in styles if font.path}
            return Typeface(family, tuple(sorted(folders)))
    return BUILT_IN


def _whole(styles: Sequence[Font]) -> bool:
    try:
        return not any(missing_letters(Path(font.path or ""), font.index) for font in styles)
    except (ValueError, OSError):
        return False


@cache
def loaded(typeface: Typeface) -> "typst.Fonts":
    """Return the typeface as Typst takes it: its folders and nothing else of the host."""
    import typst  # noqa: PLC0415 - see host_typeface

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=list(typeface.folders),
    )
