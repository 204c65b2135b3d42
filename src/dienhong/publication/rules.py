"""What the clauses on publication say. Pure: values in, a value or ``Refused`` out.

Serves the articles that list what is published, the forms and the time of publication, and
where they are silent Law 10/2022 articles 46 to 48. No number of any regulation stands here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dienhong.core.citation import Citation
from dienhong.core.days import count
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.derivation import Derivation
from dienhong.core.procedure.moves import Labels, Move, Procedure
from dienhong.core.refusal import Outdated, Refused

# The powers that its acts take; which functions have them is the office's to say.
DRAFT = "publication.draft"
CHECK = "publication.check"
PUBLISH = "publication.publish"
POST = "publication.post"
ANSWER = "publication.answer"
REOPEN = "publication.reopen"
WITHDRAW = "publication.withdraw"
SEE_PREPARED = "publication.see_prepared"
SEE_WITHHELD = "publication.see_withheld"


class Stage(StrEnum):
    """How far a matter has come. Due, late, hanging and over are told by days, not stored."""

    DRAFT = "draft"
    CHECKING = "checking"
    CLEARED = "cleared"
    WITHHELD = "withheld"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


# Also while it waits for its check: its words may be mended, or another person named to check.
MENDED_IN = (Stage.DRAFT, Stage.CHECKING)
STAGE_LABELS = {
    Stage.DRAFT: "đang soạn",
    Stage.CHECKING: "chờ kiểm tra bí mật",
    Stage.CLEARED: "đã kiểm tra bí mật, chờ công khai",
    Stage.WITHHELD: "không công khai",
    Stage.PUBLISHED: "đã công khai",
    Stage.WITHDRAWN: "đã thu hồi khẩn cấp",
}
PROCEDURE = Procedure(
    start=Stage.DRAFT,
    moves=(
        Move("submit", MENDED_IN, Stage.CHECKING, power=DRAFT),
        Move("return", (Stage.CHECKING,), Stage.DRAFT, power=CHECK),
        Move("clear", (Stage.CHECKING,), Stage.CLEARED, power=CHECK),
        Move("withhold", (Stage.CHECKING,), Stage.WITHHELD, power=CHECK),
        Move("reopen", (Stage.WITHHELD,), Stage.DRAFT, power=REOPEN),
        Move("publish", (Stage.CLEARED,), Stage.PUBLISHED, power=PUBLISH),
        Move("post", (Stage.PUBLISHED,), Stage.PUBLISHED, power=PUBLISH),
        Move("record-gap", (Stage.PUBLISHED,), Stage.PUBLISHED, power=PUBLISH),
        Move("hang-again", (Stage.PUBLISHED,), Stage.PUBLISHED, power=PUBLISH),
        Move("take-down", (Stage.PUBLISHED,), Stage.PUBLISHED, power=PUBLISH),
        Move("prove", (Stage.PUBLISHED,), Stage.PUBLISHED, power=PUBLISH),
        Move("correct", (Stage.PUBLISHED,), Stage.PUBLISHED, power=PUBLISH),
        Move("withdraw", (Stage.PUBLISHED,), Stage.WITHDRAWN, power=WITHDRAW),
    ),
    labels=Labels(
        thing="việc này",
        states=STAGE_LABELS,
        acts={
            "submit": "trình kiểm tra bí mật",
            "return": "trả lại",
            "clear": "ký kiểm tra bí mật",
            "withhold": "giữ lại vì bí mật",
            "reopen": "mở lại việc đã giữ",
            "publish": "công khai",
            "post": "ghi niêm yết",
            "record-gap": "ghi đứt quãng",
            "hang-again": "ghi dán lại",
            "take-down": "gỡ",
            "prove": "ghi bằng chứng của hình thức công khai",
            "correct": "đính chính",
            "withdraw": "thu hồi khẩn cấp",
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days with its unit (``working_day`` or ``day``) and the clause that sets it.

    ``to_confirm``: the law's figure was read in an excerpt only, or has lapsed; the agency has to
    confirm it. ``beside``: the clause cited with it, which sets another, weaker value, or leaves
    to the law what the regulation does not set.
    """

    value: int
    unit: str
    source: Citation
    to_confirm: bool = False
    beside: Citation | None = None

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Return the clauses to cite for this number."""
        return (self.source, self.beside) if self.beside else (self.source,)

    @property
    def unit_said(self) -> str:
        """Return in which days it is counted, as people say it."""
        return "ngày làm việc" if self.unit == "working_day" else "ngày"

    @property
    def said(self) -> str:
        """Return "20 ngày" or "20 ngày làm việc"."""
        return f"{self.value} {self.unit_said}"


def check_decided_on(decided_on: date, today: date) -> None:
    """Refuse a decision dated in the future: the term begins with a decision that exists."""
    if decided_on > today:
        raise Refused(
            f"Chưa ghi được: ngày quyết định {decided_on:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày trên văn bản, không sau hôm nay ({today:%d/%m/%Y}).",
        )


def check_term_known(term: Term | None, what: str) -> Term:
    """Refuse to count where neither regulation nor law sets a number; nothing is invented."""
    if term is None:
        raise Refused(
            f"Chưa tính được: quy chế và luật của ngày đó đều không quy định {what}",
            cure="Ghi ai định con số và căn cứ ở trang «Con số cơ quan tự định».",
        )
    return term


def check_special(case: str, known: Collection[str]) -> None:
    """Refuse a case of which no other act sets a term of its own."""
    if case and case not in known:
        raise Refused(
            "Chưa ghi được: trường hợp có hạn riêng không có trong danh sách",
            cure="Chọn lại, hoặc để trống nếu việc theo hạn chung.",
        )


def publish_by(decided_on: date, term: Term, calendar: WorkCalendar) -> Derivation:
    """Return the last day for publishing what was decided on ``decided_on``, and how it is counted.

    "At the latest so many days from the day of the decision or document"; the day of the
    decision is not counted.
    """
    counted = count.due_in_working_days if term.unit == "working_day" else count.due_in_days
    return counted(
        calendar, decided_on, term.value, event="Có quyết định, văn bản", source=term.source
    )


def working_days_late(due_on: date, done_on: date, calendar: WorkCalendar) -> int | None:
    """Return by how many working days something was late; None where the calendar ends before.

    A year without a calendar must not keep an office from publishing.
    """
    if done_on <= due_on:
        return 0
    try:
        return count.days_late(calendar, due_on, done_on)
    except Refused:
        return None


def check_named_checker(named: str, who: str, exception: Citation | None) -> None:
    """Refuse a secrecy check by anyone but the person who was named for it."""
    if named != who:
        raise Refused(
            "Không ký kiểm tra bí mật được: việc này đã giao đích danh người khác",
            exception,
            cure="Người được giao ký, hoặc người soạn giao lại cho người khác.",
        )


def check_ground(ground: str, exception: Citation | None) -> None:
    """Refuse to hold back or withdraw without saying on which ground."""
    if not ground.strip():
        raise Refused(
            "Chưa ghi được: chưa nêu căn cứ",
            exception,
            cure="Nêu căn cứ: bí mật nhà nước, bí mật công tác, "
            "hoặc chưa được công khai theo quy định.",
        )


def check_two_persons(asked: Collection[str], confirmed: Collection[str]) -> None:
    """Refuse an emergency withdrawal that one person alone would carry out.

    ``asked`` and ``confirmed`` are all who had a hand in either, also a clerk who entered it.
    """
    if not set(asked).isdisjoint(confirmed):
        raise Refused(
            "Chưa thu hồi được: người đề nghị và người xác nhận phải là hai người",
            cure="Người thứ hai có quyền thu hồi đăng nhập và xác nhận.",
        )


def check_edition(seen: int | None, now: int) -> None:
    """Refuse to act on words that have changed since the page was opened."""
    if seen is not None and seen != now:
        raise Outdated(
            "Chưa ghi được: người khác vừa sửa việc này",
            cure="Mở lại trang để đọc bản mới nhất rồi làm tiếp.",
        )


def check_not_asked_yet(asked: bool) -> None:
    """Refuse a second request while one waits: it would hide the first one's ground and name."""
    if asked:
        raise Refused(
            "Chưa đề nghị được: đã có đề nghị thu hồi đang chờ người thứ hai",
            cure="Xác nhận hoặc bác đề nghị đó.",
        )


