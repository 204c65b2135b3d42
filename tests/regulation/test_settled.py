"""What neither regulation nor law sets, and what is weaker than the law: said by people."""

from datetime import date

import pytest

from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from dienhong.regulation import actions, deciding, queries
from dienhong.regulation.combining import Relation
from dienhong.regulation.models import Parameter, Settled, Version
from tests.publication.story import MONDAY, REGULATION, act, adopt, after, no
from tests.regulation.test_actions import issue

DAYS, SHARE, ACT_ON = "consultation.days", "conference.extraordinary_share", "case.denunciation_act"
WEAK = REGULATION.replace("05 ngày làm việc", "09 ngày làm việc")


pytestmark = pytest.mark.usefixtures("staffed")


def settle(name: str = DAYS, **said: object) -> Settled:
    """Record that the Chief decided a value, entered by Lan."""
    given: dict[str, object] = {
        "value": 7,
        "unit": "day",
        "holds_from": MONDAY,
        "decided_by": "Chánh Văn phòng",
        "ground": "Biên bản giao ban ngày 02/3/2026",
        "by": act("lan"),
    }
    return actions.settle(name, **(given | said))  # type: ignore[arg-type]


def test_what_nobody_sets_is_asked_and_then_holds_from_its_day_with_its_ground() -> None:
    asked = {row.meant.name for row in queries.all_standing(None, MONDAY) if row.is_asked}
    assert {DAYS, "publication.declaration_run", "ballot.passing_share"} <= asked
    assert queries.quantity(DAYS, None, MONDAY) is None
    row = settle()
    found = queries.quantity(DAYS, None, MONDAY)

    assert found is not None
    assert (found.said, found.source, found.by_law) == (
        "ít nhất 7 ngày liên tục",
        row.source,
        False,
    )
    assert queries.quantity(DAYS, None, after(MONDAY, -1)) is None
    entry = JournalEntry.objects.latest("number")
    assert (entry.kind, facts_of(entry)["name"]) == ("regulation.settled", DAYS)
    assert facts_of(entry)["value"] == "ít nhất 7 ngày liên tục"
    shown = queries.provision_of(row.source)
    assert shown is not None
    assert "Chánh Văn phòng định; căn cứ: Biên bản giao ban ngày 02/3/2026" in shown.text


def test_a_later_row_takes_over_and_nothing_is_edited() -> None:
    settle()
    settle(value=10, holds_from=after(MONDAY, 5))

    def days(day: date) -> int | None:
        found = queries.quantity(DAYS, None, day)
        return found.value if found else None

    assert [days(MONDAY), days(after(MONDAY, 5))] == [7, 10]
    assert Settled.objects.count() == 2


def test_a_lapsed_figure_is_asked_for_and_what_is_settled_holds_in_its_place() -> None:
    july = date(2026, 7, 1)
    before = queries.quantity(ACT_ON, None, july)
    assert before is not None
    assert before.to_confirm
    settle(ACT_ON, value=10, unit="working_day", holds_from=july)
    after_it = queries.quantity(ACT_ON, None, july)

    assert after_it is not None
    assert (after_it.value, after_it.relation, after_it.to_confirm) == (
        10,
        Relation.ONLY_OWN,
        False,
    )
    kept = queries.quantity(ACT_ON, None, date(2026, 6, 30))
    assert kept is not None
    assert kept.value == 7


@pytest.mark.parametrize(
    ("name", "said", "reason"),
    [
        (
            "publication.term",
            {},
            "Không tự định được: quy chế hoặc luật đã đặt «Thời hạn công khai»",
        ),
        ("publication.kind", {}, "Không tự định được: quy chế hoặc luật đã đặt «Nội dung phải"),
        (DAYS, {"value": 0}, "Chưa lưu được: «0» không phải một thời gian"),
        (DAYS, {"unit": "month"}, "Chưa xác nhận được"),
        (DAYS, {"ground": " "}, "Chưa ghi được: chưa ghi ai định hoặc căn cứ"),
        (DAYS, {"decided_by": ""}, "Chưa ghi được: chưa ghi ai định hoặc căn cứ"),
        (DAYS, {"holds_from": date(2028, 1, 1)}, "Chưa ghi được: ngày bắt đầu 01/01/2028 quá xa"),
        (DAYS, {"by": None}, "Không ghi con số cơ quan tự định được"),
    ],
)
def test_what_cannot_be_settled_leaves_nothing(
    name: str, said: dict[str, object], reason: str
) -> None:
    if "by" in said:
        said = {"by": act("minh")}

    assert no(lambda: settle(name, **said)).reason.startswith(reason)
    assert Settled.objects.count() == 0


