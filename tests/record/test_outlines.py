"""Outlines from outside: what is found in them, and that filling changes nothing else."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import File
from docx import Document
from openpyxl import Workbook, load_workbook

from dienhong.core.refusal import Refused
from dienhong.record import files, outlines, worker
from dienhong.record.inspection import Kind, outline_docx, outline_xlsx
from dienhong.record.inspection.places import key_of_name
from tests.file_samples import docx, part_of, repacked
from tests.reporting import outlines as samples

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def body(xml: str) -> bytes:
    """Return a DOCX whose body is this XML."""
    whole = f'<w:document xmlns:w="{WORDS}"><w:body>{xml}</w:body></w:document>'
    return docx(parts={"word/document.xml": whole})


def paragraph(*runs: str) -> str:
    pieces = "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{pieces}</w:p>"


def found(content: bytes) -> list[tuple[str, bool]]:
    return [(place.words, place.named) for place in outline_docx.find(BytesIO(content))]


def filled(content: bytes, **values: str) -> str:
    """Return the words of a DOCX filled by names, paragraphs apart by "|"."""
    keyed = {key_of_name(name): words for name, words in values.items()}
    done = Document(BytesIO(outline_docx.fill(BytesIO(content), keyed)))
    return "|".join(each.text for each in done.paragraphs)


def test_a_mark_cut_into_runs_is_one_place() -> None:
    content = body(paragraph("Có {", "{so", "_viec}", "} việc, «ten", "» ghi"))

    assert found(content) == [("so_viec", True), ("ten", True)]
    assert filled(content, so_viec="12", ten="Lan") == "Có 12 việc, Lan ghi"


def test_two_marks_of_one_name_are_one_place_and_both_are_filled() -> None:
    content = body(paragraph("{{a}} và {{ A }}") + paragraph("{{a}}"))

    assert found(content) == [("a", True)]
    assert filled(content, a="7") == "7 và 7|7"


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("Số việc: ……", ["Số việc"]),
        ("- Số việc: ....; trong đó trễ hạn: ____", ["Số việc", "trong đó trễ hạn"]),
        ("………………", []),
        ("1. ……", []),
        ("Tỷ lệ v.v. không có dòng chấm", []),
    ],
)
def test_a_line_of_dots_behind_words_is_a_place(line: str, labels: list[str]) -> None:
    assert found(body(paragraph(line))) == [(label, False) for label in labels]


def test_dots_are_filled_in_the_order_of_the_line_and_what_is_behind_them_stays() -> None:
    content = body(paragraph("Đã làm: …… việc; trễ: …… việc."))
    keys = [place.key for place in outline_docx.find(BytesIO(content))]
    done = outline_docx.fill(BytesIO(content), dict(zip(keys, ("12", "3"), strict=True)))

    assert Document(BytesIO(done)).paragraphs[0].text == "Đã làm: 12 việc; trễ: 3 việc."


def test_a_header_has_places_too() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Kỳ {{ky}}"
    out = BytesIO()
    document.save(out)
    done = outline_docx.fill(out, {key_of_name("ky"): "quý I"})

    assert Document(BytesIO(done)).sections[0].header.paragraphs[0].text == "Kỳ quý I"


def test_words_that_look_like_markup_stay_words() -> None:
    assert filled(body(paragraph("{{a}}")), a="<w:p/>&amp;\x00\n2") == "<w:p/>&amp; 2"


def test_all_other_parts_are_the_bytes_that_came() -> None:
    content = samples.docx()
    done = outline_docx.fill(BytesIO(content), {key_of_name("published"): "3"})

    with ZipFile(BytesIO(content)) as before, ZipFile(BytesIO(done)) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"]


# Workbooks.


def workbook(rows: list[list[str]], merged: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cell_under_a_merged_title_is_no_place() -> None:
    content = workbook([["Biểu tổng hợp", "", ""], ["Số việc", "{{a}}", ""]], merged="A1:C1")

    assert [place.words for place in outline_xlsx.find(BytesIO(content))] == ["a"]


def test_a_defined_name_of_an_empty_row_gets_its_cell_in_order() -> None:
    content = samples.xlsx()
    values = {key_of_name(samples.CONTROL): "1.234", key_of_name(samples.MERGED): "66,7%"}
    sheet = load_workbook(BytesIO(outline_xlsx.fill(BytesIO(content), values))).active

    assert (sheet["F2"].value, sheet["F3"].value) == (1234, "66,7%")


def test_a_mark_among_words_stays_among_them() -> None:
    content = workbook([["Đã có {{a}} việc, trễ {{b}}"]])
    values = {key_of_name("a"): "12", key_of_name("b"): "=1+1"}
    cell = load_workbook(BytesIO(outline_xlsx.fill(BytesIO(content), values))).active["A1"]

    assert (cell.value, cell.data_type) == ("Đã có 12 việc, trễ =1+1", "s")


def test_what_looks_like_a_formula_is_put_in_as_words() -> None:
    content = workbook([["{{a}}"]])
    done = outline_xlsx.fill(BytesIO(content), {key_of_name("a"): "=HYPERLINK(1)"})

    assert load_workbook(BytesIO(done)).active["A1"].data_type == "s"


# Hostile files: looked at in the limited process only.


def test_an_entity_is_neither_taken_nor_expanded() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>' + part_of(docx(), "word/document.xml")
    content = repacked(docx(), {"word/document.xml": bomb.replace("Tờ trình", "{{a}} &a;")})

    with pytest.raises(Refused):
        files.check(File(BytesIO(content)), "a.docx")


def test_a_broken_file_ends_the_process_and_not_ours() -> None:
    with pytest.raises(Refused, match="không đọc được"):
        outlines.places_of(File(BytesIO(b"PK\x03\x04")), Kind.DOCX)
    with pytest.raises(Refused, match="không đọc được"):
        worker.run(File(BytesIO(b"{}\nPK")), "fill", "xlsx")
