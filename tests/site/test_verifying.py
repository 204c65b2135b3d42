"""``dienhong verify FILE`` on a machine without the office, its data, and a network."""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import time_machine
from pypdf import PdfReader, PdfWriter

from dienhong.core.confirmation import document
from dienhong.core.confirmation.document import Confirmation
from dienhong.core.journal.canonical import canonical
from dienhong.core.papers.confirmation import ATTACHED
from dienhong.papers.confirmation import draw, drawn_with
from dienhong.site.verifying import LARGEST, main
from tests.core.confirmation.confirmations import FILE, make
from tests.file_samples import pdf
from tests.publication.confirmed import ELEVENTH, FOURTEENTH, confirmed, document_of, missed
from tests.publication.story import moment

SOURCES = Path(__file__).parents[2] / "src"
# Whatever opens a socket, or imports settings, ends the program with this status.
TOUCHED = 77
ALONE = f"""
import socket, sys
def refuse(*_, **__):
    import os
    os._exit({TOUCHED})
class Refusing(socket.socket):
    __init__ = refuse
socket.socket = Refusing
socket.create_connection = socket.getaddrinfo = refuse
from dienhong.site.cli import main
sys.argv = ["dienhong", "verify", *sys.argv[1:]]
try:
    main()
finally:
    if "dienhong.site.settings" in sys.modules:
        refuse()
"""


def here(said: dict[str, Any]) -> None:
    """Say that the paper was drawn by the programs of this machine."""
    said["made"]["drawn_with"] = drawn_with()


