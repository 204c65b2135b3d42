"""One notice from the real text: an office gives its regulation, changed, and is held to it."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
import time_machine

from dienhong.core.law.finding.find import find
from dienhong.core.law.structure.parse import parse
from dienhong.regulation.cues import CUES
from tests.scenarios.steps import (
    add_person,
    at,
    confirm_all,
    derivation,
    enter_matter,
    issue,
    open_office,
    upload_text,
)
from tests.scenarios.walker import Reader

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FRIDAY = date(2026, 2, 13)


def bac_kan() -> str:
    """Return the real text as it stands beside the checkout."""
    return (SHARED / "regulations" / "bac-kan-2023.md").read_text("utf-8")


def changed(without: int, run: int = 24) -> str:
    """Return the real text with another term, another run, and one kind of content less."""
    text = bac_kan()
    for old, new in (
        ("05 ngày làm việc", "03 ngày làm việc"),
        ("20 ngày liên tục", f"{run} ngày liên tục"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    start, end = text.index("**Điều 9. "), text.index("**Điều 10. ")
    kind = re.compile(rf"^{without}\. .*?\n\n(?=(?:\d+\. |### ))", re.MULTILINE | re.DOTALL)
    article, cuts = kind.subn("", text[start:end])
    assert cuts == 1
    return text[:start] + article + text[end:]


def office_under(text: str, code: str) -> Reader:
    """Open an office by clicks and put a regulation's text into force there."""
    lan = open_office(code)
    upload_text(lan, text)
    confirm_all(lan)
    return issue(lan, "01/QĐ-VP", FRIDAY)


def own_kinds(lan: Reader) -> list[str]:
    """Return the addresses of the kinds that the form offers as the regulation's own."""
    lan.follow("Việc của tôi").follow("Soạn việc công khai")
    groups = {g.attrs["label"]: g for g in lan.page.every("optgroup")}
    return [o.words.partition(":")[0] for o in groups["Theo Quy chế của cơ quan"].every("option")]


@pytest.mark.shared
@pytest.mark.parametrize("without", [4, 9])
def test_the_changed_text_rules_the_new_office(server: None, without: int) -> None:
    with time_machine.travel(at(FRIDAY), tick=False):
        lan = office_under(changed(without), "van-phong-doi")

        kinds = [f"Điều 9 khoản {n}" for n in range(1, 10) if n != without]
        assert own_kinds(lan) == kinds

        enter_matter(lan, title="Dự toán năm", kind="Điều 9 khoản 3", decided_on=FRIDAY)
        assert "Còn 3 ngày làm việc, đến hết thứ Tư 25/02/2026" in lan.words
        cited = "Điều 10 khoản 2, gạch 1"
        calendar = "Lịch làm việc Việt Nam, bản 2026.2."
        assert derivation(lan) == [
            (
                "Thứ Sáu 13/02",
                "Có quyết định, văn bản. Ngày đầu không tính Bộ luật Dân sự 2015, Điều 147 khoản 2",
            ),
            ("14/02 – 15/02", "Bỏ qua: thứ Bảy, Chủ nhật"),
            ("16/02 – 20/02", "Bỏ qua: Tết Nguyên đán, 5 ngày Thông báo 9441/TB-BNV"),
            ("21/02 – 22/02", "Bỏ qua: thứ Bảy, Chủ nhật"),
            ("23/02 – 25/02", "Ngày làm việc thứ 1 đến thứ 3"),
            ("Thứ Tư 25/02", f"Hết hạn 3 ngày làm việc. {calendar} {cited}"),
        ]

        lan.send("Ký: không có bí mật").send("Công khai")
        run = lan.section("Công khai trên hệ thống")
        assert "còn đủ 24 ngày, đến hết thứ Hai 09/03/2026" in run.words
        assert "Gỡ được từ thứ Ba 10/03/2026" in run.words
        assert cited in run.words


@pytest.mark.shared
def test_a_run_weaker_than_the_laws_is_kept_and_cited_but_the_laws_applies(server: None) -> None:
    with time_machine.travel(at(FRIDAY), tick=False):
        lan = office_under(changed(without=4, run=12), "van-phong-yeu")
        enter_matter(lan, title="Dự toán năm", kind="Điều 9 khoản 3", decided_on=FRIDAY)
        lan.send("Ký: không có bí mật").send("Công khai")

        run = lan.section("Công khai trên hệ thống")
        assert "còn đủ 20 ngày, đến hết thứ Năm 05/03/2026" in run.words
        assert "Luật 10/2022, Điều 48 khoản 1 Điều 10 khoản 2, gạch 1" in run.words


@pytest.mark.shared
def test_the_true_text_gives_two_days_more_and_cites_the_same_clause(server: None) -> None:
    with time_machine.travel(at(FRIDAY), tick=False):
        lan = office_under(bac_kan(), "van-phong-that")

        assert own_kinds(lan) == [f"Điều 9 khoản {n}" for n in range(1, 10)]

        enter_matter(lan, title="Dự toán năm", kind="Điều 9 khoản 3", decided_on=FRIDAY)
        assert "Còn 5 ngày làm việc, đến hết thứ Sáu 27/02/2026" in lan.words
        assert derivation(lan)[-1][1].endswith("Điều 10 khoản 2, gạch 1")

        lan.send("Ký: không có bí mật").send("Công khai")
        run = lan.section("Công khai trên hệ thống")
        assert "còn đủ 20 ngày, đến hết thứ Năm 05/03/2026" in run.words


