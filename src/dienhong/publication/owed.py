"""The duties that publication writes: to publish, to check, to post, to confirm a withdrawal."""

from collections.abc import Iterable
from datetime import date

from django.urls import get_script_prefix, reverse

from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties.actions import open_duty
from dienhong.organisation.models import Person
from dienhong.organisation.queries import who_may
from dienhong.publication import rules
from dienhong.publication.models import Matter

PUBLISH = "publication.publish"
CHECK = "publication.check"
POST = "publication.post"
CONFIRM = "publication.confirm_withdrawal"
CORRECT = "publication.sign_correction"
SHEET = "publication.replace_sheet"
# What somebody has to read and sign or confirm in person.
SIGNED = frozenset({CHECK, CONFIRM, CORRECT})


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


def _on(day: date, reason: str) -> Derivation:
    return Derivation(day, (Step(day, day, StepKind.END, reason),))


def _inside_office(matter: Matter) -> str:
    """Return where the matter's page is, without the office's part: commands know no request."""
    path = reverse("publication:matter", args=[matter.pk])
    return path.removeprefix(get_script_prefix())


def _open(  # noqa: PLR0913 (what a duty is)
    matter: Matter,
    kind: str,
    verb: str,
    *,
    clauses: list[Citation],
    functions: Iterable[str] = (),
    person: Person | None = None,
    due: Derivation | None = None,
) -> None:
    open_duty(
        kind,
        matter.subject,
        title=matter.title,
        verb=verb,
        path=_inside_office(matter),
        due=due or matter.counted,
        clauses=clauses,
        functions=sorted(functions),
        person=person,
        carried_over=due is None and matter.carried_over,
    )
