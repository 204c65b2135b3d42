"""Defects planted in a sound text at places drawn by a seed: what the linter has to find."""

import random  # noqa: TID251 (drawn by a seed, the same each time)
import re
from collections.abc import Callable
from dataclasses import dataclass

from dienhong.core.law.checks.doubt import DoubtKind
from dienhong.core.law.tree import Kind, Node, Tree

_ENDED = re.compile(r"[.;]\s*\Z")


@dataclass(frozen=True)
class Planted:
    """A text with one defect: its kind, and the address at which it is to be found.

    A number given twice leaves a gap behind it: either may be named, in the same article.
    """

    source: str
    kind: DoubtKind
    part: str
    address: str


Planter = Callable[[Tree, random.Random], Planted | None]


def _units(tree: Tree) -> list[Node]:
    """Return the leaves that are sentences of some length, closed by a stop."""
    return [
        node
        for node in tree.nodes
        if node.kind not in (Kind.CHAPTER, Kind.SECTION)
        and not tree.children(node)
        and len(node.text.split()) > 7
        and _ENDED.search(node.text)
    ]


def _add(words: Callable[[random.Random], str], kind: DoubtKind) -> Planter:
    """Plant words behind the last one of some sentence."""

    def plant(tree: Tree, chance: random.Random) -> Planted | None:
        node = chance.choice(_units(tree))
        return _with(tree, [(node, words(chance))], kind, node)

    return plant


def _with(tree: Tree, added: list[tuple[Node, str]], kind: DoubtKind, node: Node) -> Planted:
    source = tree.source
    for at, words in sorted(added, key=lambda pair: -pair[0].start):
        end = at.start + len(source[at.start : at.end].rstrip(" \n.;/*”"))
        source = source[:end] + words + source[end:]
    return Planted(source, kind, node.part, node.address)


