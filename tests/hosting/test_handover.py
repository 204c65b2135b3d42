"""Trạm Sương Mai ends; what was running there goes on at its successor, each matter once."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties.models import Duty
from dienhong.hosting import handover
from dienhong.hosting.context import use_agency
from dienhong.organisation import actions as organisation
from dienhong.organisation.rules_closing import Closing
from dienhong.publication import actions
from dienhong.publication import handover as matters
from dienhong.publication.models import Matter, Posting
from dienhong.record import queries as record
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from dienhong.site.offices import check_nothing_runs, the_system
from tests.conftest import NOW
from tests.organisation.desks import client_of
from tests.publication import story

LAST = story.MONDAY + timedelta(days=2)
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def two(data: Path, new_office: Callable[..., str]) -> tuple[str, str]:
    """Open the ending office with matters in every stage, and its successor."""
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        for code in ("cu", "moi"):
            new_office(code)
            with use_agency(code):
                story.add_people()
                story.adopt()
        with use_agency("cu"):
            story.published(story.upload(), title="Đang treo")
            story.drafted(title="Chờ kiểm tra")
            story.cleared(title="Đã ký", kind="dieu-2.khoan-1")
            actions.withhold(story.drafted(title="Mật"), ground="Bí mật.", by=story.act("hoa"))
            story.withdrawn(story.published(title="Đã thu hồi"))
            closing = Closing(
                closed_on=LAST,
                number="15/QĐ-UBND",
                decided_on=story.FRIDAY,
                successor_name="Trạm mới",
                successor_code="moi",
            )
            organisation.record_closing(closing, by=story.act("hoa"))
    return "cu", "moi"


def _by(days: int = 0) -> Actor:
    return the_system(story.moment(AFTER + timedelta(days=days)))


def _hand_over(**people: str) -> int:
    return len(handover.hand_over("cu", "moi", receiver="hoa", people=people, by=_by()))


def test_what_was_running_goes_on_and_nothing_else_went(two: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="còn 3 việc đang dở"):
        check_nothing_runs("cu")
    assert _hand_over(lan="lan") == 3
    check_nothing_runs("cu")
    with use_agency("moi"):
        there = {matter.title: matter for matter in Matter.objects.all()}
        assert {title: matter.stage for title, matter in there.items()} == {
            "Đang treo": "published",
            "Chờ kiểm tra": "checking",
            "Đã ký": "cleared",
        }
        shown = there["Đang treo"]
        assert (shown.drafted_by.name, shown.checker.name) == ("Lan", "Hoa")
        assert shown.carried_over
        run = Posting.objects.get(matter=shown)
        assert (run.posted_on, run.ends_on) == (story.MONDAY, story.LAST_DAY)
        assert record.check("moi", at=NOW).ok
    with use_agency("cu"):
        assert not Duty.objects.filter(done_on__isnull=True).exists()
        assert record.check("cu", at=NOW).ok


def test_the_terms_keep_the_clauses_of_the_regulation_under_which_they_began(
    two: tuple[str, str],
) -> None:
    _hand_over()
    with use_agency("moi"):
        shown = Matter.objects.get(title="Đang treo")
        assert shown.version is not None
        assert (shown.version.stage, shown.version.number) == ("carried", 2)
        assert shown.post_for.source.act == "quy-che-2"
        assert shown.secrecy == ["quy-che-2:dieu-2"]
        assert "quy-che-1" not in str([shown.derivation, shown.run, shown.term, shown.kind_source])
        assert "Văn phòng cu" in shown.version.title
    page = client_of("minh", "moi").get(f"/moi/cong-khai/{shown.pk}/")
    assert "Mỗi tờ niêm yết ít nhất 20 ngày" in page.content.decode()
    assert client_of("minh", "moi").get("/moi/quy-che/ban/2/").status_code == 200
    with time_machine.travel(story.moment(AFTER), tick=False):
        in_force = client_of("minh", "moi").get("/moi/quy-che/").content.decode()
    assert "Văn phòng cu" not in in_force


def test_people_there_open_the_file_check_publish_and_take_down_in_time(
    two: tuple[str, str],
) -> None:
    _hand_over()
    with use_agency("moi"):
        by_title = {matter.title: matter for matter in Matter.objects.all()}
        actions.clear(by_title["Chờ kiểm tra"], by=story.act("hoa", AFTER))
        offered = story.act("lan", AFTER)
        published = actions.publish(by_title["Đã ký"], forms=[], by=offered)
        assert published.postings.get().posted_on == AFTER
        run = Posting.objects.get(matter=by_title["Đang treo"])
        with pytest.raises(Refused, match="mới niêm yết 3 trên 20 ngày"):
            actions.take_down(run, by=story.act("lan", AFTER))
        actions.take_down(run, by=story.act("lan", story.FREE))
        assert record.check("moi", at=NOW).ok
    address = f"/moi/cong-khai/{by_title['Đang treo'].pk}/tep/1/bang-ke.pdf"
    answer = client_of("minh", "moi").get(address)
    assert b"".join(answer.streaming_content) == story.PDF


def test_the_journals_cite_each_other(two: tuple[str, str]) -> None:
    with use_agency("cu"):
        size, fingerprint, _ = record.end()
    _hand_over()
    with use_agency("moi"):
        taken = JournalEntry.objects.filter(kind="publication.taken_over").earliest("number")
        assert facts_of(taken)["predecessor"] == "cu"
        assert (facts_of(taken)["size"], facts_of(taken)["fingerprint"]) == (size, fingerprint)
        there = record.end()[1]
    with use_agency("cu"):
        given = list(JournalEntry.objects.filter(kind="publication.handed_over"))
        facts = facts_of(given[0])
        assert (facts["successor"], facts["entry"]) == ("moi", taken.number)
        assert facts_of(given[-1])["fingerprint"] == there


def test_run_again_nothing_comes_twice(two: tuple[str, str]) -> None:
    assert _hand_over() == 3
    ends = []
    for code in two:
        with use_agency(code):
            ends.append(record.end())
    assert _hand_over() == 0
    for code, before in zip(two, ends, strict=True):
        with use_agency(code):
            assert record.end() == before


def test_cut_off_between_the_two_sides_it_goes_on_where_it_stopped(two: tuple[str, str]) -> None:
    with use_agency("cu"):
        matter = Matter.objects.get(title="Đang treo")
        carried = matters.gather(matter)
    with use_agency("moi"):
        hoa = story.person("hoa")
        giver = matters.Office("cu", "Văn phòng cu")
        handover._copy_files(carried, "cu", "moi")
        matters.take_over(carried, giver, lambda _: hoa, by=_by())
    assert _hand_over() == 3
    with use_agency("moi"):
        assert Matter.objects.filter(title="Đang treo").count() == 1
        assert JournalEntry.objects.filter(kind="publication.taken_over").count() == 3


_HANDS_OVER = """
import django
django.setup()
from datetime import UTC, datetime
from dienhong.hosting import handover
from dienhong.site.offices import the_system
print("ready", flush=True)
by = the_system(datetime(2026, 3, 5, 2, tzinfo=UTC))
handover.hand_over("cu", "moi", receiver="hoa", people={}, by=by)
"""


def test_killed_at_any_moment_and_run_again_every_matter_is_there_once(
    two: tuple[str, str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIENHONG_DATA", str(data))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "dienhong.site.settings")
    connection.close_everything()  # type: ignore[attr-defined]
    for wait in (0.02, 0.05, 0.08):
        program = subprocess.Popen(
            [sys.executable, "-c", _HANDS_OVER], stdout=subprocess.PIPE, text=True
        )
        with program:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
            time.sleep(wait)
            program.send_signal(signal.SIGKILL)
    _hand_over()
    for code, kind in (("cu", "publication.handed_over"), ("moi", "publication.taken_over")):
        with use_agency(code):
            subjects = JournalEntry.objects.filter(kind=kind).values_list("subject", flat=True)
            assert (len(subjects), len(set(subjects))) == (3, 3)
            assert record.check(code, at=NOW).ok
    with use_agency("moi"):
        assert Matter.objects.count() == 3
        assert Posting.objects.count() == 1


@pytest.mark.parametrize(
    ("to", "receiver", "people", "days", "said"),
    [
        ("moi", "hoa", {}, -1, "còn hoạt động"),
        ("cu", "hoa", {}, 0, "nơi tiếp nhận đã ghi là «moi»"),
        ("moi", "ai-do", {}, 0, "«moi» không có người mang tên đăng nhập «ai-do»"),
        ("moi", "hoa", {"lan": "ai-do"}, 0, "«moi» không có người mang tên đăng nhập «ai-do»"),
        ("moi", "hoa", {"ai-do": "lan"}, 0, "«cu» không có người mang tên đăng nhập «ai-do»"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_goes(
    two: tuple[str, str], to: str, receiver: str, people: dict[str, str], days: int, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        handover.hand_over("cu", to, receiver=receiver, people=people, by=_by(days))
    with use_agency("moi"):
        assert not Matter.objects.exists()


def test_a_successor_that_has_ended_itself_takes_nothing(two: tuple[str, str]) -> None:
    with use_agency("moi"):
        closing = Closing(closed_on=LAST, number="16/QĐ-UBND", decided_on=story.FRIDAY)
        organisation.record_closing(closing, by=story.act("hoa"))
    with pytest.raises(Refused, match="16/QĐ-UBND"):
        _hand_over()
