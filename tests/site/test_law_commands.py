"""``dienhong law lint`` and ``compare``: words for people, rows for programs, an exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dienhong.site.law.main import main

SOUND = "Điều 1. Trực\n1. Mỗi ca trực có hai người.\n2. Sổ trực được giữ trong tủ.\n"
FAULTY = SOUND.replace("hai người.", "hai người theo Điều 9.").replace("tủ.", "tủ của")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    sound, faulty = tmp_path / "tot.txt", tmp_path / "loi.txt"
    sound.write_text(SOUND, encoding="utf-8")
    faulty.write_text(FAULTY, encoding="utf-8")
    return str(sound), str(faulty)


def test_a_sound_text_ends_with_0(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", files[0]]) == 0
    assert capsys.readouterr().out == f"{files[0]}: không thấy chỗ nào\n"


def test_each_doubt_is_a_line_for_people_and_ends_with_1(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", *files]) == 1
    out = capsys.readouterr().out.splitlines()

    assert out[1] == f"{files[1]}: 1 chỗ cần xem"
    assert out[2] == (
        "  dòng 2, Điều 1 khoản 1: dẫn chiếu sai. Dẫn Điều 9, nhưng văn bản không có «Điều 9»"
    )


def test_each_doubt_is_a_row_for_programs(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", "--format", "jsonl", files[1]]) == 1
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())

    assert row == {
        "file": files[1],
        "kind": "wrong_reference",
        "part": "main",
        "address": "dieu-1.khoan-1",
        "start": FAULTY.index("Điều 9"),
        "end": FAULTY.index("Điều 9") + 6,
        "quote": "Điều 9",
        "reason": "Dẫn Điều 9, nhưng văn bản không có",
        "act": "",
    }


def test_the_day_of_issue_may_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "can-cu.txt"
    path.write_text("Điều 1. Theo Nghị định số 04/2015/NĐ-CP.\n", encoding="utf-8")

    assert main(["lint", "--day", "2020-01-01", str(path)]) == 1
    assert "Nghị định 04/2015 hết hiệu lực" not in capsys.readouterr().out
    assert main(["lint", "--day", "2024-01-01", str(path)]) == 1
    assert "Nghị định 04/2015 hết hiệu lực từ ngày 01/07/2023" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_ends_with_2_and_the_others_go_on(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = tmp_path / "quet.pdf"
    scan.write_bytes(b"%PDF-1.7")

    assert main(["lint", str(scan), str(tmp_path / "khong-co"), files[0]]) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 2
    assert said.out == f"{files[0]}: không thấy chỗ nào\n"


def test_two_texts_are_compared(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", files[0], files[0]]) == 0
    assert main(["compare", *files]) == 1
    assert capsys.readouterr().out == (
        "sửa: Điều 1 khoản 1\n"
        "  - Mỗi ca trực có hai [-người.-]\n"
        "  + Mỗi ca trực có hai {+người theo Điều 9.+}\n"
        "sửa: Điều 1 khoản 2\n"
        "  - Sổ trực được giữ trong [-tủ.-]\n"
        "  + Sổ trực được giữ trong {+tủ của+}\n"
    )


def test_a_comparison_comes_in_rows_too(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "--format", "jsonl", *files]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [(row["kind"], row["after"]["address"]) for row in rows] == [
        ("changed", "dieu-1.khoan-1"),
        ("changed", "dieu-1.khoan-2"),
    ]
    assert rows[1]["removed"] == ["tủ."]
    assert rows[1]["added"] == ["tủ của"]


def test_a_text_that_is_not_there_is_one_sentence(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", files[0], "khong-co.txt"]) == 2
    assert capsys.readouterr().err.startswith("Không đọc được tệp khong-co.txt")


def test_the_program_needs_neither_database_nor_settings(files: tuple[str, str]) -> None:
    code = (
        "import sys; from dienhong.site.cli import main; sys.argv = ['dienhong', 'law', 'lint',"
        f" {files[0]!r}]\ntry: main()\nfinally: assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
