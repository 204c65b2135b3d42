"""A zoo of files, hostile and merely broken: what is taken, what is refused, and with which words.

Each goes through the real process with its limits.
"""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter

from dienhong.core.refusal import Refused
from dienhong.record import worker
from dienhong.record.files import Seen, check
from dienhong.record.inspection import Kind
from dienhong.record.inspection.package import MOST_ENTRIES
from tests.file_samples import (
    WORD_MAIN,
    docx,
    part_of,
    pdf,
    photo_with_place,
    picture,
    repacked,
    stream,
    xlsx,
    zipped,
)

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTENT_TYPES = "[Content_Types].xml"
UNREADABLE = "không đọc được tệp, tệp hỏng hoặc chưa chép về hết"
OTHER = "nội dung không phải PDF, DOCX, XLSX, PNG hoặc JPEG"
RUNS = "tệp PDF có mã lệnh chạy được"
LOCKED = "tệp PDF bị khoá bằng mật khẩu hoặc hạn chế quyền"
BOTH = "tệp vừa là tài liệu vừa là tệp nén ZIP"
DDE = "tệp có lệnh gọi chương trình khác (DDE)"


def _seen(content: bytes) -> Seen:
    return check(ContentFile(content), "tep.bin")


def _no(content: bytes) -> str:
    """Return why a file is refused; it always says what to do."""
    with pytest.raises(Refused) as refused:
        _seen(content)
    assert refused.value.cure
    return refused.value.reason.removeprefix("Chưa nhận tệp «tep.bin»: ")


# Taken.


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (pdf("Mot", "Hai", "Ba"), Seen(Kind.PDF, pages=3)),
        (b"\xef\xbb\xbf\r\n" + pdf(), Seen(Kind.PDF, pages=1)),
        (picture(), Seen(Kind.PNG)),
        (picture("PNG", dpi=(300, 300), optimize=True), Seen(Kind.PNG)),
        (picture("JPEG"), Seen(Kind.JPEG)),
        (photo_with_place(), Seen(Kind.JPEG, located=True)),
        (docx(), Seen(Kind.DOCX)),
        (xlsx(), Seen(Kind.XLSX)),
    ],
    ids=["pdf", "blank lines first", "png", "png 300", "jpeg", "with a place", "docx", "xlsx"],
)
def test_a_whole_file_of_a_known_kind_is_taken_for_what_it_is(content: bytes, seen: Seen) -> None:
    assert _seen(content) == seen


def test_a_word_document_with_a_chart_a_link_and_its_own_template_is_no_danger() -> None:
    rels = part_of(docx(), "word/_rels/document.xml.rels")
    more = (
        f'<Relationship Id="x1" Type="{RELS}/hyperlink" Target="https://vi.du/" '
        'TargetMode="External"/>'
        f'<Relationship Id="x2" Type="{RELS}/attachedTemplate" '
        'Target="file:///C:\\Mau\\to-trinh.dotx" TargetMode="External"/></Relationships>'
    )
    parts = {
        "word/_rels/document.xml.rels": rels.replace("</Relationships>", more),
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx(),
    }
    assert _seen(docx(parts=parts)).kind is Kind.DOCX


# PDF.


