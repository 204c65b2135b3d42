"""The duties that publication writes: to publish, check, post, prove, read, withdraw."""

from collections.abc import Iterable
from datetime import date

from django.urls import get_script_prefix, reverse

from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties.actions import open_duty
from dienhong.organisation.models import Person
from dienhong.organisation.queries import who_may
from dienhong.publication import rules
from dienhong.publication.models import Channel, Enquiry, Matter, Relay
from dienhong.publication.rules_channels import meant
from dienhong.publication.rules_enquiries import PROVIDE

PUBLISH = "publication.publish"
CHECK = "publication.check"
POST = "publication.post"
CONFIRM = "publication.confirm_withdrawal"
CORRECT = "publication.sign_correction"
SHEET = "publication.replace_sheet"
PHOTOGRAPH = "publication.photograph"
RELAY = "publication.relay"
READ = "publication.read"
HANG_AGAIN = "publication.hang_again"
# What somebody has to read and sign or confirm in person.
SIGNED = frozenset({CHECK, CONFIRM, CORRECT})
ENQUIRY = "publication.answer_enquiry"
# What waits for an answer.
ANSWERED = frozenset({ENQUIRY})


def ask_for_publication(matter: Matter) -> None:
    """Ask those who answer for it, and the drafter, to publish within the term."""
    _open(
        matter,
        PUBLISH,
        "Công khai",
        clauses=[matter.kind, *matter.publish_within.sources],
        functions=who_may()[rules.ANSWER],
        person=matter.drafted_by,
    )


def ask_for_check(matter: Matter) -> None:
    """Ask the person named for it for the secrecy check; the publication stays owed."""
    ask_for_publication(matter)
    clauses = matter.exceptions
    _open(matter, CHECK, "Kiểm tra bí mật", clauses=clauses, person=matter.checker)


def ask_for_posting(matter: Matter, today: date) -> None:
    """Ask administration to hang the sheet on the board, within the term for publishing."""
    _open(
        matter,
        POST,
        "Ghi niêm yết",
        clauses=matter.board_forms,
        functions=who_may()[rules.POST],
        due=_on(max(today, matter.due_on), "Dán lên bảng tin trong hạn công khai"),
    )


def ask_second_person(matter: Matter, today: date) -> None:
    """Ask those who may withdraw to confirm at once."""
    _open(
        matter,
        CONFIRM,
        "Xác nhận thu hồi",
        clauses=matter.exceptions,
        functions=who_may()[rules.WITHDRAW],
        due=_on(today, "Phải xử lý ngay"),
    )


def ask_for_correction(matter: Matter, checker: Person, today: date) -> None:
    """Ask the person named for it to read and sign a correction: what is wrong is public."""
    _open(
        matter,
        CORRECT,
        "Ký đính chính",
        clauses=matter.exceptions,
        person=checker,
        due=_on(today, "Nội dung sai đang được công khai"),
    )


def ask_for_new_sheet(matter: Matter, today: date) -> None:
    """Ask administration to hang the corrected sheet in place of the one on the board."""
    _open(
        matter,
        SHEET,
        "Thay tờ niêm yết",
        clauses=[*matter.post_for.sources],
        functions=who_may()[rules.POST],
        due=_on(today, "Tờ đang dán ghi nội dung đã đính chính"),
    )


def ask_for_photograph(matter: Matter, today: date) -> None:
    """Ask administration to show by a photograph that the sheet hangs."""
    _open(
        matter,
        PHOTOGRAPH,
        meant("posting").verb,
        clauses=matter.board_forms,
        functions=who_may()[rules.POST],
        due=_on(today, "Chụp ngay khi dán"),
    )


def kind_of(channel: Channel) -> str:
    """Return the kind of the duty that asks for a channel's evidence."""
    return PHOTOGRAPH if channel.code == "posting" else f"publication.channel_{channel.code}"


def ask_for_channel(channel: Channel) -> None:
    """Ask administration to use a channel and to show it, within the term for publishing."""
    _open(
        channel.matter,
        kind_of(channel),
        meant(channel.code).verb,
        clauses=channel.citations,
        functions=who_may()[rules.POST],
        due=_on(channel.due_on, "Dùng hình thức này trong hạn công khai"),
        path=_inside("publication:channel", channel.matter_id, channel.pk),
    )


def ask_for_relay(relay: Relay, head: Person | None) -> None:
    """Ask a head of department to tell the own people; administration where there is none."""
    channel = relay.channel
    _open(
        channel.matter,
        RELAY,
        "Báo cho người của phòng",
        clauses=channel.citations,
        functions=() if head else who_may()[rules.POST],
        person=head,
        due=_on(channel.due_on, "Báo đến người của phòng trong hạn công khai"),
        part=str(relay.department_id or 0),
        path=_inside("publication:relay", channel.matter_id, relay.pk),
    )


def ask_to_read(matter: Matter, clauses: list[Citation], person: Person, until: date) -> None:
    """Ask a person to confirm having read a matter."""
    _open(
        matter,
        READ,
        "Xác nhận đã đọc",
        clauses=clauses,
        person=person,
        due=_on(until, "Ngày đề nghị khi gửi"),
        part=str(person.pk),
    )


def ask_to_hang_again(matter: Matter, today: date) -> None:
    """Ask administration to hang a notice again that was missing, torn or covered."""
    _open(
        matter,
        HANG_AGAIN,
        "Dán lại tờ niêm yết",
        clauses=[*matter.post_for.sources],
        functions=who_may()[rules.POST],
        due=_on(today, "Tờ niêm yết không còn; đợt niêm yết tính lại từ hôm dán lại"),
    )


def ask_for_answer(enquiry: Enquiry) -> None:
    """Ask those who may to answer by the promised day; the title tells neither who nor what."""
    assert enquiry.promised_on is not None
    open_duty(
        ENQUIRY,
        enquiry.subject,
        title=enquiry.title,
        verb="Trả lời đề nghị",
        path=_inside("publication:enquiry", enquiry.pk),
        due=_on(enquiry.promised_on, "Ngày đã hẹn với người đề nghị"),
        clauses=enquiry.citations,
        functions=sorted(who_may()[PROVIDE]),
    )


def _on(day: date, reason: str) -> Derivation:
    return Derivation(day, (Step(day, day, StepKind.END, reason),))


def _inside(name: str, *args: object) -> str:
    """Return where a page is, without the office's part: commands know no request."""
    return reverse(name, args=args).removeprefix(get_script_prefix())


def _open(  # noqa: PLR0913 (what a duty is)
    matter: Matter,
    kind: str,
    verb: str,
    *,
    clauses: list[Citation],
    functions: Iterable[str] = (),
    person: Person | None = None,
    due: Derivation | None = None,
    part: str = "",
    path: str = "",
) -> None:
    open_duty(
        kind,
        f"{matter.subject}/{part}" if part else matter.subject,
        title=matter.title,
        verb=verb,
        path=path or _inside("publication:matter", matter.pk),
        due=due or matter.counted,
        clauses=clauses,
        functions=sorted(functions),
        person=person,
        carried_over=due is None and matter.carried_over,
    )
