"""``dienhong law lint FILE…``: what in a text a person should look at, file by file."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date

from dienhong.core.citation import say_address
from dienhong.core.law.checks.doubt import Doubt
from dienhong.core.law.tree import Part, Tree
from dienhong.core.refusal import Refused
from dienhong.regulation.lint import lint
from dienhong.site.law import beside_model
from dienhong.site.law.texts import read_tree

FOUND, UNREADABLE = 1, 2


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of ``dienhong law``."""
    command = commands.add_parser("lint", help="soát lỗi pháp lý của văn bản; có lỗi thì trả mã 1")
    command.add_argument("files", nargs="+", metavar="TỆP", help="tệp cần soát")
    command.add_argument("--format", choices=("text", "jsonl"), default="text", help="dạng ra")
    command.add_argument(
        "--day",
        type=date.fromisoformat,
        metavar="NĂM-THÁNG-NGÀY",
        help="ngày ban hành, khi văn bản chưa ghi",
    )
    command.add_argument(
        "--model", action="store_true", help="so thêm với quy chế mẫu: chỗ chưa có, chỗ đặt khác"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the doubts on each file, and with ``--model`` what it lacks or sets otherwise.

    Returns 1 where there is anything, 2 where a file cannot be read.
    """
    code = 0
    for file in options.files:
        try:
            tree = read_tree(file)
        except Refused as refusal:
            sys.stderr.write(f"{file}: {refusal.in_full}\n")
            code = UNREADABLE
            continue
        code = max(code, FOUND if _say(file, tree, options) else 0)
    return code


def _say(file: str, tree: Tree, options: argparse.Namespace) -> bool:
    """Print what there is to say of a text; tell whether there was anything."""
    is_json = options.format == "jsonl"
    doubts = lint(tree, options.day)
    sys.stdout.writelines((_as_json if is_json else _as_text)(file, doubts, tree.source))
    if not options.model:
        return bool(doubts)
    lines = beside_model.beside_model(tree)
    sys.stdout.writelines((beside_model.as_json if is_json else beside_model.as_text)(file, lines))
    return bool(doubts or lines)


def _as_text(file: str, doubts: tuple[Doubt, ...], source: str) -> Iterator[str]:
    yield f"{file}: {len(doubts)} chỗ cần xem\n" if doubts else f"{file}: không thấy chỗ nào\n"
    for doubt in doubts:
        line = source.count("\n", 0, doubt.start) + 1
        act = f" [{doubt.act}]" if doubt.act else ""
        quote = f" «{doubt.quote}»" if doubt.quote else ""
        yield f"  dòng {line}, {_where(doubt)}: {doubt.kind.label}. {doubt.reason}{act}{quote}\n"


def _where(doubt: Doubt) -> str:
    if not doubt.address:
        return "phần đầu" if doubt.quote else "cả văn bản"
    prefix = "qd." if doubt.part == Part.DECISION else ""
    return say_address(prefix + doubt.address)


def _as_json(file: str, doubts: tuple[Doubt, ...], _source: str) -> Iterator[str]:
    for doubt in doubts:
        row = {
            "file": file,
            "kind": doubt.kind,
            "part": doubt.part,
            "address": doubt.address,
            "start": doubt.start,
            "end": doubt.end,
            "quote": doubt.quote,
            "reason": doubt.reason,
            "act": doubt.act,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"
