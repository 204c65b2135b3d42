"""How many queries each page may ask: a fixed number, whether one thing is shown or thirty."""

from collections.abc import Iterator
from datetime import date
from itertools import count as count_from

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dienhong.accounts.models import Passkey, SignIn
from dienhong.core.citation import Citation
from dienhong.core.days.periods import period_of
from dienhong.core.derivation import Derivation
from dienhong.duties import feeds, occasions, opening, reminding
from dienhong.duties.actions import open_duty
from dienhong.duties.models import Duty, Evidence, Feed, Measure, Occasion
from dienhong.meetings.actions import Held, hold
from dienhong.meetings.models import Meeting, Opinion, Task
from dienhong.meetings.queries import invited
from dienhong.organisation import absences, importing, rolls
from dienhong.organisation import actions as organisation
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.correcting import correct_person
from dienhong.organisation.functions import Function
from dienhong.organisation.models import (
    Account,
    Department,
    PeopleImport,
    Person,
    Roll,
    RollRule,
    Sitting,
)
from dienhong.public_service.actions import PartWords
from dienhong.public_service.actions import take_down as taking_down
from dienhong.public_service.models import Check, Edition
from dienhong.publication import (
    actions,
    books,
    channels,
    confirming,
    correcting,
    enquiries,
    queries,
    reading,
)
from dienhong.publication.drafting import Upload, attach
from dienhong.publication.enquiries import Given
from dienhong.publication.models import (
    AnswerFile,
    Enquiry,
    FigureTable,
    Matter,
    Proof,
    Relay,
    YearBook,
)
from dienhong.record.actions import write_entry
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from dienhong.record.models import Correction
from dienhong.regulation import actions as regulation
from dienhong.regulation.models import Version
from dienhong.reporting import actions as reporting
from dienhong.reporting import folders
from dienhong.reporting.models import Field, Report
from tests.duties import filling
from tests.duties.story import system
from tests.file_samples import pdf, picture
from tests.meetings import story as meetings
from tests.organisation.desks import client_of
from tests.organisation.staff import csv_of
from tests.public_service import story as boards
from tests.publication import enquiring, story

