"""The linter beside the law: weaker figures and silence, each with the act and on its day."""

from datetime import date

import pytest

from dienhong.core.law.checks.doubt import Doubt, DoubtKind
from dienhong.core.law.structure.parse import parse
from dienhong.regulation import lint as lint_module
from dienhong.regulation.lint import lint
from dienhong.regulation.vocabulary import RUN, TERM

DAY = date(2024, 1, 1)
TEXT = """Điều 1. Nội dung công khai
Cơ quan công khai cho công chức, người lao động biết:
1. Lịch trực của tuần;
2. Sổ thu chi của quỹ.
Điều 2. Thời hạn công khai trong nội bộ cơ quan
1. Công khai chậm nhất là 05 ngày làm việc kể từ ngày có quyết định.
2. Niêm yết ít nhất 20 ngày liên tục kể từ ngày công khai.
"""


def beside_the_law(text: str, day: date | None = DAY) -> list[Doubt]:
    """Return what is said of the two figures on publication, the only ones that TEXT is about."""
    kinds = (DoubtKind.WEAKER_THAN_LAW, DoubtKind.SILENT)
    about = (TERM.label, RUN.label)
    found = [one for one in lint(parse(text), day) if one.kind in kinds]
    return [one for one in found if one.reason.startswith(about)]


def test_a_text_as_strong_as_the_law_raises_no_doubt() -> None:
    assert beside_the_law(TEXT) == []
    assert beside_the_law(TEXT.replace("05 ngày", "03 ngày").replace("20 ngày", "30 ngày")) == []


def test_a_weaker_figure_is_named_with_the_clause_of_the_law() -> None:
    text = TEXT.replace("05 ngày", "07 ngày")
    (doubt,) = beside_the_law(text)

    assert (doubt.kind, doubt.address) == (DoubtKind.WEAKER_THAN_LAW, "dieu-2.khoan-1")
    assert "07 ngày làm việc" in text[doubt.start : doubt.end]
    assert doubt.act == "Luật 10/2022, Điều 47 khoản 2"
    assert doubt.reason == (
        "Thời hạn công khai: quy chế đặt chậm nhất 7 ngày làm việc, "
        "luật đặt chậm nhất 5 ngày làm việc"
    )


def test_silence_is_named_once_for_the_whole_text() -> None:
    silent = TEXT.replace("2. Niêm yết ít nhất 20 ngày liên tục kể từ ngày công khai.\n", "")
    (doubt,) = beside_the_law(silent)

    assert (doubt.kind, doubt.address, doubt.quote) == (DoubtKind.SILENT, "", "")
    assert doubt.act.startswith("Luật 10/2022")
    assert "quy chế không quy định" in doubt.reason


FORMS = """Điều 3. Hình thức công khai
1. Niêm yết tại bảng tin của cơ quan.
2. Thông báo tại hội nghị cán bộ, công chức.
"""


def forms_left_out(text: str, day: date | None = DAY) -> list[Doubt]:
    return [one for one in lint(parse(text), day) if "hình thức công khai:" in one.reason.lower()]


def test_a_list_of_forms_that_leaves_out_what_the_law_names_is_silent_on_them() -> None:
    (doubt,) = forms_left_out(TEXT + FORMS)

    assert (doubt.kind, doubt.address) == (DoubtKind.SILENT, "dieu-3.khoan-1")
    assert doubt.reason.startswith("Hình thức công khai: quy chế không nêu, luật có: ")
    assert "Hệ thống thông tin nội bộ" in doubt.reason
    assert "Niêm yết" not in doubt.reason
    assert "khác" not in doubt.reason
    assert doubt.act.startswith("Luật 10/2022")


def test_of_a_text_without_a_list_of_forms_nothing_is_said_item_by_item() -> None:
    assert forms_left_out(TEXT) == []
    assert forms_left_out(TEXT + FORMS, date(2010, 1, 1)) == []


def test_each_figure_on_which_a_text_is_silent_is_named_with_its_clause() -> None:
    silent = [one for one in lint(parse(TEXT), DAY) if one.kind is DoubtKind.SILENT]
    reasons = [one.reason.partition(":")[0] for one in silent]

    assert "Hạn tổ chức hội nghị sau khi hết năm" in reasons
    assert "Hạn trả lời kiến nghị của Ban Thanh tra nhân dân" in reasons
    assert len(reasons) == len(set(reasons))
    assert all(one.act.startswith(("Luật 10/2022", "Nghị định 59/2023")) for one in silent)


@pytest.mark.parametrize("day", [None, date(2010, 6, 21)])
def test_of_a_day_on_which_no_figure_of_the_law_is_known_nothing_is_said(day: date | None) -> None:
    assert beside_the_law(TEXT.replace("05 ngày", "09 ngày"), day) == []


def test_a_figure_read_in_an_excerpt_only_is_to_be_confirmed() -> None:
    (doubt,) = beside_the_law(TEXT.replace("20 ngày", "30 ngày"), date(2020, 1, 1))

    assert doubt.act == "Nghị định 04/2015, Điều 8 khoản 2"
    assert doubt.reason.endswith("(cần cơ quan xác nhận)")


def test_a_regulation_need_not_repeat_the_laws_that_it_does_not_carry_out() -> None:
    named = beside_the_law("Điều 1. Cơ quan làm theo luật.\n")
    read = ("publication.term", "publication.run", "case.complaint_first")
    found = list(lint_module.beside_the_law(parse("Điều 1. Xong.\n"), (), DAY, read))

    assert [one.act.split(",")[0] for one in named] == ["Luật 10/2022", "Luật 10/2022"]
    assert len(found) == 2