def check_withdrawal_asked(asked: bool) -> None:
    """Refuse to confirm an emergency withdrawal that nobody has asked for."""
    if not asked:
        raise Refused(
            "Chưa thu hồi được: chưa có ai đề nghị thu hồi việc này",
            cure="Nêu căn cứ và đề nghị thu hồi; người thứ hai xác nhận.",
        )


def check_forms(chosen: Collection[str], offered: Collection[str]) -> None:
    """Refuse forms of publication that neither the regulation nor the law offers."""
    unknown = [form for form in chosen if form not in offered]
    if unknown:
        raise Refused(
            "Chưa công khai được: có hình thức không nằm trong quy chế và luật",
            cure="Chọn lại trong các hình thức có trên trang.",
        )


def check_posted_at(posted_at: datetime, now: datetime) -> None:
    """Refuse a posting at a moment that has not come: minutes say what was done."""
    if posted_at > now:
        raise Refused(
            "Chưa ghi được: giờ niêm yết còn ở phía trước",
            cure="Dán xong rồi ghi, đúng giờ đã dán.",
        )


def check_posted_on(posted_on: date, published_on: date, today: date) -> None:
    """Refuse a board posting dated before its publication or after today."""
    if not published_on <= posted_on <= today:
        raise Refused(
            f"Chưa ghi được: ngày niêm yết {posted_on:%d/%m/%Y} phải từ ngày công khai "
            f"{published_on:%d/%m/%Y} đến hôm nay {today:%d/%m/%Y}",
            cure="Ghi đúng ngày đã dán lên bảng tin.",
        )