# Page, who looks at it, and the most queries that it may ask.
BUDGETS = [
    ("/thu/", "lan", 17),
    ("/thu/", "minh", 14),
    ("/thu/chanh-van-phong/", "hoa", 18),
    ("/thu/cong-khai/", "lan", 16),
    ("/thu/cong-khai/", "minh", 16),
    ("/thu/cong-khai/?trang=2", "minh", 19),
    ("/thu/cong-khai/?tim=cong khai", "minh", 21),
    ("/thu/cong-khai/?tim=công khai&loai={kind}&phong=&thang=2026-03", "lan", 21),
    ("/thu/cong-khai/?dieu=2&tu=2026-03-01&den=2026-03-31", "minh", 19),
    ("/thu/cong-khai/nguon/{news}.atom", "", 10),
    ("/thu/cong-khai/nguon/{news}.atom?loai={kind}", "", 12),
    ("/thu/cong-khai/nguon/{news}.ics", "", 10),
    ("/thu/cong-khai/noi-quy/", "minh", 15),
    ("/thu/cong-khai/noi-quy/", "hoa", 17),
    ("/thu/cong-khai/so/", "lan", 13),
    ("/thu/cong-khai/so/nam-2026/bang.csv", "minh", 13),
    ("/thu/cong-khai/de-nghi/", "minh", 15),
    ("/thu/cong-khai/de-nghi/moi/?viec={matter}", "minh", 15),
    ("/thu/cong-khai/de-nghi/{enquiry}/", "minh", 20),
    ("/thu/cong-khai/de-nghi/{enquiry}/", "lan", 20),
    ("/thu/cong-khai/de-nghi/{enquiry}/phieu-tra-loi.pdf", "minh", 15),
    ("/thu/cong-khai/de-nghi/{enquiry}/tep/{given}/bang-ke.pdf", "minh", 15),
    ("/thu/cong-khai/de-nghi/tra-loi/", "lan", 15),
    ("/thu/cong-khai/de-nghi/so/?nam=2026", "tu", 15),
    ("/thu/cong-khai/de-nghi/so/bang.csv", "tu", 15),
    ("/thu/cong-khai/soan/", "lan", 19),
    ("/thu/cong-khai/{matter}/", "lan", 20),
    ("/thu/cong-khai/{matter}/", "minh", 20),
    ("/thu/cong-khai/{ways}/", "lan", 30),
    ("/thu/cong-khai/{ways}/", "minh", 30),
    ("/thu/cong-khai/{ways}/hinh-thuc/{channel}/", "lan", 25),
    ("/thu/cong-khai/{ways}/bao-phong/{relay}/", "lan", 25),
    ("/thu/cong-khai/{ways}/ky-nhan/", "lan", 20),
    ("/thu/cong-khai/{ways}/da-den-ai/", "lan", 30),
    ("/thu/cong-khai/{ways}/da-den-ai/?chua=1", "lan", 30),
    ("/thu/cong-khai/{ways}/da-den-ai/bang.csv", "lan", 30),
    ("/thu/cong-khai/{ways}/bang-chung/{proof}/nho/", "minh", 13),
    ("/thu/cong-khai/{ways}/bang-chung/{proof}/trang.png", "minh", 13),
    ("/thu/cong-khai/{matter}/sua/", "lan", 23),
    ("/thu/cong-khai/{matter}/tep/1/", "minh", 15),
    ("/thu/cong-khai/{matter}/tep/1/nho/", "minh", 12),
    ("/thu/cong-khai/{matter}/tep/1/trang/1/", "minh", 12),
    ("/thu/cong-khai/{matter}/tep/1/bang-ke.pdf", "minh", 12),
    ("/thu/cong-khai/dang/", "lan", 15),
    ("/thu/cong-khai/tinh-hinh/?ky=year", "lan", 15),
    ("/thu/cong-khai/{figures}/", "minh", 20),
    ("/thu/cong-khai/{figures}/bang/", "minh", 17),
    ("/thu/cong-khai/{figures}/bang/?trang=2", "minh", 17),
    ("/thu/cong-khai/{figures}/bang/bang.xlsx", "minh", 13),
    ("/thu/cong-khai/{figures}/bang/cot/2/bieu-do.svg", "minh", 14),
    ("/thu/cong-khai/{matter}/niem-yet/{posting}/to.pdf", "minh", 14),
    ("/thu/cong-khai/{matter}/niem-yet/{posting}/to-a3.pdf", "minh", 14),
    ("/thu/cong-khai/{matter}/niem-yet/{posting}/bien-ban.pdf", "minh", 14),
    ("/thu/cong-khai/{matter}/niem-yet/{posting}/dut-quang/", "lan", 15),
    ("/thu/cong-khai/{matter}/niem-yet/{posting}/dan-lai/", "lan", 15),
    ("/thu/cong-khai/{matter}/ngay/?ngay=2026-03-02", "minh", 16),
    ("/thu/cong-khai/{matter}/xac-nhan/", "minh", 15),
    ("/thu/cong-khai/{matter}/xac-nhan/{confirmation}/ban-xac-nhan.pdf", "minh", 14),
    ("/thu/quy-che/", "lan", 20),
    ("/thu/quy-che/ban/1/", "minh", 19),
    ("/thu/quy-che/?tim=so", "minh", 12),
    ("/thu/quy-che/ban/{draft}/?tim=so", "lan", 12),
    ("/thu/hop/", "lan", 15),
    ("/thu/hop/", "minh", 15),
    ("/thu/hop/hen/", "lan", 15),
    ("/thu/hop/hen/to-chuc/", "vy", 15),
    ("/thu/hop/nhiem-vu/", "minh", 15),
    ("/thu/hop/so/", "minh", 15),
    ("/thu/hop/so/so-van-ban.xlsx", "minh", 15),
    ("/thu/hop/{meeting}/", "lan", 25),
    ("/thu/hop/{meeting}/", "minh", 25),
    ("/thu/hop/{meeting}/doi/", "lan", 15),
    ("/thu/hop/{meeting}/diem-danh/", "lan", 20),
    ("/thu/hop/{meeting}/vang/", "lan", 20),
    ("/thu/hop/{meeting}/bien-ban/", "lan", 20),
    ("/thu/hop/{meeting}/giao/", "lan", 15),
    ("/thu/hop/{meeting}/y-kien/", "lan", 15),
    ("/thu/hop/{meeting}/dinh-chinh/", "lan", 20),
    ("/thu/hop/{meeting}/dinh-chinh/muc/place/", "lan", 20),
    ("/thu/hop/{meeting}/van-ban/bien-ban.pdf", "lan", 30),
    ("/thu/hop/{meeting}/van-ban/bien-ban.docx", "lan", 30),
    ("/thu/hop/nhiem-vu/{task}/", "minh", 15),
    ("/thu/hop/y-kien/{opinion}/", "lan", 15),
    ("/thu/quy-che/ban/1/cau-truc/", "lan", 10),
    ("/thu/quy-che/ban/{draft}/xac-nhan/", "lan", 12),
    ("/thu/quy-che/ban/{draft}/tom-tat/", "lan", 14),
    ("/thu/quy-che/ban/{draft}/ban-hanh/", "hoa", 13),
    ("/thu/quy-che/con-so/?ngay=2026-07-02&so-nguoi=31", "minh", 13),
    ("/thu/quy-che/tu-dinh/", "lan", 13),
    ("/thu/quy-che/tu-dinh/consultation.days/", "lan", 11),
    ("/thu/quy-che/ban/{draft}/so-sanh/", "lan", 23),
    ("/thu/quy-che/nap/", "lan", 8),
    ("/thu/quy-che/mau/", "lan", 11),
    ("/thu/quy-che/ban/1/so-voi-mau/", "lan", 14),
    ("/thu/quy-che/mau/quy-che-mau.docx", "minh", 6),
    ("/thu/so-ghi/", "minh", 11),
    ("/thu/so-ghi/xuat/", "lan", 8),
    ("/thu/nguoi/them/", "lan", 10),
    ("/thu/nguoi/giao/", "lan", 11),
    ("/thu/nguoi/chuc-nang/", "lan", 14),
    ("/thu/nguoi/chuc-nang/veterans/sua/", "lan", 10),
    ("/thu/nguoi/quyen/", "minh", 12),
    ("/thu/nguoi/quyen/bang.xlsx", "minh", 8),
    ("/thu/nguoi/quyen/publication.post/", "hoa", 8),
    ("/thu/nguoi/nhap-thay/", "lan", 12),
    ("/thu/nguoi/nhap-thay/mo/", "lan", 9),
    ("/thu/nguoi/nhap-thay/{sitting}/", "hoa", 12),
    ("/thu/nguoi/ket-thuc-hoat-dong/", "hoa", 12),
    ("/thu/cong-khai/{matter}/dinh-chinh/", "lan", 15),
    ("/thu/cong-khai/{matter}/dinh-chinh/muc/kind/", "lan", 20),
    ("/thu/cong-khai/{matter}/dinh-chinh/{correction}/", "hoa", 15),
    ("/thu/dinh-chinh/", "tu", 14),
    ("/thu/nguoi/{minh}/dinh-chinh/", "lan", 11),
    ("/thu/nguoi/{minh}/dinh-chinh/name/", "lan", 10),
    ("/thu/cong-khai/{matter}/cac-lan-sua/", "lan", 15),
    ("/thu/nguoi/", "lan", 15),
    ("/thu/nguoi/", "minh", 15),
    ("/thu/nguoi/{minh}/", "lan", 15),
    ("/thu/nguoi/{minh}/", "tu", 14),
    ("/thu/nguoi/{minh}/thoi-viec/", "lan", 13),
    ("/thu/nguoi/vang/", "minh", 9),
    ("/thu/nguoi/phong/", "lan", 10),
    ("/thu/nguoi/xuat/danh-sach.csv", "lan", 10),
    ("/thu/nguoi/nhap/", "lan", 9),
    ("/thu/nguoi/nhap/{pending}/", "lan", 13),
    ("/thu/nguoi/ty-le/", "minh", 10),
    ("/thu/nguoi/ty-le/{roll}/", "lan", 11),
    ("/thu/viec/", "lan", 19),
    ("/thu/viec/bang.xlsx", "lan", 12),
    ("/thu/viec/cua-toi/", "lan", 21),
    ("/thu/viec/phong/", "khue", 15),
    ("/thu/viec/quy-che-giao/", "lan", 21),
    ("/thu/viec/quy-che-giao/{minh}/", "lan", 18),
    ("/thu/viec/so-trach-nhiem/", "lan", 18),
    ("/thu/viec/dang-do/", "lan", 13),
    ("/thu/viec/{occasion}/", "lan", 16),
    ("/thu/viec/{occasion}/", "minh", 17),
    ("/thu/viec/{occasion}/chung-cu/{evidence}/", "minh", 14),
    ("/thu/viec/{occasion}/chung-cu/{evidence}/trang/1/", "minh", 12),
    ("/thu/viec/{occasion}/chung-cu/{evidence}/tep/bien-ban.pdf", "minh", 12),
    ("/thu/viec/bien-phap/", "minh", 13),
    ("/thu/viec/bien-phap/them/", "lan", 13),
    ("/thu/viec/bien-phap/{measure}/", "minh", 12),
    ("/thu/viec/bien-phap/{measure}/sua/", "lan", 13),
    ("/thu/lich/", "lan", 18),
    ("/thu/lich/", "minh", 18),
    ("/thu/lich/nam/", "minh", 18),
    ("/thu/ban/", "minh", 8),
    ("/thu/nguoi/dang-nhap/", "lan", 12),
    ("/thu/nguoi/dang-nhap/lop-hai/", "lan", 11),
    ("/thu/nguoi/dang-nhap/tai-khoan-cua-tinh/", "lan", 10),
    ("/thu/nguoi/{minh}/dang-nhap/", "lan", 13),
    ("/thu/tai-khoan/", "lan", 14),
    ("/thu/tai-khoan/mat-khau/", "lan", 9),
    ("/thu/tai-khoan/ma/", "lan", 11),
    ("/thu/tai-khoan/khoa/them/", "lan", 9),
    ("/thu/viec/nhac/", "lan", 10),
    ("/thu/viec/nhac/nguoi-khac/", "lan", 12),
    ("/thu/viec/nhac/nguoi-khac/", "khue", 18),
    ("/thu/viec/nhac/viec/{duty}/", "lan", 21),
    ("/thu/viec/nhac/noi-gui/", "lan", 11),
    ("/thu/viec/nhac/thu/", "lan", 10),
    ("/thu/lich/dien-thoai/", "lan", 10),
    ("/thu/lich/{token}.ics", "", 10),
    ("/thu/bao-cao/", "lan", 10),
    ("/thu/bao-cao/ho-so/", "lan", 10),
    ("/thu/bao-cao/{report}/", "lan", 25),
    ("/thu/bao-cao/{report}/so/published/", "lan", 26),
    ("/thu/bao-cao/{report}/de-cuong/", "lan", 23),
    ("/thu/bao-cao/{report}/tai/bao-cao.csv", "lan", 20),
    ("/thu/thu-tuc/", "", 15),
    ("/thu/thu-tuc/", "lan", 24),
    ("/thu/thu-tuc/?tim=giong", "", 16),
    ("/thu/thu-tuc/bang.csv", "", 10),
    ("/thu/thu-tuc/danh-muc-a4.pdf", "minh", 20),
    ("/thu/thu-tuc/{board}/", "", 18),
    ("/thu/thu-tuc/{board}/to-a4.pdf", "minh", 20),
    ("/thu/thu-tuc/{board}/sua/", "lan", 20),
    ("/thu/thu-tuc/{board}/niem-yet/", "lan", 20),
    ("/thu/thu-tuc/con-thieu/", "lan", 20),
    ("/thu/thu-tuc/kiem-tra/", "minh", 16),
    ("/thu/thu-tuc/kiem-tra/ghi/", "lan", 20),
    ("/thu/thu-tuc/kiem-tra/{check}/", "minh", 15),
    ("/thu/dang-nhap/", "", 7),
    ("/thu/dang-nhap/phieu/", "", 3),
    ("/thu/cong-dan/", "", 6),
    ("/thu/tro-giup/", "", 2),
    ("/thu/dia-chi/", "", 2),
    ("/thu/dia-chi/", "minh", 8),
]
MANY = 30