def _locked(user: str, owner: str) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(pdf())))
    writer.encrypt(user, owner, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _carrying(name: str, content: bytes) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(pdf())))
    writer.add_attachment(name, content)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _packed(inner: bytes) -> bytes:
    """Return a PDF with an object stream, in which a reader of plain bytes finds nothing."""
    head = "/Type /ObjStm /N 1 /First 5"
    return pdf(objects={7: stream(b"99 0 " + inner, packed=True, head=head)})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n%%EOF\n", UNREADABLE),
        (pdf()[:-8], UNREADABLE),
        (pdf()[: len(pdf()) // 2] + b"\n%%EOF\n", UNREADABLE),
        (pdf().replace(b"/Kids [10 0 R] /Count 1", b"/Kids [] /Count 0      "), UNREADABLE),
        (_locked("mat khau", "chu"), LOCKED),
        (_locked("", "chu"), LOCKED),
        (pdf(catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), RUNS),
        (pdf(catalog="/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>"), RUNS),
        (pdf(catalog="/OpenAction << /S /Launch /F (calc.exe) >>"), RUNS),
        (_packed(b"<< /S /JavaScript /JS (app.alert(1)) >>"), RUNS),
        (_carrying("bang-ke.exe", b"x"), "tệp PDF có chương trình đính bên trong"),
        (_carrying("anh.png", b"MZ\x90\x00"), "tệp PDF có chương trình đính bên trong"),
        (pdf() + zipped({"a.class": b"x"}), BOTH),
        (pdf() + zipped({"a.class": b"x"}) + b"%%EOF", BOTH),
    ],
    ids=[
        "nothing in it",
        "cut off",
        "half of it",
        "no page",
        "password",
        "restricted",
        "script",
        "script in disguise",
        "launch",
        "packed script",
        "carries exe",
        "carries a program by content",
        "archive behind",
        "archive behind, then an end",
    ],
)
def test_a_pdf_that_is_broken_locked_or_runs_something_is_refused(
    content: bytes, reason: str
) -> None:
    assert _no(content) == reason


def test_an_archive_that_ends_as_a_pdf_does_is_refused() -> None:
    out = BytesIO(pdf())
    with ZipFile(out, "a") as archive:
        archive.writestr("META-INF/MANIFEST.MF", "x")
        archive.comment = b"%%EOF"
    assert _no(out.getvalue()) == BOTH


def test_a_pdf_that_carries_numbers_is_taken() -> None:
    assert _seen(_carrying("so-lieu.xml", b"<so-lieu/>")) == Seen(Kind.PDF, pages=1)


def test_html_in_front_of_a_pdf_is_no_pdf_and_html_in_it_is_only_data() -> None:
    html = b"<html><script>alert(1)</script>"
    assert _no(html + pdf()) == OTHER
    assert _no(b"GIF89a" + pdf()) == "ảnh GIF chưa nhận được"
    assert _no(b" " * 1024 + pdf()) == OTHER
    assert _seen(pdf(objects={7: stream(html)})).kind is Kind.PDF


# Pictures.


def _png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has the data of nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_png_of(60_000, 60_000), "ảnh 60000 × 60000 điểm, lớn hơn 60 triệu"),
        (_png_of(100, 100), UNREADABLE),
        (picture()[:-20], UNREADABLE),
        (picture("JPEG", size=(400, 400))[:-600], UNREADABLE),
        (b"\x89PNG\r\n\x1a\n", UNREADABLE),
        (b"\xff\xd8\xff\xe0" + bytes(200), UNREADABLE),
        (picture() + zipped({"a.class": b"x"}), BOTH),
        (picture("JPEG") + zipped({"a": b"x"}), BOTH),
        (picture("WEBP"), "ảnh WebP chưa nhận được"),
        (picture("GIF"), "ảnh GIF chưa nhận được"),
        (picture("TIFF"), "ảnh TIFF chưa nhận được"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "ảnh HEIC chưa nhận được"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00", "ảnh AVIF chưa nhận được"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", OTHER),
    ],
    ids=[
        "huge",
        "without data",
        "png cut off",
        "jpeg cut off",
        "only a signature",
        "not a jpeg",
        "archive behind png",
        "archive behind jpeg",
        "webp",
        "gif",
        "tiff",
        "heic",
        "avif",
        "svg",
    ],
)
def test_a_picture_that_is_huge_broken_or_of_another_kind_is_refused(
    content: bytes, reason: str
) -> None:
    assert _no(content) == reason