def check_correctable(known: bool) -> None:
    """Refuse to correct what is no field of a public matter, or is gone."""
    if not known:
        raise Refused(
            "Không đính chính được: mục này không có hoặc không còn trong việc này",
            cure="Mở lại trang đính chính và chọn một mục trong danh sách.",
        )


def check_kind_listed(listed: bool) -> None:
    """Refuse a kind of content that neither the regulation nor the law of that day lists."""
    if not listed:
        raise Refused(
            "Chưa ghi được: loại nội dung không có trong quy chế và luật của ngày quyết định",
            cure="Chọn lại loại nội dung.",
        )


def check_title(title: str) -> None:
    """Refuse to correct a title to nothing."""
    if not title.strip():
        raise Refused("Chưa ghi được: tên việc còn để trống", cure="Ghi tên đúng của việc.")


def check_file_given(given: bool) -> None:
    """Refuse to replace a file by none: a file that must not be public is withdrawn."""
    if not given:
        raise Refused(
            "Chưa ghi được: chưa chọn tệp đúng",
            cure="Chọn tệp thay vào. Tệp lộ bí mật thì thu hồi khẩn cấp, không đính chính.",
        )


def check_file_stands(stands: bool) -> None:
    """Refuse to sign a file whose content was withdrawn with another matter meanwhile."""
    if not stands:
        raise Refused(
            "Không ký được: nội dung của tệp này đã bị thu hồi khẩn cấp cùng việc khác",
            cure="Bác đính chính này rồi đề nghị lại với tệp khác.",
        )


def check_decided_before(decided_on: date, published_on: date) -> None:
    """Refuse to correct the day of the decision to one after the publication."""
    if decided_on > published_on:
        raise Refused(
            f"Chưa đính chính được: ngày quyết định {decided_on:%d/%m/%Y} sau ngày công khai "
            f"{published_on:%d/%m/%Y}",
            cure="Ghi ngày trên văn bản; văn bản có trước khi công khai.",
        )


def check_not_before_publication(posted_at: datetime, published_at: datetime) -> None:
    """Refuse to move the start of a run to a moment before the publication."""
    if posted_at < published_at:
        raise Refused(
            "Chưa đính chính được: giờ niêm yết mới sớm hơn giờ công khai",
            cure="Đợt niêm yết chỉ bắt đầu khi việc đã công khai. Ghi giờ đã dán sau đó.",
        )


def check_hung_long_enough(taken_down_on: date | None, ends_on: date) -> None:
    """Refuse a start from which a sheet that was taken down did not hang for its run."""
    if taken_down_on is not None and taken_down_on <= ends_on:
        raise Refused(
            f"Chưa đính chính được: tính từ giờ dán mới thì ngày gỡ {taken_down_on:%d/%m/%Y} "
            "chưa đủ thời gian niêm yết",
            cure="Niêm yết lại một đợt mới cho đủ ngày.",
        )


def check_sheet_outdated(outdated: bool) -> None:
    """Refuse to replace a sheet that says what is right, or that no longer hangs."""
    if not outdated:
        raise Refused(
            "Không ghi thay tờ được: tờ niêm yết này không cần thay",
            cure="Không cần làm gì thêm.",
        )
