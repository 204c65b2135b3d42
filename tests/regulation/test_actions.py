"""The acts on the regulation: upload, confirm, correct, enter, issue, put aside, adopt."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.record.models import JournalEntry, JournalHead
from dienhong.regulation import actions, deciding, queries, reading, vocabulary
from dienhong.regulation.models import Parameter, Provision, Version
from tests.publication.story import MONDAY, NEW, REGULATION, act, adopt, after

TERM, KIND = vocabulary.TERM.name, vocabulary.KIND.name
JANUARY = date(2026, 1, 5)
# The clauses by which the staff and the union are heard on a draft.
HEARD = ("luat-10-2022:dieu-53.khoan-8", "luat-10-2022:dieu-59.khoan-1.diem-a")


pytestmark = pytest.mark.usefixtures("staffed")


def uploaded() -> Version:
    """Upload the small regulation as a draft."""
    return actions.upload(REGULATION, name="quy-che.txt", by=act("lan"))


def no(call: Callable[[], object]) -> Refused:
    """Return the refusal with which an act answers."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def all_orders(version: Version) -> list[int]:
    """Return the numbers of all that was read."""
    return list(version.parameters.values_list("order", flat=True))


def row_of(version: Version, name: str) -> Parameter:
    """Return the first reading of a parameter as it is kept now."""
    return version.parameters.filter(name=name).order_by("order")[0]


def last_body() -> dict[str, Any]:
    """Return the newest entry as the journal keeps it."""
    body: dict[str, Any] = json.loads(JournalEntry.objects.latest("number").body)
    return body


def issue(version: Version, **said: Any) -> Version:
    """Issue a draft, as signed on 05/01/2026."""
    given: dict[str, Any] = {
        "number": "01/QĐ-TSM",
        "issued_on": JANUARY,
        "in_force_from": JANUARY,
        "origin": NEW,
        "by": act("hoa"),
    }
    return actions.issue(version, **(given | said))


# Upload.


def test_an_uploaded_text_is_kept_whole_with_its_provisions_and_readings() -> None:
    version = Version.objects.get(pk=uploaded().pk)
    addresses = list(version.provisions.values_list("address", flat=True))

    assert (version.number, version.stage) == (1, Version.Stage.DRAFT)
    assert version.source == REGULATION
    assert version.source_digest == hashlib.sha256(REGULATION.encode()).hexdigest()
    assert (version.decision_number, version.issued_on) == ("", None)
    assert addresses[:3] == ["qd.dieu-1", "qd.dieu-2", "dieu-1"]
    assert "dieu-3.khoan-1.diem-b" in addresses
    assert {row.decision for row in version.parameters.all()} == {Parameter.Decision.PENDING}
    assert last_body()["facts"] == {"provisions": len(addresses), "found": 9, "file": ""}
    assert last_body()["digest"] == version.source_digest


def test_each_reading_quotes_the_source_at_its_place() -> None:
    version = uploaded()
    quotes = {row.quote: REGULATION[row.start : row.end] for row in version.parameters.all()}

    assert len(quotes) == 9
    assert [quote for quote, source in quotes.items() if quote != source.strip()] == []


def test_a_text_without_an_article_is_refused_and_leaves_nothing() -> None:
    before = JournalEntry.objects.count()
    refusal = no(lambda: actions.upload("Chào các bạn.", name="", by=act("lan")))

    assert refusal.reason == "Không thấy điều nào trong văn bản"
    assert (Version.objects.count(), JournalEntry.objects.count()) == (0, before)


@pytest.mark.parametrize("login", ["minh", "phong", "khue", "tu", "vy"])
def test_the_regulation_in_other_hands_is_refused(login: str) -> None:
    draft = uploaded()
    tries: list[Callable[[], object]] = [
        lambda: actions.upload(REGULATION, name="", by=act(login)),
        lambda: deciding.confirm(draft, [1], by=act(login)),
        lambda: deciding.leave_open(draft, [1], by=act(login)),
        lambda: deciding.correct(draft, 1, value=3, because="vì", by=act(login)),
        lambda: issue(draft, by=act(login)),
        lambda: actions.abandon(draft, by=act(login)),
    ]

    assert {no(each).reason.partition(":")[2] for each in tries} == {
        " việc này thuộc Chánh Văn phòng, Phụ trách hành chính"
    }
    assert Version.objects.count() == 1


# Decisions.


