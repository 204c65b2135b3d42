"""Two versions of an office's regulation beside each other, and which running days would move."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from dienhong.publication import actions
from dienhong.publication.models import Matter
from dienhong.regulation import actions as regulation
from dienhong.regulation import deciding
from dienhong.regulation.models import Version
from tests.organisation.desks import client_of
from tests.publication import story
from tests.publication.story import MONDAY, REGULATION, act

STRICTER = REGULATION.replace("05 ngày làm việc", "03 ngày làm việc").replace(
    "ít nhất 20 ngày", "ít nhất 30 ngày"
)


@pytest.fixture(autouse=True)
def _monday_at_ten(peopled: str) -> Iterator[None]:
    with time_machine.travel(story.moment(MONDAY, 10), tick=False):
        yield


def draft(text: str = STRICTER, *, confirmed: bool = True) -> Version:
    version = regulation.upload(text, name="ban-moi.txt", by=act("lan"))
    if confirmed:
        orders = version.parameters.values_list("order", flat=True)
        deciding.confirm(version, orders, by=act("lan"))
    return version


def shown(number: int, login: str = "lan", query: str = "") -> str:
    answer = client_of(login).get(f"/thu/quy-che/ban/{number}/so-sanh/{query}")
    assert answer.status_code == 200, answer.content.decode()
    return " ".join(answer.content.decode().split())


def status(client: Client, number: int, query: str = "") -> int:
    return client.get(f"/thu/quy-che/ban/{number}/so-sanh/{query}").status_code


def test_a_draft_says_before_issue_what_it_changes_against_the_one_in_force() -> None:
    page = shown(draft().number)

    assert "Bản 2 khác bản 1 ở đâu" in page
    assert "Từ 5 xuống 3 ngày làm việc; mạnh hơn." in page
    assert "Từ 20 lên 30 ngày liên tục; mạnh hơn." in page
    assert "chậm nhất 3 ngày làm việc kể từ ngày có quyết định" in page  # what the office then does


def test_running_days_that_would_be_others_are_shown_and_do_not_move() -> None:
    waits = story.drafted(title="Việc chờ")  # decided on Friday 27/02, due on Friday 06/03
    hangs = story.published(title="Việc đang dán")
    board = actions.post(hangs, place="Bảng tin", posted_at=story.moment(MONDAY), by=act("lan"))

    page = shown(draft().number)

    assert "nếu bắt đầu lại theo bản mới" in page
    row = page[page.index("Việc chờ") :]
    assert row.index("06/03/2026") < row.index("04/03/2026")
    row = page[page.index("Ngày cuối niêm yết: Bảng tin") :]
    assert row.index("22/03/2026") < row.index("01/04/2026")
    waits.refresh_from_db()
    board.refresh_from_db()
    assert (waits.due_on, board.ends_on) == (story.DUE, story.LAST_DAY)


def test_where_the_new_version_counts_alike_no_day_moves() -> None:
    story.drafted(title="Việc chờ")

    assert "Không việc nào đổi ngày." in shown(draft(REGULATION).number)


def test_a_weaker_number_moves_nothing_because_the_law_holds() -> None:
    story.drafted(title="Việc chờ")

    page = shown(draft(REGULATION.replace("05 ngày làm việc", "09 ngày làm việc")).number)

    assert "Từ 5 lên 9 ngày làm việc; yếu hơn." in page
    assert "Áp dụng như nhau: chậm nhất 5 ngày làm việc." in page
    assert "Không việc nào đổi ngày." in page


def test_who_may_not_see_a_matter_does_not_see_it_here() -> None:
    story.drafted(title="Việc kín")

    assert "Việc kín" in shown(draft().number)
    regulation.issue(
        Version.objects.get(pk=2),
        number="02/QĐ-TSM",
        issued_on=MONDAY,
        in_force_from=MONDAY + timedelta(days=7),
        origin=story.NEW,
        by=act("hoa"),
    )
    assert "Việc kín" not in shown(2, "minh")


def test_what_nobody_has_confirmed_does_not_count_and_is_said() -> None:
    page = shown(draft(confirmed=False).number)

    assert "so sánh chỉ tính mục đã xác nhận" in page


def test_an_issued_version_is_compared_with_the_one_before_it_by_everyone() -> None:
    regulation.issue(
        draft(),
        number="02/QĐ-TSM",
        issued_on=MONDAY,
        in_force_from=MONDAY,
        origin=story.NEW,
        by=act("hoa"),
    )

    page = shown(2, "minh")

    assert "Bản 2 khác bản 1 ở đâu" in page
    assert "nếu bắt đầu lại" not in page
    listed = client_of("minh").get("/thu/quy-che/").content.decode()
    assert "/thu/quy-che/ban/2/so-sanh/" in listed


def test_the_first_version_has_nothing_before_it() -> None:
    assert "chưa có bản nào trước đó để so sánh" in shown(1, "minh")


def test_any_other_version_may_be_chosen() -> None:
    second, third = draft().number, draft(REGULATION).number

    page = shown(third, query=f"?voi={second}")

    assert f"Bản {third} khác bản {second} ở đâu" in page
    assert "Từ 3 lên 5 ngày làm việc; yếu hơn." in page


@pytest.mark.parametrize("query", ["?voi=99", "?voi=-1", "?voi=một", f"?voi={'9' * 30}", "?voi=2"])
def test_an_unknown_version_is_not_found(query: str) -> None:
    draft()

    assert status(client_of("lan"), 2, query) == 404


def test_a_draft_is_for_those_who_prepare_it() -> None:
    number = draft().number

    assert status(client_of("minh"), number) == 404
    assert status(client_of("minh"), 1, f"?voi={number}") == 404


def test_from_a_draft_to_the_comparison_by_a_link() -> None:
    number = draft().number

    page = client_of("hoa").get(f"/thu/quy-che/ban/{number}/ban-hanh/").content.decode()

    assert f"/thu/quy-che/ban/{number}/so-sanh/" in page


def test_what_cannot_be_counted_says_why() -> None:
    matter = story.drafted(title="Việc chờ")
    Matter.objects.filter(pk=matter.pk).update(decided_on=date(2022, 3, 1))  # no calendar here

    page = shown(draft().number)

    assert "chưa tính được: " in page[page.index("Việc chờ") :]
