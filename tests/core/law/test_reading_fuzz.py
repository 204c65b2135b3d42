"""Hostile files: any bytes give text or a refusal with a cure, and large ones soon."""

import unicodedata
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dienhong.core.law.reading.docx import read_docx
from dienhong.core.law.reading.files import read_file
from dienhong.core.law.reading.html import read_html
from dienhong.core.law.reading.pdf import read_pdf
from dienhong.core.papers.paper import Paragraph
from dienhong.core.refusal import Refused
from dienhong.papers.draw import pdf as drawn
from tests.core.law.law_samples import SAMPLE
from tests.core.law.word_samples import numbered
from tests.effort import must_end
from tests.file_samples import pdf, repacked, stream
from tests.papers.drawn_samples import paper_of

SIGNS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html>",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"\xff\xfe",
)
WORD = numbered([(0, "Chung"), (1, "Việc"), (2, "Họp:"), (3, "Một;")])
PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "_rels/.rels")
PDF = drawn(paper_of(*map(Paragraph, SAMPLE.splitlines()[40:60])))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CUTS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6), st.integers(0, 40)),
    min_size=1,
    max_size=6,
)


def mutated(data: bytes, cuts: list[tuple[float, bytes, int]]) -> bytes:
    """Replace pieces of ``data``: at each place so many bytes by others."""
    for share, put, taken in cuts:
        at = int(share * len(data))
        data = data[:at] + put + data[at + taken :]
    return data


def text_or_cure(data: bytes, name: str = "") -> str:
    try:
        text = read_file(data, name, eyes=lambda _: "chữ").text
    except Refused as refusal:
        return refusal.cure if refusal.reason else ""
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode()
    return text


@example(b"", b"\x9d\xa1", "a.html")  # a byte that is a letter in no table
@given(st.sampled_from(SIGNS), st.binary(max_size=600), st.sampled_from(["", "a.html"]))
def test_any_bytes_give_text_or_a_cure(sign: bytes, data: bytes, name: str) -> None:
    assert text_or_cure(sign + data, name)


@SLOW
@given(st.sampled_from(PARTS), CUTS)
def test_a_word_file_with_broken_parts_gives_text_or_a_cure(
    part: str, cuts: list[tuple[float, bytes, int]]
) -> None:
    with ZipFile(BytesIO(WORD)) as archive:
        content = archive.read(part)
    assert text_or_cure(repacked(WORD, {part: mutated(content, cuts)}))


@SLOW
@given(CUTS)
def test_a_broken_archive_gives_text_or_a_cure(cuts: list[tuple[float, bytes, int]]) -> None:
    assert text_or_cure(mutated(WORD, cuts))


@SLOW
@given(CUTS)
def test_a_broken_pdf_gives_text_or_a_cure(cuts: list[tuple[float, bytes, int]]) -> None:
    assert text_or_cure(mutated(PDF, cuts))


@given(st.text(st.sampled_from("<>/=\"'& \nabplitroud!-;1"), max_size=400))
def test_any_page_is_read(page: str) -> None:
    assert isinstance(read_html(page).text, str)


# Large ones. The work grows as the file does: here each takes a few seconds at most, where work
# that grew with the square of it would take hours.

BIG = 300_000
PAGES: dict[str, Callable[[], str]] = {
    "open signs": lambda: "<" * BIG,
    "comments": lambda: "<!--" * (BIG // 4),
    "entities": lambda: "&" * BIG,
    "attributes": lambda: "<p " + "a=b " * (BIG // 4) + ">x",
    "one line": lambda: "a " * (BIG // 2),
    "nested blocks": lambda: "<div>" * (BIG // 5) + "x",
    "nested tables": lambda: "<table><tr><td>" * (BIG // 15) + "x",
    "nested lists": lambda: "<ol><li>" * (BIG // 8) + "x",
    "formatting": lambda: "<b><i>" * (BIG // 6) + "x",
    "articles": lambda: "<div><p>Điều 1. a</p>" * (BIG // 30),
    "rows": lambda: "<table>" + "<tr><td>a<td>b<td>c" * (BIG // 20),
    "spaces": lambda: "<p>" + " \n\t" * (BIG // 3) + "x",
    "ends": lambda: "</p></table>" * (BIG // 12),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_hostile_page_is_read_to_its_end(page: Callable[[], str]) -> None:
    made = page()
    with must_end():
        read_html(made)


PARAGRAPHS: dict[str, Callable[[], str]] = {
    "runs": lambda: "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * (BIG // 30) + "</w:p>",
    "paragraphs": lambda: "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * (BIG // 40),
    "carried": lambda: (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>" * (BIG // 80)
    ),
    "numbers": lambda: (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="72"/></w:numPr></w:pPr>'
        "<w:r><w:t>a</w:t></w:r></w:p>" * (BIG // 120)
    ),
    "cells": lambda: (
        "<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * (BIG // 50)
        + "</w:tr></w:tbl>"
    ),
    "boxes": lambda: (
        "<w:p><w:r><w:pict>"
        + "<w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent>" * (BIG // 70)
        + "</w:pict></w:r></w:p>"
    ),
    "tables in tables": lambda: "<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60,
}  # fmt: skip


@pytest.mark.parametrize("inside", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_hostile_word_file_is_read_to_its_end(inside: Callable[[], str]) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body>{inside()}</w:body></w:document>"
    data = repacked(WORD, {"word/document.xml": body})
    with must_end():
        read_docx(data)


def test_a_long_line_of_any_kind_is_read_to_its_end() -> None:
    for line in ("Điều 1. " + "a" * 5_000_000, "§iÒu " * 200_000, "Ñieàu " * 200_000):
        with must_end():
            read_file(line.encode(), most=200_000_000)
            read_file(line.encode("cp1252", "replace"), most=200_000_000)


def test_a_pdf_of_very_many_lines_is_read_to_its_end() -> None:
    lines = b"BT /F 8 Tf 40 150 Td " + b"(mot hai ba) Tj 0 -1 Td " * 20_000 + b"ET"
    data = pdf("x", objects={11: stream(lines, packed=True)})
    with must_end():
        read_pdf(data)


def test_what_a_package_claims_of_its_sizes_is_not_believed() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", "<a/>")
    data = out.getvalue().replace((4).to_bytes(4, "little"), (1).to_bytes(4, "little"))
    with pytest.raises(Refused):
        read_docx(data)
