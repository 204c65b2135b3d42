"""Every address of the URL table, tried by everyone; what is right is read from its own door.

A new page without a door fails here, and so does a door that lets in others than it says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.base import File
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dienhong.duties import feeds
from dienhong.duties.models import Duty, Feed
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.hosting.middleware import AGENCY_URLS, SERVER_URLS
from dienhong.meetings import correcting as correcting_minutes
from dienhong.organisation import absences, importing, rolls, staffing
from dienhong.organisation import actions as organisation
from dienhong.organisation.access import VISIBLE_TO
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import FunctionKind, beginnings
from dienhong.organisation.models import Account, Holding, LegalFunction, RollRule
from dienhong.organisation.powers import powers
from dienhong.public_service import actions as boards
from dienhong.public_service.models import PartFile
from dienhong.publication import actions, books, channels, confirming, correcting, enquiries
from dienhong.publication.enquiries import Given
from dienhong.publication.models import Matter
from dienhong.record.giving import SAFE
from dienhong.record.inspection import BY_MEDIA_TYPE
from dienhong.regulation import actions as regulation
from dienhong.reporting import actions as reporting
from dienhong.reporting import folders, outside
from dienhong.reporting import rules as reporting_rules
from dienhong.reporting.outline import content_of
from dienhong.site.offices import Opening, open_office
from tests.conftest import NOW
from tests.duties.filling import fill_duties
from tests.duties.story import in_one_department
from tests.file_samples import docx, pdf, photo_with_place, picture, xlsx
from tests.meetings import story as meetings
from tests.organisation.staff import csv_of
from tests.public_service import story as public_service
from tests.publication import enquiring, story

CODE, OTHER = "moi-nguoi", "co-quan-khac"
OUTSIDER, STRANGER, STAFF = "Ngọc, outsider", "Lan of another office", "Minh, staff"


@dataclass(frozen=True)
class Page:
    """One line of the URL table."""

    name: str
    view: Callable[..., HttpResponseBase]
    parameters: tuple[str, ...]

    @property
    def visible_to(self) -> Any:
        """Return what the view says of who may see it; None when it says nothing."""
        return getattr(self.view, VISIBLE_TO, None)


def _pages(patterns: list[Any], space: str = "", above: tuple[str, ...] = ()) -> Iterator[Page]:
    for each in patterns:
        parameters = (*above, *each.pattern.converters)
        if isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else ""
            yield from _pages(each.url_patterns, space + inner, parameters)
        else:
            assert isinstance(each, URLPattern)
            yield Page(f"{space}{each.name}", each.callback, parameters)


OF_AN_OFFICE = list(_pages(get_resolver(AGENCY_URLS).url_patterns))
OF_THE_SERVER = list(_pages(get_resolver(SERVER_URLS).url_patterns))
# Every function that has some power where the program begins.
KNOWN = frozenset({STAFF}).union(*(power.functions for power in powers().values()))


@pytest.mark.parametrize("page", OF_AN_OFFICE + OF_THE_SERVER, ids=lambda page: page.name)
def test_every_page_says_to_whom_it_is_visible(page: Page) -> None:
    door = page.visible_to
    assert door in {"everyone", "staff", *powers()}, (
        f"{page.name}: put @public, @signed_in or @only(…) on {page.view.__qualname__}"
    )


def test_every_page_has_a_name_of_its_own() -> None:
    for pages in (OF_AN_OFFICE, OF_THE_SERVER):
        names = [page.name for page in pages]
        assert sorted(set(names)) == sorted(names)


@pytest.fixture(scope="module")
def examples(template: None) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Open an office in which every address leads to something, and give those addresses' parts.

    For each name of a page there are sets of parts; pages without parts need none.
    """
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        for code in (CODE, OTHER):
            opening = Opening(name=code, person="Lan", login="lan", password="", demo=code == CODE)
            open_office(code, opening, at=NOW)
        with use_agency(CODE):
            yield _fill()
    _cookies.cache_clear()
    connection.close_everything()  # type: ignore[attr-defined]
    for code in (CODE, OTHER):
        directory.discard(code)


