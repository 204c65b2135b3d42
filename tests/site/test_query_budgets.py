"""How many queries each page may ask: a fixed number, whether one thing is shown or thirty."""

from collections.abc import Iterator
from itertools import count as count_from

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dienhong.core.citation import Citation
from dienhong.organisation import absences, importing, rolls
from dienhong.organisation import actions as organisation
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import Function
from dienhong.organisation.models import PeopleImport, Person, Roll, RollRule
from dienhong.publication import actions
from dienhong.publication.drafting import attach
from dienhong.publication.models import Matter
from dienhong.record.actions import write_entry
from dienhong.regulation import actions as regulation
from dienhong.regulation.models import Version
from tests.organisation.desks import client_of
from tests.organisation.staff import csv_of
from tests.publication import story

# Page, who looks at it, and the most queries that it may ask.
BUDGETS = [
    ("/thu/", "lan", 11),
    ("/thu/", "minh", 10),
    ("/thu/chanh-van-phong/", "hoa", 9),
    ("/thu/cong-khai/", "lan", 14),
    ("/thu/cong-khai/", "minh", 14),
    ("/thu/cong-khai/soan/", "lan", 17),
    ("/thu/cong-khai/{matter}/", "lan", 12),
    ("/thu/cong-khai/{matter}/", "minh", 12),
    ("/thu/cong-khai/{matter}/sua/", "lan", 20),
    ("/thu/cong-khai/{matter}/tep/1/bang-ke.pdf", "minh", 9),
    ("/thu/cong-khai/{matter}/niem-yet/{posting}/to.pdf", "minh", 10),
    ("/thu/cong-khai/{matter}/niem-yet/{posting}/bien-ban.pdf", "minh", 10),
    ("/thu/quy-che/", "lan", 15),
    ("/thu/quy-che/ban/1/", "minh", 15),
    ("/thu/quy-che/ban/1/cau-truc/", "lan", 8),
    ("/thu/quy-che/ban/{draft}/xac-nhan/", "lan", 10),
    ("/thu/quy-che/ban/{draft}/ban-hanh/", "hoa", 8),
    ("/thu/quy-che/nap/", "lan", 6),
    ("/thu/so-ghi/", "minh", 9),
    ("/thu/so-ghi/xuat/", "lan", 6),
    ("/thu/nguoi/", "lan", 11),
    ("/thu/nguoi/", "minh", 11),
    ("/thu/nguoi/{minh}/", "lan", 13),
    ("/thu/nguoi/{minh}/", "tu", 12),
    ("/thu/nguoi/{minh}/thoi-viec/", "lan", 11),
    ("/thu/nguoi/vang/", "minh", 7),
    ("/thu/nguoi/phong/", "lan", 8),
    ("/thu/nguoi/xuat/danh-sach.csv", "lan", 8),
    ("/thu/nguoi/nhap/", "lan", 7),
    ("/thu/nguoi/nhap/{pending}/", "lan", 10),
    ("/thu/nguoi/ty-le/", "minh", 8),
    ("/thu/nguoi/ty-le/{roll}/", "lan", 9),
    ("/thu/nguoi/them/", "lan", 6),
    ("/thu/nguoi/giao/", "lan", 7),
    ("/thu/ban/", "minh", 6),
    ("/thu/dang-nhap/", "", 3),
    ("/thu/cong-dan/", "", 3),
    ("/thu/tro-giup/", "", 2),
]
MANY = 30


@pytest.fixture(autouse=True)
def _monday_at_ten(office: str) -> Iterator[None]:
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        story.add_people()
        story.adopt()
        yield


def _grow(count: int) -> None:
    """Add so many of everything that pages list."""
    _grow_people(count)
    matter = Matter.objects.filter(title="Việc đầu").first() or story.published(title="Việc đầu")
    returned = Matter.objects.filter(title="Việc trả lại").first() or story.drafted(
        title="Việc trả lại"
    )
    if returned.stage == "checking":
        actions.give_back(returned, ground="Thiếu số.", by=story.act("hoa"))
    for _ in range(count):
        _add_person()
        _add_entry()
        story.drafted(title="Việc chờ kiểm tra")
        story.cleared(title="Việc chờ công khai")
        story.published(title="Việc đã công khai")
        _attach(matter)
        actions.post(
            matter, place="Bảng tin", posted_at=story.moment(story.MONDAY), by=story.act("lan")
        )
    _upload(count)


