"""The law engine on the command line: ``python -m dienhong.core.law parse FILE [--json]``."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dienhong.core.law.parse import parse
from dienhong.core.law.read import decode
from dienhong.core.law.tree import Node, Tree
from dienhong.core.refusal import Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tree of a file; a refusal is one line on stderr and status 1."""
    options = _parser().parse_args(arguments)
    try:
        tree = parse(decode(Path(options.file).read_bytes()))
    except Refused as refusal:
        sys.stderr.write(f"{refusal.reason}. {refusal.cure}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"Không đọc được tệp {options.file}: {error.strerror}.\n")
        return 1
    sys.stdout.writelines(_as_json(tree) if options.json else _as_text(tree))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dienhong.core.law")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("parse", help="in cây điều khoản của một văn bản")
    command.add_argument("file", help="tệp văn bản (UTF-8)")
    command.add_argument("--json", action="store_true", help="mỗi nút một dòng JSON")
    return parser


def _as_json(tree: Tree) -> Iterator[str]:
    for node in tree.nodes:
        yield json.dumps(_row(node), ensure_ascii=False) + "\n"


def _row(node: Node) -> dict[str, str | int]:
    return {
        "part": node.part,
        "address": node.address,
        "kind": node.kind,
        "heading": node.heading,
        "text": node.text,
        "offset": node.start,
    }


def _as_text(tree: Tree) -> Iterator[str]:
    for node in tree.nodes:
        words = " ".join(f"{node.heading} {node.text}".split())
        yield f"{node.part}\t{node.start}\t{node.address}\t{words}\n"


if __name__ == "__main__":
    raise SystemExit(main())
