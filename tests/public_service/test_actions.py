"""Writing, posting, changing and taking down a board; what it lacks; and the check of all."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from dienhong.core.refusal import Outdated, Refused
from dienhong.duties.routines import in_force
from dienhong.organisation import staffing
from dienhong.public_service import actions, checking, queries
from dienhong.public_service.actions import PartWords
from dienhong.public_service.checking import Found
from dienhong.public_service.gaps import CLOSED, NO_DEPARTMENT, gaps
from dienhong.public_service.models import Check, Edition, Procedure
from dienhong.public_service.rules import Result
from dienhong.record.models import JournalEntry, StoredFile
from tests.at_once import at_once
from tests.duties import story as duties
from tests.public_service import story
from tests.public_service.story import DESK, FULL, MONEY, PAPERS, lacking
from tests.publication import story as publication
from tests.publication.story import MONDAY, act, body_of_last_entry, upload

TUESDAY, FRIDAY = date(2026, 3, 3), date(2026, 3, 6)
ALL = [f"quy-che-1:{each}" for each in ("dieu-4", DESK, PAPERS, MONEY)]


@pytest.fixture(autouse=True)
def _office(staffed: str) -> Iterator[None]:
    with time_machine.travel(publication.moment(MONDAY, 10), tick=False):
        story.adopt()
        yield


def test_the_parts_are_those_of_the_offices_own_regulation() -> None:
    assert [str(part.source) for part in queries.demanded(MONDAY)] == ALL[1:]
    assert [str(each) for each in queries.ordered_by(MONDAY)] == ALL[:1]


def test_what_is_written_is_seen_by_nobody_until_it_is_posted() -> None:
    edition = story.written(working_days=5, code="GC-01")
    assert list(queries.posted()) == []
    body = body_of_last_entry()
    assert (body["kind"], body["clauses"]) == ("public_service.written", ALL)
    assert body["facts"] == {"edition": 1, "missing": 0}

    actions.post(edition.procedure, by=act("hoa"))
    (shown,) = queries.posted()
    assert (shown.name, shown.posted_on, shown.working_days) == ("Cấp giống cây", MONDAY, 5)
    entry = JournalEntry.objects.latest("number")
    body = body_of_last_entry()
    assert (body["kind"], body["clauses"]) == ("public_service.posted", ALL)
    assert (body["acting_as"], body["audience"]) == ("chief", "public")
    assert body["digest"] == shown.digest
    assert shown.entry_number == entry.number
    assert "Cấp giống" not in json.dumps(body, ensure_ascii=False)


def test_a_missing_part_is_named_with_its_clause_and_hangs_only_as_a_gap() -> None:
    edition = story.written(parts=lacking(MONEY))
    with pytest.raises(Refused, match="còn thiếu «Khoản tiền phải trả") as refusal:
        actions.post(edition.procedure, by=act("lan"))
    assert str(refusal.value.source) == ALL[3]
    assert list(queries.posted()) == []

    actions.post(edition.procedure, with_gaps=True, by=act("lan"))
    (shown,) = queries.posted()
    parts = queries.parts_of(shown, queries.demanded(MONDAY))
    assert [part.is_missing for part in parts] == [False, False, True]
    assert body_of_last_entry()["facts"]["missing"] == 1


def test_that_there_is_none_is_no_gap() -> None:
    story.posted(department=story.department())
    assert gaps(MONDAY) == []


def test_the_next_edition_replaces_what_hung_and_the_old_one_keeps_its_days() -> None:
    first = story.posted()
    last = queries.newest(first.procedure)
    assert last is not None
    given = story.words(parts={**FULL, DESK: PartWords("Quầy số 5.")})
    actions.write(first.procedure, given, read=last.saved, by=act("lan", FRIDAY))
    (hangs,) = queries.posted()
    assert hangs.parts.all()[0].words == "Quầy số 2, tầng 1."

    actions.post(first.procedure, by=act("lan", FRIDAY))
    rows = [(row.number, row.posted_on, row.ended_on) for row in queries.once_posted()]
    assert rows == [(2, FRIDAY, None), (1, MONDAY, FRIDAY)]
    (hangs,) = queries.posted()
    assert hangs.parts.all()[0].words == "Quầy số 5."
    old = queries.once_posted().get(number=1)
    assert old.parts.all()[0].words == "Quầy số 2, tầng 1."


def test_a_new_edition_keeps_the_files_of_the_last_unless_they_are_dropped() -> None:
    first = story.posted(parts=story.with_file(upload(name="mau-don.pdf")))
    digest = StoredFile.objects.get().digest
    second = story.changed(first, parts={**FULL, PAPERS: PartWords("Đơn theo mẫu mới.")})
    names = [row.name for part in second.parts.all() for row in part.files.all()]
    assert names == ["mau-don.pdf"]

    dropped = PartWords("Không cần đơn.", dropped=frozenset({digest}))
    third = story.changed(second, parts={**FULL, PAPERS: dropped})
    assert not any(part.files.all() for part in third.parts.all())
    assert StoredFile.objects.filter(digest=digest).exists()  # the older editions have it


def test_a_file_dropped_from_a_draft_alone_is_gone_for_good() -> None:
    edition = story.written(parts=story.with_file(upload()))
    file = StoredFile.objects.get()
    dropped = PartWords("Đơn.", dropped=frozenset({file.digest}))
    given = story.words(parts={**FULL, PAPERS: dropped})
    with transaction.atomic():
        actions.write(edition.procedure, given, read=1, by=act("lan"))
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(file.place)


def test_two_who_write_at_once_do_not_write_over_each_other() -> None:
    edition = story.written()
    actions.write(edition.procedure, story.words("Cấp giống lúa"), read=1, by=act("hoa"))
    with pytest.raises(Outdated):
        actions.write(edition.procedure, story.words("Cấp giống cây"), read=1, by=act("lan"))
    assert [row.name for row in queries.written()] == ["Cấp giống lúa"]


def test_two_boards_of_one_name_are_refused_and_nothing_is_left_of_the_second() -> None:
    story.posted()
    with pytest.raises(Refused, match="đã có thủ tục tên"):
        story.written()
    assert Procedure.objects.count() == 1


def test_nothing_new_is_nothing_to_post() -> None:
    edition = story.posted()
    with pytest.raises(Refused, match="chưa soạn bản mới"):
        actions.post(edition.procedure, by=act("lan"))


def test_a_board_comes_down_with_its_reason_and_may_hang_again() -> None:
    edition = story.posted()
    with pytest.raises(Refused, match="chưa ghi lý do"):
        actions.take_down(edition.procedure, ground=" ", by=act("lan"))
    actions.take_down(edition.procedure, ground="Bãi bỏ thủ tục.", by=act("lan", TUESDAY))
    assert list(queries.posted()) == []
    body = body_of_last_entry()
    assert (body["kind"], body["clauses"]) == ("public_service.taken_down", ALL[:1])
    with pytest.raises(Refused, match="đã gỡ"):
        actions.take_down(edition.procedure, ground="Lần nữa.", by=act("lan", TUESDAY))

    again = story.changed(edition, FRIDAY)
    procedure = Procedure.objects.get()
    assert (again.number, procedure.stage, procedure.taken_down_on) == (2, "posted", None)


@pytest.mark.parametrize("login", ["minh", "vy", "tu", "khue"])
def test_who_has_not_the_power_writes_posts_and_takes_down_nothing(login: str) -> None:
    edition = story.posted()
    given = story.words("Khác")
    for do in (
        lambda: actions.begin(given, by=act(login)),
        lambda: actions.write(edition.procedure, given, read=1, by=act(login)),
        lambda: actions.post(edition.procedure, by=act(login)),
        lambda: actions.take_down(edition.procedure, ground="Vì thế.", by=act(login)),
        lambda: checking.record({}, by=act(login)),
    ):
        with pytest.raises(Refused):
            do()
    assert Edition.objects.count() == 1


def test_the_database_keeps_one_edition_hanging() -> None:
    edition = story.posted()
    edition.pk, edition.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save()


def test_the_search_finds_words_with_accents_or_without() -> None:
    story.posted("Cấp giống cây", parts=story.with_file(upload(name="mau-don.pdf")))
    story.posted("Cho thuê máy gặt", parts={**FULL, DESK: PartWords("Nhà kho phía đông.")})
    story.written("Cấp giống lúa")

    def names(words: str) -> list[str]:
        return [row.name for row in queries.found(words)]

    assert names("cap giong") == names("giống cây") == ["Cấp giống cây"]
    assert names("nha kho") == ["Cho thuê máy gặt"]
    assert names("gặt thuê") == ["Cho thuê máy gặt"]  # anywhere, where no board has them in order
    assert names("mau don") == ["Cấp giống cây"]
    assert names("giông cây") == names("%") == names("_") == []


# What is missing.


def test_a_gap_is_told_with_its_clause_and_since_when() -> None:
    edition = story.posted(parts=lacking(MONEY, PAPERS), department=story.department())
    story.changed(edition, FRIDAY, parts=lacking(MONEY), department=edition.department)
    (gap,) = gaps(FRIDAY)
    assert (gap.what, str(gap.source)) == ("Khoản tiền phải trả", ALL[3])
    assert gap.since == MONDAY


def test_a_part_that_a_new_regulation_adds_is_missing_since_that_is_in_force() -> None:
    story.posted(department=story.department())
    more = story.REGULATION.rstrip().removesuffix(".") + ";\n4. Ngày trả kết quả.\n"
    publication.adopt(more, number="02/QĐ-TSM", day=MONDAY, in_force_from=FRIDAY)
    assert gaps(TUESDAY) == []
    found = [(gap.what, gap.since) for gap in gaps(FRIDAY)]
    assert found == [("Ngày trả kết quả", FRIDAY)]


def test_a_board_without_a_department_or_with_a_closed_one_is_told() -> None:
    room = story.department()
    story.posted("Cấp giống cây", department=room)
    story.posted("Cho thuê máy gặt")
    staffing.close_department(room, by=act("lan"))
    found = [(gap.edition.name, gap.what) for gap in gaps(MONDAY)]
    assert found == [
        ("Cấp giống cây", f"{CLOSED}: {room.name}"),
        ("Cho thuê máy gặt", NO_DEPARTMENT),
    ]


# The check.


def test_a_check_closes_the_periodic_duty_with_its_record() -> None:
    asked = [each.asked.name for each in in_force(MONDAY).unsettled]
    assert "service.check_every" in asked
    story.settle_period()
    duties.swept(MONDAY)
    edition = story.posted()
    waiting = queries.occasion_waiting(MONDAY)
    assert waiting is not None

    check = story.checked(words="Bảng tầng 1 gọn.")
    assert check.occasion == waiting
    waiting.refresh_from_db()
    assert (waiting.done_on, waiting.is_open) == (MONDAY, False)
    (evidence,) = waiting.evidence.all()
    assert evidence.path == f"thu-tuc/kiem-tra/{check.pk}/"
    (finding,) = queries.findings_of(check)
    assert (finding.edition, finding.is_in_order) == (edition, True)
    entry = JournalEntry.objects.get(number=check.entry_number)
    body = json.loads(entry.body)
    assert (body["kind"], body["clauses"]) == ("public_service.checked", ALL[:1])
    assert body["facts"] == {"boards": 1, "not_in_order": 0}
    assert queries.occasion_waiting(MONDAY) is None


def test_a_check_leaves_no_board_out_and_nothing_half_stored() -> None:
    one, two = story.posted("Một"), story.posted("Hai")
    with pytest.raises(Refused, match="1 thủ tục chưa ghi kết quả") as refusal:
        checking.record({one.pk: Found(Result.AGREES)}, by=act("hoa"))
    assert str(refusal.value.source) == ALL[0]
    told = {one.pk: Found(Result.AGREES), two.pk: Found(Result.DIFFERS)}
    with pytest.raises(Refused, match="chưa ghi «Hai» sai"):
        checking.record(told, by=act("hoa"))
    assert not Check.objects.exists()

    told[two.pk] = Found(Result.DIFFERS, "Bảng ghi mức cũ.")
    check = checking.record(told, by=act("hoa"))
    assert check.occasion is None
    assert body_of_last_entry()["facts"] == {"boards": 2, "not_in_order": 1}


def test_without_boards_there_is_nothing_to_check() -> None:
    with pytest.raises(Refused, match="chưa có thủ tục nào đang niêm yết"):
        checking.record({}, by=act("hoa"))


def test_two_who_begin_the_same_procedure_at_once_begin_it_once(office: str) -> None:
    said = at_once(
        office,
        [lambda who=who: actions.begin(story.words(), by=act(who)) for who in ("lan", "hoa")],
    )

    assert sorted(said) == ["", "Chưa ghi được: đã có thủ tục tên «Cấp giống cây»"]
    assert Edition.objects.get().name == "Cấp giống cây"
    assert Procedure.objects.count() == 1
