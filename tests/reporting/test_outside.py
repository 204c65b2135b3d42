"""The superior's own outline of forty places: taken, matched, settled, and given back filled."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import File
from docx import Document
from openpyxl import load_workbook

from dienhong.publication.models import Matter
from dienhong.reporting import actions, outside
from dienhong.reporting.models import Field, Report
from dienhong.reporting.outside import Chosen
from tests.file_samples import docx as plain_docx
from tests.file_samples import picture
from tests.publication.story import act, body_of_last_entry, no
from tests.reporting import outlines
from tests.reporting.outlines import PLACES
from tests.reporting.story import AFTER, answer_all, half_a_year, report, said

KINDS = [
    pytest.param(outlines.docx, "docx", id="docx"),
    pytest.param(outlines.xlsx, "xlsx", id="xlsx"),
]


@pytest.fixture
def lived(office: str) -> dict[str, Matter]:
    return half_a_year()


def upload(content: bytes, name: str = "de-cuong.docx") -> File:  # type: ignore[type-arg]
    return File(BytesIO(content), name=name)


def taken(make: Callable[[], bytes], ending: str) -> Report:
    name = f"de-cuong.{ending}"
    uploaded = outside.look_at(upload(make(), name), name)
    return outside.take(report(), uploaded, by=act("lan", AFTER))


def settle_all(made: Report, typed: str = "Không có") -> None:
    """Confirm every guess; type words where there is no figure."""
    chosen = {f.order: Chosen(f.figure, "" if f.figure else typed) for f in made.fields.all()}
    outside.settle(made, chosen, by=act("lan", AFTER))


def field(made: Report, words: str) -> Field:
    return made.fields.get(words=words)


def filled_texts(made: Report) -> list[str]:
    """Return the words of each paragraph and cell of the filled file, in order."""
    content = BytesIO(outside.filled(made, said(made)))
    assert made.outline is not None
    if made.outline_name.endswith("xlsx"):
        sheet = load_workbook(content).active
        return [str(cell.value) for row in sheet for cell in row if cell.value is not None]
    document = Document(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "".join
    body = [
        words(text.text or "" for text in paragraph.iter("{*}t"))
        for paragraph in document.element.body.iter("{*}p")
    ]
    return body + cells


@pytest.mark.parametrize(("make", "ending"), KINDS)
def test_an_outline_of_forty_places_is_found_matched_and_filled(
    lived: dict[str, Matter], make: Callable[[], bytes], ending: str
) -> None:
    made = taken(make, ending)
    assert made.fields.count() == PLACES == 40

    assert field(made, "published").figure == "published"
    assert field(made, "Số lượt niêm yết tại bảng tin").figure == "posted"
    assert (field(made, "Nội dung công khai chậm").figure) == "published_late"
    assert field(made, "Nội dung công khai chậm").guessed
    assert not field(made, "Tỷ lệ công khai đúng hạn").guessed
    assert field(made, "Số vụ tham nhũng bị phát hiện").figure == ""

    settle_all(made)
    texts = filled_texts(made)

    assert not [text for text in texts if "{{" in text or "…" in text or "MERGEFIELD" in text]
    assert sum("Không có" in text for text in texts) >= made.fields.exclude(typed="").count()
    assert [t for t in texts if t.startswith(("- Tỷ lệ công khai", "Tỷ lệ công khai"))] == [
        f"{'- ' if ending == 'docx' else ''}Tỷ lệ công khai đúng hạn: 66,7%"
    ]


def test_in_word_the_look_of_the_first_run_stays_and_the_control_is_no_placeholder(
    lived: dict[str, Matter],
) -> None:
    made = taken(outlines.docx, "docx")
    document = Document(BytesIO(outside.filled(made, said(made))))

    line = next(p for p in document.paragraphs if p.text == "Mục: 3")
    assert [(run.text, run.bold) for run in line.runs if run.text] == [("Mục: ", None), ("3", True)]
    xml = document.element.xml
    assert "showingPlcHdr" not in xml
    assert "PlaceholderText" not in xml
    assert "fldChar" not in xml
    row = next(r for t in document.tables for r in t.rows if "làm trễ hạn" in r.cells[1].text)
    assert [cell.text for cell in row.cells][2:] == ["0", ""]


def test_in_a_workbook_numbers_are_numbers_and_formulas_are_computed_again(
    lived: dict[str, Matter],
) -> None:
    made = taken(outlines.xlsx, "xlsx")
    content = outside.filled(made, said(made))
    book = load_workbook(BytesIO(content))
    sheet = book.active

    assert (sheet["B2"].value, sheet["B2"].font.bold) == (3, True)
    assert sheet["F3"].value == int(said(made).by_code["entries"].count or 0)
    assert sheet["F5"].value == "=F3*2"
    assert sheet["C21"].border.bottom.style == "thin"
    assert book.calculation.fullCalcOnLoad
    assert sheet["A1"].value == "ĐỀ CƯƠNG BÁO CÁO"


def test_what_is_left_empty_stays_as_it_came(lived: dict[str, Matter]) -> None:
    made = taken(outlines.docx, "docx")

    assert "- Số vụ tham nhũng bị phát hiện: ……………………" in filled_texts(made)


def test_typed_words_say_who_typed_them(lived: dict[str, Matter]) -> None:
    made = taken(outlines.docx, "docx")
    order = field(made, "Kiến nghị với cấp trên").order

    outside.settle(made, {order: Chosen(typed=" Không có. ")}, by=act("lan", AFTER))

    row = field(made, "Kiến nghị với cấp trên")
    assert (row.typed, row.settled_by) == ("Không có.", "Lan")
    assert body_of_last_entry()["facts"] == {"places": 1}


def test_a_report_is_not_finished_while_a_guess_is_not_looked_at(lived: dict[str, Matter]) -> None:
    made = taken(outlines.docx, "docx")
    answer_all(made)

    assert "mới là đoán" in no(lambda: actions.finish(made, by=act("hoa", AFTER))).reason
    settle_all(made)
    assert actions.finish(made, by=act("hoa", AFTER)).is_final


def test_a_figure_that_not_everyone_may_see_fills_no_outline(lived: dict[str, Matter]) -> None:
    made = taken(outlines.docx, "docx")

    refusal = no(lambda: outside.settle(made, {1: Chosen("withheld")}, by=act("hoa", AFTER)))

    assert "không có số liệu đó" in refusal.reason


@pytest.mark.parametrize(
    ("content", "name", "said_"),
    [
        (plain_docx("Chỉ có chữ"), "a.docx", "không thấy chỗ nào để điền"),
        (picture(), "a.png", "không phải DOCX hoặc XLSX"),
        (b"", "a.docx", "tệp rỗng"),
        (b"PK\x03\x04 hong", "a.docx", "Chưa nhận tệp"),
        (b"Chi la chu", "a.docx", "nội dung không phải DOCX hoặc XLSX"),
        (b"a" * 10_000_001, "a.docx", "lớn hơn 10 MB"),
    ],
)
def test_what_is_no_outline_is_refused(office: str, content: bytes, name: str, said_: str) -> None:
    refusal = no(lambda: outside.look_at(upload(content, name), name))

    assert said_ in refusal.reason
    assert "PDF" not in refusal.in_full
