"""Reading: received, opened, confirmed; each person for this version, or a list on paper."""

from datetime import UTC, date, datetime

import pytest

from dienhong.duties import reminding
from dienhong.duties.models import Duty
from dienhong.organisation.models import Account, Person
from dienhong.publication import channels, reach, reading
from dienhong.publication.channels import Shown
from dienhong.publication.models import Channel, Matter, Reading
from dienhong.record import queries as record
from dienhong.record.models import JournalEntry
from dienhong.site import leaving
from tests.publication.story import (
    MONDAY,
    act,
    after,
    at_desk,
    body_of_last,
    drafted,
    moment,
    no,
    open_for,
    page_of,
    person,
    published,
    published_by,
    upload,
    withdrawn,
)
from tests.publication.test_gaps import corrected

pytestmark = pytest.mark.usefixtures("clock")

FRIDAY_AFTER = date(2026, 3, 6)


def with_computer(*logins: str) -> None:
    """Give people a password, so that they have a way in; Lan has one."""
    for account in Account.objects.filter(login__in=logins):
        account.set_password("mat-khau-rieng")
        account.save()


def sent(*logins: str) -> Channel:
    """Publish a matter and send it to everyone, of whom these have a way in."""
    with_computer(*logins)
    row = Channel.objects.get(matter=published_by("document_all"))
    return reading.send(row, number="15/VP", read_by=FRIDAY_AFTER, by=act("lan"))


def row_of(matter: Matter, login: str) -> Reading | None:
    """Return the row of a person, if there is one."""
    return Reading.objects.filter(matter=matter, person=person(login)).first()


def confirmed_by(matter: Matter) -> set[str]:
    """Return the names of those who have confirmed."""
    rows = Reading.objects.filter(matter=matter, confirmed_on__isnull=False)
    return set(rows.values_list("person__name", flat=True))


# Opened.


def test_opening_the_page_is_counted_once_and_is_no_entry() -> None:
    matter = published()
    entries = JournalEntry.objects.count()
    minh = at_desk("minh", page_of(matter))
    first = row_of(matter, "minh")
    minh.open(minh.url)

    assert first is not None
    assert first.opened_at == datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert Reading.objects.count() == 1
    assert JournalEntry.objects.count() == entries


def test_what_is_not_public_is_not_opened_by_anyone() -> None:
    at_desk("lan", page_of(drafted()))
    at_desk("lan", page_of(withdrawn(published(title="Việc hai"))))

    assert not Reading.objects.exists()


# Confirmed.


def test_a_person_confirms_by_the_button_and_it_stands_on_the_own_page_only() -> None:
    matter = published()
    minh = at_desk("minh", page_of(matter)).send("Xác nhận đã đọc")

    assert "Đã xác nhận đọc ngày 02/03/2026" in minh.words
    assert not minh.may_send("Xác nhận đã đọc")
    tu = at_desk("tu", page_of(matter))
    assert tu.may_send("Xác nhận đã đọc")
    assert not tu.may_follow("Hình thức nào đã đến ai")


def test_a_confirmation_is_sealed_in_the_journal() -> None:
    matter = published()
    reading.confirm(matter, version=1, by=act("minh"))
    said = body_of_last(matter)

    assert (said["kind"], said["by_name"]) == ("publication.read_confirmed", "Minh")
    assert (said["facts"], said["digest"]) == ({"version": 1}, matter.content_digest)
    assert said["audience"] == "sealed"
    kinds = [row.kind for row in record.JournalEntry.objects.exclude(audience="sealed")]
    assert "publication.read_confirmed" not in kinds
    assert "Xác nhận đã đọc" not in at_desk("tu", "so-ghi/").words


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_than_the_present_one_is_not_confirmed(version: int) -> None:
    matter = published()

    assert (
        "đã có bản mới"
        in no(lambda: reading.confirm(matter, version=version, by=act("minh"))).reason
    )
    assert not Reading.objects.filter(confirmed_on__isnull=False).exists()


def test_the_first_confirmation_counts_and_what_is_gone_takes_none() -> None:
    matter = published()
    reading.confirm(matter, version=1, by=act("minh"))
    assert (
        "đã xác nhận ngày 02/03/2026"
        in no(lambda: reading.confirm(matter, version=1, by=act("minh", after(MONDAY, 1)))).reason
    )
    withdrawn(matter)

    assert (
        "không đang công khai"
        in no(lambda: reading.confirm(matter, version=1, by=act("tu"))).reason
    )