def test_a_whole_list_is_confirmed_in_one_act_with_one_entry() -> None:
    version = uploaded()
    kinds = version.parameters.filter(name=KIND)
    before = JournalEntry.objects.count()
    deciding.confirm(version, [row.order for row in kinds], by=act("hoa"))

    assert {row.decision for row in kinds.all()} == {Parameter.Decision.CONFIRMED}
    assert {row.decided_by for row in kinds.all()} == {"Hoa"}
    assert JournalEntry.objects.count() == before + 1
    assert last_body()["clauses"] == [f"quy-che-1:dieu-2.khoan-{n}" for n in (1, 2, 3)]
    assert row_of(version, TERM).decision == Parameter.Decision.PENDING


def test_a_correction_keeps_what_stood_in_the_text_beside_the_persons_reading() -> None:
    version = uploaded()
    order = row_of(version, TERM).order
    deciding.correct(version, order, value=4, because=" Bản ký ghi 04. ", by=act("hoa"))
    row = row_of(version, TERM)

    assert (row.value, row.found, row.because) == (4, 5, "Bản ký ghi 04.")
    assert (row.unit, row.decision, row.decided_by) == ("working_day", "corrected", "Hoa")
    assert last_body()["facts"] == {"read": ["publication.term=4 working_day"], "editions": [2]}


def test_a_run_of_working_days_is_confirmed_as_it_was_read() -> None:
    text = REGULATION.replace("20 ngày liên tục", "10 ngày làm việc")
    version = actions.upload(text, name="quy-che.txt", by=act("lan"))
    run = version.parameters.get(name="publication.run")

    deciding.confirm(version, [run.order], by=act("lan"))

    run.refresh_from_db()
    assert (run.value, run.unit) == (10, "working_day")
    assert run.decision == Parameter.Decision.CONFIRMED


def test_a_corrected_reading_is_never_called_confirmed_as_read() -> None:
    version = uploaded()
    order = row_of(version, TERM).order
    deciding.correct(version, order, value=4, because="Bản ký.", by=act("hoa"))
    deciding.leave_open(version, [order], by=act("lan"))
    deciding.confirm(version, [order], by=act("lan"))

    assert row_of(version, TERM).decision == Parameter.Decision.CORRECTED


@pytest.mark.parametrize(("value", "because"), [(0, "vì"), (4, "  ")])
def test_a_correction_without_a_number_or_a_reason_is_refused(value: int, because: str) -> None:
    version = uploaded()
    order = row_of(version, TERM).order
    no(lambda: deciding.correct(version, order, value=value, because=because, by=act("lan")))

    assert row_of(version, TERM).value == 5


def test_what_is_left_open_does_not_hold_and_the_law_speaks_with_its_clause() -> None:
    version = uploaded()
    order = row_of(version, TERM).order
    deciding.confirm(version, all_orders(version), by=act("lan"))
    deciding.leave_open(version, [order], by=act("lan"))
    issued = issue(version)
    found = queries.quantity(TERM, issued, MONDAY)

    assert found is not None
    assert str(found.source) == "luat-10-2022:dieu-47.khoan-2"
    assert found.by_law


def test_what_was_not_found_is_entered_at_its_address_with_a_reason() -> None:
    text = REGULATION.replace("chậm nhất là 05 ngày làm việc", "nhanh như nước chảy")
    version = actions.upload(text, name="", by=act("lan"))
    deciding.enter(
        version,
        TERM,
        address="dieu-3.khoan-2",
        value=6,
        unit="working_day",
        bound="at_most",
        because="Nghị quyết họp trạm hiểu là 6 ngày.",
        by=act("hoa"),
    )
    row = row_of(version, TERM)

    assert (row.value, row.found, row.decision) == (6, None, "corrected")
    assert str(row.source) == "quy-che-1:dieu-3.khoan-2"
    assert row.said == "chậm nhất 6 ngày làm việc"
    assert last_body()["kind"] == "regulation.entered"


def test_a_number_is_not_entered_at_an_address_that_the_text_does_not_have() -> None:
    version = uploaded()
    refusal = no(
        lambda: deciding.enter(
            version, TERM, address="dieu-77", value=6, because="vì", by=act("lan")
        )
    )

    assert refusal.reason == "Chưa lưu: văn bản không có địa chỉ «dieu-77»"


# Issue.


def test_qd_dieu_1_and_2_an_issued_text_is_in_force_from_its_day() -> None:
    version = uploaded()
    deciding.confirm(version, all_orders(version), by=act("lan"))
    issue(version, in_force_from=after(MONDAY, 5))
    kept = Version.objects.get(pk=version.pk)

    assert (kept.stage, kept.decision_number, kept.issued_on) == ("issued", "01/QĐ-TSM", JANUARY)
    assert queries.version_on(after(MONDAY, 4)) is None
    assert queries.version_on(after(MONDAY, 5)) == kept
    body = last_body()
    assert body["clauses"] == ["quy-che-1:qd.dieu-1", "quy-che-1:qd.dieu-2", *HEARD]
    assert body["facts"] == {
        "number": "01/QĐ-TSM",
        "issued_on": "2026-01-05",
        "in_force_from": "2026-03-07",
        "origin": "new",
        "union_paper": "Biên bản họp Công đoàn ngày 30/12/2025",
    }
    assert (body["audience"], body["digest"]) == ("public", kept.source_digest)


