"""One office with its people and its own small regulation, and the acts that stories begin with."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import File
from django.test import Client
from pypdf import PdfReader

from dienhong.core.acting import Actor, RecordedFrom
from dienhong.core.refusal import Refused
from dienhong.duties import queries as duties
from dienhong.organisation import actions as organisation
from dienhong.organisation import sittings
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Person, Sitting
from dienhong.organisation.queries import standing
from dienhong.publication import actions, describing, figures
from dienhong.publication.channels import choices
from dienhong.publication.drafting import Draft, Upload, look_at
from dienhong.publication.models import Matter
from dienhong.publication.queries import terms_for, terms_under
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from dienhong.record.models import JournalEntry
from dienhong.regulation import actions as regulation
from dienhong.regulation import deciding
from dienhong.regulation.models import Version
from dienhong.regulation.rules import Origin
from tests.file_samples import pdf
from tests.scenarios.walker import Reader

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2026, 3, 2)  # the day on which the office opened
FRIDAY = date(2026, 2, 27)  # the day of the decision in most stories; due on Friday 06/03
DUE = date(2026, 3, 6)
LAST_DAY = date(2026, 3, 22)  # of a run of 20 days that began on the Monday
FREE = date(2026, 3, 23)  # the first day on which that run may end

# Our own wording: five working days, a run of twenty days, three kinds, two forms.
REGULATION = """QUYẾT ĐỊNH
Về việc ban hành Quy chế dân chủ của Trạm Sương Mai

Điều 1. Ban hành Quy chế dân chủ của Trạm Sương Mai.

Điều 2. Trạm Sương Mai làm theo Quyết định này từ ngày ký.

QUY CHẾ
DÂN CHỦ CỦA TRẠM SƯƠNG MAI

Điều 1. Việc chung
Quy chế này nói cách Trạm bàn việc với nhau.

Điều 2. Nội dung công khai
Trừ điều bí mật, Trạm công khai cho cán bộ, công chức biết:
1. Lịch trực và lịch gieo hạt.
2. Sổ thu chi của Trạm.
3. Việc nhận người, khen và phạt.

Điều 3. Hình thức, thời hạn công khai
1. Hình thức công khai gồm:
a) Niêm yết ở sảnh lớn;
b) Thông báo tại hội nghị đầu mùa.
2. Việc nào cũng công khai chậm nhất là 05 ngày làm việc tính từ ngày có quyết định.
3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.
"""
BOARD, CONFERENCE = "dieu-3.khoan-1.diem-a", "dieu-3.khoan-1.diem-b"
KIND, TERM, RUN = "dieu-2.khoan-2", "dieu-3.khoan-2", "dieu-3.khoan-3"
# Everyone who may sign in; Lan is administration, Minh holds no function.
EVERYONE = ("lan", "hoa", "phong", "khue", "tu", "vy", "minh")
PDF = pdf("So thu chi")

# A version on whose draft the union was heard.
NEW = Origin(declared=False, union_paper="Biên bản họp Công đoàn ngày 30/12/2025")

_STAFF = (
    ("minh", "Minh", None),
    ("hoa", "Hoa", Function.CHIEF),
    ("tu", "Tú", Function.INSPECTION_COMMITTEE),
    ("vy", "Vy", Function.UNION_EXECUTIVE),
    ("phong", "Phong", Function.DEPUTY_CHIEF),
    ("khue", "Khuê", Function.HEAD_OF_DEPARTMENT),
)
FUNCTIONS = {
    "lan": Function.ADMINISTRATION,
    **{login: function for login, _, function in _STAFF if function},
}


def moment(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day in Hà Nội."""
    return datetime.combine(day, time(hour), HANOI).astimezone(UTC)


def person(login: str) -> Person:
    """Return one of the office's people by sign-in name."""
    return Account.objects.get(login=login).person


def powers_of(login: str) -> frozenset[str]:
    """Return what a person may do in this office today."""
    stands = standing(MONDAY)
    return stands.powers_of(stands.functions_of(str(person(login).pk)))


def act(login: str, day: date = MONDAY, *, hour: int = 9, as_: str | None = None) -> Actor:
    """Return the companions of an act by a person, in the right of the function that they hold."""
    right = FUNCTIONS.get(login, "") if as_ is None else as_
    by = organisation.someone(person(login))
    return Actor(by=by, at=moment(day, hour), today=day, acting_as=str(right))


