"""A spreadsheet of figures, read in the process that opens strangers' files."""

from dataclasses import dataclass

from django.core.files.base import File

from dienhong.record import worker
from dienhong.record.inspection.table import MOST_ROWS

__all__ = ["MOST_ROWS", "Cells", "cells_of"]


@dataclass(frozen=True, slots=True)
class Cells:
    """The lines of a sheet that hold anything, and its merged areas (first to last, from one)."""

    lines: list[tuple[int, list[str]]]
    merged: list[tuple[int, int, int, int]]


def cells_of(file: File) -> Cells:  # type: ignore[type-arg]
    """Return the cells of an XLSX; ``Refused`` with reason and cure where it cannot be read."""
    worker.inspect(file)
    facts = worker.run(file, "table").facts
    lines = [(int(number), [str(cell) for cell in row]) for number, row in facts["lines"]]
    merged = [(int(a), int(b), int(c), int(d)) for a, b, c, d in facts["merged"]]
    return Cells(lines, merged)