def test_a_text_without_an_issuing_decision_cites_itself() -> None:
    bare = "Điều 1. Trạm họp mỗi tháng.\n\nĐiều 2. Ai cũng làm theo Quy chế này.\n"
    issue(actions.upload(bare, name="", by=act("lan")))

    assert last_body()["clauses"] == ["quy-che-1", *HEARD]


def test_nothing_is_issued_while_a_reading_waits() -> None:
    version = uploaded()
    deciding.confirm(version, all_orders(version)[1:], by=act("lan"))

    assert no(lambda: issue(version)).reason == (
        "Chưa ban hành được: còn 1 mục đọc được chưa có người xác nhận"
    )


def test_nothing_is_issued_while_a_number_has_two_values() -> None:
    text = REGULATION.replace(
        "3. Mỗi tờ", "3. Việc gấp công khai chậm nhất là 02 ngày làm việc.\n4. Mỗi tờ"
    )
    version = actions.upload(text, name="", by=act("lan"))
    deciding.confirm(version, all_orders(version), by=act("lan"))

    assert no(lambda: issue(version)).reason == (
        "Chưa ban hành được: «Thời hạn công khai» đang có 2 giá trị cùng được xác nhận"
    )


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            {"doubts": [Citation("quy-che-1", "dieu-2"), Citation("quy-che-1", "dieu-3")]},
            "Chưa ban hành được: còn 2 chỗ ngờ trong văn bản chưa được xem",
        ),
        (
            {"issued_on": after(MONDAY, 1), "in_force_from": after(MONDAY, 1)},
            "Chưa ban hành được: ngày ban hành 03/03/2026 còn ở phía trước",
        ),
        (
            {"in_force_from": date(2026, 1, 4)},
            "Chưa ban hành được: ngày có hiệu lực 04/01/2026 trước ngày ban hành 05/01/2026",
        ),
    ],
)
def test_what_cannot_be_is_not_issued(said: dict[str, Any], reason: str) -> None:
    version = uploaded()
    deciding.confirm(version, all_orders(version), by=act("lan"))

    assert no(lambda: issue(version, **said)).reason == reason
    assert Version.objects.get(pk=version.pk).stage == Version.Stage.DRAFT


def test_two_versions_are_not_in_force_from_one_day() -> None:
    adopt(day=JANUARY)
    version = uploaded()
    deciding.confirm(version, all_orders(version), by=act("lan"))

    assert no(lambda: issue(version)).reason == (
        "Chưa ban hành được: đã có một bản khác có hiệu lực từ 05/01/2026"
    )


@pytest.mark.parametrize("end", ["issued", "abandoned"])
def test_what_was_issued_or_put_aside_is_not_touched_again(end: str) -> None:
    version = uploaded()
    deciding.confirm(version, all_orders(version), by=act("lan"))
    if end == "issued":
        issue(version)
    else:
        actions.abandon(version, by=act("lan"))
    tries: list[Callable[[], object]] = [
        lambda: deciding.confirm(version, [1], by=act("lan")),
        lambda: deciding.leave_open(version, [1], by=act("lan")),
        lambda: deciding.correct(version, 1, value=1, because="vì", by=act("lan")),
        lambda: deciding.enter(
            version, TERM, address="dieu-1", value=1, because="vì", by=act("lan")
        ),
        lambda: issue(version),
        lambda: actions.abandon(version, by=act("lan")),
    ]

    assert {no(each).reason for each in tries} == {"Không sửa được: bản này đã ban hành hoặc đã bỏ"}


# Profiles.

PROFILE: dict[str, Any] = {
    "title": "Quy chế của trại",
    "source_sha256": "ab" * 32,
    "provision": [
        {"part": "qd", "address": "dieu-1", "kind": "article", "gist": "Ban hành."},
        {
            "part": "qc",
            "address": "dieu-1",
            "kind": "article",
            "heading": "Chung",
            "gist": "Việc chung.",
        },
        {"part": "qc", "address": "dieu-2", "kind": "article", "gist": "Bốn ngày."},
    ],
    "parameter": [
        {
            "name": "publication.term",
            "address": "dieu-2",
            "value": 4,
            "unit": "working_day",
            "bound": "at_most",
            "origin": "found",
            "confidence": "certain",
        },
        {
            "name": "publication.kind",
            "address": "dieu-1",
            "value": "Lịch trực",
            "origin": "entered",
            "because": "ghi ở phụ lục",
        },
    ],
}


