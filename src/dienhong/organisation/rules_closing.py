"""The end of an agency: what may be recorded of it, and until when it can be undone."""

from dataclasses import dataclass
from datetime import date

from dienhong.core.refusal import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of an agency: its last day, the decision that says so, and who goes on.

    ``successor_code`` is the successor's code where it works with this program, else empty.
    """

    closed_on: date
    number: str
    decided_on: date
    successor_name: str = ""
    successor_code: str = ""

    def is_over(self, today: date) -> bool:
        """Tell whether the last day has passed: from then on the office is only read."""
        return today > self.closed_on

    @property
    def basis(self) -> str:
        """Return the decision as people cite it."""
        return f"Quyết định số {self.number} ngày {self.decided_on:%d/%m/%Y}"


def check_may_record_closing(closing: Closing, today: date) -> None:
    """Refuse an end that has passed, which nobody could take back, or a decision still to come."""
    if closing.decided_on > today:
        raise Refused(
            f"Chưa ghi được: ngày quyết định {closing.decided_on:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày trên văn bản, không sau hôm nay ({today:%d/%m/%Y}).",
        )
    if closing.closed_on < today:
        raise Refused(
            f"Chưa ghi được: ngày cuối {closing.closed_on:%d/%m/%Y} đã qua",
            cure=f"Ghi ngày cuối làm việc trên hệ thống, từ hôm nay ({today:%d/%m/%Y}) trở đi.",
        )


def check_closing_not_recorded(closing: Closing | None) -> None:
    """Refuse a second end beside the first."""
    if closing is not None:
        raise Refused(
            f"Chưa ghi được: đã ghi kết thúc hoạt động hết ngày {closing.closed_on:%d/%m/%Y}",
            cure="Huỷ lần ghi trước rồi ghi lại.",
        )


def check_still_open(closing: Closing | None, today: date) -> None:
    """Refuse every act after the agency's last day, by the decision that ended it."""
    if closing is not None and closing.is_over(today):
        ask = f"Việc đang dở: hỏi {closing.successor_name}." if closing.successor_name else ""
        raise Refused(
            f"Không ghi được: văn phòng đã kết thúc hoạt động hết ngày "
            f"{closing.closed_on:%d/%m/%Y}, theo {closing.basis}",
            cure=f"Vẫn xem và tra cứu được. {ask}".strip(),
        )
