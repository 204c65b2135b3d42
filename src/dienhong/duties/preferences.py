"""A person's own e-mail address for reminders: asked for, confirmed by a code, changed, ended."""

import hmac
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dienhong.accounts import codes, sealing
from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties.models import Letter, Mode, Preference
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Person
from dienhong.record.actions import write_entry

CODE_LASTS = timedelta(hours=24)
BETWEEN_CODES = timedelta(minutes=1)
# Five of 44 bits: nobody guesses, and whoever mistypes asks for another.
MOST_WRONG = 5
_GROUPS = 2
_PURPOSE = "mail-code"
_KEY = "code:"


def of(person: Person) -> Preference:
    """Return what a person prefers; who said nothing gets no letters and loses nothing."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


@transaction.atomic
def ask(person: Person, address: str, *, by: Actor) -> Letter:
    """Take an address that a code is mailed to; it counts once the code comes back.

    Raises Refused for a second one right after the first: nobody's mailbox is filled from here.
    """
    row = _locked(person)
    if row.asked_at is not None and timedelta(0) <= by.at - row.asked_at < BETWEEN_CODES:
        raise Refused(
            "Chưa gửi mã được: vừa gửi một mã chưa đầy một phút",
            cure="Chờ một phút rồi gửi lại.",
        )
    row.asked, row.asked_at, row.wrong = address.strip(), by.at, 0
    row.code_sealed = sealing.seal(codes.make(_GROUPS), _PURPOSE)
    row.save()
    key = f"{_KEY}{person.pk}:{by.at.timestamp():.6f}"
    return Letter.objects.create(key=key, person=person, made_at=by.at, next_try=by.at)


def confirm(person: Person, code: str, *, by: Actor) -> bool:
    """Let the address count, if the code is right; say whether it was. A wrong one is counted.

    Raises Refused where no code waits, it is too old, or too many were wrong.
    """
    with transaction.atomic():
        row = _locked(person)
        _check_waits(row, by.at)
        right = _fits(code, _code(row))
        if right:
            row.address, row.since = row.asked, by.at
            row.asked, row.code_sealed, row.asked_at, row.wrong = "", "", None, 0
            write_entry("duties.mail_confirmed", f"person:{person.pk}", by=by)
        else:
            row.wrong += 1
        row.save()
    return right


def _fits(typed: str, code: str) -> bool:
    given, wanted = (codes.plain(text).encode() for text in (typed, code))
    return wanted != b"" and hmac.compare_digest(given, wanted)


def _check_waits(row: Preference, at: datetime) -> None:
    too_old = row.asked_at is None or at > row.asked_at + CODE_LASTS
    if not row.code_sealed or too_old or row.wrong >= MOST_WRONG:
        raise Refused(
            "Chưa xác nhận được: không có mã nào đang chờ, mã đã quá 24 giờ, hoặc đã nhập sai "
            f"{MOST_WRONG} lần",
            cure="Nhập lại địa chỉ để nhận mã mới.",
        )


@transaction.atomic
def choose(person: Person, mode: str, *, by: Actor) -> None:
    """Choose how often to be written to."""
    row = _locked(person)
    row.mode, row.since = Mode(mode), by.at if row.address else None
    row.save(update_fields=["mode", "since"])


@transaction.atomic
def end(person: Person, *, by: Actor) -> None:
    """Forget the address, and one that still waits for its code."""
    row = _locked(person)
    if row.address:
        write_entry("duties.mail_ended", f"person:{person.pk}", by=by)
    row.address, row.asked, row.code_sealed, row.asked_at, row.since = "", "", "", None, None
    row.save()


def _locked(person: Person) -> Preference:
    Preference.objects.get_or_create(person=person)
    return Preference.objects.select_for_update().get(person=person)


def _code(row: Preference) -> str:
    try:
        return sealing.unseal(row.code_sealed, _PURPOSE)
    except sealing.SealBroken:  # the server's key was replaced meanwhile
        return ""


def is_code(letter: Letter) -> bool:
    """Tell whether a letter carries the code of an address that is to be confirmed."""
    return letter.key.startswith(_KEY)


def written(row: Preference) -> tuple[str, str]:
    """Return subject and text of the letter with the code; ("", "") where none waits any more."""
    code = _code(row) if row.code_sealed and row.asked_at else ""
    if not code or row.asked_at is None:
        return "", ""
    until = timezone.localtime(row.asked_at + CODE_LASTS)
    name = organisation.agency().name
    text = (
        f"{name}\n\nMã xác nhận địa chỉ nhận nhắc việc: {code}\n\n"
        "Nhập mã này tại trang «Nhắc việc», mục «Thư nhắc việc», "
        f"trước {until:%H:%M ngày %d/%m/%Y}.\n"
        "Nếu không yêu cầu mã này thì bỏ qua thư: không có mã, địa chỉ này không được dùng.\n"
    )
    return "Mã xác nhận địa chỉ thư", text
