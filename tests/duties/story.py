"""One office whose own regulation has everything that comes back, and how its days are swept."""

from datetime import date

from dienhong.core.acting import Actor, RecordedFrom, Someone
from dienhong.duties.models import Occasion
from dienhong.duties.opening import sweep
from dienhong.organisation import staffing
from dienhong.regulation import actions as regulation
from tests.publication.story import MONDAY, act, moment, person

# Our own wording: briefings in three periods, a review at mid-year and one at year end, a yearly
# programme of each officer, contact meetings and reports of which the text does not say how often.
REGULATION = """QUY CHẾ
DÂN CHỦ CỦA TRẠM SƯƠNG MAI

Điều 1. Người đứng đầu
1. Trạm trưởng họp giao ban hằng tháng, hằng quý và 6 tháng để soát việc đã làm, giao việc tới.
2. Sáu tháng đầu năm Trạm sơ kết công tác; cuối năm Trạm tổng kết công tác năm.
3. Trạm trưởng giữ mối liên hệ thường xuyên với các tổ chức đoàn thể.

Điều 2. Nội dung công khai
Trừ điều bí mật, Trạm công khai cho cán bộ, công chức biết:
1. Lịch trực và lịch gieo hạt.

Điều 3. Hình thức, thời hạn công khai
1. Hình thức công khai gồm:
a) Niêm yết ở sảnh lớn;
2. Việc nào cũng công khai chậm nhất là 05 ngày làm việc tính từ ngày có quyết định.
3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.

Điều 4. Người giữ chức vụ
Người giữ chức vụ xây dựng chương trình, kế hoạch công tác hằng năm.

Điều 5. Theo dõi
Phòng Hành chính theo dõi, đôn đốc và báo cáo định kỳ kết quả thực hiện Quy chế này.
"""


def system(day: date, *, hour: int = 0) -> Actor:
    """Return the actor of a sweep on a day."""
    by = Someone("system", "Hệ thống")
    return Actor(by=by, at=moment(day, hour), today=day, recorded_from=RecordedFrom.SYSTEM)


def swept(day: date) -> list[str]:
    """Sweep the office on a day; return the titles of what was opened."""
    return [occasion.duty.title for occasion in sweep(by=system(day))]


def the(routine: str, first: date) -> Occasion:
    """Return the occasion of a routine whose period begins on a day."""
    return Occasion.objects.select_related("duty").get(routine=routine, first=first, whose="")


def in_one_department(*logins: str) -> None:
    """Put people into one department."""
    room = staffing.add_department("Phòng Gieo hạt", by=act("lan"))
    for login in logins:
        staffing.place(
            person(login), department=room, position="", placed_from=MONDAY, by=act("lan")
        )


def settled(name: str, value: str | int, day: date, *, unit: str = "") -> None:
    """Let the office settle what neither regulation nor law says."""
    regulation.settle(
        name,
        value=value,
        unit=unit,
        holds_from=day,
        decided_by="Chánh Văn phòng",
        ground="Kết luận giao ban",
        by=act("hoa", day),
    )