def _held_by_nobody() -> list[str]:
    """Return the functions of which the story has no holder; parts are played, not held."""
    rows = LegalFunction.objects.exclude(kind="role").exclude(code__in=story.FUNCTIONS.values())
    return [row.code for row in rows]


def _fill() -> dict[str, list[dict[str, Any]]]:  # noqa: PLR0915 (one of everything)
    story.add_people()
    for function in _held_by_nobody():
        who = organisation.add_person(
            name=function,
            login=function,
            password="",
            joined_on=story.MONDAY,
            by=story.act("lan"),
        )
        organisation.give_function(who, function, held_from=story.MONDAY, by=story.act("lan"))
    in_force = story.adopt(public_service.REGULATION).number
    draft = regulation.upload(story.REGULATION, name="ban-moi.txt", by=story.act("lan")).number
    shown = story.published(
        story.upload(),
        *(story.upload(content, "tep") for content in (picture(), photo_with_place())),
        *(story.upload(content, "tep") for content in (docx(), xlsx())),
    )
    board = actions.post(
        shown, place="Bảng tin", posted_at=story.moment(story.MONDAY), by=story.act("lan")
    )
    gone = story.withdrawn(story.published(story.upload(pdf("Viec hai")), title="Việc hai"))
    checked, asked = story.cleared(title="Việc ba"), story.drafted(title="Việc bốn")
    returned = actions.give_back(
        story.drafted(title="Việc năm"), ground="Thiếu số.", by=story.act("hoa")
    )
    secret = actions.withhold(
        story.drafted(title="Việc sáu"), ground="Bí mật.", by=story.act("hoa")
    )
    wrong = story.published(story.upload(pdf("Viec bay")), title="Việc bảy")
    scan = story.upload(pdf("Ban dung"))
    given = {"ground": "Nhầm.", "checker": story.person("hoa"), "by": story.act("lan")}
    waits = correcting.ask(wrong, "file-1", "", upload=scan, **given)
    done = correcting.ask(shown, "summary", "Thu và chi.", **given)
    correcting.sign(done, by=story.act("hoa"))
    matters = [{"pk": m.pk} for m in (shown, gone, checked, asked, returned, secret, wrong)]
    corrections = [
        {"pk": wrong.pk, "correction": waits.pk},
        {"pk": shown.pk, "correction": done.pk},
        {"pk": gone.pk, "correction": done.pk},
    ]
    fields = [
        {"pk": m.pk, "field": field}
        for m in (shown, gone, wrong, asked)
        for field in ("title", "kind", "decided_on", "file-1")
    ] + [{"pk": shown.pk, "field": f"posting-{board.pk}-{part}"} for part in ("place", "moment")]
    figures = story.with_figures()
    matters.append({"pk": figures.pk})
    minh, union = story.person("minh").pk, Holding.objects.get(function="union-executive").pk
    sitting = story.entered_for("minh", by="lan")
    sittings = [{"pk": sitting.pk}]
    file = {"pk": shown.pk, "order": 1, "name": "bang-ke.pdf"}
    returning = fill_duties()
    postings = [{"pk": shown.pk, "posting": board.pk}]
    confirmation = confirming.confirm(
        Matter.objects.get(pk=shown.pk), address_of=str, by=story.act("minh")
    )
    attached = [{"pk": shown.pk, "order": n} for n in range(1, 7)]
    attached.append({"pk": gone.pk, "order": 1})
    return {
        "publication:file": [file | parts for parts in attached],
        "publication:file-page": attached,
        "publication:thumbnail": attached,
        "publication:page-picture": [parts | {"page": n} for parts in attached for n in (1, 2)],
        "publication:chart": [{"pk": figures.pk, "place": n} for n in (0, 2, 99)],
        "publication:table-download": [
            {"pk": figures.pk, "form": form} for form in ("csv", "xlsx", "exe")
        ],
        **_of_books(),
        **_of_enquiries(),
        "publication:describe": [m | {"shape": "figures"} for m in matters],
        "publication:take-down": postings,
        "publication:sheet": postings,
        "publication:large-sheet": postings,
        "publication:minutes": postings,
        "publication:replace-sheet": postings,
        "publication:gap": postings,
        "publication:confirmation": [{"pk": shown.pk, "key": confirmation.pk}],
        "publication:hang-again": postings,
        "publication:ask-correction": fields,
        "publication:sign-correction": corrections,
        "publication:correction-file": corrections,
        "publication:*": matters,
        **_of_channels(),
        **_of_meetings(),
        "organisation:edit-function": [{"code": "veterans"}],
        "organisation:bind": [{"power": "publication.post"}],
        "organisation:sitting": sittings,
        "organisation:decide-sitting": sittings,
        "organisation:sitting-scan": sittings,
        "organisation:end": [{"pk": union}],
        "duties:asked-of": [{"pk": minh}],
        "duties:take-on": [{"function": "staff"}, {"function": "khong-co"}],
        "organisation:correct": [{"pk": minh}],
        "organisation:correct-person": [{"pk": minh, "field": f} for f in ("name", "joined_on")],
        "organisation:correct-holding": [{"pk": union, "field": f} for f in ("held_to", "basis")],
        "accounts:*": [{"pk": story.person("minh").pk}],
        "accounts:end": [{"pk": 1}],
        "accounts:key-remove": [{"pk": 1}],
        "accounts:policy-end": [{"function": "veterans"}],
        **_of_people(),
        **_of_reminders(),
        **returning,
        **_of_reports(),
        **_of_services(),
        "compare-versions": [{"number": draft}, {"number": in_force}, {"number": 99}],
        "regulation:correct": [{"number": draft, "order": 1}],
        "regulation:enter": [{"number": draft, "name": "publication.run"}],
        "regulation:settle": [{"name": "consultation.days"}, {"name": "publication.kind"}],
        "regulation:*": [{"number": draft}, {"number": in_force}, {"number": 99}],
    }