@pytest.fixture(autouse=True)
def _monday_at_ten(staffed: str) -> Iterator[None]:
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        boards.adopt()
        yield


def _grow(count: int) -> None:
    """Add so many of everything that pages list."""
    _grow_people(count)
    _grow_meetings(count)
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
        story.published(title="Nội quy", kind="dieu-46.khoan-9")
        _attach(matter)
        _correct(matter)
        actions.post(
            matter, place="Bảng tin", posted_at=story.moment(story.MONDAY), by=story.act("lan")
        )
    _grow_asked(matter, count)
    _grow_channels(count)
    story.with_figures(count * 10)
    _grow_duties(count)
    _grow_boards(count)
    # The journal's newest page cites what it always cites, however little came before it.
    for _ in range(50):
        _add_entry()
    _upload(count)
    _remind(count)


def _grow_books(count: int) -> None:
    """Ask for year books that could not be made."""
    for _ in range(count):
        books.ask(2026, by=story.act("lan"))
        YearBook.objects.update(fault="OSError")


def _grow_asked(matter: Matter, count: int) -> None:
    """Add what people ask for: books, information, confirmations of a matter."""
    _grow_books(count)
    _grow_enquiries(count)
    _grow_confirmations(matter, count)


def _grow_confirmations(matter: Matter, count: int) -> None:
    """Confirm that a matter was published, ever more often."""
    for _ in range(count):
        confirming.confirm(matter, address_of=str, by=story.act("minh"))


