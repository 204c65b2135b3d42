"""``dienhong lint``: doubtful places of a regulation, and what the model sets that it lacks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dienhong.core.citation import address_of, say_address
from dienhong.core.law.checks.doubts import find_doubts
from dienhong.core.law.reading.read import decode
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree
from dienhong.core.refusal import Refused
from dienhong.regulation import against_model, model_regulation
from dienhong.regulation.against_model import Standing
from dienhong.regulation.vocabulary import Type


class Command(BaseCommand):
    """Read a text without any office: its doubtful places, and the model beside it."""

    help = "Soát một văn bản quy chế: chỗ ngờ về cấu trúc, điều quy chế mẫu có mà văn bản chưa có."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="TỆP", help="tệp chữ (.txt, .md), bảng mã UTF-8")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            tree = parse(decode(Path(options["file"]).read_bytes()))
        except OSError as error:
            raise SystemExit(f"Không đọc được tệp {options['file']}: {error.strerror}.") from error
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        for line in (*_doubtful(tree), *_beside_the_model(tree)):
            self.stdout.write(line)


def _doubtful(tree: Tree) -> Iterator[str]:
    found = find_doubts(tree)
    yield f"Chỗ ngờ về cấu trúc: {len(found)}"
    for doubt in found:
        where = say_address(address_of(doubt.part, doubt.address)) if doubt.address else "phần đầu"
        yield f"  • {where}: {doubt.reason} «{doubt.quote}»"


def _beside_the_model(tree: Tree) -> Iterator[str]:
    lines = against_model.compare(model_regulation.values_of(tree), model_regulation.values())
    missing = [line for line in lines if line.standing is Standing.MISSING]
    yield f"Quy chế mẫu có, văn bản chưa có: {len(missing)}"
    for line in missing:
        clauses = "; ".join(say_address(address) for address in line.addresses)
        sets = "" if line.meant.type is Type.DUTY else f": mẫu đặt {line.model_said}"
        yield f"  • {line.meant.label}{sets} ({clauses})"
    different = [line for line in lines if line.standing is Standing.DIFFERENT]
    yield f"Đặt khác quy chế mẫu: {len(different)}"
    for line in different:
        yield f"  • {line.meant.label}: {line.own_said}; mẫu: {line.model_said}"