def _of_reminders() -> dict[str, list[dict[str, Any]]]:
    """Fill the pages of reminders: a duty that waits, and a phone's calendar with nothing in it."""
    feed = feeds.make(story.person("minh"), Feed.Scope.MINE, by=story.act("minh"))
    in_one_department("khue", "minh")  # a head urges in the own department
    return {
        "reminders:duty": [
            {"pk": Duty.objects.filter(person=story.person("minh")).earliest("pk").pk}
        ],
        "feeds:calendar": [{"token": feeds.token_of(feed)}, {"token": "khong-co"}],
        "feeds:*": [{"scope": "mine"}, {"scope": "office"}, {"scope": "khac"}],
    }


def _of_books() -> dict[str, list[dict[str, Any]]]:
    """Ask for a year book that waits, one that is made, and for the address of what is public."""
    books.ask(story.MONDAY.year, by=story.act("lan"))
    (book,) = books.make_waiting(by=story.act("lan"))
    news = feeds.make(story.person("minh"), Feed.Scope.PUBLIC, by=story.act("minh"))
    tokens = [{"token": feeds.token_of(news)}, {"token": "khong-co"}]
    years = [{"year": year} for year in (story.MONDAY.year, 1999)]
    return {
        "publication:feed": tokens,
        "publication:run-calendar": tokens,
        "publication:ask-book": years,
        "publication:book-table": [
            year | {"form": form} for year in years for form in ("csv", "xlsx", "exe")
        ],
        "publication:book": [{"key": book.pk}],
    }


def _of_enquiries() -> dict[str, list[dict[str, Any]]]:
    """Ask twice: one enquiry waits, one is answered with a file."""
    waits, done = enquiring.asked(), enquiring.asked("tu")
    given = Given(words="Có.", uploads=(story.upload(),))
    file = enquiries.answer(done, given, by=story.act("hoa")).files.get()
    each = [{"pk": waits.pk}, {"pk": done.pk}]
    names = ("phieu-tiep-nhan", "phieu-tra-loi", "la")
    return {
        "publication:enquiry": each,
        "publication:enquiry-promise": each,
        "publication:enquiry-answer": each,
        "publication:enquiry-refuse": each,
        "publication:enquiry-withdraw": each,
        "publication:enquiry-file": [{"pk": done.pk, "number": file.pk, "name": "bang-ke.pdf"}],
        "publication:enquiry-slip": [
            pk | {"name": name, "form": form}
            for pk in each
            for name in names
            for form in ("pdf", "docx", "exe")
        ],
        "publication:enquiry-register-file": [{"form": form} for form in ("csv", "xlsx", "exe")],
    }