def _grow_enquiries(count: int) -> None:
    """Answer ever more enquiries of Minh's, the first one ever more often; some wait."""
    by, shown = story.act("lan"), queries.published()[0]
    for _ in range(count):
        enquiring.answered(enquiring.asked(about=shown))
        enquiries.promise(enquiring.asked(), story.DUE, by=by)
        enquiring.asked("tu")
        first = Enquiry.objects.earliest("number")
        given = Given(words="Thêm.", uploads=(story.upload(),), matter=shown.pk)
        enquiries.supplement(first, given, by=by)


def _grow_channels(count: int) -> None:
    """Prove a matter in several ways, with ever more evidence, departments and readers."""
    by = story.act("lan")
    matter = Matter.objects.filter(title="Việc nhiều cách").first()
    if matter is None:
        ways = ("conference", "document_all", "heads", "public_site")
        matter = story.published_by(*ways, title="Việc nhiều cách")
        row = matter.channels.get(code="document_all")
        reading.send(row, number="5", read_by=story.MONDAY, by=by)
    row = matter.channels.get(code="public_site")
    heads = matter.channels.get(code="heads")
    for _ in range(count):
        row.closed_on = None
        row.save()
        file = Upload("trang.png", ContentFile(picture()), Seen(Kind.PNG))
        shown = channels.Shown(told_on=story.MONDAY, address="https://vidu.vn/1", upload=file)
        channels.prove(row, shown, by=by)
        name = f"Phòng số {Department.objects.count()}"
        Relay.objects.create(channel=heads, department=Department.objects.create(name=name))