def _cut(tree: Tree, chance: random.Random) -> Planted:
    node = chance.choice(_units(tree))
    start, end = node.spans[-1]
    words = list(re.finditer(r"\w+(?=\s)", tree.source[start:end]))
    kept = start + words[chance.randrange(len(words) // 2, len(words))].end()
    source = tree.source[:kept] + "\n\n" + tree.source[end:].lstrip("\n")
    return Planted(source, DoubtKind.UNFINISHED, node.part, node.address)


def _drop(tree: Tree, chance: random.Random) -> Planted | None:
    """Take a clause or point out of the middle of its list."""
    inner = [
        (node, tree.children(node)[place + 1])
        for node in tree.nodes
        for place, one in enumerate(tree.children(node))
        if 0 < place < len(tree.children(node)) - 1
        and one.kind in (Kind.CLAUSE, Kind.POINT)
        and not tree.children(one)
        and one.number not in "đfjwz"
    ]
    if not inner:
        return None
    parent, following = chance.choice(inner)
    beside = tree.children(parent)
    gone = beside[beside.index(following) - 1]
    source = tree.source[: gone.start] + tree.source[following.start :]
    return Planted(source, DoubtKind.GAP, following.part, following.address)


def _repeat(tree: Tree, chance: random.Random) -> Planted | None:
    """Give a clause the number of the one before it."""
    pairs = [
        (one, tree.children(node)[place - 1])
        for node in tree.nodes
        for place, one in enumerate(tree.children(node))
        if place and one.kind is Kind.CLAUSE and not tree.children(one)
    ]
    if not pairs:
        return None
    one, before = chance.choice(pairs)
    rest = tree.source[one.start + len(one.number) :]
    source = tree.source[: one.start] + before.number + rest
    return Planted(source, DoubtKind.REPEATED, before.part, before.address)


def _abbreviation(tree: Tree, chance: random.Random) -> Planted | None:
    letters = chance.choice(("CBCCVCNLD", "CBVCNLĐ", "CCVCNLĐ", "BTTNDCS"))
    gone = chance.randrange(1, len(letters) - 1)
    slip = letters[:gone] + letters[gone + 1 :]
    nodes = chance.sample(_units(tree), min(5, len(_units(tree))))
    words = [(node, f" cho {letters}") for node in nodes[1:]]
    return _with(tree, [(nodes[0], f" cho {slip}"), *words], DoubtKind.ABBREVIATION_FORMS, nodes[0])


def _unknown_letters(chance: random.Random) -> str:
    return " cùng " + "".join(chance.sample("BCDĐGHKLMNPQRSTVX", chance.randrange(3, 6)))


def _itself(tree: Tree, chance: random.Random) -> Planted:
    node = chance.choice(_units(tree))
    number = node.address.split(".")[0].removeprefix("dieu-").replace("-", ".")
    return _with(tree, [(node, f" theo Điều {number}")], DoubtKind.WRONG_REFERENCE, node)


def _without_actor(tree: Tree, chance: random.Random) -> Planted:
    articles = [node for node in tree.nodes if node.kind is Kind.ARTICLE]
    last = articles[-1]
    number = len([node for node in articles if node.part == last.part]) + 1
    heading = chance.choice(("Chế độ báo cáo", "Việc lưu hồ sơ", "Thời gian thực hiện", "Sổ sách"))
    duty = chance.choice(
        (
            "Phải ghi sổ theo dõi và lưu hồ sơ theo từng năm.",
            "Có trách nhiệm gửi báo cáo bằng văn bản vào tháng 12.",
            "Chịu trách nhiệm về số liệu đã ghi trong sổ.",
            "Có nghĩa vụ giữ bí mật nội dung đã ghi.",
        )
    )
    words = f"\n\nĐiều {number}. {heading}\n\n1. {duty}\n\n2. Sổ được đánh số trang.\n"
    end = max(node.end for node in tree.nodes if node.part == last.part)
    source = tree.source[:end] + words + tree.source[end:]
    address = f"dieu-{number}.khoan-1"
    return Planted(source, DoubtKind.NO_ACTOR, last.part, address)


def _no_start(tree: Tree, chance: random.Random) -> Planted | None:
    """Plant a term; not where the text says once for all from when its terms run."""
    if "hời hạn tính từ" in tree.source:
        return None
    days = chance.choice(("05 ngày làm việc", "10 ngày", "24 giờ", "02 tháng"))
    lead = chance.choice(("trong thời hạn", "chậm nhất là", "trong", "không quá", "trong vòng"))
    node = chance.choice(_units(tree))
    return _with(tree, [(node, f". Kết quả được gửi {lead} {days}")], DoubtKind.NO_START, node)


def _stale(chance: random.Random) -> str:
    act = chance.choice(
        (
            "Nghị định số 04/2015/NĐ-CP",
            "Nghị định số 04/2015/NĐ-CP ngày 09 tháng 01 năm 2015 của Chính phủ",
            "Pháp lệnh số 34/2007/PL-UBTVQH11",
            "Nghị định số 159 /2016/NÐ – CP",
            "Thông tư số 01/2016/TT-BNV",
        )
    )
    return f" theo {act}"


def _phrase(*phrases: str) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(phrases)


PLANTERS: dict[str, Planter] = {
    "unfinished": _cut,
    "gap": _drop,
    "repeated": _repeat,
    "absent article": _add(
        _phrase(
            " theo Điều 99",
            " quy định tại khoản 2 Điều 98 Quy chế này",
            " theo các Điều 97, 98",
            " theo điểm đ khoản 19 Điều 96",
            " theo khoản 29 Điều này",
            " theo Chương XXIX",
        ),
        DoubtKind.WRONG_REFERENCE,
    ),
    "itself": _itself,
    "blank number": _add(
        _phrase(" theo Quyết định số   /QĐ-UBND", " theo Nghị định số …/2024/NĐ-CP"),
        DoubtKind.BLANK_NUMBER,
    ),
    "blank date": _add(
        _phrase(
            " từ ngày   tháng   năm 2024", " từ ngày …/…/2024", " từ ngày ... tháng ... năm ..."
        ),
        DoubtKind.BLANK_DATE,
    ),
    "abbreviation in two forms": _abbreviation,
    "abbreviation unknown": _add(_unknown_letters, DoubtKind.ABBREVIATION_UNDEFINED),
    "body unknown": _add(
        _phrase(
            ". Ban Điều phối dân chủ có trách nhiệm theo dõi việc này",
            ". Tổ Giúp việc phải báo cáo kết quả",
            ". Hội đồng Tư vấn chính sách xem xét trước",
            ". Nhóm Phản ứng nhanh thực hiện việc đó",
        ),
        DoubtKind.BODY_UNDEFINED,
    ),
    "no actor": _without_actor,
    "no start": _no_start,
    "basis out of force": _add(_stale, DoubtKind.STALE_BASIS),
    "two laws in one name": _add(
        _phrase(
            " theo Luật Cán bộ, công chức, viên chức",
            " theo Luật Tố cáo, tiếp công dân",
            " theo Luật Khiếu nại và Tiếp công dân",
        ),
        DoubtKind.ACT_NAME,
    ),
    "number without issuer": _add(
        _phrase(" theo Thông tư số 12/2020/TT", " theo Thông tư liên tịch số 9/2012/TTLT"),
        DoubtKind.ACT_NUMBER,
    ),
}