def _of_reports() -> dict[str, list[dict[str, Any]]]:
    """Begin reports of a period that is over: one as a draft with an outline, one finished."""
    period = reporting_rules.last_ended(story.MONDAY)
    reports = [reporting.prepare(period, by=story.act("lan")) for _ in range(2)]
    outline = File(BytesIO(docx("Số việc đã công khai: ……")))
    outside.take(reports[0], outside.look_at(outline, "de-cuong.docx"), by=story.act("lan"))
    parts = content_of(reports[1], story.MONDAY).open
    answers = {part.clause: "Chưa có hệ thống." for part in parts}
    reporting.answer(reports[1], answers, by=story.act("lan"))
    reporting.finish(reports[1], by=story.act("hoa"))
    each = [{"pk": report.pk} for report in reports]
    folder = folders.ask(reports[1], by=story.act("lan"))
    return {
        "reporting:folder": [{"key": folder.pk}],
        "reporting:number": [pk | {"code": c} for pk in each for c in ("entries", "withheld", "x")],
        "reporting:download": [
            pk | {"form": form} for pk in each for form in ("pdf", "docx", "xlsx", "csv", "exe")
        ],
        "reporting:*": each,
    }


def _of_services() -> dict[str, list[dict[str, Any]]]:
    """Post a board with a form, write another one, take a third down, and check what hangs."""
    shown = public_service.posted(parts=public_service.with_file(story.upload(pdf("Mau don"))))
    draft = public_service.written("Thuê máy")
    gone = public_service.posted("Thuê kho")
    boards.take_down(gone.procedure, ground="Bãi bỏ.", by=story.act("lan"))
    form = PartFile.objects.get()
    each = [{"pk": row.procedure_id} for row in (shown, draft, gone)]
    sizes = ("a4", "a3", "a5")
    return {
        "public_service:table": [{"form": form} for form in ("csv", "xlsx", "exe")],
        "public_service:board": [{"size": size} for size in sizes],
        "public_service:sheet": [pk | {"size": size} for pk in each for size in sizes],
        "public_service:edition": [pk | {"number": number} for pk in each for number in (1, 9)],
        "public_service:file": [pk | {"key": form.pk, "name": "mau.pdf"} for pk in each],
        "public_service:check": [{"pk": public_service.checked().pk}],
        "public_service:*": each,
    }


def _of_people() -> dict[str, list[dict[str, Any]]]:
    """Fill the pages of people: a department, leave, a list that waits, and a roll."""
    by, minh = story.act("lan"), story.person("minh")
    room = staffing.add_department("Phòng Tổng hợp", by=by)
    away = absences.enter(
        minh, AbsenceKind.SICK, starts_on=story.MONDAY, ends_on=story.MONDAY, by=by
    )
    pending = importing.upload(csv_of("Yên,,,,,01/01/2020,,"), "can-bo.csv", by=by)
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
    made = rolls.make(purpose="Hội nghị", on_day=story.MONDAY, by=by)
    line = made.lines.latest("pk").pk
    people = [{"pk": minh.pk}]
    return {
        "organisation:department": [{"pk": room.pk}],
        "organisation:department-close": [{"pk": room.pk}],
        "organisation:absence-change": [{"pk": away.pk}],
        "organisation:export": [{"form": "csv"}, {"form": "xlsx"}, {"form": "exe"}],
        "organisation:import-template": [{"form": "csv"}, {"form": "xlsx"}],
        "organisation:import-preview": [{"pk": pending.pk}],
        "organisation:import-carry-out": [{"pk": pending.pk}],
        "organisation:import-drop": [{"pk": pending.pk}],
        "organisation:roll-line": [{"pk": made.pk, "line": line}],
        "organisation:roll-export": [{"pk": made.pk, "form": "csv"}],
        **{
            f"organisation:roll{name}": [{"pk": made.pk}]
            for name in ("", "-replace", "-freeze", "-sign", "-drop")
        },
        "organisation:*": people,
    }