def add_people() -> None:
    """Add Minh (staff), Hoa (chief), Tú, Vy, Phong (deputy) and Khuê (head of department)."""
    for login, name, function in _STAFF:
        who = organisation.add_person(
            name=name, login=login, password="", joined_on=MONDAY, by=act("lan")
        )
        if function:
            organisation.give_function(who, function, held_from=MONDAY, by=act("lan"))


def adopt(
    text: str = REGULATION,
    *,
    number: str = "01/QĐ-TSM",
    day: date = date(2026, 1, 5),
    entered: date = MONDAY,
    in_force_from: date | None = None,
) -> Version:
    """Upload a regulation, confirm all that was read, and issue it as signed on ``day``."""
    version = regulation.upload(text, name="quy-che.txt", by=act("lan", entered))
    orders = version.parameters.values_list("order", flat=True)
    deciding.confirm(version, orders, by=act("lan", entered))
    return regulation.issue(
        version,
        number=number,
        issued_on=day,
        in_force_from=in_force_from or day,
        origin=NEW,
        by=act("hoa", entered),
    )


def upload(content: bytes = PDF, name: str = "bang-ke.pdf") -> Upload:
    """Return a file as a form gives it, looked at; of known content it is known what it is."""
    file = File(BytesIO(content), name=name)
    return Upload(name, file, Seen(Kind.PDF, 1)) if content == PDF else look_at(file, name)


def words(
    *,
    title: str = "Sổ thu chi quý một",
    summary: str = "Thu và chi của Trạm, theo từng tháng.",
    decided_on: date = FRIDAY,
    kind: str = KIND,
    checker: str = "hoa",
    entered: date = MONDAY,
) -> Draft:
    """Return what is written down of a matter; ``kind`` is an address of the own regulation."""
    offered = [item.key for item in terms_for(decided_on, entered).kinds]
    key = next((key for key in offered if key.endswith(f":{kind}")), kind)
    return Draft(
        title=title,
        summary=summary,
        decision_number="12/QĐ-TSM",
        decided_on=decided_on,
        kind=key,
        checker=person(checker),
    )


def drafted(*uploads: Upload, by: str = "lan", day: date = MONDAY, **said: object) -> Matter:
    """Enter a matter; it waits for its secrecy check."""
    return actions.draft(words(entered=day, **said), uploads, by=act(by, day))  # type: ignore[arg-type]


def cleared(*uploads: Upload, day: date = MONDAY, **said: object) -> Matter:
    """Enter a matter and let Hoa sign that there is no secret in it."""
    return actions.clear(drafted(*uploads, day=day, **said), by=act("hoa", day))  # type: ignore[arg-type]


def published(
    *uploads: Upload, day: date = MONDAY, forms: Iterable[str] = (), **said: object
) -> Matter:
    """Enter, clear and publish a matter on one day."""
    matter = cleared(*uploads, day=day, **said)
    keys = [f"{matter.version.act}:{address}" for address in forms] if matter.version else []
    return actions.publish(matter, forms=keys, by=act("lan", day))


def published_by(*codes: str, title: str = "Sổ thu chi quý một") -> Matter:
    """Publish a matter by ways of these codes, each as the last provision that offers it."""
    matter = cleared(title=title)
    offered = choices(terms_under(matter.version, matter.decided_on).forms)
    keys = [next(way.key for way in reversed(offered) if way.code == code) for code in codes]
    return actions.publish(matter, forms=keys, by=act("lan"))


def with_figures(lines: int = 2) -> Matter:
    """Publish a matter with a table of so many lines and their sum."""
    matter = drafted(title="Bảng số liệu", kind="dieu-2.khoan-1")
    describing.confirm_shapes(matter.kind_source, ["figures"], by=act("hoa"))
    rows = "".join(f"{n};Mục {n};{n}\n" for n in range(1, lines + 1))
    total = lines * (lines + 1) // 2
    text = f"TT;Nội dung;Số tiền\n{rows};Tổng cộng;{total}\n"
    found = figures.look_at(File(BytesIO(text.encode()), "bang.csv"))
    said = figures.Words(title="Thu chi", unit="đồng", year=2026)
    describing.describe(matter, "figures", {}, table=found, words=said, by=act("lan"))
    actions.clear(matter, by=act("hoa"))
    return actions.publish(matter, forms=[], by=act("lan"))


