"""What a periodic report must be before it is finished, and who may do what with it.

Serves the articles that demand periodic reports (``report.periodic``, ``upward.report``).
"""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from dienhong.core.citation import Citation
from dienhong.core.days.periods import Period, period_of, previous_period
from dienhong.core.procedure.moves import Labels, Move, Procedure
from dienhong.core.refusal import Outdated, Refused

PREPARE = "reporting.prepare"
FINISH = "reporting.finish"
# What is finished is read by those who answer for it and those who check it; drafts only by
# those who prepare.
READ = "reporting.read"
UNITS = ("half_year", "quarter", "month", "year")
USUAL = "half_year"
# How many periods of each unit back a report may be begun for.
_BACK = {"half_year": 4, "quarter": 4, "month": 6, "year": 3}
# The routines of the table of routines that a report closes.
ROUTINES = ("democracy_report", "upward_report")
LONGEST_ANSWER = 1_000
MOST_FIELDS = 400
FOLDER_SYMBOL = "HSKT"
# What an upload may be anywhere, and what an outline may be.
ANY_FILE, OUTLINE_FILE = "PDF, DOCX, XLSX, PNG hoặc JPEG", "DOCX hoặc XLSX"
OUTLINE_AGAIN = (
    "Mở tệp rồi lưu lại thành DOCX hoặc XLSX, bỏ phần đính kèm và lệnh nếu có; "
    "không mở được thì xin cấp trên gửi lại bản DOCX hoặc XLSX."
)


class Stage(StrEnum):
    """How far a report has come."""

    DRAFT = "draft"
    FINAL = "final"
    DROPPED = "dropped"


STAGE_LABELS = {
    Stage.DRAFT: "dự thảo",
    Stage.FINAL: "đã chốt",
    Stage.DROPPED: "đã bỏ",
}
PROCEDURE = Procedure(
    start=Stage.DRAFT,
    moves=(
        Move("answer", (Stage.DRAFT,), Stage.DRAFT, power=PREPARE),
        Move("take-outline", (Stage.DRAFT,), Stage.DRAFT, power=PREPARE),
        Move("drop", (Stage.DRAFT,), Stage.DROPPED, power=PREPARE),
        Move("finish", (Stage.DRAFT,), Stage.FINAL, power=FINISH),
        Move("sign", (Stage.FINAL,), Stage.FINAL, power=PREPARE),
    ),
    labels=Labels(
        thing="báo cáo này",
        states=STAGE_LABELS,
        acts={
            "answer": "ghi vào báo cáo",
            "take-outline": "nạp đề cương",
            "drop": "bỏ báo cáo",
            "finish": "chốt báo cáo",
            "sign": "đính bản đã ký",
        },
    ),
)


def last_ended(today: date, unit: str = USUAL) -> Period:
    """Return the newest period of a unit that is over."""
    return previous_period(period_of(unit, today))


def offered(today: date) -> list[Period]:
    """Return the periods for which a report can be begun, the usual one first."""
    found = []
    for unit in UNITS:
        period = last_ended(today, unit)
        for _ in range(_BACK[unit]):
            found.append(period)
            period = previous_period(period)
    return found


def check_ended(period: Period, today: date) -> None:
    """Refuse to finish a report of a period that still runs: its figures still grow."""
    if period.last >= today:
        raise Refused(
            f"Chưa chốt báo cáo được: {period.said} đến hết ngày {period.last:%d/%m/%Y} mới hết",
            cure="Chốt sau ngày đó; đến lúc ấy báo cáo vẫn là dự thảo.",
        )


def check_answered(open_clauses: Sequence[Citation], named: Sequence[str]) -> None:
    """Refuse to finish while a clause that was not carried out has no reason."""
    if open_clauses:
        listed = "; ".join(named[:5]) + ("…" if len(named) > 5 else "")  # noqa: PLR2004 (a line)
        raise Refused(
            f"Chưa chốt báo cáo được: {len(open_clauses)} điều chưa làm mà chưa ghi vì sao",
            open_clauses[0],
            cure=f"Ghi lý do tại các điều: {listed}.",
        )


def check_fields_settled(waiting: int) -> None:
    """Refuse to finish while a guess of the program in the superior's outline is not looked at."""
    if waiting:
        raise Refused(
            f"Chưa chốt báo cáo được: {waiting} mục của đề cương mới là đoán",
            cure="Mở trang đề cương, xác nhận hoặc chọn lại số liệu cho từng mục.",
        )


def check_answer(words: str) -> None:
    """Refuse an answer that is no longer an answer."""
    if len(words) > LONGEST_ANSWER:
        raise Refused(
            f"Chưa ghi được: nội dung dài hơn {LONGEST_ANSWER} chữ cái",
            cure="Rút gọn; tài liệu dài thì đính kèm báo cáo.",
        )


def check_as_read(read: str, now: str, clause: Citation) -> None:
    """Refuse to write over an answer that somebody has changed since it was read."""
    if read != now:
        raise Outdated(
            f"Chưa ghi được: vừa có người ghi lý do khác cho điều này: «{now or 'để trống'}»",
            clause,
            cure="Mở lại báo cáo, đọc lý do đó rồi quyết định lại.",
        )


def check_clause_of_report(asked: Citation, held: Collection[Citation]) -> None:
    """Refuse an answer for a clause that the report does not have."""
    if asked not in held:
        raise Refused("Không ghi được: báo cáo này không có điều đó", asked)


def check_has_fields(count: int) -> None:
    """Refuse an outline in which nothing can be filled, or more than a person can look at."""
    if not count:
        raise Refused(
            "Chưa nạp được đề cương: không thấy chỗ nào để điền",
            cure="Đánh dấu chỗ điền bằng {{tên}} hoặc «tên», hoặc để dòng chấm «……» sau nhãn.",
        )

    if count > MOST_FIELDS:
        raise Refused(
            f"Chưa nạp được đề cương: có {count} chỗ để điền, nhiều hơn {MOST_FIELDS}",
            cure="Chia đề cương thành nhiều tệp, mỗi tệp một phần.",
        )


def check_fillable(fillable: bool) -> None:
    """Refuse an outline of a kind that cannot be filled in."""
    if not fillable:
        raise Refused(
            "Chưa nạp được đề cương: tệp không phải DOCX hoặc XLSX",
            cure=OUTLINE_AGAIN,
        )


def check_size(size: int, largest: int) -> None:
    """Refuse an outline larger than an outline is."""
    if size > largest:
        raise Refused(
            f"Chưa nạp được đề cương: tệp lớn hơn {largest // 1_000_000} MB",
            cure="Bỏ hình ảnh khỏi tệp rồi lưu lại.",
        )


def check_figure(known: bool) -> None:
    """Refuse a figure that the report does not have."""
    if not known:
        raise Refused("Không ghi được: báo cáo này không có số liệu đó")


def check_signed_kind(is_scan: bool) -> None:
    """Refuse a signed copy that is no PDF or picture of one."""
    if not is_scan:
        raise Refused(
            "Chưa nhận bản đã ký: tệp không phải PDF hoặc ảnh chụp",
            cure="Quét bản có chữ ký, dấu thành PDF rồi chọn lại.",
        )


def check_no_folder_waits(waiting: str) -> None:
    """Refuse to make a second folder of a report while one is being made."""
    if waiting:
        raise Refused(
            f"Chưa lập thêm hồ sơ được: hồ sơ số {waiting} đang lập",
            cure="Chờ hồ sơ đó lập xong rồi tải về.",
        )
