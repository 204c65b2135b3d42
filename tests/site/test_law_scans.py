"""A scan read by the real tesseract: print an invented regulation, scan it, read it back."""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from dienhong.site.law import main, seeing
from tests.site.scans import scan

TEXT = """Điều 1. Việc chung của kho sách
1. Người giữ kho ghi sổ mỗi ngày, báo cho tổ trưởng biết trước khi đóng cửa.
2. Sách mượn về được trả trong thời hạn 15 ngày làm việc; quá hạn thì:
a) Tổ trực nhắc người mượn bằng thư, mỗi tuần một lần;
b) Người mượn không được mượn thêm cuốn khác;
c) Tổ trưởng báo cho bộ phận phụ trách.
Điều 2. Giờ mở cửa
1. Phòng đọc mở cửa từ 8 giờ đến 17 giờ, trừ ngày lễ và ngày kiểm kê đã báo cho mọi người.
2. Ngày nghỉ do tổ trưởng quyết định và niêm yết tại bảng tin.
Điều 3. Hiệu lực
Bản này có hiệu lực từ ngày 01 tháng 3 năm 2026."""
ADDRESSES = [
    "dieu-1",
    "dieu-1.khoan-1",
    "dieu-1.khoan-2",
    "dieu-1.khoan-2.diem-a",
    "dieu-1.khoan-2.diem-b",
    "dieu-1.khoan-2.diem-c",
    "dieu-2",
    "dieu-2.khoan-1",
    "dieu-2.khoan-2",
    "dieu-3",
]
# Every article, clause and point must be there; of the letters a scanner may misread so many.
_ALIKE = 0.97


@pytest.fixture(autouse=True)
def _real_eyes() -> Iterator[None]:
    seeing.eyes.cache_clear()
    yield
    seeing.eyes.cache_clear()


@pytest.mark.tesseract
def test_a_printed_and_scanned_regulation_comes_back_with_all_its_units(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ban-quet.pdf"
    file.write_bytes(scan(TEXT))
    assert seeing.eyes(), "Thiếu tesseract: «apt install tesseract-ocr tesseract-ocr-vie»"

    assert main.main(["parse", str(file)]) == 0
    said = capfd.readouterr()
    rows = [json.loads(line) for line in said.out.splitlines()]
    words = " ".join(f"{row['heading']} {row['text']}".strip() for row in rows)
    printed = " ".join(line.split(" ", 2 if line[:1] == "Đ" else 1)[-1] for line in _lines())

    assert [row["address"] for row in rows] == ADDRESSES
    assert SequenceMatcher(None, words, printed, autojunk=False).ratio() >= _ALIKE
    assert "Nhận dạng chữ từ 1 trang ảnh" in said.err


def _lines() -> list[str]:
    """Return the lines that were printed; the last is a paragraph without a marker."""
    *marked, last = TEXT.splitlines()
    return [*marked, f"- {last}"]
