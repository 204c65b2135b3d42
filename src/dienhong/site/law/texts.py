"""A file named on the command line, read as a tree."""

from pathlib import Path

from dienhong.core.law.parse import parse
from dienhong.core.law.read import decode
from dienhong.core.law.tree import Tree
from dienhong.core.refusal import Refused


def read_tree(file: str) -> Tree:
    """Return the tree of a file; Refused where it cannot be read or holds no articles."""
    try:
        return parse(decode(Path(file).read_bytes()))
    except OSError as error:
        raise Refused(f"Không đọc được tệp {file}: {error.strerror}") from error
