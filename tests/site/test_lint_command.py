"""The command that reads a regulation's text beside the model."""

from pathlib import Path

import pytest
from django.core.management import call_command

from dienhong.regulation import model_regulation
from tests.publication.story import REGULATION


def linted(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    call_command("lint", str(path))
    return capsys.readouterr().out.splitlines()


def test_the_model_itself_has_nothing_to_look_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "quy-che.txt"
    path.write_text(model_regulation.source(), encoding="utf-8")

    assert linted(path, capsys) == [
        "Chỗ ngờ về cấu trúc: 0",
        "Quy chế mẫu có, văn bản chưa có: 0",
        "Đặt khác quy chế mẫu: 0",
    ]


def test_doubts_missing_and_different_things_are_named_with_their_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = REGULATION.replace("3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.\n", "")
    path = tmp_path / "quy-che.txt"
    path.write_text(text.replace("05 ngày", "03 ngày").replace("2. Sổ", "4. Sổ"), encoding="utf-8")
    told = linted(path, capsys)

    assert any("Ghi số 4, theo thứ tự là Điều 2 khoản 2" in line for line in told)
    assert "  • Thời gian niêm yết: mẫu đặt ít nhất 20 ngày liên tục (Điều 15 khoản 2)" in told
    assert (
        "  • Thời hạn công khai: chậm nhất 3 ngày làm việc; mẫu: chậm nhất 5 ngày làm việc" in told
    )


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    scan = tmp_path / "quet.pdf"
    scan.write_bytes(b"%PDF-1.7")

    with pytest.raises(SystemExit, match="PDF"):
        call_command("lint", str(scan))
    with pytest.raises(SystemExit, match="Không đọc được tệp"):
        call_command("lint", str(tmp_path / "khong-co.txt"))
