"""What a channel of publication asks for, and what its evidence must be. Pure.

Which channels there are for a matter is the regulation's and the law's to say; what each of them
asks for stands in ``data/channels.toml``.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused

SEE_REACH = "publication.see_reach"
AT_ONCE, POSTING, PROOF, MEETING = "at_once", "posting", "proof", "meeting"
DEPARTMENTS, EVERYONE = "departments", "everyone"
FIELDS = {
    "words": "nội dung đã báo",
    "number": "số văn bản",
    "address": "địa chỉ trang",
    "file": "tệp bằng chứng",
}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a channel is: the verb of its duty, how it closes, what its evidence needs.

    ``labels`` says what a field of the evidence is called on its page.
    """

    code: str
    verb: str
    closes: str
    needs: tuple[str, ...]
    labels: Mapping[str, str]

    @property
    def takes_proof(self) -> bool:
        """Tell whether it can be closed by evidence that is typed in and attached."""
        return self.closes in {PROOF, MEETING}


@cache
def known() -> dict[str, Meant]:
    """Return what each channel is, by its code in the vocabulary."""
    text = (resources.files("dienhong.publication") / "data" / "channels.toml").read_text("utf-8")
    return {
        code: Meant(
            code=code,
            verb=row["verb"],
            closes=row["closes"],
            needs=tuple(row.get("needs", ())),
            labels={name: row[name] for name in FIELDS if name in row},
        )
        for code, row in tomllib.loads(text).items()
    }


def meant(code: str) -> Meant:
    """Return what a channel is; one that is not known is another form, with evidence of its own."""
    return known().get(code) or known()["other"]


def check_open(closed_on: date | None, source: Citation | None) -> None:
    """Refuse evidence for a channel that has it already."""
    if closed_on is not None:
        raise Refused(
            f"Không ghi được: hình thức này đã đủ bằng chứng từ ngày {closed_on:%d/%m/%Y}",
            source,
            cure="Không cần làm gì thêm.",
        )


def check_takes(fits: bool, source: Citation | None) -> None:
    """Refuse evidence of a kind that this channel is not proved by."""
    if not fits:
        raise Refused(
            "Không ghi được: hình thức này có bằng chứng theo cách khác",
            source,
            cure="Mở trang của việc và làm theo phần của hình thức đó.",
        )


def check_evidence(needs: Collection[str], given: Collection[str], source: Citation | None) -> None:
    """Refuse to close a channel without the evidence that it asks for."""
    missing = [FIELDS[name] for name in FIELDS if name in needs and name not in given]
    if missing:
        raise Refused(
            f"Chưa ghi được: còn thiếu {', '.join(missing)}",
            source,
            cure="Bổ sung rồi ghi lại; hình thức công khai chỉ xong khi có bằng chứng.",
        )


def check_told_on(told_on: date, published_on: date | None, today: date) -> None:
    """Refuse a day before the publication or after today: evidence tells what was done."""
    first = published_on or today
    if not first <= told_on <= today:
        raise Refused(
            f"Chưa ghi được: ngày {told_on:%d/%m/%Y} phải từ ngày công khai {first:%d/%m/%Y} "
            f"đến hôm nay {today:%d/%m/%Y}",
            cure="Ghi đúng ngày đã làm.",
        )


def check_picture(pictured: bool) -> None:
    """Refuse as evidence what can be rewritten by anyone who opens it."""
    if not pictured:
        raise Refused(
            "Chưa nhận tệp: bằng chứng phải là ảnh chụp hoặc bản quét",
            cure="Chọn tệp PDF, PNG hoặc JPEG.",
        )


def check_meeting_ahead(planned: bool, source: Citation | None) -> None:
    """Refuse to put a matter on the agenda of a meeting that is over or called off."""
    if not planned:
        raise Refused(
            "Chưa đưa vào chương trình được: cuộc họp đã họp hoặc không họp",
            source,
            cure="Chọn cuộc họp sắp tới; đã thông báo rồi thì nộp biên bản đã ký.",
        )


def check_not_on_agenda(waits: bool, source: Citation | None) -> None:
    """Refuse a second agenda while the first meeting is still to come or to be signed."""
    if waits:
        raise Refused(
            "Không đưa thêm được: việc này đã ở trong chương trình một cuộc họp",
            source,
            cure="Chờ biên bản cuộc họp đó được ký.",
        )


def check_may_relay(allowed: bool, department: str, source: Citation | None) -> None:
    """Refuse to tell of a department by who neither heads it nor keeps the evidence."""
    if not allowed:
        raise Refused(
            f"Chưa ghi được: người phụ trách {department} ghi cho người của mình",
            source,
            cure="Người phụ trách phòng, hoặc người có quyền ghi niêm yết, đăng nhập và ghi.",
        )


def check_told_first(told: bool, source: Citation | None) -> None:
    """Refuse to tell twice that a department was told."""
    if told:
        raise Refused(
            "Không ghi lại được: phòng này đã có bằng chứng", source, cure="Không cần làm gì thêm."
        )


def check_reached(people: int, staff: int, department: str) -> None:
    """Refuse a number of people told that the department does not have."""
    if not 0 < people <= staff:
        raise Refused(
            f"Chưa ghi được: {department} có {staff} người, không thể có {people} người đã nghe",
            cure="Ghi số người của phòng đã nghe thông báo.",
        )


def check_public(public: bool) -> None:
    """Refuse to confirm or record reading of what is not public now."""
    if not public:
        raise Refused(
            "Không ghi được: việc này không đang công khai", cure="Không cần làm gì thêm."
        )


def check_version(seen: int, now: int) -> None:
    """Refuse to confirm a version that was replaced since the page was opened."""
    if seen != now:
        raise Refused(
            "Chưa xác nhận được: nội dung đã có bản mới sau khi trang được mở",
            cure="Mở lại trang, đọc bản mới rồi xác nhận.",
        )


def check_not_confirmed(confirmed_on: date | None) -> None:
    """Refuse to confirm twice: the first day counts."""
    if confirmed_on is not None:
        raise Refused(
            f"Không xác nhận lại được: đã xác nhận ngày {confirmed_on:%d/%m/%Y}",
            cure="Không cần làm gì thêm.",
        )


def check_read_by(until: date, today: date) -> None:
    """Refuse to ask people to read until a day that has passed."""
    if until < today:
        raise Refused(
            f"Chưa gửi được: ngày đề nghị đọc {until:%d/%m/%Y} đã qua",
            cure=f"Chọn từ hôm nay ({today:%d/%m/%Y}) trở đi.",
        )


def check_list(listed: Collection[str], chosen: Collection[str]) -> None:
    """Refuse a paper list without names, or with people who are not waited for."""
    if not chosen or not set(chosen) <= set(listed):
        raise Refused(
            "Chưa ghi được: chưa chọn ai, hoặc có người đã xác nhận rồi",
            cure="Chọn những người có chữ ký trên danh sách và chưa xác nhận.",
        )
