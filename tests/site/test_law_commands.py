"""``dienhong law lint`` and ``compare``: words for people, rows for programs, an exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dienhong.regulation import model_regulation
from dienhong.site.law.main import main
from tests.publication.story import REGULATION

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


def test_the_model_itself_lacks_nothing_and_differs_in_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mau.txt"
    path.write_text(model_regulation.source(), encoding="utf-8")

    assert main(["lint", "--model", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: không thấy chỗ nào",
        f"{path}: quy chế mẫu có, văn bản chưa có: 0",
        f"{path}: đặt khác quy chế mẫu: 0",
    ]


@pytest.fixture
def other(tmp_path: Path) -> str:
    """Write a text without a run, with a shorter term than the model's."""
    text = REGULATION.replace("3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.\n", "")
    path = tmp_path / "quy-che.txt"
    path.write_text(text.replace("05 ngày", "03 ngày"), encoding="utf-8")
    return str(path)


def test_what_the_model_has_and_a_text_has_not_is_named_with_the_models_clause(
    other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", "--model", other]) == 1
    told = capsys.readouterr().out.splitlines()

    assert told[0] == f"{other}: không thấy chỗ nào"
    assert "  Thời gian niêm yết: mẫu đặt ít nhất 20 ngày liên tục (Điều 15 khoản 2)" in told
    assert "  Thời hạn công khai: chậm nhất 3 ngày làm việc; mẫu: chậm nhất 5 ngày làm việc" in told


def test_the_model_comes_in_rows_too(other: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--model", "--format", "jsonl", other]) == 1
    rows = {row["parameter"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}

    assert rows["publication.run"] == {
        "file": other,
        "kind": "model_missing",
        "parameter": "publication.run",
        "said": "",
        "model": "ít nhất 20 ngày liên tục",
        "model_addresses": ["dieu-15.khoan-2"],
    }
    assert rows["publication.term"]["kind"] == "model_different"
    assert rows["publication.term"]["said"] == "chậm nhất 3 ngày làm việc"


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


BEFORE = """Điều 1. Công khai
1. Cơ quan công khai nội dung tại bảng tin trong thời hạn 05 ngày làm việc kể từ ngày ban hành.
2. Thời gian niêm yết ít nhất là 30 ngày liên tục.
"""
AFTER = """Điều 1. Công khai
1. Cơ quan công khai nội dung tại bảng tin trong thời hạn 03 ngày làm việc kể từ ngày ban hành.
Điều 2. Niêm yết
1. Sổ niêm yết do văn thư giữ.
2. Thời gian niêm yết ít nhất là 20 ngày liên tục.
"""


@pytest.fixture
def versions(tmp_path: Path) -> list[str]:
    for name, text in (("cu.txt", BEFORE), ("moi.txt", AFTER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "cu.txt"), str(tmp_path / "moi.txt")]


def test_what_two_texts_set_differently_is_said_with_both_clauses(
    versions: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *versions]) == 1
    effects = [line for line in capsys.readouterr().out.splitlines() if line.startswith("tác")]

    assert effects == [
        "tác dụng: Thời hạn công khai: từ 5 xuống 3 ngày làm việc; mạnh hơn (Điều 1 khoản 1)",
        (
            "tác dụng: Thời gian niêm yết: từ 30 xuống 20 ngày liên tục; yếu hơn "
            "(Điều 1 khoản 2 → Điều 2 khoản 2)"
        ),
    ]


def test_what_only_one_text_sets_is_an_effect_too(
    versions: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = tmp_path / "im.txt"
    silent.write_text(BEFORE.partition("2. ")[0], encoding="utf-8")
    assert main(["compare", "--format", "jsonl", versions[0], str(silent)]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert rows[-1] == {
        "kind": "effect",
        "parameter": "publication.run",
        "change": "only_first",
        "said": "Thời gian niêm yết: chỉ văn bản trước đặt: ít nhất 30 ngày liên tục",
        "before": {"value": "ít nhất 30 ngày liên tục", "addresses": ["dieu-1.khoan-2"]},
        "after": None,
    }


def test_a_text_that_is_not_there_is_one_sentence(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", files[0], "khong-co.txt"]) == 2
    assert capsys.readouterr().err.startswith("Không đọc được tệp khong-co.txt")


@pytest.mark.parametrize(
    ("command", "more", "said"),
    [("lint", ["--model"], "đặt khác quy chế mẫu"), ("compare", [], "Điều")],
)
def test_the_program_needs_neither_database_nor_settings(
    files: tuple[str, str], command: str, more: list[str], said: str
) -> None:
    words = ["dienhong", "law", command, *more, *(files if command == "compare" else files[:1])]
    code = (
        f"import sys; from dienhong.site.cli import main; sys.argv = {words!r}\n"
        "try: main()\nfinally: assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (1, "")
    assert said in done.stdout
