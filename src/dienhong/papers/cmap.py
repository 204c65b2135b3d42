"""Which characters a TrueType or OpenType font maps to a glyph (OpenType, table "cmap")."""

import struct
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

_COLLECTION = b"ttcf"
_BASIC_PLANE = 4  # format of the subtable that covers U+0000 to U+FFFF
_ALL_PLANES = 12  # format of the subtable that covers all of Unicode


def characters(path: Path, face: int = 0) -> frozenset[int]:
    """Return the code points that face number ``face`` of a font file maps to a glyph.

    Raises ValueError if the file isn't a font of these kinds, OSError if it can't be read.
    """
    font = path.read_bytes()
    try:
        return frozenset(_mapped(font, _find_cmap(font, face)))
    except (struct.error, LookupError) as error:
        raise ValueError(f"{path.name} is not a font that can be read") from error


def _find_cmap(font: bytes, face: int) -> int:
    start = unpack_from(">L", font, 12 + 4 * face)[0] if font[:4] == _COLLECTION else 0
    (tables,) = unpack_from(">H", font, start + 4)
    for record in range(start + 12, start + 12 + 16 * tables, 16):
        tag, _checksum, offset, _length = unpack_from(">4sLLL", font, record)
        if tag == b"cmap":
            return int(offset)
    raise LookupError("no cmap")


def _mapped(font: bytes, cmap: int) -> Iterator[int]:
    (subtables,) = unpack_from(">H", font, cmap + 2)
    for record in range(cmap + 4, cmap + 4 + 8 * subtables, 8):
        (offset,) = unpack_from(">4xL", font, record)
        (form,) = unpack_from(">H", font, cmap + offset)
        if form == _BASIC_PLANE:
            yield from _in_segments(font, cmap + offset)
        elif form == _ALL_PLANES:
            yield from _in_groups(font, cmap + offset)


def _in_segments(font: bytes, table: int) -> Iterator[int]:
    (double_count,) = unpack_from(">H", font, table + 6)
    ends = table + 14
    starts = ends + double_count + 2
    for place in range(0, double_count, 2):
        (end,) = unpack_from(">H", font, ends + place)
        (start,) = unpack_from(">H", font, starts + place)
        segment = (start, starts + double_count + place, double_count)
        yield from (code for code in range(start, end + 1) if _glyph(font, code, segment))


def _glyph(font: bytes, code: int, segment: tuple[int, int, int]) -> int:
    """Return the glyph of ``code``; 0 is the empty box that stands for "no such letter"."""
    start, delta_at, double_count = segment
    (delta,) = unpack_from(">H", font, delta_at)
    range_at = delta_at + double_count
    (offset,) = unpack_from(">H", font, range_at)
    if not offset:
        return int(code + delta) & 0xFFFF
    (glyph,) = unpack_from(">H", font, range_at + offset + 2 * (code - start))
    return int(glyph + delta) & 0xFFFF if glyph else 0


def _in_groups(font: bytes, table: int) -> Iterator[int]:
    (groups,) = unpack_from(">L", font, table + 12)
    for place in range(table + 16, table + 16 + 12 * groups, 12):
        first, last, glyph = unpack_from(">LLL", font, place)
        yield from range(first if glyph else first + 1, last + 1)