# A third regulation, wholly our own: other articles, other numbers, kinds as points.
POINTS = """QUYẾT ĐỊNH
Về việc ban hành Quy chế dân chủ của Trại Cá Hồ Vàng

Điều 1. Ban hành Quy chế dân chủ của Trại Cá Hồ Vàng.

QUY CHẾ
DÂN CHỦ CỦA TRẠI CÁ HỒ VÀNG

Điều 1. Phạm vi
Quy chế này nói việc trong trại.

Điều 2. Người trong trại
Ai làm ở trại cũng được biết việc của trại.

Điều 3. Giờ làm
Trại làm việc theo con nước.

Điều 4. Sổ sách
Sổ sách để ở nhà chính.

Điều 5. Những nội dung phải công khai trong nội bộ trại
a) Lịch thả cá và lịch thu;
b) Tiền bán cá, tiền mua thức ăn;
c) Người mới nhận, người thôi việc;
d) Thưởng và phạt;
đ) Nội quy bến và kho;
e) Góp ý của mọi người và câu trả lời.

Điều 6. Hình thức, thời hạn công khai
a) Hình thức công khai: niêm yết ở nhà chính;
b) Chậm nhất là 02 ngày làm việc kể từ ngày có quyết định thì phải công khai;
c) Niêm yết ít nhất 30 ngày liên tục.
"""


def test_a_third_regulation_with_other_articles_and_numbers_works_the_same(server: None) -> None:
    with time_machine.travel(at(FRIDAY), tick=False):
        lan = office_under(POINTS, "trai-ca")
        add_person(lan, "Hoa", "hoa", "Chánh Văn phòng")

        assert own_kinds(lan) == [f"Điều 5, điểm {letter}" for letter in "abcdđe"]

        enter_matter(lan, title="Tiền bán cá", kind="Điều 5, điểm b", decided_on=FRIDAY)
        assert "Còn 2 ngày làm việc, đến hết thứ Ba 24/02/2026" in lan.words
        assert derivation(lan)[-1][1].endswith("Điều 6, điểm b")
        assert lan.section("kiểm tra bí mật").words.count("Luật 10/2022, Điều 46") == 1

        lan.send("Ký: không có bí mật").send("Công khai", {"Niêm yết tại bảng tin": True})
        assert "còn đủ 30 ngày, đến hết Chủ nhật 15/03/2026" in lan.words
        lan.send("Kết thúc công khai")

    assert (lan.status, lan.section("Chưa gỡ được").words.split(". ")[0]) == (
        409,
        "Chưa gỡ được: mới niêm yết 0 trên 30 ngày Gỡ được từ thứ Hai 16/03/2026",
    )
    assert "Điều 6, điểm c" in lan.words


# Nothing about terms, runs or kinds is in code.

ROOMS = ("publication", "regulation")
DECIDING = (
    "rules.py",
    "queries.py",
    "drafting.py",
    "owed.py",
    "actions.py",
    "reading.py",
    "law.py",
)


def modules() -> list[Path]:
    """Return the modules of the rooms that a regulation rules."""
    return [path for room in ROOMS for path in sorted((ROOT / "src/dienhong" / room).glob("*.py"))]


def said_in_code(path: Path) -> list[str]:
    """Return the words in a module that are neither comment nor docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in spoken
    ]


def _sets_a_limit(node: ast.AST) -> bool:
    if not isinstance(node, ast.Assign):
        return False
    names = {each.id for each in ast.walk(node.targets[0]) if isinstance(each, ast.Name)}
    return names <= {"EARLIEST_YEAR", "MOST_LINES", "MOST_PROVISIONS", "MOST_AT_ONCE"}


def numbers_in_code(path: Path) -> list[int | float]:
    """Return the numbers in a module beyond 0 and 1.

    Left out are the lengths at which words are cut, and the limits that keep one upload from
    stopping an office.
    """
    tree = ast.parse(path.read_text("utf-8"))
    cuts = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Slice) or _sets_a_limit(node)
        for inner in ast.walk(node)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}
        if node.value not in {0, 1} and id(node) not in cuts
    ]


def test_no_number_stands_in_the_code_that_decides() -> None:
    deciding = [path for path in modules() if path.name in DECIDING]

    assert len(deciding) == 11
    assert {path: numbers for path in deciding if (numbers := numbers_in_code(path))} == {}


def test_no_address_of_a_provision_stands_in_the_code() -> None:
    address = re.compile(r"(?:dieu|khoan|diem|gach)-[0-9a-z]|luat-|nghi-dinh-")
    found = [words for path in modules() for words in said_in_code(path) if address.search(words)]

    assert found == []


@pytest.mark.shared
def test_no_kind_of_content_stands_in_the_code() -> None:
    texts = [bac_kan(), (SHARED / "regulations" / "lang-son-2010.txt").read_text("utf-8"), POINTS]
    kinds = [
        str(found.value)[:15]
        for text in texts
        for found in find(parse(text), CUES)
        if found.name == "publication.kind"
    ]
    code = "\n".join(words for path in modules() for words in said_in_code(path))

    assert len(kinds) == 9 + 5 + 6
    assert [kind for kind in kinds if kind in code] == []
