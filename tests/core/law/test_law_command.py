"""The law engine on the command line."""

import json
from pathlib import Path

import pytest

from dienhong.core.law.__main__ import main


def test_it_prints_one_json_object_a_node(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "quy-che.txt"
    text.write_text("Điều 1. Việc chung\n1. Một.", encoding="utf-8")

    assert main(["parse", str(text), "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {
            "part": "main",
            "address": "dieu-1",
            "kind": "article",
            "heading": "Việc chung",
            "text": "",
            "offset": 0,
        },
        {
            "part": "main",
            "address": "dieu-1.khoan-1",
            "kind": "clause",
            "heading": "",
            "text": "Một.",
            "offset": 19,
        },
    ]


def test_it_prints_a_readable_line_a_node(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "quy-che.txt"
    text.write_text("Điều 1. Việc chung\nLàm cùng nhau.", encoding="utf-8")

    assert main(["parse", str(text)]) == 0
    assert capsys.readouterr().out == "main\t0\tdieu-1\tViệc chung Làm cùng nhau.\n"


def test_a_refusal_is_one_line_and_status_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "rong.txt"
    empty.touch()

    assert main(["parse", str(empty)]) == 1
    assert capsys.readouterr().err == (
        "Tệp rỗng: 0 byte. Hãy chọn tệp có chữ, hoặc dán toàn văn quy chế vào ô văn bản.\n"
    )


def test_a_file_that_is_not_there_is_one_line_and_status_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(tmp_path / "khong-co.txt")]) == 1
    assert capsys.readouterr().err.startswith("Không đọc được tệp ")
