"""A file named on the command line, read as a tree."""

from pathlib import Path

from dienhong.core.law.reading.files import read_file
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree
from dienhong.core.refusal import Refused
from dienhong.site.law import seeing

MOST_TEXT, LARGEST = 200_000_000, 500_000_000  # bytes; a person's own files on their own machine


def read_tree(file: str) -> Tree:
    """Return the tree of a file; Refused where it cannot be read or holds no articles."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise Refused(f"Không đọc được tệp {file}: {error.strerror}") from error
    return parse(read_file(data, file, most=MOST_TEXT, largest=LARGEST, eyes=seeing.eyes()).text)