# A document to everyone.


def test_a_document_reaches_who_has_a_way_in_and_asks_them_to_read() -> None:
    row = sent("minh", "hoa")
    matter = row.matter

    minh, tu = row_of(matter, "minh"), row_of(matter, "tu")
    assert minh is not None
    assert tu is not None
    assert (minh.received_at, minh.asked_until) == (moment(MONDAY), FRIDAY_AFTER)
    assert tu.received_at is None
    assert open_for("minh") == [("Xác nhận đã đọc", FRIDAY_AFTER)]
    assert open_for("tu") == []
    said = body_of_last(matter)
    assert said["kind"] == "publication.sent_to_all"
    assert said["clauses"] == ["luat-10-2022:dieu-47.khoan-1.diem-d"]
    assert said["facts"] == {"people": 7, "read_by": "2026-03-06"}

    reading.confirm(matter, version=1, by=act("minh"))
    assert open_for("minh") == []


def test_it_is_done_when_everyone_has_received_it_on_screen_or_on_paper() -> None:
    row = sent("minh", "hoa", "phong", "khue")
    matter = row.matter
    assert Channel.objects.get(pk=row.pk).closed_on is None
    assert "Gửi văn bản đến mọi người" in {verb for verb, _ in open_for("lan")}

    on_paper = [person("tu"), person("vy")]
    reading.enter_list(matter, on_paper, signed_on=MONDAY, scan=upload(), by=act("lan"))

    assert Channel.objects.get(pk=row.pk).closed_on == MONDAY
    assert "Gửi văn bản đến mọi người" not in {verb for verb, _ in open_for("lan")}
    assert confirmed_by(matter) == {"Tú", "Vy"}
    said = body_of_last(matter)
    assert said["facts"] == {"people": 2, "signed_on": "2026-03-02"}
    assert [who not in str(said) for who in ("Tú", "Vy")] == [True, True]


def test_who_confirmed_is_asked_again_when_the_words_become_others() -> None:
    row = sent("minh", "hoa")
    reading.confirm(row.matter, version=1, by=act("minh"))
    day = date(2026, 3, 9)
    matter = corrected(row.matter, day, material=False)
    assert open_for("minh") == []

    matter = corrected(matter, day)
    assert matter.reading_version == 2
    assert open_for("minh") == [("Xác nhận đã đọc", date(2026, 3, 13))]  # four days, as before
    assert Channel.objects.get(pk=row.pk).closed_on is None
    assert confirmed_by(matter) == {"Minh"}  # of the words as they were
    reading.confirm(matter, version=2, by=act("minh", day))
    assert open_for("minh") == []


def test_who_has_left_is_waited_for_no_more_and_leaves_without_handing_reading_on() -> None:
    row = sent("minh", "hoa", "phong", "khue", "vy")
    assert list(leaving.left_open(person("minh"))) == []
    for login in ("minh", "tu"):
        leaving.leave(person(login), last_day=MONDAY, basis="12/QĐ", receivers={}, by=act("lan"))

    assert open_for("minh") == []
    later = act("hoa", after(MONDAY, 1))
    reading.confirm(row.matter, version=1, by=later)
    assert Channel.objects.get(pk=row.pk).closed_on == after(MONDAY, 1)


@pytest.mark.parametrize(
    ("number", "until", "reason"),
    [
        (" ", FRIDAY_AFTER, "còn thiếu số văn bản"),
        ("5", after(MONDAY, -1), "ngày đề nghị đọc 01/03/2026 đã qua"),
    ],
)
def test_a_document_goes_out_with_number_and_a_day_to_come(
    number: str, until: date, reason: str
) -> None:
    row = Channel.objects.get(matter=published_by("document_all"))

    assert (
        reason in no(lambda: reading.send(row, number=number, read_by=until, by=act("lan"))).reason
    )
    assert not Reading.objects.exists()


def test_it_is_sent_once_and_takes_no_other_evidence() -> None:
    row = sent("minh")
    no(lambda: reading.send(row, number="16", read_by=FRIDAY_AFTER, by=act("lan")))

    no(lambda: channels.prove(row, Shown(told_on=MONDAY, number="1"), by=act("lan")))


