"""A table of figures that is public and wrong: a new one is asked for, read and signed."""

from io import BytesIO

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.figures.table import Table, read_table
from dienhong.publication import correcting, figures
from dienhong.publication.corrected_tables import packed, unpacked
from dienhong.publication.models import FigureTable, Matter
from dienhong.record.models import Correction
from tests.publication.story import (
    act,
    at_desk,
    body_of_last,
    no,
    page_of,
    person,
    with_figures,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")
RIGHT = "TT;Nội dung;Số tiền\n1;Mục 1;1\n2;Mục 2;{second}\n;Tổng cộng;{total}\n"
WORDS = figures.Words(title="Thu chi", unit="đồng", year=2026)


def table(second: int = 5, total: int = 6) -> Table:
    content = RIGHT.format(second=second, total=total).encode()
    return figures.look_at(File(BytesIO(content), "bang.csv"))


def asked(matter: Matter, words: figures.Words = WORDS, **numbers: int) -> Correction:
    return correcting.ask(
        matter,
        "table",
        packed(table(**numbers), words),
        ground="Nhầm dòng 2.",
        checker=person("hoa"),
        material=True,
        by=act("lan"),
    )


def cells(matter: Matter) -> list[str]:
    return [row.cells[-1] for row in FigureTable.objects.get(matter=matter).rows.all()]


def test_a_table_is_put_right_once_a_second_person_signs_it() -> None:
    matter = with_figures()
    sealed = matter.content_digest
    correction = asked(matter)
    assert cells(matter) == ["1", "2", "3"]

    correcting.sign(correction, by=act("hoa"))
    matter.refresh_from_db()
    correction.refresh_from_db()
    assert cells(matter) == ["1", "5", "6"]
    assert correction.before == "Thu chi (đồng, năm 2026, 3 dòng)\n2 | Mục 2 | 2\n | Tổng cộng | 3"
    assert correction.after == "Thu chi (đồng, năm 2026, 3 dòng)\n2 | Mục 2 | 5\n | Tổng cộng | 6"
    assert (matter.reading_version, matter.content_digest != sealed) == (2, True)
    assert correction.sealed_before["digest"] == sealed
    assert body_of_last(matter)["facts"]["field"] == "table"


def test_figures_that_do_not_add_up_or_do_not_change_are_refused() -> None:
    matter = with_figures()

    assert "số cộng" in no(lambda: asked(matter, total=9)).in_full
    assert "giống" in no(lambda: asked(matter, second=2, total=3)).in_full
    assert not Correction.objects.exists()


def test_what_the_source_itself_adds_up_wrong_is_said_beside_the_table() -> None:
    matter = with_figures()
    words = figures.Words(title="Thu chi", unit="đồng", year=2026, reason="Bản gốc ghi thế.")
    correcting.sign(asked(matter, words, total=9), by=act("hoa"))

    assert FigureTable.objects.get().reason == "Bản gốc ghi thế."
    assert "Lý do lệch: Bản gốc ghi thế." in Correction.objects.get().after


def test_of_a_withdrawn_table_no_correction_keeps_a_figure() -> None:
    matter = with_figures()
    correcting.sign(asked(matter), by=act("hoa"))
    withdrawn(Matter.objects.get(pk=matter.pk))

    row = Correction.objects.get()
    assert (row.before, row.after, row.value) == ("", "", "")


def test_from_the_matters_page_a_file_is_given_and_the_second_person_sees_the_rows() -> None:
    matter = with_figures()
    lan = at_desk("lan", page_of(matter)).follow("Ghi nhầm: đính chính")
    lan.follow("Đính chính Bảng số liệu")
    given = {
        "Số liệu của năm": "2026",
        "Tên bảng": "Thu chi",
        "Đơn vị tính": "đồng",
        "Lý do, căn cứ": "Nhầm dòng 2.",
        "Đính chính này đổi gì": "Điều phải biết: con số, tên người, tên việc, thời hạn",
        "Người ký đính chính": "Hoa",
    }
    for total, status in ((9, 422), (6, 200)):
        content = RIGHT.format(second=5, total=total).encode()
        file = SimpleUploadedFile("bang.csv", content)
        lan.send("Đề nghị đính chính", given | {"Tệp bảng số liệu": file})
        assert lan.status == status

    hoa = at_desk("hoa", page_of(matter)).follow("Đọc và ký đính chính")
    assert "2 | Mục 2 | [khác: 5 ]" in hoa.words
    hoa.send("Ký đính chính")
    assert cells(matter) == ["1", "5", "6"]
    assert "đã đính chính" in at_desk("minh", page_of(matter)).words.lower()


@given(
    st.lists(
        st.tuples(st.text("abc ê|", min_size=1, max_size=9), st.integers(3_000, 10**9)),
        min_size=1,
        max_size=6,
    )
)
def test_what_waits_for_its_signature_is_the_table_that_was_given(
    rows: list[tuple[str, int]],
) -> None:
    lines = [(n, [f"m{label}", str(money)]) for n, (label, money) in enumerate(rows, 2)]
    given_table = read_table([(1, ["Nội dung", "Số tiền"]), *lines])
    back, words = unpacked(packed(given_table, WORDS))

    assert (back.columns, back.rows, words) == (given_table.columns, given_table.rows, WORDS)