def _of_channels() -> dict[str, list[dict[str, Any]]]:
    """Fill the pages of channels: a matter by each kind of way, one of them proved."""
    ways = ("posting", "conference", "document_all", "heads", "public_site")
    matter = story.published_by(*ways, title="Việc tám")
    file = channels.look_at(File(BytesIO(picture()), name="trang.png"), "trang.png")
    shown = channels.Shown(told_on=story.MONDAY, address="https://vidu.vn/1", upload=file)
    proof = channels.prove(matter.channels.get(code="public_site"), shown, by=story.act("lan"))
    board = actions.post(
        matter, place="Sảnh", posted_at=story.moment(story.MONDAY), by=story.act("lan")
    )
    relay = matter.channels.get(code="heads").relays.get()
    pk = {"pk": matter.pk}
    return {
        "publication:channel": [pk | {"channel": row.pk} for row in matter.channels.all()],
        "publication:photograph": [pk | {"posting": board.pk}],
        "publication:relay": [pk | {"relay": relay.pk}],
        "publication:proof-small": [pk | {"proof": proof.pk}],
        "publication:proof": [pk | {"proof": proof.pk, "name": "trang.png"}],
        "publication:reached-file": [pk | {"form": form} for form in ("csv", "xlsx", "exe")],
        "publication:overview-file": [{"form": form} for form in ("csv", "xlsx", "exe")],
        "publication:overview-chart": [{"part": part} for part in ("loai", "phong", "gi-do")],
    }


def _of_meetings() -> dict[str, list[dict[str, Any]]]:
    """Fill the pages of meetings: one planned, one being written, one signed, with what follows."""
    planned = meetings.planned(occasions=())
    held = meetings.held(meetings.planned(occasions=()), absent=("minh",))
    task, opinion = meetings.tasked(held), meetings.voiced(held)
    shown = meetings.reported(meetings.tasked(held, "Sơn cửa"))
    done = meetings.signed(meetings.planned(occasions=()))
    paper = meetings.minutes_of(done)
    given = {"ground": "Nhầm.", "signer": story.person("hoa"), "by": story.act("lan")}
    asked = correcting_minutes.ask(done, "place", "Sảnh", **given)
    all_of_them = [{"pk": meeting.pk} for meeting in (planned, held, done)]
    return {
        "meetings:task": [{"task": task.pk}],
        "meetings:task-file": [
            {"task": shown.pk, "name": "anh.pdf"},
            {"task": task.pk, "name": "x"},
        ],
        "meetings:drop-task": [{"task": task.pk}],
        "meetings:opinion": [{"opinion": opinion.pk}],
        "meetings:number": [{"key": paper.pk}, {"key": 99}],
        "meetings:sign": [{"key": paper.pk}, {"key": 99}],
        "meetings:signed-copy": [{"key": paper.pk, "name": "bien-ban.pdf"}],
        **{
            f"meetings:{form}": [each | {"name": name} for each in all_of_them for name in names]
            for form in ("pdf", "docx")
            for names in [("bien-ban", "giay-moi", "la")]
        },
        "meetings:ask-correction": [
            each | {"field": field} for each in all_of_them for field in ("place", "la")
        ],
        "meetings:sign-correction": [{"pk": done.pk, "correction": asked.pk}],
        "meetings:*": all_of_them,
    }


def _addresses(page: Page, examples: dict[str, list[dict[str, Any]]]) -> list[str]:
    if not page.parameters:
        return [reverse(page.name, urlconf=AGENCY_URLS)]
    chapter = page.name.partition(":")[0]
    given = examples.get(page.name, examples.get(f"{chapter}:*", []))
    fitting = [parts for parts in given if set(parts) == set(page.parameters)]
    assert fitting, f"{page.name}: give examples of {page.parameters} in this test"
    return [reverse(page.name, urlconf=AGENCY_URLS, kwargs=parts) for parts in fitting]


def _people() -> dict[str, tuple[str, str]]:
    """Return everyone who tries, with the office and the sign-in name that he comes from."""
    people = {OUTSIDER: ("", ""), STRANGER: (OTHER, "lan"), STAFF: (CODE, "minh")}
    return people | {
        function: (CODE, login)
        for function, login in {
            **{row.code: row.code for row in beginnings() if row.kind != FunctionKind.ROLE},
            **{str(function): login for login, function in story.FUNCTIONS.items()},
        }.items()
    }


