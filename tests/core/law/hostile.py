"""Texts made to be slow, and the stages of the engine that they go through."""

from collections.abc import Callable

from dienhong.core.law.checks.doubts import find_doubts
from dienhong.core.law.citing.external import find_external
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.citing.references import find_references
from dienhong.core.law.tree import Tree
from dienhong.core.law.writing.written import WRITERS

TEXTS = {
    "ten thousand nestings": "".join(
        f"Điều {n}. A\n1. B\na) C\n- D\n- Đ: “E (g\n" for n in range(2, 2_002)
    ),
    "sections in chapters": "".join(
        f"Chương {n}\nA\nMục 1. B\nTiểu mục 1. C\nĐiều {n}. D\n" for n in range(2, 1_500)
    ),
    "brackets in brackets": "a (“" * 20_000,
    "citations without end": "điểm a, b, c khoản 1, 2 và 3 Điều 4, " * 3_000,
    "ranges": "từ Điều 1 đến Điều 999, khoản 1 đến khoản 99 " * 300,
    "acts without number": "Luật Nghị định số Thông tư ngày tháng năm " * 2_000,
    "almost dates": "ngày 1 tháng ngày 1 tháng 1 năm " * 3_000,
    "almost words": "Đ i ề u " * 20_000,
    "spaces": "a" + " \t\u00a0" * 40_000 + "b",
    "dots": "Số ……../QĐ-… ngày …… tháng …… " * 3_000,
    "lists in a line": "Gồm: a) b; b) c; c) d. 1. Đ. 2. E: a) g; " * 2_000,
    "bytes": bytes(n * n * 7 % 251 for n in range(100_000)).decode("utf-8", "replace"),
}


def _written(name: str) -> Callable[[Tree], object]:
    return lambda tree: sum(map(len, WRITERS[name](tree)))


STAGES: dict[str, Callable[[Tree], object]] = {
    **{f"write {name}": _written(name) for name in WRITERS},
    "references": lambda tree: find_references(CitedText(tree)),
    "external": lambda tree: find_external(CitedText(tree)),
    "lint": find_doubts,
}