def test_a_profile_gives_addresses_summaries_and_decided_readings_but_no_text() -> None:
    version = actions.adopt_profile(PROFILE, by=act("lan"))
    kept = Version.objects.get(pk=version.pk)

    assert (kept.stage, kept.source, kept.source_digest) == ("draft", "", "ab" * 32)
    assert [(row.address, row.text, row.is_gist) for row in kept.provisions.all()] == [
        ("qd.dieu-1", "Ban hành.", True),
        ("dieu-1", "Việc chung.", True),
        ("dieu-2", "Bốn ngày.", True),
    ]
    assert [row.heading for row in kept.provisions.all()] == ["", "Chung", ""]
    assert [
        (row.decision, row.found, row.confidence, row.because, row.put)
        for row in kept.parameters.all()
    ] == [
        ("confirmed", 4, "certain", "", ""),
        ("corrected", None, "", "ghi ở phụ lục", "người xem ghi thêm"),
    ]
    assert last_body()["facts"] == {"provisions": 3, "found": 2}

    issued = issue(version)
    found = queries.quantity(TERM, issued, MONDAY)
    assert found is not None
    assert (found.said, str(found.source)) == ("chậm nhất 4 ngày làm việc", "quy-che-1:dieu-2")


def test_what_a_profile_leaves_open_or_corrects_is_kept_with_its_reason() -> None:
    rows = [
        {**PROFILE["parameter"][0], "origin": "corrected", "found": 16, "because": "chữ mờ"},
        {**PROFILE["parameter"][1], "origin": "open"},
    ]
    version = actions.adopt_profile({**PROFILE, "parameter": rows}, by=act("lan"))

    assert [
        (row.decision, row.value, row.found, row.because, row.holds, row.put)
        for row in version.parameters.all()
    ] == [
        ("corrected", 4, 16, "chữ mờ", True, "người xem sửa"),
        ("open", "Lịch trực", "Lịch trực", "ghi ở phụ lục", False, ""),
    ]


def test_a_profile_holds_no_text_and_so_no_doubtful_places() -> None:
    version = actions.adopt_profile(PROFILE, by=act("lan"))

    assert reading.doubts(version) == []


# The journal and the database as witnesses.


ACTS: dict[str, Callable[[Version], object]] = {
    "upload": lambda _: uploaded(),
    "confirm": lambda v: deciding.confirm(v, [1], by=act("lan")),
    "leave_open": lambda v: deciding.leave_open(v, [1], by=act("lan")),
    "correct": lambda v: deciding.correct(
        v, row_of(v, TERM).order, value=4, because="vì", by=act("lan")
    ),
    "enter": lambda v: deciding.enter(
        v, TERM, address="dieu-1", value=4, because="vì", by=act("lan")
    ),
    "issue": issue,
    "abandon": lambda v: actions.abandon(v, by=act("lan")),
    "profile": lambda _: actions.adopt_profile(PROFILE, by=act("lan")),
}


@pytest.mark.parametrize("do", ACTS.values(), ids=ACTS)
def test_a_fault_in_writing_the_entry_undoes_the_act(do: Callable[[Version], object]) -> None:
    version = uploaded()
    if do is ACTS["issue"]:
        deciding.confirm(version, all_orders(version), by=act("lan"))
    JournalHead.objects.all().delete()  # the row that every entry locks is gone
    rooms = (Version, Provision, Parameter, JournalEntry)
    standing = [list(room.objects.order_by("pk").values()) for room in rooms]
    with pytest.raises(JournalHead.DoesNotExist):
        do(version)

    assert [list(room.objects.order_by("pk").values()) for room in rooms] == standing


@pytest.mark.parametrize(
    "missing", [{"decision_number": ""}, {"issued_on": None}, {"in_force_from": None}]
)
def test_the_database_keeps_an_issued_version_with_number_and_days(
    missing: dict[str, Any],
) -> None:
    rows = Version.objects.filter(pk=adopt().pk)
    with (
        pytest.raises(IntegrityError, match="an_issued_version_has_number_and_days"),
        transaction.atomic(),
    ):
        rows.update(**missing)


def test_the_database_keeps_provisions_and_readings_in_their_places() -> None:
    version = uploaded()
    for row in (version.provisions.all()[0], version.parameters.all()[0]):
        row.pk = None
        with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
            row.save(force_insert=True)


def test_the_database_keeps_one_version_a_day() -> None:
    first = adopt(day=JANUARY)
    second = adopt(number="02", day=after(JANUARY, 1))
    rows = Version.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        rows.update(in_force_from=first.in_force_from)
