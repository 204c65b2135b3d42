"""What comes back in a demonstration office: the sweep, settled periods, a held meeting."""

from collections.abc import Mapping
from io import BytesIO

from django.utils import timezone

from dienhong.site.sweeping import sweep_all
from tests.file_samples import pdf
from tests.scenarios.demo import Demo
from tests.scenarios.walker import Element, NotOnPage, Reader


def swept(office: Demo) -> None:
    """Let the server sweep the office, as it does by itself each hour."""
    assert [each.fault for each in sweep_all([office.code], timezone.now)] == [""]


def settle(reader: Reader, routine: str, period: str) -> Reader:
    """Let the office say how often something comes back of which its text does not say so."""
    reader.follow("Việc định kỳ").follow("Ấn định kỳ", beside=routine)
    given = {"Định kỳ": period, "Áp dụng từ ngày": "2026-03-02", "Ai quyết định": "Chánh Văn phòng"}
    return reader.send("Ghi con số", given | {"Căn cứ": "Biên bản giao ban số 5"})


def hold(reader: Reader, chair: str) -> Reader:
    """From the page of an occasion plan a meeting of today for it; who is there has come."""
    reader.follow("Hẹn họp")
    said = {"Giờ bắt đầu": "08:00", "Nơi họp": "Phòng họp", "Người chủ trì": chair}
    reader.send("Hẹn họp", said | {"Thư ký": chair})
    return reader.follow("Điểm danh").send("Ghi có mặt").send("Ghi")


def minute(reader: Reader, records: Mapping[str, str]) -> Reader:
    """Write what was said of items of the agenda, and call the minutes finished."""
    return reader.follow("Ghi biên bản").send("Ghi biên bản", records).send("Ghi xong biên bản")


def sign(reader: Reader, number: str) -> Reader:
    """Number finished minutes and take the signed copy, which closes what the meeting was for."""
    scan = BytesIO(pdf("Bien ban"))
    scan.name = "bien-ban.pdf"
    reader.follow("Ghi số").send("Ghi số", {"Số": number})
    return reader.follow("Nhận bản ký").send("Nhận bản ký", {"Bản đã ký": scan})


def show(reader: Reader, number: str, done_on: str) -> Reader:
    """From the page of an occasion add the number of what proves it, and say that it was done."""
    reader.send("Thêm chứng cứ", {"Số văn bản": number, "Ngày văn bản": done_on})
    return reader.send("Ghi đã làm", {"Ngày đã làm": done_on})


def row_of(reader: Reader, words: str) -> Element:
    """Return the row of a table in which these words stand."""
    rows = [row for row in reader.page.every("tr") if words in row.words]
    if not rows:
        raise NotOnPage(f"no row «{words}» at {reader.url}")
    return rows[0]