def test_of_a_phones_own_kind_of_picture_it_is_said_where_to_set_jpeg() -> None:
    with pytest.raises(Refused) as refused:
        _seen(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")
    assert "Chụp lại ở định dạng JPEG" in refused.value.cure


# Word and Excel.


def _related(kind: str, target: str) -> bytes:
    """Return a DOCX whose settings point outside."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    row = f'<Relationship Id="x1" Type="{RELS}/{kind}" Target="{target}" TargetMode="External"/>'
    table = f'<Relationships xmlns="{space}">{row}</Relationships>'
    return docx(parts={"word/_rels/settings.xml.rels": table})


def _typed(archive: bytes, part: str, content_type: str, content: bytes = b"x") -> bytes:
    """Return a package with one part more and its type in the list of types."""
    row = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    types = part_of(archive, CONTENT_TYPES).replace("</Types>", row)
    return repacked(archive, {CONTENT_TYPES: types, part: content})


def _said_in_word(inside: str) -> bytes:
    body = part_of(docx(), "word/document.xml").replace("<w:body>", f"<w:body><w:p>{inside}</w:p>")
    return docx(parts={"word/document.xml": body})


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><z>&c;</z>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]><z>&a;</z>'
OUTSIDE_16 = OUTSIDE.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")
DDE_LINK = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
IN_PIECES = "<w:r><w:instrText>DD</w:instrText><w:instrText>EAUTO c:\\x</w:instrText></w:r>"
TYPES = part_of(docx(), CONTENT_TYPES)
VBA = "application/vnd.ms-office.vbaProject"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_SHEET = "application/vnd.ms-excel.macrosheet+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EMBEDDED = "word/embeddings"


OFFICE: dict[str, dict[str, bytes]] = {
    UNREADABLE: {
        "cut off": docx()[:-30],
        "only its start": docx()[:200],
        "without relations": zipped({CONTENT_TYPES: "<Types/>", "word/document.xml": "<x/>"}),
        "entities in the types": docx(parts={CONTENT_TYPES: LAUGHS}),
    },
    OTHER: {
        "another archive": zipped({"payload.exe": b"MZ"}),
        "names only": zipped({"word/document.xml": "<x/>"}),
        "types of another": docx(parts={CONTENT_TYPES: part_of(xlsx(), CONTENT_TYPES)}),
        "a path": docx(parts={"word/../../x.xml": "<x/>"}),
    },
    "tệp có macro": {
        "by name": _typed(docx(), "word/vbaProject.bin", VBA),
        "by type": _typed(docx(), "word/khac.bin", VBA),
        "by kind": docx(parts={CONTENT_TYPES: TYPES.replace(WORD_MAIN, MACRO_WORD)}),
        "macro sheet": _typed(xlsx(), "xl/macrosheets/sheet1.xml", MACRO_SHEET, b"<x/>"),
        "behind a chart": docx(
            parts={f"{EMBEDDED}/a.xlsx": xlsx(parts={"xl/vbaProject.bin": b"x"})}
        ),
    },
    "tệp có điều khiển ActiveX": {"activex": docx(parts={"word/activeX/activeX1.xml": "<x/>"})},
    "tệp có đối tượng nhúng (OLE)": {"ole": docx(parts={f"{EMBEDDED}/oleObject1.bin": OLE})},
    "tệp có tệp nhúng trong tệp nhúng": {
        "twice": docx(parts={f"{EMBEDDED}/a.docx": docx(parts={f"{EMBEDDED}/b.docx": b"x"})})
    },
    "tệp tự lấy nội dung từ nơi khác khi mở": {
        "template from the web": _related("attachedTemplate", "https://xau.vi.du/a.dotm"),
        "template from the network": _related("attachedTemplate", "\\\\xau\\a.dotm"),
        "template from a server": _related("attachedTemplate", "file://xau/a.dotm"),
        "linked object": _related("oleObject", "http://xau.vi.du/a.rtf"),
    },
    DDE: {
        "field": _said_in_word('<w:fldSimple w:instr=" DDEAUTO c:\\x.exe "/>'),
        "field in pieces": _said_in_word(IN_PIECES),
        "link": _typed(xlsx(), "xl/externalLinks/a.xml", f"{EXCEL}.externalLink+xml", DDE_LINK),
    },
    "tệp có khai báo XML không được phép": {
        "entities": docx(parts={"word/document.xml": LAUGHS}),
        "entity from outside": docx(parts={"docProps/core.xml": OUTSIDE}),
        "in another encoding": docx(parts={"docProps/core.xml": OUTSIDE_16}),
    },
    "tệp nén phình ra quá lớn khi mở": {
        "bomb": docx(parts={"word/media/bom.bin": bytes(30_000_000)}),
        "many entries": docx(parts={f"word/{n}.bin": b"" for n in range(MOST_ENTRIES)}),
    },
    "tệp Word hoặc Excel kiểu cũ (.doc, .xls)": {"old": OLE},
    "tệp có mật khẩu": {"password": OLE + "EncryptedPackage".encode("utf-16-le")},
}
EACH = [(content, reason) for reason, those in OFFICE.items() for content in those.values()]


@pytest.mark.parametrize(
    ("content", "reason"), EACH, ids=[name for those in OFFICE.values() for name in those]
)
def test_an_office_file_that_is_broken_or_could_run_something_is_refused(
    content: bytes, reason: str
) -> None:
    assert _no(content) == reason


# The process and its limits.


def test_an_empty_file_and_a_wrong_ending_are_told_apart_from_what_they_say_they_are() -> None:
    with pytest.raises(Refused, match="tệp rỗng"):
        check(ContentFile(b""), "rong.pdf")
    assert check(ContentFile(picture()), "khong-phai.pdf").kind is Kind.PNG


def _deep() -> bytes:
    """Return a DOCX whose XML is nested deeper than any program's stack."""
    inside = "<w:x>" * 100_000 + "</w:x>" * 100_000
    body = f"<w:document {W}><w:body><w:p>{inside}</w:p></w:body></w:document>"
    return docx(parts={"word/document.xml": body})


HANDS: dict[str, Callable[[], tuple[bytes, Any]]] = {
    "too deep": lambda: (_deep(), ("read", "docx")),
    "no such task": lambda: (pdf(), ("run",)),
    "another kind": lambda: (pdf(), ("draw", "png", "1", "1")),
    "too much memory": lambda: (_wide_png(), ("draw", "png", "1", "1")),
}


def _wide_png() -> bytes:
    out = BytesIO()
    Image.new("1", (40_000, 40_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("what", HANDS.values(), ids=HANDS)
def test_whatever_goes_wrong_in_the_process_is_a_refusal_and_no_more(
    what: Callable[[], tuple[bytes, Any]],
) -> None:
    content, task = what()
    with pytest.raises(Refused) as refused:
        worker.run(ContentFile(content), *task)
    assert refused.value.reason == UNREADABLE


def test_the_words_of_a_regulation_come_from_the_process() -> None:
    reading = worker.read_text(ContentFile(docx("Điều 1. Việc chung")), "quy-che.docx")
    assert reading.text.startswith("Điều 1. Việc chung")
    assert worker.read_text(ContentFile(b"<b>Quy</b>"), "a.HTM").kind == "trang web (HTML)"
    assert worker.read_text(ContentFile(b"<b>Quy</b>"), "-a.txt").text == "<b>Quy</b>"


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Refused) as refused:
        worker.run(ContentFile(pdf()), "check", seconds=0.01)
    assert refused.value.reason == UNREADABLE


def test_looking_at_a_file_leaves_its_bytes_where_they_were() -> None:
    file = ContentFile(pdf())
    worker.inspect(file)
    assert file.read() == pdf()


def test_the_process_begins_with_next_to_nothing_loaded() -> None:
    """What a task needs it loads itself: an upload must not wait for Django or four libraries."""
    ask = "import sys, dienhong.record.inspection.__main__; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True, text=True)
    heavy = {"django", "PIL", "pypdfium2", "openpyxl", "docx", "defusedxml", "lxml", "subprocess"}
    assert heavy & set(said.stdout.split()) == set()