def _browser(code: str, login: str) -> Client:
    client = Client()
    client.cookies.load(_cookies(code, login))
    return client


@cache
def _cookies(code: str, login: str) -> dict[str, str]:
    """Return the cookies of somebody signed in at an office; the same for all tries."""
    client = Client()
    if code:
        with use_agency(code):
            client.force_login(Account.objects.get(login=login))
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _is_let_in(page: Page, who: str) -> bool:
    if page.visible_to == "everyone":
        return True
    if who in {OUTSIDER, STRANGER}:
        return False
    return page.visible_to == "staff" or who in powers()[page.visible_to].functions


def _try(client: Client, method: str, address: str) -> HttpResponseBase:
    """Send one request and undo what it did, so that no try changes the next."""
    with transaction.atomic():
        answer = client.generic(method, f"/{CODE}{address}")
        transaction.set_rollback(True)
    answer.close()
    return answer


@pytest.mark.parametrize("page", OF_AN_OFFICE, ids=lambda page: page.name)
def test_each_page_lets_in_whom_it_says_and_no_one_else(
    page: Page, examples: dict[str, list[dict[str, Any]]]
) -> None:
    allowed: set[str] = set()
    for who, (code, login) in _people().items():
        addresses = _addresses(page, examples)
        # Whom no door knows gets no further at one address than at another.
        for address in addresses if who in KNOWN else addresses[:1]:
            for method in ("GET", "POST"):
                answer = _try(_browser(code, login), method, address)
                told = f"{who}: {method} {address} → {answer.status_code}"
                if answer.status_code == 405:
                    continue
                allowed.add(method)
                assert _was_let_in(answer) == _is_let_in(page, who), told
                assert answer.status_code < 500, told
    assert allowed & {"GET", "POST"}


def _was_let_in(answer: HttpResponseBase) -> bool:
    """Tell whether the door opened; what stood behind it may still have said no (404, 409, 422)."""
    to_sign_in = answer.status_code == 303 and "/dang-nhap/" in answer.headers["Location"]
    return not to_sign_in and answer.status_code != 403


# Programs that follow what is public cannot sign in: the address itself is the key, and personal.
BY_ADDRESS = {"publication:feed", "publication:run-calendar"}


def test_who_is_not_let_in_is_told_nothing_of_what_is_there(
    examples: dict[str, list[dict[str, Any]]],
) -> None:
    title = "Sổ thu chi quý một"
    matter = examples["publication:*"][0]["pk"]
    assert title in _browser(CODE, "minh").get(f"/{CODE}/cong-khai/{matter}/").content.decode()
    for page in OF_AN_OFFICE:
        for address in _addresses(page, examples):
            answer = Client().get(f"/{CODE}{address}")
            knows = page.name in BY_ADDRESS and "khong-co" not in address
            said = b"".join(answer) if answer.streaming else answer.content
            answer.close()
            assert knows or title.encode() not in said, page.name


# Our own papers and exports, which nobody from outside has written a byte of.
OWN = {"publication:sheet", "publication:minutes", "publication:withdrawal-minutes"}
OWN |= {"meetings:pdf", "publication:large-sheet", "public_service:sheet", "public_service:board"}
# Drawn by us as SVG; everything else that is a picture is PNG or JPEG.
CHARTS = {"publication:chart", "publication:overview-chart"}
OWN |= {"publication:confirmation", "publication:enquiry-slip"}


