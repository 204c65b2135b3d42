"""``dienhong law compare BEFORE AFTER``: how two texts differ, by unit and by what they set."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator

from dienhong.core.citation import say_address
from dienhong.core.difference import Piece
from dienhong.core.law.comparison import Change, compare
from dienhong.core.law.tree import Node, Part, Tree
from dienhong.core.refusal import Refused
from dienhong.regulation.comparing import (
    Cell,
    Row,
    group_by_procedure,
    no_law,
    side_of_tree,
)
from dienhong.regulation.comparing import Change as Effect
from dienhong.site.law.texts import read_tree

DIFFERENT, UNREADABLE = 1, 2
# Words alone are shown by unit; that they change what is done, no machine can say.
_NO_EFFECT = {Effect.SAME, Effect.REWORDED}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of ``dienhong law``."""
    command = commands.add_parser(
        "compare", help="so hai văn bản theo điều khoản; khác nhau thì trả mã 1"
    )
    command.add_argument("before", metavar="TRƯỚC", help="văn bản trước")
    command.add_argument("after", metavar="SAU", help="văn bản sau")
    command.add_argument("--format", choices=("text", "jsonl"), default="text", help="dạng ra")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the changes; 0 where there is none, 1 where there is, 2 where a file is unreadable."""
    try:
        before, after = read_tree(options.before), read_tree(options.after)
    except Refused as refusal:
        sys.stderr.write(f"{refusal.in_full}\n")
        return UNREADABLE
    changes = compare(before, after)
    say = _as_json if options.format == "jsonl" else _as_text
    sys.stdout.writelines(line for change in changes for line in say(change))
    say_effect = _effect_as_json if options.format == "jsonl" else _effect_as_text
    sys.stdout.writelines(say_effect(row) for row in _effects(before, after))
    return DIFFERENT if changes else 0


def _effects(before: Tree, after: Tree) -> Iterator[Row]:
    """Yield what the texts set differently, as read: a term, a share, an item of a list."""
    sides = side_of_tree("văn bản trước", before), side_of_tree("văn bản sau", after)
    for group in group_by_procedure(*sides, no_law):
        yield from (row for row in group.rows if row.change not in _NO_EFFECT)


def _effect_as_text(row: Row) -> str:
    places = (_places(cell) for cell in (row.first, row.second) if cell.sources)
    return f"tác dụng: {row.sentence} ({' → '.join(dict.fromkeys(places))})\n"


def _places(cell: Cell) -> str:
    return "; ".join(dict.fromkeys(say_address(source.address) for source in cell.sources))


def _effect_as_json(row: Row) -> str:
    found = {
        "kind": "effect",
        "parameter": row.meant.name,
        "change": row.change,
        "said": row.sentence,
        "before": _cell(row.first),
        "after": _cell(row.second),
    }
    return json.dumps(found, ensure_ascii=False) + "\n"


def _cell(cell: Cell) -> dict[str, str | list[str]] | None:
    if not cell.sources:
        return None
    return {"value": cell.said, "addresses": [source.address for source in cell.sources]}


def _as_text(change: Change) -> Iterator[str]:
    places = [_say(node) for node in (change.before, change.after) if node]
    yield f"{change.kind.label}: {' → '.join(dict.fromkeys(places))}\n"
    if change.before and (change.after is None or _differs(change.left)):
        yield f"  - {_marked(change.left, '[-', '-]')}\n"
    if change.after and (change.before is None or _differs(change.right)):
        yield f"  + {_marked(change.right, '{+', '+}')}\n"


def _differs(pieces: Iterable[Piece]) -> bool:
    return any(piece.alone for piece in pieces)


def _marked(pieces: tuple[Piece, ...], opening: str, closing: str) -> str:
    """Return the words, those of this side alone between marks; all of them alone: without."""
    if all(piece.alone for piece in pieces):
        return "".join(piece.words for piece in pieces)
    return "".join(
        f"{opening}{piece.words.rstrip()}{closing}{_space(piece)}" if piece.alone else piece.words
        for piece in pieces
    )


def _space(piece: Piece) -> str:
    return piece.words[len(piece.words.rstrip()) :]


def _say(node: Node) -> str:
    prefix = "qd." if node.part == Part.DECISION else ""
    return say_address(prefix + node.address)


def _as_json(change: Change) -> Iterator[str]:
    row = {
        "kind": change.kind,
        "before": _row(change.before),
        "after": _row(change.after),
        "removed": [piece.words.strip() for piece in change.left if piece.alone],
        "added": [piece.words.strip() for piece in change.right if piece.alone],
    }
    yield json.dumps(row, ensure_ascii=False) + "\n"


def _row(node: Node | None) -> dict[str, str | int] | None:
    if node is None:
        return None
    return {"part": node.part, "address": node.address, "start": node.start, "end": node.end}
