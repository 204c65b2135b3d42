"""Channels: each form chosen is its own duty and closes only with its evidence."""

from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.core.files.base import ContentFile
from PIL import Image

from dienhong.duties.models import Duty
from dienhong.meetings import actions as meetings
from dienhong.meetings import minutes, signing
from dienhong.meetings.models import AgendaItem, Meeting
from dienhong.organisation.models import Department, Person
from dienhong.publication import actions, channels, relaying, rules_channels
from dienhong.publication.channels import Shown, choices
from dienhong.publication.models import Channel, Matter, Proof
from dienhong.publication.queries import terms_under
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from dienhong.regulation.vocabulary import CHANNELS
from tests.file_samples import docx, photo_with_place, picture
from tests.publication.story import (
    BOARD,
    CONFERENCE,
    MONDAY,
    PDF,
    act,
    after,
    body_of_last,
    cleared,
    moment,
    no,
    open_for,
    person,
    published,
    published_by,
    upload,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")


def channel_of(matter: Matter, code: str) -> Channel:
    """Return a channel as it is kept."""
    return Channel.objects.get(matter=matter, code=code)


def shown(**more: object) -> Shown:
    """Return evidence of the Monday."""
    return Shown(told_on=MONDAY, **more)  # type: ignore[arg-type]


# What a channel is.


def test_each_code_of_the_vocabulary_is_a_channel_and_no_other() -> None:
    assert set(rules_channels.known()) == set(CHANNELS)


def test_a_code_that_nobody_knows_is_proved_as_another_form() -> None:
    assert rules_channels.meant("smoke").code == "other"


def test_a_form_that_names_several_ways_offers_each_by_itself() -> None:
    matter = cleared()
    offered = choices(terms_under(matter.version, matter.decided_on).forms)
    law = [way for way in offered if way.source.address == "dieu-47.khoan-1.diem-b"]

    assert [way.code for way in law] == ["internal_system", "public_site"]
    assert law[0].key == "luat-10-2022:dieu-47.khoan-1.diem-b/internal_system"
    assert next(way.key for way in offered if way.code == "posting").endswith(f":{BOARD}")


def test_publishing_opens_each_channel_with_its_duty_and_clause() -> None:
    matter = published_by("posting", "conference", "party_union", "public_site", "internal_system")

    rows = {row.code: (row.closed_on, row.due_on) for row in matter.channels.all()}
    assert rows.pop("internal_system") == (MONDAY, date(2026, 3, 6))
    assert set(rows.values()) == {(None, date(2026, 3, 6))}
    assert {verb for verb, _ in open_for("lan")} == {
        "Ghi niêm yết",
        "Thông báo tại hội nghị",
        "Báo qua cấp ủy, Công đoàn",
        "Đăng trang thông tin công khai",
    }
    duty = Duty.objects.get(kind="publication.channel_party_union")
    assert [str(clause) for clause in duty.citations] == ["luat-10-2022:dieu-47.khoan-1.diem-e"]


def test_a_channel_is_late_after_its_day_and_no_longer_once_proved() -> None:
    row = channel_of(published_by("party_union"), "party_union")

    assert [row.is_late(day) for day in (row.due_on, after(row.due_on, 1))] == [False, True]
    channels.prove(row, shown(words="Công đoàn", number="05/CV"), by=act("lan"))
    row.refresh_from_db()
    assert not row.is_late(after(row.due_on, 1))


# Evidence.


@pytest.mark.parametrize(
    ("code", "given", "missing"),
    [
        ("party_union", {"words": "Chi bộ"}, "số văn bản"),
        ("party_union", {"number": "5"}, "nội dung đã báo"),
        ("public_site", {"address": "https://vidu.vn/1"}, "tệp bằng chứng"),
        ("conference", {"words": "Hội nghị"}, "tệp bằng chứng"),
        ("other", {"words": " "}, "nội dung đã báo, tệp bằng chứng"),
    ],
)
def test_nothing_closes_without_its_evidence(
    code: str, given: dict[str, str], missing: str
) -> None:
    row = channel_of(published_by(code), code)
    refusal = no(lambda: channels.prove(row, shown(**given), by=act("lan")))

    assert refusal.reason == f"Chưa ghi được: còn thiếu {missing}"
    assert refusal.source == row.citations[0]
    assert channel_of(row.matter, code).closed_on is None
    assert not Proof.objects.exists()


def test_a_public_page_is_proved_by_its_address_and_a_picture_and_the_duty_closes() -> None:
    matter = published_by("public_site")
    file = channels.look_at(ContentFile(picture(), name="trang.png"), "trang.png")
    row = channels.prove(
        channel_of(matter, "public_site"),
        shown(address="https://vidu.vn/cong-khai/1", upload=file),
        by=act("lan"),
    )

    assert (row.file_name, row.entry_number) == ("trang.png", body_of_last(matter)["number"])
    assert channel_of(matter, "public_site").closed_on == MONDAY
    assert open_for("lan") == []
    said = body_of_last(matter)
    assert said["kind"] == "publication.channel_proved"
    assert said["clauses"] == ["luat-10-2022:dieu-47.khoan-1.diem-b"]
    assert said["facts"] == {"channel": "public_site", "told_on": "2026-03-02"}
    assert row.file is not None
    assert said["digest"] == row.file.digest


def test_of_party_and_union_only_fact_day_and_number_are_kept() -> None:
    labels = rules_channels.meant("party_union").labels

    assert "file" not in labels
    assert set(labels) == {"words", "number"}


@pytest.mark.parametrize("day", [after(MONDAY, -1), after(MONDAY, 1)])
def test_evidence_is_of_a_day_from_the_publication_to_today(day: date) -> None:
    row = channel_of(published_by("party_union"), "party_union")
    given = Shown(told_on=day, words="Công đoàn", number="5")

    assert (
        "phải từ ngày công khai 02/03/2026"
        in no(lambda: channels.prove(row, given, by=act("lan"))).reason
    )


def test_what_is_proved_is_not_proved_again_and_minh_proves_nothing() -> None:
    row = channel_of(published_by("party_union"), "party_union")
    given = shown(words="Công đoàn", number="5")
    no(lambda: channels.prove(row, given, by=act("minh")))
    channels.prove(row, given, by=act("lan"))

    assert (
        "đã đủ bằng chứng từ ngày 02/03/2026"
        in no(lambda: channels.prove(row, given, by=act("lan"))).reason
    )


def test_a_channel_with_evidence_of_another_kind_takes_no_typed_one() -> None:
    row = channel_of(published_by("heads"), "heads")

    assert (
        "bằng chứng theo cách khác"
        in no(lambda: channels.prove(row, shown(), by=act("lan"))).reason
    )


# The board.


def test_a_sheet_is_shown_by_a_photograph_without_the_place_in_it() -> None:
    matter = published(forms=[BOARD])
    posting = actions.post(matter, place="Sảnh", posted_at=moment(MONDAY), by=act("lan"))
    assert open_for("lan") == [("Nộp ảnh bảng tin", MONDAY)]
    assert channel_of(matter, "posting").closed_on is None

    taken = photo_with_place()
    assert Image.open(BytesIO(taken)).getexif().get_ifd(0x8825)
    file = channels.look_at(ContentFile(taken, name="anh.jpg"), "anh.jpg")
    row = channels.photograph(posting, file, by=act("lan"))

    assert row.file is not None
    assert not row.file.located
    file.file.seek(0)
    assert not Image.open(BytesIO(file.file.read())).getexif()
    assert (row.posting, channel_of(matter, "posting").closed_on) == (posting, MONDAY)
    assert open_for("lan") == []


def test_a_photograph_shows_a_sheet_that_hangs_not_this_systems_page() -> None:
    matter = published(forms=[BOARD])
    here = matter.postings.get(electronic=True)

    no(lambda: channels.photograph(here, upload(), by=act("lan")))


def test_words_are_no_photograph() -> None:
    refusal = no(lambda: channels.look_at(ContentFile(docx(), name="a.docx"), "a.docx"))

    assert "phải là ảnh chụp hoặc bản quét" in refusal.reason


# Meetings.


def planned() -> Meeting:
    """Plan a meeting on the Tuesday."""
    return meetings.plan(
        meetings.Plan(
            title="Giao ban tuần",
            held_on=after(MONDAY, 1),
            begins_at=time(8),
            chair=person("hoa"),
            secretary=person("lan"),
        ),
        by=act("lan"),
    )


def signed(meeting: Meeting) -> None:
    """Hold a meeting on the Tuesday, write, finish, number and sign its minutes."""
    tuesday = after(MONDAY, 1)
    by = act("lan", tuesday)
    people = [str(person(login).pk) for login in ("lan", "hoa", "minh")]
    how = meetings.Held(begins_at=time(8), ends_at=time(9), place="Phòng họp", present=people)
    meeting = meetings.hold(meeting, how, edition=meeting.attendance_edition, by=by)
    words = minutes.Words(
        chair=person("hoa"),
        secretary=person("lan"),
        records={item.order: "Đã đọc cho mọi người nghe." for item in meeting.agenda.all()},
        said={},
    )
    meeting = minutes.write(meeting, words, edition=meeting.edition, by=by)
    meeting = meetings.finish(meeting, by=by)
    paper = meeting.papers.get(kind="minutes")
    paper = signing.number(paper, number="7", dated_on=tuesday, by=by)
    copy = signing.Copy("bb.pdf", ContentFile(PDF, name="bb.pdf"), Seen(Kind.PDF, 1))
    signing.sign(paper, copy, by=by)


def test_signed_minutes_of_the_meeting_close_what_was_told_there(
    clock: time_machine.Traveller,
) -> None:
    matter, meeting = published(forms=[CONFERENCE]), planned()
    row = channels.put_on_agenda(channel_of(matter, "conference"), meeting, by=act("lan"))
    assert row.item is not None
    assert row.item.words == "Công khai: Sổ thu chi quý một"
    assert str(row.item.demanded_by).endswith(f":{CONFERENCE}")
    assert body_of_last(matter)["kind"] == "publication.put_on_agenda"
    assert channel_of(matter, "conference").closed_on is None

    clock.move_to(moment(after(MONDAY, 1)))
    signed(meeting)

    row = channel_of(matter, "conference")
    assert row.closed_on == after(MONDAY, 1)
    proof = row.proofs.get()
    assert (proof.number, proof.people, proof.told_on) == ("07/BB-VP", 3, after(MONDAY, 1))
    assert open_for("lan", after(MONDAY, 1)) == []


def test_a_matter_waits_on_one_agenda_and_takes_another_after_a_meeting_called_off() -> None:
    matter, first, second = published(forms=[CONFERENCE]), planned(), planned()
    row = channels.put_on_agenda(channel_of(matter, "conference"), first, by=act("lan"))
    assert (
        "đã ở trong chương trình một cuộc họp"
        in no(lambda: channels.put_on_agenda(row, second, by=act("lan"))).reason
    )

    meetings.cancel(first, ground="Bão.", by=act("lan"))
    assert (
        "đã họp hoặc không họp"
        in no(lambda: channels.put_on_agenda(row, first, by=act("lan"))).reason
    )
    assert channels.put_on_agenda(row, second, by=act("lan")).meeting == second


# Departments.


def rooms() -> None:
    """Put Khuê at the head of one department with Minh in it, and Tú alone in another."""
    seeds, purse = (Department.objects.create(name=name) for name in ("Phòng Giống", "Phòng Quỹ"))
    names = {"Khuê": seeds, "Minh": seeds, "Tú": purse}
    for name, room in names.items():
        Person.objects.filter(name=name).update(department=room)


def told(by: str, people: int, day: date = MONDAY) -> relaying.Told:
    """Return that somebody told so many."""
    return relaying.Told(told_by=person(by), told_on=day, people=people)


def test_heads_tell_their_departments_and_the_last_one_closes_the_channel() -> None:
    rooms()
    matter = published_by("heads")
    seeds, purse = channel_of(matter, "heads").relays.all()
    assert open_for("khue") == [("Báo cho người của phòng", date(2026, 3, 6))]
    assert open_for("lan") == [("Báo cho người của phòng", date(2026, 3, 6))]

    relaying.receive(seeds, by=act("khue"))
    assert body_of_last(matter)["kind"] == "publication.relay_received"
    relaying.tell(seeds, told("khue", 2), by=act("khue"))
    said = body_of_last(matter)
    assert said["facts"] == {
        "department": seeds.department_id,
        "told_on": "2026-03-02",
        "people": 2,
    }
    assert (open_for("khue"), channel_of(matter, "heads").closed_on) == ([], None)

    relaying.tell(purse, told("tu", 1), by=act("lan"))
    assert channel_of(matter, "heads").closed_on == MONDAY
    assert open_for("lan") == []


def test_another_departments_head_and_staff_do_not_write_for_it() -> None:
    rooms()
    seeds, purse = channel_of(published_by("heads"), "heads").relays.all()

    for row, login in ((purse, "khue"), (seeds, "minh")):
        assert (
            "người phụ trách"
            in no(
                lambda row=row, login=login: relaying.tell(row, told("tu", 1), by=act(login))  # type: ignore[misc]
            ).reason
        )


@pytest.mark.parametrize("people", [0, 3])
def test_no_more_people_are_told_than_a_department_has(people: int) -> None:
    rooms()
    seeds = channel_of(published_by("heads"), "heads").relays.all()[0]

    assert (
        "Phòng Giống có 2 người"
        in no(lambda: relaying.tell(seeds, told("khue", people), by=act("khue"))).reason
    )


def test_without_departments_the_office_is_told_at_once() -> None:
    row = channel_of(published_by("heads"), "heads").relays.get()

    assert (row.name, row.department) == ("Cả cơ quan", None)
    relaying.tell(row, told("lan", 7), by=act("lan"))
    assert channel_of(row.channel.matter, "heads").closed_on == MONDAY


# Withdrawal.


def test_a_withdrawal_takes_evidence_agenda_and_duties_along() -> None:
    matter = published_by("party_union", "public_site", "heads", "conference")
    file = channels.look_at(ContentFile(picture(), name="lo-bi-mat.png"), "lo-bi-mat.png")
    given = shown(address="https://vidu.vn/lo", upload=file)
    proof = channels.prove(channel_of(matter, "public_site"), given, by=act("lan"))
    channels.put_on_agenda(channel_of(matter, "conference"), planned(), by=act("lan"))
    withdrawn(matter)

    proof.refresh_from_db()
    assert proof.file is not None
    proof.file.refresh_from_db()
    assert (proof.address, proof.file_name) == ("", "")
    assert proof.file.erased_at is not None
    assert [item.words for item in AgendaItem.objects.all()] == ["Nội dung đã thu hồi khẩn cấp"]
    assert not Duty.objects.filter(done_on__isnull=True).exists()
    assert set(Duty.objects.values_list("title", flat=True)) == {""}
    row = channel_of(matter, "party_union")
    no(lambda: channels.prove(row, shown(words="a", number="1"), by=act("lan")))
