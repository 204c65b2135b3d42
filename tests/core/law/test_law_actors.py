"""Who a clause charges and names, in invented clauses."""

import pytest

from dienhong.core.law.finding.actors import Actor, find_actors, names_of
from dienhong.core.law.finding.cues import words
from dienhong.core.law.structure.parse import parse

ACTORS = (
    Actor(("chief",), words("trưởng trạm")),
    Actor(("chief",), words("người đứng đầu"), is_name=False),
    Actor(("deputy",), words("phó trưởng trạm")),
    Actor(("chief", "deputy"), words("lãnh đạo trạm")),
    Actor(("union",), words("công đoàn(?: trạm)?")),
    Actor(("staff",), words("nhân viên")),
)


def charged(text: str) -> dict[str, tuple[str, ...]]:
    return {one.address: one.charged for one in find_actors(parse(text), ACTORS)}


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Trưởng trạm phải pha trà.", ("chief",)),
        ("Định kỳ hằng năm, Trưởng trạm thực hiện việc đếm ấm.", ("chief",)),
        ("Khi nhân viên đến, Phó Trưởng trạm có trách nhiệm pha trà.", ("deputy",)),
        ("Trưởng trạm và nhân viên có trách nhiệm rửa ấm.", ("chief", "staff")),
        ("Lãnh đạo trạm có quyền uống trà.", ("chief", "deputy")),
        ("Trưởng trạm phối hợp với Công đoàn trạm tổ chức hội trà.", ("chief", "union")),
        ("Trưởng trạm, đơn vị trực thuộc và nhân viên có trách nhiệm rửa ấm.", ("chief", "staff")),
        (
            "Đối với nhân viên giữ các chức vụ (Phó Trưởng trạm; Công đoàn) còn phải đếm ấm.",
            ("deputy", "union"),
        ),
        ("Ấm do nhân viên rửa.", ("staff",)),
        ("Những việc nhân viên được bàn và quyết định.", ("staff",)),
        ("Báo cáo Trưởng trạm về ấm của nhân viên.", ()),
        ("Ấm được rửa.", ()),
    ],
)
def test_the_subject_of_a_sentence_is_charged(sentence: str, codes: tuple[str, ...]) -> None:
    assert charged(f"Điều 1. {sentence}") == {"dieu-1": codes}


def test_clauses_without_a_subject_charge_whom_their_heading_charges() -> None:
    text = (
        "Điều 1. Trách nhiệm của Trưởng trạm\n1. Pha trà.\n2. Nhân viên phải rửa ấm.\n"
        "Điều 2. Tại hội trà, Trưởng trạm thực hiện:\na) Đếm ấm;\nb) Rót trà."
    )
    assert charged(text) == {
        "dieu-1": ("chief",),
        "dieu-1.khoan-1": ("chief",),
        "dieu-1.khoan-2": ("staff",),
        "dieu-2": ("chief",),
        "dieu-2.diem-a": ("chief",),
        "dieu-2.diem-b": ("chief",),
    }


def test_those_named_need_not_be_charged() -> None:
    (one,) = find_actors(parse("Điều 1. Trưởng trạm phải hỏi ý kiến nhân viên."), ACTORS)

    assert (one.charged, one.named) == (("chief",), ("chief", "staff"))


def test_the_name_is_the_one_that_the_text_uses_most_and_no_word_of_any_agency() -> None:
    text = (
        "Điều 1. Người đứng đầu pha trà. Người đứng đầu rửa ấm. Lãnh đạo trạm uống.\n"
        "Điều 2. Trưởng trạm hỏi Công đoàn, hỏi Công đoàn Trạm.\n"
    )
    assert names_of(parse(text), ACTORS) == {"chief": "Trưởng trạm", "union": "Công đoàn Trạm"}