GOOD: Confirmation = make(here)
PAPER = draw(GOOD)


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., str]:
    """Return a function that writes a file and gives its path."""

    def write(content: bytes, name: str = "xac-nhan.pdf") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def verify_alone(folder: Path, *arguments: str) -> str:
    """Return what the command says in an empty folder, without data, settings and network."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-X", "utf8", "-c", ALONE, *arguments],
        env={
            "PYTHONPATH": str(SOURCES),
            "DIENHONG_DATA": "/nonexistent/nowhere",
            "DIENHONG_DATABASE": "postgresql://nobody@nowhere.invalid/none",
            "PATH": os.defpath,
        },
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stderr
    assert list(folder.iterdir()) == []
    return done.stdout


def test_it_holds_on_a_machine_without_data_and_without_network(
    kept: Callable[..., str], tmp_path: Path
) -> None:
    said = verify_alone(tmp_path / "empty", kept(PAPER), "--day", "2026-03-12")

    assert "Ngày 13/03/2026, Sảnh lớn: không, đứt quãng" in said
    assert "Ngày 12/03/2026, Sảnh lớn: có" in said
    assert "đợt tính từ thứ Bảy 14/03/2026: 2 trên 20 ngày, chưa đủ" in said
    assert "Trang in đúng từng byte" in said
    assert said.splitlines()[-1].startswith("Bản xác nhận ĐÚNG")


@pytest.mark.usefixtures("peopled")
def test_posted_missed_on_the_eleventh_day_and_resumed_is_proved_elsewhere(
    kept: Callable[..., str], tmp_path: Path
) -> None:
    with time_machine.travel(moment(FOURTEENTH), tick=False):
        matter = missed()
        made = confirmed(matter, day=ELEVENTH)
        # What the office holds is printed on signed minutes, not only in the file.
        minutes = matter.postings.get(electronic=False).fingerprint
        paper = kept(draw(document_of(made)))
    said = verify_alone(tmp_path / "empty", paper, "--fingerprint", minutes)

    assert "Ngày 13/03/2026, Sảnh lớn: không, đứt quãng" in said
    assert "Sảnh lớn: từ thứ Hai 02/03/2026, 1 lần ngắt, đợt tính từ thứ Bảy 14/03/2026" in said
    assert "Dấu sổ đưa để so: khớp, là dấu của sổ khi có" in said
    assert said.splitlines()[-1].startswith("Bản xác nhận ĐÚNG")


def test_files_and_fingerprints_that_somebody_holds_are_compared(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str]
) -> None:
    paper, held = kept(PAPER), kept(FILE, "ke.pdf")
    mark = GOOD.facts["printed"][0]["fingerprint"]
    code, said = say(capsys, paper, "--content", held, "--fingerprint", mark.replace(" ", "-"))

    assert code == 0
    assert "Tệp «ke.pdf»: đúng là tệp thứ 1 đã công khai." in said
    assert "Dấu sổ đưa để so: khớp, là dấu của sổ khi có 3 mục." in said


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--content",), "Tệp «khac.pdf»: không phải tệp đã công khai"),
        (("--fingerprint", "0000 " * 12), "không có trong bản xác nhận này"),
    ],
)
def test_what_does_not_fit_is_no(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str], option: tuple[str, ...], said: str
) -> None:
    paper = kept(PAPER)
    more = option if len(option) > 1 else (*option, kept(b"another", "khac.pdf"))
    code, told = say(capsys, paper, *more)

    assert code == 1
    assert "Bản xác nhận KHÔNG đúng, 1 chỗ" in told
    assert said in told


def with_document(data: bytes) -> bytes:
    """Return the paper with another document inside."""
    writer = PdfWriter(clone_from=BytesIO(pdf("Ban xac nhan")))
    writer.add_attachment(ATTACHED, data)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_facts_changed_inside_are_refused_and_the_part_is_named(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str]
) -> None:
    whole = json.loads(document.write(GOOD))
    whole["facts"]["reach"]["confirmed"] = 7
    code, said = say(capsys, kept(with_document(canonical(whole))))

    assert code == 1
    assert "facts.reach: không khớp dấu băm mà mục số 8 đã ghi" in said


def test_the_right_document_in_another_page_is_refused(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str]
) -> None:
    code, said = say(capsys, kept(with_document(document.write(GOOD))))

    assert code == 1
    assert "Trang in: khác với bản vẽ lại từ dữ liệu" in said


def test_a_page_drawn_by_another_program_is_not_to_be_believed(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str]
) -> None:
    code, said = say(capsys, kept(with_document(document.write(make()))))

    assert code == 0
    assert "do chương trình khác vẽ (dienhong 0, typst 0" in said
    assert "đừng tin trang" in said


def test_a_byte_changed_anywhere_in_the_file_is_refused(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str]
) -> None:
    step = len(PAPER) // 23
    for place in range(1, len(PAPER), step):
        changed = bytearray(PAPER)
        changed[place] ^= 0x15

        assert say(capsys, kept(bytes(changed)))[0] in {1, 2}, place


def test_the_document_alone_is_checked_too(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str]
) -> None:
    code, said = say(capsys, kept(document.write(GOOD), "xac-nhan.json"))

    assert code == 0
    assert "Trang in" not in said


# Hostile files.


def zipped() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xac-nhan.json", b"0" * 10_000_000)
    return out.getvalue()


def bomb() -> bytes:
    """Return a paper whose document inflates to 3,000 million bytes."""
    packer = zlib.compressobj(9)
    block = b"0" * 10_000_000
    packed = b"".join(packer.compress(block) for _ in range(300)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(xac-nhan.json)4 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/Filespec/F(xac-nhan.json)/UF(xac-nhan.json)/EF<</F 5 0 R>>>>",
        b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
        % (len(packed), packed),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(PAPER)))
    writer.encrypt("bí mật")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def twice() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(PAPER))
    writer.add_attachment(ATTACHED, b"{}")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp không phải PDF"),
        (b"\x89PNG\r\n", "Tệp không phải PDF"),
        (zipped(), "Tệp không phải PDF"),
        (b"%PDF-1.7\n", "không đọc được tệp"),
        (PAPER[: len(PAPER) // 2], "Không kiểm tra được"),
        (pdf("Khac"), "không mang dữ liệu «xac-nhan.json»"),
        (locked(), "bị khoá bằng mật khẩu"),
        (twice(), "không mang dữ liệu «xac-nhan.json»"),
        (bomb(), "Không kiểm tra được"),
        (with_document(b""), "Không kiểm tra được"),
        (with_document(b'{"format":NaN}'), "sai khuôn dạng"),
        (with_document(b"{" + b" " * 3_000_000), "dài quá 2 MB"),
        (b'{"format":"dienhong-confirmation","version":2}', "khuôn dạng số 2"),
        (b'{"\x1b[2J":1}', "sai khuôn dạng"),
        (b"%PDF-" + bytes(LARGEST), "lớn quá 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_confirmation_is_said_to_be_none(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str], content: bytes, said: str
) -> None:
    code, told = say(capsys, kept(content))

    assert code == 2
    assert said in told
    assert "\x1b" not in told


def test_a_file_that_is_not_there_and_a_fingerprint_that_is_none_are_said_so(
    capsys: pytest.CaptureFixture[str], kept: Callable[..., str]
) -> None:
    code, told = say(capsys, "/nonexistent.pdf")
    assert (code, "Không có tệp /nonexistent.pdf" in told) == (2, True)

    code, told = say(capsys, kept(PAPER), "--fingerprint", "12")
    assert (code, "đọc được 2" in told) == (2, True)
