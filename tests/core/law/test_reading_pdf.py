"""The text of a PDF: lines, paragraphs, pages; pictures of pages; what is refused."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from dienhong.core.law.reading.files import read_file
from dienhong.core.law.reading.pdf import read_pdf
from dienhong.core.law.structure.parse import parse
from dienhong.core.papers.paper import Paragraph
from dienhong.core.refusal import Refused
from dienhong.papers.draw import pdf as drawn
from tests.core.law.law_samples import SAMPLE
from tests.file_samples import pdf, picture, stream
from tests.papers.drawn_samples import paper_of

LONG = (
    "Những người phụ trách bộ phận nhắc lại nội dung ấy trong cuộc họp gần nhất của cơ quan, theo "
    "khoản 2 Điều 9 của bản này, rồi ghi vào sổ để mọi người cùng theo dõi."
)

STANDING = "Bản in để ký. Còn là dự thảo khi chưa có chữ ký."


def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as refusal:
        read_file(data)
    assert refusal.value.cure
    return refusal.value


def scanned(pages: int = 1) -> bytes:
    out = BytesIO()
    page = Image.new("L", (200, 300), 255)
    page.save(out, "PDF", save_all=True, append_images=[page] * (pages - 1))
    return out.getvalue()


def joined(*files: bytes) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for file in files:
        writer.append(PdfReader(BytesIO(file)))
    writer.write(out)
    return out.getvalue()


def test_pages_are_parted_by_a_form_feed() -> None:
    assert read_pdf(pdf("Trang mot", "Trang hai")).text == "Trang mot\fTrang hai"


def test_a_regulation_that_typst_drew_comes_back_to_the_same_tree() -> None:
    said = SAMPLE.replace("\n1998.", " 1998.").replace("#", "")
    lines = [line.strip(" *") for line in said.splitlines()]
    begun, ended = lines.index("QUY CHẾ"), len(lines) - 4
    lines = [line.replace("**", "") for line in lines[begun:ended] if line]
    lines.insert(lines.index("Điều 2. Nội dung công khai"), LONG)
    # Our papers say at the foot of each page how they stand.
    text = read_file(drawn(paper_of(*map(Paragraph, lines)))).text.replace(STANDING, "")
    found, expected = parse(text).nodes, parse("\n\n".join(lines)).nodes

    assert len(expected) == 20
    assert [(n.address, n.heading, " ".join(n.text.split())) for n in found] == [
        (n.address, n.heading, " ".join(n.text.split())) for n in expected
    ]


def test_a_paragraph_over_several_lines_has_no_blank_line_in_it() -> None:
    text = read_file(drawn(paper_of(Paragraph(LONG), Paragraph("Đoạn sau.")))).text
    begun = text.index("Những người phụ trách")
    paragraph, _, after = text[begun:].partition("\n\n")

    assert " ".join(paragraph.split()) == LONG
    assert "\n" in paragraph
    assert after.startswith("Đoạn sau.")


def test_a_word_that_a_hyphen_parts_is_one_again() -> None:
    content = b"BT /F 12 Tf 40 150 Td (mot hai ba bon nam sau bay quy-) Tj 0 -14 Td (che nay) Tj ET"
    data = pdf("x", objects={11: stream(content)})
    text = read_pdf(data).text.replace("\n", " ")

    assert text in {
        "mot hai ba bon nam sau bay quyche nay",
        "mot hai ba bon nam sau bay quy- che nay",
    }


def test_letters_of_an_old_font_without_a_map_are_put_right() -> None:
    words = "Vieäc thöïc hieän daân chuû ôû cô quan ñöôïc".encode("latin-1")
    octal = "".join(f"\\{byte:03o}" for byte in words)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    reading = read_file(pdf(octal, objects={3: font}))

    assert reading.text == "Việc thực hiện dân chủ ở cơ quan được"
    assert reading.notes == ("Chữ trong tệp viết theo bảng mã VNI; đã chuyển sang Unicode.",)


# Pages that are pictures.


def test_a_scan_without_eyes_is_refused_with_what_the_office_can_do_first() -> None:
    refusal = refused(scanned())
    assert refusal.reason == "Chưa đọc được tệp PDF: các trang là ảnh quét, không có chữ"
    assert refusal.cure.startswith("Dùng bản Word của văn bản, hoặc dán toàn bộ chữ")
    assert refusal.cure.endswith("sudo apt install tesseract-ocr tesseract-ocr-vie.")
    assert refused(picture()).cure == refusal.cure


def test_scanned_pages_are_shown_to_eyes_as_large_pictures() -> None:
    seen = []

    def eyes(page: bytes) -> str:
        seen.append(Image.open(BytesIO(page)).size)
        return f"Điều {len(seen)}. Việc"

    reading = read_file(scanned(2), eyes=eyes)

    assert reading.text == "Điều 1. Việc\fĐiều 2. Việc"
    assert reading.notes == (
        "Nhận dạng chữ từ 2 trang ảnh: có thể sai chữ, hãy đối chiếu với bản gốc.",
    )
    assert min(width for width, _ in seen) > 500


def test_a_scanned_page_among_others_is_named() -> None:
    reading = read_file(joined(pdf("Dieu 1. Viec chung"), scanned()))

    assert reading.text.startswith("Dieu 1. Viec chung")
    assert reading.notes[0].startswith("Trang 2 là ảnh quét, chưa đọc được chữ.")


def test_pictures_are_read_page_by_page() -> None:
    out = BytesIO()
    Image.new("L", (30, 40)).save(
        out, "TIFF", save_all=True, append_images=[Image.new("L", (9, 9))]
    )
    reading = read_file(out.getvalue(), eyes=lambda _: "Chữ")

    assert reading.text == "Chữ\fChữ"
    assert read_file(picture("JPEG"), eyes=lambda _: "Chữ").text == "Chữ"


# Bad files.


def test_a_locked_pdf_is_refused() -> None:
    writer, out = PdfWriter(), BytesIO()
    writer.append(PdfReader(BytesIO(pdf())))
    writer.encrypt("mật khẩu", algorithm="AES-256")
    writer.write(out)

    assert refused(out.getvalue()).reason == "Chưa đọc được tệp PDF: tệp có mật khẩu"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n", "Chưa đọc được tệp PDF: tệp hỏng hoặc chưa chép về hết"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "Chưa đọc được tệp PDF: tệp hỏng"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "Chưa đọc được tệp ảnh: tệp hỏng hoặc quá lớn"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 50, "Chưa đọc được tệp: Word đời cũ (.doc)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "Chưa đọc được tệp Word: tệp có mật khẩu",
        ),
        (pdf() + b" " * 20_000_000, "Tệp nặng 20,1 MB, quá giới hạn 20,0 MB"),
    ],
    ids=["begun", "noise", "picture", "doc", "locked docx", "large"],
)
def test_bad_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_file(data, eyes=lambda _: "")
    assert refusal.value.reason.startswith(reason)
    assert refusal.value.cure


def test_a_huge_picture_is_not_unpacked() -> None:
    out = BytesIO()
    Image.new("1", (40_000, 40_000)).save(out, "PNG")
    with pytest.raises(Refused, match="quá lớn"):
        read_file(out.getvalue(), eyes=lambda _: "")


def _ragged(*lines: str) -> bytes:
    """Return a PDF of lines that begin at one edge and end where their words do."""
    shown = b" 0 -14 Td ".join(f"({line}) Tj".encode() for line in lines)
    return pdf("x", objects={11: stream(b"BT /F 10 Tf 40 180 Td " + shown + b" ET")})


def test_a_ragged_line_goes_on_where_the_next_word_had_no_room() -> None:
    text = read_pdf(
        _ragged(
            "mot hai ba bon nam sau bay tam chin muoi mot hai ba bon nam",
            "mot hai ba bon nam sau bay tam chin muoi theo khoan",
            "nghieng-ngang-ngoan 9 cua ban nay.",
            "1. Doan sau.",
        )
    ).text

    assert text == (
        "mot hai ba bon nam sau bay tam chin muoi mot hai ba bon nam\n"
        "mot hai ba bon nam sau bay tam chin muoi theo khoan\n"
        "nghieng-ngang-ngoan 9 cua ban nay.\n\n"
        "1. Doan sau."
    )