def test_what_the_regulation_sets_itself_is_not_settled_beside_it() -> None:
    adopt()
    version = Version.objects.get()
    deciding.enter(
        version, DAYS, address="dieu-1", value=9, unit="day", because="Có ghi", by=act("lan")
    )

    assert no(settle).reason.startswith("Không tự định được")


# Weaker values.


def test_a_weaker_value_is_kept_not_applied_and_read_once_by_the_head() -> None:
    version = adopt(WEAK)
    ((row, found),) = queries.weaker_unread(version, MONDAY)
    assert (row.value, found.value, found.is_weaker) == (9, 5, True)
    actions.acknowledge_weaker(version, by=act("hoa"))
    kept = Parameter.objects.get(pk=row.pk)

    assert (kept.value, kept.weaker_read_by) == (9, "Hoa")
    assert queries.weaker_unread(version, MONDAY) == []
    entry = JournalEntry.objects.latest("number")
    assert entry.kind == "regulation.weaker_read"
    assert facts_of(entry) == {"read": ["publication.term=9 working_day"]}
    assert no(lambda: actions.acknowledge_weaker(version, by=act("hoa"))).reason.startswith(
        "Không cần ghi"
    )


@pytest.mark.parametrize("login", ["lan", "phong", "minh", "tu", "vy"])
def test_only_the_head_says_to_have_read_it(login: str) -> None:
    version = adopt(WEAK)

    assert no(lambda: actions.acknowledge_weaker(version, by=act(login))).reason == (
        "Không ghi đã đọc chỗ quy chế yếu hơn luật được: việc này thuộc Chánh Văn phòng"
    )
    assert len(queries.weaker_unread(version, MONDAY)) == 1


# What an office decides after it has started.


def begun() -> tuple[Version, Parameter]:
    """Return an issued version with one share that waits: read twice as a third."""
    version = actions.upload(REGULATION, name="", by=act("lan"))
    orders = list(version.parameters.values_list("order", flat=True))
    deciding.confirm(version, orders, by=act("lan"))
    waiting = [
        Parameter.objects.create(
            version=version,
            order=100 + number,
            name=SHARE,
            address=f"dieu-{number}",
            value=value,
            found=value,
            bound="at_least",
        )
        for number, value in ((1, "2/3"), (2, "1/3"))
    ]

    return issue(version), waiting[0]


def test_an_office_starts_with_publication_and_decides_the_rest_in_force() -> None:
    version, row = begun()
    deciding.confirm(version, [row.order], by=act("lan"))

    found = queries.quantity(SHARE, Version.objects.get(), MONDAY)
    assert found is not None
    assert (found.said, found.beside_said) == ("ít nhất 1/3", "ít nhất 2/3")
    assert no(lambda: deciding.leave_open(version, [row.order], by=act("lan"))).reason == (
        "Không sửa được: bản này đã ban hành hoặc đã bỏ"
    )


def test_a_version_in_force_never_has_two_values_of_one_number() -> None:
    version, row = begun()
    deciding.confirm(version, [row.order], by=act("lan"))

    assert no(lambda: deciding.confirm(version, [row.order + 1], by=act("lan"))).reason.endswith(
        "đang có 2 giá trị cùng được xác nhận"
    )
    deciding.leave_open(version, [row.order + 1], by=act("lan"))
    assert not version.parameters.filter(decision="pending").exists()


def test_what_was_overlooked_is_entered_later_but_not_what_the_start_rested_on() -> None:
    version, _ = begun()
    deciding.enter(
        version, DAYS, address="dieu-1", value=9, unit="day", because="Có ghi", by=act("lan")
    )
    found = queries.quantity(DAYS, version, MONDAY)

    assert found is not None
    assert found.value == 9
    refusal = no(
        lambda: deciding.enter(
            version, "publication.term", address="dieu-1", value=3, because="vì", by=act("lan")
        )
    )
    assert refusal.reason == "Không sửa được: bản này đã ban hành hoặc đã bỏ"