def _grow_meetings(count: int) -> None:
    """Add meetings of each stage; the first one's minutes are being written, with ever more."""
    first = Meeting.objects.filter(title="Họp đầu").first()
    if first is None:
        first = meetings.planned(occasions=(), title="Họp đầu")
    # Everybody who has come to the office since is on the list too, and half of them came.
    people = [str(person.pk) for person in invited(first)]
    # Minh always: who was there reads the draft, and pages differ for who was not.
    present = {*people[::2], str(story.person("minh").pk)}
    how = Held(begins_at=None, ends_at=None, place="", present=present)
    hold(first, how, edition=first.attendance_edition, by=story.act("lan"))
    for number in range(count):
        meetings.tasked(first)
        meetings.voiced(first)
        meetings.planned(occasions=())
        meetings.held(meetings.planned(occasions=()))
        done = meetings.finished(meetings.planned(occasions=()))
        if number % 2:
            meetings.numbered(done, f"{Meeting.objects.count()}")


def _grow_boards(count: int) -> None:
    """Post ever more boards, each with a gap and a form; the first one has ever more editions."""
    first = Edition.objects.filter(name="Thủ tục đầu").first() or boards.posted(
        "Thủ tục đầu", department=boards.department("Phòng Thủ tục")
    )
    for _ in range(count):
        number = Edition.objects.count()
        form = boards.with_file(story.upload(pdf(f"Mau {number}")))
        boards.posted(f"Cấp giống {number}", parts={**form, boards.MONEY: PartWords()})
        boards.written(f"Đang soạn {number}")
        gone = boards.posted(f"Đã gỡ {number}")
        taking_down(gone.procedure, ground="Bãi bỏ.", by=story.act("lan"))
        boards.changed(first)
        boards.checked()


