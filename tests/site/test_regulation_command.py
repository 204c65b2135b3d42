"""``dienhong regulation``: a profile from a text, without an office and without a database."""

import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

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
