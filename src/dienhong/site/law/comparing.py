"""``dienhong law compare BEFORE AFTER``: how two texts differ, unit by unit."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator

from dienhong.core.citation import say_address
from dienhong.core.difference import Piece
from dienhong.core.law.comparison import Change, compare
from dienhong.core.law.tree import Node, Part
from dienhong.core.refusal import Refused
from dienhong.site.law.texts import read_tree

DIFFERENT, UNREADABLE = 1, 2


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
    return DIFFERENT if changes else 0


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
