"""How many queries each page may ask: a fixed number, whether one thing is shown or thirty."""

from collections.abc import Iterator
from itertools import count as count_from

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dienhong.accounts.models import Passkey, SignIn
from dienhong.core.citation import Citation
from dienhong.organisation import actions as organisation
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Person
from dienhong.publication import actions
from dienhong.publication.drafting import attach
from dienhong.publication.models import Matter
from dienhong.record.actions import write_entry
from dienhong.regulation import actions as regulation
from dienhong.regulation.models import Version
from tests.organisation.desks import client_of
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
    ("/thu/nguoi/", "lan", 9),
    ("/thu/nguoi/them/", "lan", 6),
    ("/thu/nguoi/giao/", "lan", 7),
    ("/thu/nguoi/dang-nhap/", "lan", 10),
    ("/thu/nguoi/dang-nhap/lop-hai/", "lan", 8),
    ("/thu/nguoi/dang-nhap/tai-khoan-cua-tinh/", "lan", 8),
    ("/thu/nguoi/{minh}/dang-nhap/", "lan", 11),
    ("/thu/tai-khoan/", "lan", 12),
    ("/thu/tai-khoan/mat-khau/", "lan", 7),
    ("/thu/tai-khoan/ma/", "lan", 9),
    ("/thu/tai-khoan/khoa/them/", "lan", 7),
    ("/thu/ban/", "minh", 6),
    ("/thu/dang-nhap/", "", 4),
    ("/thu/dang-nhap/phieu/", "", 3),
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
    matter = Matter.objects.filter(title="Việc đầu").first() or story.published(title="Việc đầu")
    returned = Matter.objects.filter(title="Việc trả lại").first() or story.drafted(
        title="Việc trả lại"
    )
    if returned.stage == "checking":
        actions.give_back(returned, ground="Thiếu số.", by=story.act("hoa"))
    for _ in range(count):
        _add_person()
        _add_sign_in()
        _add_entry()
        story.drafted(title="Việc chờ kiểm tra")
        story.cleared(title="Việc chờ công khai")
        story.published(title="Việc đã công khai")
        _attach(matter)
        actions.post(
            matter, place="Bảng tin", posted_at=story.moment(story.MONDAY), by=story.act("lan")
        )
    _upload(count)


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


def _add_sign_in() -> None:
    """Let Lan be signed in at one more place, and have one more key."""
    account, at = Account.objects.get(login="lan"), story.moment(story.MONDAY, 10)
    number = SignIn.objects.count()
    SignIn.objects.create(
        account=account, session_key=f"k{number}", way="password", first_at=at, last_at=at
    )
    Passkey.objects.create(
        account=account, name="a", credential=f"k{number}", public_key="", made_on=story.MONDAY
    )


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
        minh=story.person("minh").pk,
        posting=getattr(matter.postings.first(), "pk", 0),
        draft=Version.objects.filter(stage="draft").latest("number").number,
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