def test_who_reads_late_is_reminded_by_hand_through_the_duty() -> None:
    matter = sent("minh").matter
    duty = Duty.objects.get(subject=f"{matter.subject}/{person('minh').pk}")

    row = reminding.remind(duty, person("minh"), sender=person("lan"), by=act("lan"))
    assert row.duty.verb == "Xác nhận đã đọc"


@pytest.mark.parametrize("logins", [[], ["minh"]])
def test_a_list_names_people_who_are_waited_for(logins: list[str]) -> None:
    matter = sent("minh").matter
    reading.confirm(matter, version=1, by=act("minh"))
    people = [person(login) for login in logins]

    assert (
        "chưa chọn ai, hoặc có người đã xác nhận"
        in no(
            lambda: reading.enter_list(
                matter, people, signed_on=MONDAY, scan=upload(), by=act("lan")
            )
        ).reason
    )


def test_a_withdrawal_takes_the_asking_and_the_list_along() -> None:
    matter = sent("minh").matter
    reading.enter_list(matter, [person("tu")], signed_on=MONDAY, scan=upload(), by=act("lan"))
    withdrawn(matter)

    row = row_of(matter, "tu")
    assert row is not None
    assert row.paper is not None
    assert row.paper.erased_at is not None
    assert open_for("minh") == []


# Whom it reached.


def test_the_table_says_of_each_person_what_reached_them_and_who_has_not_confirmed() -> None:
    matter = sent("minh", "hoa").matter
    at_desk("hoa", page_of(matter))
    reading.confirm(matter, version=1, by=act("minh"))
    reading.enter_list(matter, [person("tu")], signed_on=MONDAY, scan=upload(), by=act("lan"))
    table = reach.reach(matter, MONDAY)
    by_name = {row.person.name: row for row in table.people}

    assert len(table.people) == Person.objects.count()
    assert {name for name, row in by_name.items() if row.opened_at} == {"Hoa"}
    assert [reach.way_of(by_name[name]) for name in ("Minh", "Tú", "Hoa")] == [
        "trên hệ thống",
        "ký trên giấy",
        "",
    ]
    assert {row.person.name for row in table.not_yet} == {"Lan", "Hoa", "Phong", "Khuê", "Vy"}
    assert not by_name["Vy"].is_reached
    assert [(each.said, each.people) for each in table.counts] == [
        ("Trang nội bộ này: đã mở", 1),
        ("Trang nội bộ này: đã xác nhận đọc", 2),
        ("Văn bản gửi toàn thể", 4),
    ]


def test_the_table_is_of_those_who_answer_for_it() -> None:
    matter = sent("minh").matter
    page = f"{page_of(matter)}da-den-ai/"

    for login in ("minh", "tu", "vy", "khue"):
        assert at_desk(login, page).status == 403
        assert at_desk(login, f"{page}bang.csv").status == 403
    lan = at_desk("lan", page_of(matter)).follow("Hình thức nào đã đến ai")
    assert "Minh" in lan.section("Từng người").words
    lan.follow("Chỉ xem người chưa xác nhận (7)")
    assert "Chưa xác nhận đọc: 7 người" in lan.words
    rows = [tr for tr in lan.page.every("tr") if "Minh" in tr.words]
    link = next(a for tr in rows for a in tr.every("a") if a.words == "Nhắc")
    assert "Người chịu trách nhiệm: Minh." in lan.open(link.attrs["href"]).words


def test_the_table_as_csv_and_xlsx() -> None:
    matter = sent("minh").matter
    reading.confirm(matter, version=1, by=act("minh"))
    lan = at_desk("lan", f"{page_of(matter)}da-den-ai/")

    csv = lan.follow("CSV").content.decode("utf-8-sig").splitlines()
    assert csv[0].startswith("Họ tên,Phòng,Đã nhận")
    assert "Minh,,02/03/2026 09:00,,02/03/2026,trên hệ thống,," in csv
    assert csv[-1] == "Văn bản gửi toàn thể,2,chưa đủ"
    assert at_desk("lan", f"{page_of(matter)}da-den-ai/bang.xlsx").content.startswith(b"PK")
    assert at_desk("lan", f"{page_of(matter)}da-den-ai/bang.pdf").status == 404