@pytest.mark.parametrize(
    "page", [page for page in OF_AN_OFFICE if page.name not in OWN], ids=lambda page: page.name
)
def test_what_is_no_page_of_ours_is_given_out_so_that_nothing_in_it_runs(
    page: Page, examples: dict[str, list[dict[str, Any]]]
) -> None:
    """Whichever address gives out something else than a page: a download, or a picture of ours."""
    for address in _addresses(page, examples):
        answer = _try(_browser(CODE, "lan"), "GET", address)
        media = answer.headers.get("Content-Type", "")
        assert answer["X-Content-Type-Options"] == "nosniff"
        if answer.status_code != 200 or media.startswith("text/html"):
            continue
        charts = {"image/svg+xml"} if page.name in CHARTS else set()
        drawn = (
            media in {"image/png", "image/jpeg", *charts} and {n: answer[n] for n in SAFE} == SAFE
        )
        download = answer.headers.get("Content-Disposition", "").startswith("attachment")
        assert drawn or download, address
        if page.name == "publication:file":
            assert {name: answer[name] for name in SAFE} == SAFE
            assert media in BY_MEDIA_TYPE


@pytest.mark.parametrize("page", OF_THE_SERVER, ids=lambda page: page.name)
def test_the_servers_own_pages_are_open_to_everyone_and_never_fall(
    page: Page, examples: dict[str, list[dict[str, Any]]]
) -> None:
    assert page.visible_to == "everyone"
    for code, login in _people().values():
        for method in ("GET", "POST"):
            with use_agency(None):
                address = reverse(page.name, urlconf=SERVER_URLS)
                answer = _browser(code, login).generic(method, address)
            # 404: a server without a certificate of its own has none to give out
            assert answer.status_code in {200, 404, 405, 422}


ODD = ["%00", "%0a", "%ff", "..%2f..%2fetc", "a" * 3000, "%F0%9F%8C%B8", "<b>", "%25", "'--", "1e9"]


@pytest.mark.parametrize("odd", ODD, ids=[f"{odd[:12]}" for odd in ODD])
def test_no_odd_address_or_word_makes_a_page_fall(
    examples: dict[str, list[dict[str, Any]]], odd: str
) -> None:
    matter = examples["publication:*"][0]["pk"]
    client = _browser(CODE, "lan")
    for address in (
        f"/{odd}",
        f"/cong-khai/{odd}/",
        f"/cong-khai/{matter}/tep/1/{odd}",
        f"/cong-khai/{matter}/tep/99999999999999999999/a.pdf",
        f"/quy-che/ban/99999999999999999999/?x={odd}",
        f"/quy-che/ban/2/xac-nhan/them/{odd}/",
        f"/quy-che/tu-dinh/{odd}/",
        f"/quy-che/con-so/?ngay={odd}&so-nguoi={odd}",
        f"/quy-che/tu-dinh/?ngay={odd}",
        f"/nguoi/thoi/{odd}/",
        f"/cong-khai/{matter}/dinh-chinh/muc/{odd}/",
        f"/dinh-chinh/?trang={odd}",
        f"/hop/?trang={odd}",
        f"/hop/hen/?viec={odd}",
        f"/hop/so/?loai={odd}&nam={odd}",
        "/hop/so/so-van-ban.xlsx?nam=%D9%A3%D9%A3%D9%A3%D9%A3",
        f"/hop/van-ban/99999999999999999999/tep/{odd}",
        f"/so-ghi/?truoc={odd}",
        f"/thu-tuc/?tim={odd}&trang={odd}",
        f"/thu-tuc/{odd}/",
        f"/thu-tuc/{examples['public_service:*'][0]['pk']}/ban/99999999999999999999/",
        f"/thu-tuc/{examples['public_service:*'][0]['pk']}/tep/99999999999999999999/{odd}",
        f"/bao-cao/{examples['reporting:*'][0]['pk']}/so/{odd}/",
        "/so-ghi/?truoc=99999999999999999999999999",
        "/so-ghi/?truoc=%D9%A3",
        f"/dang-nhap/?next={odd}",
        f"/cong-khai/?tim={odd}&loai={odd}&dieu={odd}&phong={odd}&thang={odd}&tu={odd}&trang={odd}",
        f"/cong-khai/nguon/{odd}.atom?loai={odd}",
        f"/cong-khai/so/nam-{odd}/bang.csv",
        "/cong-khai/so/nam-99999999999999999999/bang.csv",
        "/cong-khai/?tu=0001-01-01&den=9999-12-31",
    ):
        for method in ("GET", "POST"):
            answer = _try(client, method, address)
            assert answer.status_code < 500, f"{method} {address}"