def _grow_duties(count: int) -> None:
    """Open what comes back, add evidence, measures, and what was running at go-live."""
    if not Occasion.objects.exists():
        filling.begin_review()
    review, begin = filling.the_review(), Measure.objects.count()
    for number in range(begin, begin + count):
        evidence = Evidence(kind="paper", number=str(number))
        given = filling.scan(str(number)) if begin else filling.scan()
        occasions.show(review, evidence, upload=given, by=story.act("lan"))
        filling.a_measure(f"Biện pháp {number}")
        first = date(2025 - number // 12, number % 12 + 1, 1)
        subject = f"occasion:xa-{number}"
        duty = open_duty(
            "duties.briefing",
            subject,
            title=f"Họp giao ban cũ {number}",
            verb="Ghi việc đã làm",
            path="viec/",
            due=Derivation(story.DUE, ()),
            clauses=[next(_CLAUSES), *review.duty.citations],
            functions=["administration"],
            carried_over=True,
        )
        Occasion.objects.create(
            routine="briefing",
            unit="month",
            first=first,
            last=first,
            opens_on=first,
            version=review.version,
            duty=duty,
        )


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
        report = reporting.prepare(period_of("half_year", story.MONDAY), by=by)
        folders.ask(report, by=by)
        Field.objects.create(report=report, order=1, key="a", words="Số việc", figure="published")


def _remind(count: int) -> None:
    """Let Lan have more to do and be reminded of all of it, and read it all on her phone."""
    if not Feed.objects.exists():
        feeds.make(story.person("lan"), Feed.Scope.MINE, by=story.act("lan"))
        feeds.make(story.person("lan"), Feed.Scope.PUBLIC, by=story.act("lan"))
    opening.sweep(by=system(story.MONDAY))
    duty = Duty.objects.filter(done_on=None, functions__contains=",chief,").earliest("pk")
    for _ in range(count):
        reminding.remind(duty, story.person("hoa"), sender=story.person("lan"), by=story.act("lan"))


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
    story.entered_for(f"nguoi-{number}", by="lan")
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
    content = ContentFile(pdf(str(number)))
    with transaction.atomic():
        attach(matter, [Upload("bang-ke.pdf", content, Seen(Kind.PDF, 1))], story.act("lan"))


def _correct(matter: Matter) -> None:
    """Correct the summary, and the position of a person."""
    now, by = f"Bản {Correction.objects.count()}", story.act("lan")
    hoa = story.person("hoa")
    asked = correcting.ask(matter, "summary", now, ground="Nhầm.", checker=hoa, by=by)
    correcting.sign(asked, by=story.act("hoa"))
    correct_person(story.person("minh"), "position", now, ground="Nhầm.", by=by)


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
    ways = Matter.objects.get(title="Việc nhiều cách")
    address = path.format(
        matter=matter.pk,
        ways=ways.pk,
        channel=ways.channels.get(code="conference").pk,
        relay=Relay.objects.earliest("pk").pk,
        proof=Proof.objects.filter(file__isnull=False).earliest("pk").pk,
        figures=FigureTable.objects.latest("pk").matter_id,
        posting=getattr(matter.postings.first(), "pk", 0),
        confirmation=getattr(matter.confirmations.first(), "pk", 0),
        sitting=Sitting.objects.earliest("opened_at").pk,
        correction=getattr(Correction.objects.filter(subject=matter.subject).last(), "pk", 0),
        draft=Version.objects.filter(stage="draft").latest("number").number,
        minh=story.person("minh").pk,
        meeting=Meeting.objects.filter(stage="planned").first().pk  # type: ignore[union-attr]
        if path.endswith("/doi/")
        else Meeting.objects.get(title="Họp đầu").pk,
        task=Task.objects.first().pk,  # type: ignore[union-attr]
        opinion=Opinion.objects.first().pk,  # type: ignore[union-attr]
        pending=PeopleImport.objects.latest("made_at", "pk").pk,
        roll=Roll.objects.latest("made_at", "pk").pk,
        duty=Duty.objects.filter(done_on=None).earliest("pk").pk,
        token=feeds.token_of(Feed.objects.get(scope=Feed.Scope.MINE)),
        news=feeds.token_of(Feed.objects.get(scope=Feed.Scope.PUBLIC)),
        kind=queries.published()[0].kind_source,
        enquiry=Enquiry.objects.earliest("number").pk,
        given=AnswerFile.objects.earliest("pk").pk,
        occasion=filling.the_review().pk,
        evidence=getattr(Evidence.objects.first(), "pk", 0),
        measure=Measure.objects.earliest("due_on", "what").pk,
        board=Edition.objects.filter(name="Thủ tục đầu")[0].procedure_id,
        check=Check.objects.latest("checked_at", "entry_number").pk,
        report=Report.objects.earliest("prepared_at", "pk").pk,
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
    # On PostgreSQL whether there is such an office is a question to the database too.
    more = int(connection.vendor == "postgresql")
    over = {
        (path, login): few[path, login]
        for path, login, most in BUDGETS
        if few[path, login] > most + more
    }
    assert over == {}
