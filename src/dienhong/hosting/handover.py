"""What an ended agency left running goes to its successor on this server: each matter once."""

from collections.abc import Mapping
from uuid import UUID

from django.core.files.storage import default_storage

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.organisation import queries as organisation
from dienhong.organisation import rules_closing
from dienhong.organisation.models import Account, Person
from dienhong.publication import handover
from dienhong.publication.handover import Carried, Office, Receivers
from dienhong.publication.models import Matter


def hand_over(
    code: str, to: str, *, receiver: str, people: Mapping[str, str], by: Actor
) -> list[UUID]:
    """Hand every running matter of ``code`` over to ``to``; return those that went.

    ``people`` gives the successor's sign-in name for one of the giver's; ``receiver`` holds what
    had no match. Each matter is written there, then closed here, each in its own transaction: a
    call that was cut off is made again and goes on where it stopped.
    """
    giver = _giver(code, to, people, by)
    receive = _receivers(to, receiver, giver.people, by)
    with use_agency(code):
        keys = [matter.pk for matter in handover.not_given()]
    for key in keys:
        _hand_over_one(key, giver, to, receive, by)
    return keys


def _hand_over_one(key: UUID, giver: Office, to: str, receive: Receivers, by: Actor) -> None:
    with use_agency(giver.code):
        carried = handover.gather(Matter.objects.select_related("version").get(pk=key))
    _copy_files(carried, giver.code, to)
    with use_agency(to):
        receipt = handover.take_over(carried, giver, receive, by=by)
        successor = Office(to, organisation.agency().name)
    with use_agency(giver.code):
        handover.give_away(Matter.objects.get(pk=key), successor, receipt, by=by)


def _copy_files(carried: Carried, code: str, to: str) -> None:
    """Copy the bytes first: a file without a row harms nobody, a row without its file does."""
    for row in carried.files:
        if row.file.erased_at is not None:
            continue
        with use_agency(code):
            stored = default_storage.open(row.file.place)
        with stored, use_agency(to):
            if not default_storage.exists(row.file.place):
                default_storage.save(row.file.place, stored)


def _giver(code: str, to: str, people: Mapping[str, str], by: Actor) -> Office:
    """Return the agency that has ended, with the new sign-in name of each of its persons."""
    with use_agency(code):
        row = organisation.agency()
        closing = organisation.closing(row)
        logins = dict(Account.objects.values_list("login", "person_id"))
    if closing is None or not closing.is_over(by.today):
        raise Refused(
            f"Chưa bàn giao được: văn phòng «{code}» còn hoạt động",
            cure="Chánh Văn phòng ghi kết thúc hoạt động; bàn giao từ sau ngày cuối.",
        )
    if closing.successor_code != to:
        raise Refused(
            f"Chưa bàn giao được: nơi tiếp nhận đã ghi là «{closing.successor_code}»",
            cure="Dùng đúng mã của cơ quan tiếp nhận.",
        )
    if unknown := sorted(set(people) - set(logins)):
        raise _nobody(unknown[0], code)
    return Office(code, row.name, {str(logins[old]): new for old, new in people.items()})


def _receivers(to: str, receiver: str, people: Mapping[str, str], by: Actor) -> Receivers:
    """Return who in the successor stands for whom; everyone named has to be there today."""
    with use_agency(to):
        rules_closing.check_still_open(organisation.closing(organisation.agency()), by.today)
        staff = organisation.staff_on(by.today).filter(account__isnull=False)
        here = {person.account.login: person for person in staff.select_related("account")}
    named: dict[str, Person] = {}
    for login in {receiver, *people.values()}:
        if login not in here:
            raise _nobody(login, to)
        named[login] = here[login]
    return lambda key: named[people.get(key, receiver)]


def _nobody(login: str, code: str) -> Refused:
    return Refused(
        f"Chưa bàn giao được: văn phòng «{code}» không có người mang tên đăng nhập «{login}»",
        cure="Xem lại tên đăng nhập ở trang Người và chức năng.",
    )