def _grow_people(count: int) -> None:
    """Add functions, leave and matters to check of Minh, a longer list that waits, and rolls."""
    by, minh = story.act("lan"), story.person("minh")
    PeopleImport.objects.all().delete()
    lines = [f"Yên {number},,,Phòng Xa {number},,01/01/2020,," for number in range(count)]
    importing.upload(csv_of(*lines), "can-bo.csv", by=by)
    begin = minh.absences.count()
    for number in range(begin, begin + count):
        day = story.after(story.MONDAY, number + 1)
        kind = AbsenceKind.ANNUAL
        absences.enter(minh, kind, starts_on=day, ends_on=day, by=by)
    for person in Person.objects.exclude(pk=minh.pk).filter(absences=None):
        absences.enter(
            person, AbsenceKind.SICK, starts_on=story.MONDAY, ends_on=story.MONDAY, by=by
        )
    if not RollRule.objects.exists():
        _set_rule()
    for number in range(count):
        rolls.make(purpose=f"Hội nghị {number}", on_day=story.MONDAY, by=by)


def _set_rule() -> None:
    rule = RollRule(
        in_force_from=story.MONDAY,
        categories=["civil-servant"],
        long_leave_counted=True,
        seconded_out_counted=True,
        seconded_in_counted=True,
        probationers_counted=True,
        basis="Thông báo số 3",
    )
    rolls.set_rule(rule, by=story.act("hoa"))


def _add_person() -> None:
    number = Person.objects.count()
    who = organisation.add_person(
        name=f"Người {number}",
        login=f"nguoi-{number}",
        password="",
        department=f"Phòng {number}",
        joined_on=story.MONDAY,
        by=story.act("lan"),
    )
    for function in (Function.HEAD_OF_DEPARTMENT, Function.ADMINISTRATION):
        organisation.give_function(who, function, held_from=story.MONDAY, by=story.act("lan"))


def _add_entry() -> None:
    """Write an entry that cites one more clause of the regulation."""
    clause = next(_CLAUSES)
    with transaction.atomic():
        write_entry("thu.viet", "thing:1", by=story.act("lan"), clauses=[clause])


def _attach(matter: Matter) -> None:
    number = matter.attachments.count()
    upload = story.upload(story.PDF + str(number).encode())
    with transaction.atomic():
        attach(matter, [upload], story.act("lan"))


def _upload(count: int) -> None:
    """Upload one more draft, whose kinds of content are ``count`` more than the regulation's."""
    more = "".join(f"{number}. Sổ thứ {number} của Trạm.\n" for number in range(4, 4 + count))
    last = "3. Việc nhận người, khen và phạt.\n"
    text = story.REGULATION.replace(last, last + more)
    regulation.upload(text, name="ban-moi.txt", by=story.act("lan"))


_CLAUSES = (Citation("quy-che-1", f"dieu-{number}") for number in count_from(1))


def _asked(path: str, login: str) -> int:
    """Return how many queries a page asks, of which the first visit (caches) does not count."""
    client = client_of(login)
    matter = Matter.objects.get(title="Việc trả lại" if "/sua/" in path else "Việc đầu")
    address = path.format(
        matter=matter.pk,
        posting=getattr(matter.postings.first(), "pk", 0),
        draft=Version.objects.filter(stage="draft").latest("number").number,
        minh=story.person("minh").pk,
        pending=PeopleImport.objects.latest("made_at", "pk").pk,
        roll=Roll.objects.latest("made_at", "pk").pk,
    )
    client.get(address).close()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        answer.close()
    assert answer.status_code == 200, content.decode()
    return len(asked)


def test_every_page_asks_as_much_for_thirty_things_as_for_one_and_no_more_than_it_may() -> None:
    _grow(1)
    few = {(path, login): _asked(path, login) for path, login, _ in BUDGETS}
    _grow(MANY)
    many = {(path, login): _asked(path, login) for path, login, _ in BUDGETS}
    assert many == few
    over = {
        (path, login): few[path, login] for path, login, most in BUDGETS if few[path, login] > most
    }
    assert over == {}
