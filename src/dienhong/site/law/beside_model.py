"""A text beside the model regulation, as ``dienhong law lint --model`` says it."""

import json
from collections.abc import Iterable, Iterator

from dienhong.core.citation import say_address
from dienhong.core.law.tree import Tree
from dienhong.regulation import against_model, model_regulation
from dienhong.regulation.against_model import Line, Standing
from dienhong.regulation.vocabulary import Type

_HEADS = {
    Standing.MISSING: "quy chế mẫu có, văn bản chưa có",
    Standing.DIFFERENT: "đặt khác quy chế mẫu",
}


def beside_model(tree: Tree) -> list[Line]:
    """Return what the model sets that a text lacks, or sets otherwise."""
    lines = against_model.compare(model_regulation.values_of(tree), model_regulation.values())
    return [line for line in lines if line.standing in _HEADS]


def as_text(file: str, lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines for people: what is missing, then what differs."""
    rows = list(lines)
    for standing, head in _HEADS.items():
        of_it = [_said(line) for line in rows if line.standing is standing]
        yield f"{file}: {head}: {len(of_it)}\n"
        yield from (f"  {said}\n" for said in of_it)


def _said(line: Line) -> str:
    if line.standing is Standing.DIFFERENT:
        return f"{line.meant.label}: {line.own_said}; mẫu: {line.model_said}"
    sets = "" if line.meant.type is Type.DUTY else f": mẫu đặt {line.model_said}"
    clauses = "; ".join(say_address(address) for address in line.addresses)
    return f"{line.meant.label}{sets} ({clauses})"


def as_json(file: str, lines: Iterable[Line]) -> Iterator[str]:
    """Yield a row for programs for each line."""
    for line in lines:
        row = {
            "file": file,
            "kind": f"model_{line.standing}",
            "parameter": line.meant.name,
            "said": line.own_said,
            "model": line.model_said,
            "model_addresses": line.addresses,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"