def about_a_person(title: str = "Nâng lương của Minh", *uploads: Upload) -> Matter:
    """Publish a personal notice."""
    matter = drafted(*uploads, kind="dieu-2.khoan-3", title=title)
    listed = ("Nâng lương", "Khen")
    describing.confirm_shapes(matter.kind_source, ["personnel"], listed, by=act("hoa"))
    given = {"sub_kind": "Nâng lương"}
    describing.describe(matter, "personnel", given, personal=True, by=act("lan"))
    actions.clear(matter, by=act("hoa"))
    return actions.publish(matter, forms=[], by=act("lan"))


def withdrawn(matter: Matter, day: date = MONDAY) -> Matter:
    """Withdraw a published matter: Lan asks, Hoa confirms."""
    actions.ask_withdrawal(matter, ground="Có bí mật công tác.", by=act("lan", day))
    actions.confirm_withdrawal(matter, by=act("hoa", day))
    return Matter.objects.get(pk=matter.pk)


def no(call: Callable[[], object]) -> Refused:
    """Return the refusal with which an act answers."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def body_of_last_entry() -> dict[str, Any]:
    """Return the body of the newest entry of all."""
    body: dict[str, Any] = json.loads(JournalEntry.objects.order_by("-number")[0].body)
    return body


def body_of_last(matter: Matter) -> dict[str, Any]:
    """Return the newest entry about a matter as the journal keeps it."""
    row = JournalEntry.objects.filter(subject=matter.subject).latest("number")
    body: dict[str, Any] = json.loads(row.body)
    return body


def open_for(login: str, day: date = MONDAY) -> list[tuple[str, date]]:
    """Return what a person owes: verb and day."""
    function = act(login).acting_as
    rows = duties.of(person(login), [function] if function else [])
    return [(row.verb, row.due_on) for row in rows]


def stage_of(matter: Matter) -> str:
    """Return the stage that is kept now."""
    return Matter.objects.get(pk=matter.pk).stage


def after(day: date, days: int) -> date:
    """Return the day so many days later."""
    return day + timedelta(days=days)


def entries(matter: Matter) -> list[str]:
    """Return the kinds of the entries about a matter, oldest first."""
    rows = JournalEntry.objects.filter(subject=matter.subject)
    return list(rows.values_list("kind", flat=True))


def at_desk(login: str, path: str = "", code: str = "thu") -> Reader:
    """Return a reader at a page of the office, the first one if none is named; "" is nobody."""
    client = Client(enforce_csrf_checks=True)
    if login:
        client.force_login(Account.objects.get(login=login))
    return Reader(f"/{code}/{path}", client)


def page_of(matter: Matter) -> str:
    """Return the path of a matter's page inside the office."""
    return f"cong-khai/{matter.pk}/"


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, each line break and run of spaces as one space."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def entered(reader: Reader, **more: object) -> Reader:
    """Fill in the form of a matter from the first page."""
    reader.follow("Soạn việc công khai")
    given = {
        "Tên việc": "Sổ thu chi quý một",
        "Số quyết định": "12/QĐ-TSM",
        "Ngày quyết định": "2026-02-27",
        "Loại nội dung": "Sổ thu chi của Trạm.",
        "Tóm tắt": "Thu và chi, theo từng tháng.",
        "Người kiểm tra": "Hoa",
    }
    return reader.send("Trình kiểm tra bí mật", given | more)


def files_of(reader: Reader) -> list[str]:
    """Return the names of the files that a matter's page gives."""
    return [a.words for a in reader.section("Tệp kèm theo").every("a")]


def the_matter() -> Matter:
    """Return the only matter."""
    return Matter.objects.get()


def entered_for(login: str, *, by: str) -> Sitting:
    """Open and end a sitting in which a clerk enters from a person's paper."""
    content = File(BytesIO(PDF + login.encode()), name="phieu.pdf")
    paper = sittings.Scan("phieu.pdf", content, Seen(Kind.PDF, 1))
    sitting = sittings.begin(
        person(login),
        recorded_from=RecordedFrom.PAPER,
        scan=paper,
        clerk=person(by),
        by=act(by),
    )
    sittings.end(sitting, by=act(by))
    return sitting
