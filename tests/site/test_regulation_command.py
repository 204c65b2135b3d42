"""``dienhong regulation``: a profile from a text, without an office and without a database."""

import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.publication import story

TEXT = """\
QUY CHẾ CỦA TRẠI

Điều 1. Việc công khai trong trại
Trại công khai cho toàn thể người lao động chậm nhất 06 ngày làm việc kể từ ngày có quyết định.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "quy-che.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def said(file: Path, *options: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        call_command("regulation", "profile", str(file), *options)
    return str(stopped.value)


def test_from_a_text_alone_to_a_profile(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("regulation", "profile", str(file))
    begun = capsys.readouterr().out
    recorded = tmp_path / "xac-nhan.toml"
    recorded.write_text(
        begun.replace("[[pending]]", "[[confirm]]").replace('"dieu-1" = ""', '"dieu-1" = "Trại."'),
        encoding="utf-8",
    )
    made = tmp_path / "ho-so.toml"

    call_command(
        "regulation", "profile", str(file), "--confirmations", str(recorded), "-o", str(made)
    )

    profile = tomllib.loads(made.read_text(encoding="utf-8"))
    assert [row["gist"] for row in profile["provision"]] == ["Trại."]
    assert [(row["name"], row["value"]) for row in profile["parameter"]] == [
        ("publication.term", 6)
    ]
    assert capsys.readouterr().out == f"Đã ghi {made}.\n"


def test_what_is_undecided_is_refused_and_nothing_is_written(file: Path, tmp_path: Path) -> None:
    recorded, made = tmp_path / "xac-nhan.toml", tmp_path / "ho-so.toml"
    call_command("regulation", "profile", str(file), "-o", str(recorded))

    told = said(file, "--confirmations", str(recorded), "-o", str(made))

    assert told.startswith("Chưa lập được hồ sơ: thiếu tóm tắt: dieu-1. ")
    assert not made.exists()


@pytest.mark.parametrize("name", ["khong-co.txt", "."])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    told = said(tmp_path / name)

    assert told.startswith(f"Không đọc hoặc ghi được {tmp_path / name}: ")


def test_a_file_that_is_no_text_is_one_sentence_with_the_cure(tmp_path: Path) -> None:
    file = tmp_path / "anh.txt"
    file.write_bytes(b"%PDF-1.4")

    assert said(file).startswith("Đây là tệp PDF, không phải tệp văn bản thuần. ")


# Comparing.

PROFILE = """
title = "Quy chế"
source_sha256 = ""
number = ""

[[parameter]]
name = "publication.term"
address = "dieu-3"
value = 3
unit = "working_day"
bound = "at_most"
origin = "found"
confidence = "certain"
"""


def not_compared(*sides: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        call_command("regulation", "compare", *sides)
    return str(stopped.value)


def test_a_text_is_compared_with_a_profile_by_procedure(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "ho-so.toml"
    profile.write_text(PROFILE, encoding="utf-8")

    call_command("regulation", "compare", str(file), str(profile), "--day", "2026-03-02")

    assert capsys.readouterr().out == (
        "So sánh quy-che (đọc tự động, chưa ai xác nhận) với ho-so, theo luật ngày 02/03/2026.\n"
        "\n"
        "Công khai: 1 khác, 0 giống nhau\n"
        "  • Thời hạn công khai: từ 6 xuống 3 ngày làm việc; mạnh hơn (Điều 1; Điều 3)\n"
        "    áp dụng: quy-che (đọc tự động, chưa ai xác nhận) chậm nhất 5 ngày làm việc; "
        "ho-so chậm nhất 3 ngày làm việc\n"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [('title = "Quy', "Không đọc được"), ('title = "Quy chế"', "không phải hồ sơ của một quy chế")],
)
def test_a_file_that_is_no_profile_is_not_compared(
    file: Path, tmp_path: Path, content: str, reason: str
) -> None:
    profile = tmp_path / "ho-so.toml"
    profile.write_text(content, encoding="utf-8")

    assert reason in not_compared(str(file), str(profile))


@pytest.mark.parametrize("named", ["khong-co", "../thu", "KHÔNG"])
def test_what_is_neither_file_nor_office_is_one_sentence(
    file: Path, data: Path, named: str
) -> None:
    assert not_compared(str(file), named).startswith(
        f"Không so sánh được: không có tệp hay văn phòng «{named}». "
    )


def test_an_office_is_compared_by_its_version_of_that_day(
    file: Path,
    office: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    story.add_people()
    story.adopt()
    day = story.MONDAY.isoformat()

    call_command("regulation", "compare", office, office, "--day", day)

    told = capsys.readouterr().out
    assert told.startswith("So sánh thu với thu, ")
    assert "Công khai: 0 khác, " in told
    assert "không có quy chế có hiệu lực ngày 01/01/2001" in not_compared(
        str(file), office, "--day", "2001-01-01"
    )
