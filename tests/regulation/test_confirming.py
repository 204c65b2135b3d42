"""Confirming on one page: what is sure first, a decision at a time, and nothing left unsaid."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from dienhong.record.models import JournalEntry
from dienhong.regulation import actions, deciding, reading
from dienhong.regulation.charged import charged
from dienhong.regulation.models import Parameter, Version
from tests.publication.story import MONDAY, REGULATION, act, at_desk
from tests.regulation.test_actions import issue
from tests.scenarios.walker import Element, Reader

CONFIRM = "quy-che/ban/1/xac-nhan/"
SHARE, BRIEFING, DUTY = "conference.extraordinary_share", "briefing.period", "voice.reserve"


pytestmark = pytest.mark.usefixtures("staffed")


def read(*more: tuple[str, int | str, str, str]) -> Version:
    """Upload the small regulation, as if these too were read: name, value, bound, confidence."""
    version = actions.upload(REGULATION, name="", by=act("lan"))
    Parameter.objects.bulk_create(
        Parameter(
            version=version,
            order=100 + number,
            name=name,
            address="dieu-1",
            value=value,
            found=value,
            bound=bound,
            quote="Trạm bàn việc với nhau",
            confidence=confidence,
        )
        for number, (name, value, bound, confidence) in enumerate(more)
    )
    return version


MORE = (
    (SHARE, "2/3", "at_least", "likely"),
    (BRIEFING, "month", "every", "certain"),
    (DUTY, "Được bảo lưu ý kiến.", "", "certain"),
    ("conference.yearly", "year", "every", "certain"),
)


def headings(reader: Reader, tag: str) -> list[str]:
    """Return the headings of one size inside the page."""
    return [h.words for h in reader.page.every(tag)]


def autofocused(reader: Reader) -> list[Element]:
    """Return the buttons at which the page opens."""
    return [b for b in reader.page.every("button") if "autofocus" in b.attrs]


def test_groups_stand_in_the_order_of_procedures_publication_first_and_sure_ones_before() -> None:
    read(*MORE)
    lan = at_desk("lan", CONFIRM)
    titles = [words.partition(" đã xem")[0] for words in headings(lan, "h2")]

    assert titles[:3] == ["Công khai", "Tham gia ý kiến", "Hội nghị"]
    assert lan.section("Hội nghị").words.index("hằng năm") < lan.section("Hội nghị").words.index(
        "ít nhất 1/3"
    )
    jumps = next(u for u in lan.page.every("ul") if u.attrs.get("class") == "jump")
    assert [a.words for a in jumps.every("a")] == [
        "0/9 Công khai",
        "0/2 Hội nghị",
        "0/1 Việc định kỳ",
        "0/1 Ý kiến, gặp gỡ, phê bình",
    ]


def test_the_page_says_what_the_office_will_do_beside_the_clause() -> None:
    read(*MORE)
    lan = at_desk("lan", CONFIRM)
    row = next(li for li in lan.page.every("li") if li.attrs.get("id") == "muc-100")
    left, right = (d.words for d in row.every("div"))

    assert "Quy chế này nói cách Trạm bàn việc với nhau." in left
    assert "Trạm bàn việc với nhau" in [m.words for m in row.every("mark")]
    assert right.startswith(
        "Khi có ít nhất 1/3 tổng số người cùng đề nghị thì phải triệu tập hội nghị bất thường."
    )
    assert "Đọc được: ít nhất 2/3." in right
    assert "Yếu hơn luật: luật đặt ít nhất 1/3." in right


def test_a_reading_says_whom_its_clause_charges_and_nothing_where_it_charges_nobody() -> None:
    charging = REGULATION.replace("2. Việc nào cũng", "2. Thủ trưởng cơ quan phải")
    charging = charging.replace("3. Mỗi tờ", "3. Chi đoàn và công chức phải giữ mỗi tờ")
    actions.upload(charging, name="", by=act("lan"))
    lan = at_desk("lan", CONFIRM)
    rows = [li for li in lan.page.every("li") if li.attrs.get("class", "").startswith("reading")]
    said = [[p.words for p in row.every("p") if p.words.startswith("Ai làm")] for row in rows]

    assert ["Ai làm: Chánh Văn phòng."] in said  # the text's word fits any agency: the office's own
    staff = "cán bộ, công chức, viên chức, người lao động"
    assert [f"Ai làm: Chi đoàn, {staff}."] in said
    assert [] in said


def test_of_a_version_without_its_text_nobody_is_named() -> None:
    version = read()
    Version.objects.update(source="")

    assert charged(Version.objects.get(pk=version.pk), {}) == {}
    assert "Ai làm" not in at_desk("lan", CONFIRM).words


def test_it_opens_at_the_first_undecided_and_goes_on_to_the_next() -> None:
    version = read(*MORE)
    lan = at_desk("lan", CONFIRM)
    (first,) = autofocused(lan)
    assert first.words.startswith("Xác nhận: Thời hạn công khai")
    keys = {x.attrs["accesskey"] for x in lan.page.every("button", "a") if "accesskey" in x.attrs}
    assert keys == {"x", "n", "s"}
    lan.send("Xác nhận")
    order = reading.first_waiting(reading.groups(version, MONDAY))

    assert lan.url.endswith(f"#muc-{order}")
    (second,) = autofocused(at_desk("lan", CONFIRM))
    assert second.words.startswith("Xác nhận: Thời gian niêm yết")


def test_sure_items_of_a_list_are_one_decision_and_unsure_ones_one_each() -> None:
    version = read(*MORE)
    unsure = Parameter.objects.filter(name="publication.kind")[0]
    unsure.confidence = "likely"
    unsure.save()
    # Secrecy, the clause of the forms, term, run, two sure kinds at once, one unsure, two forms
    # at once, and the four more.
    assert sum(group.decisions for group in reading.groups(version, MONDAY)) == 11
    lan = at_desk("lan", CONFIRM)
    assert "Đã xem 0 trên 13 mục; còn 11 quyết định" in lan.words
    lan.send("Xác nhận cả 2 mục")

    unsure.refresh_from_db()
    assert unsure.decision == "pending"
    assert "Đã xem 2 trên 13 mục; còn 10 quyết định" in lan.words


def test_after_the_last_decision_a_summary_says_what_the_office_will_do() -> None:
    read(*MORE)
    lan = at_desk("lan", CONFIRM)
    while lan.may_send("Xác nhận"):
        lan.send("Xác nhận")

    assert lan.path == "/thu/quy-che/ban/1/tom-tat/"
    assert "Đã xem 13 trên 13 mục" in lan.words
    conference = lan.section("Hội nghị").words
    assert "Luật mạnh hơn nên luật được áp dụng. Quy chế ghi: ít nhất 2/3" in conference
    assert "Hội nghị chỉ họp khi có mặt ít nhất 2/3 số người được triệu tập." in conference
    assert "quy chế không quy định; theo luật" in conference
    assert "Hạn triệu tập hội nghị bất thường chưa ai định" in conference
    assert "hằng tháng" in lan.section("Việc định kỳ").words
    publication = lan.section("Công khai").words
    assert "Theo Quy chế: 3" in publication
    assert "Thêm theo luật: 11" in publication
    assert "Bảo lưu ý kiến khác" in lan.section("Ý kiến, gặp gỡ, phê bình").words
    assert lan.may_follow("Sang bước ban hành")


def started() -> Reader:
    """Start an office with publication alone; the reader is at what waits."""
    version = read(*MORE)
    own = version.parameters.filter(name__startswith="publication.")
    deciding.confirm(version, [row.order for row in own], by=act("lan"))
    issue(version)
    lan = at_desk("lan", "quy-che/")
    assert "Còn 4 mục của bản này chưa có người quyết định" in lan.words
    return lan.follow("Xác nhận tiếp")


def test_an_office_that_started_decides_the_rest_later_on_the_same_page() -> None:
    lan = started()
    assert "Bản này đã ban hành: mục đã quyết định giữ nguyên" in lan.words
    assert not lan.may_send("Bỏ bản này")
    decided = next(li for li in lan.page.every("li") if li.attrs.get("id") == "muc-1")
    assert list(decided.every("button")) == []
    while lan.may_send("Xác nhận"):
        lan.send("Xác nhận")

    assert lan.path == "/thu/quy-che/ban/1/tom-tat/"
    assert not Parameter.objects.filter(decision="pending").exists()
    assert JournalEntry.objects.latest("number").kind == "regulation.confirmed"


def test_what_an_issued_version_decided_is_not_decided_again_by_hand() -> None:
    lan = started()
    lan.post_by_hand("ghi/", {"order": "1", "seen": "1:2", "answer": "open"})

    assert lan.status == 409
    assert "Không sửa được: bản này đã ban hành hoặc đã bỏ" in lan.words
    assert Parameter.objects.get(order=1).decision == "confirmed"


# Every type has its form.

FORMS: list[tuple[str, dict[str, str], object, str]] = [
    (SHARE, {"Tỷ lệ": "1/2", "Mức": "trên"}, "1/2", "trên 1/2"),
    (SHARE, {"Tỷ lệ": "50%", "Mức": "ít nhất"}, "1/2", "ít nhất 1/2"),
    ("inspection.members", {"Khoảng": "3 đến 9"}, "3-9", "từ 3 đến 9 thành viên"),
    ("conference.plenary_below", {"Số lượng": "50"}, 50, "dưới 50 người"),
    ("conference.within", {"Số lượng": "2", "Đơn vị": "tháng"}, 2, "chậm nhất 2 tháng"),
    (BRIEFING, {"Định kỳ": "hằng quý"}, "quarter", "hằng quý"),
    (DUTY, {"Nội dung": ""}, "Mỗi tờ niêm yết ít nhất 20 ngày liên tục.", ""),
    ("briefing.agenda", {"Nội dung": "Việc gieo hạt"}, "Việc gieo hạt", "Việc gieo hạt"),
]


@pytest.mark.parametrize(("name", "given", "value", "said"), FORMS)
def test_each_type_is_entered_by_a_form_of_its_own(
    name: str, given: dict[str, str], value: object, said: str
) -> None:
    read()
    lan = at_desk("lan", f"{CONFIRM}them/{name}/")
    lan.send(
        "Ghi thêm", given | {"Điều khoản đặt ra": "Điều 3 khoản 3", "Vì sao": "Có trong bản ký"}
    )
    row = Parameter.objects.get(name=name)

    assert (row.value, row.said if said else "") == (value, said)


WRONG: list[tuple[str, dict[str, str], str]] = [
    (SHARE, {"Tỷ lệ": "quá bán"}, "Tỷ lệ: Chưa lưu được: «quá bán» không phải một tỷ lệ"),
    (SHARE, {"Tỷ lệ": "3/2"}, "«3/2» không phải một tỷ lệ"),
    ("inspection.members", {"Khoảng": "9-3"}, "Ghi số nhỏ, gạch nối, số lớn, ví dụ 3-9."),
    (BRIEFING, {"Định kỳ": "Chọn định kỳ"}, "Định kỳ: Chưa chọn."),
]


def test_a_share_of_more_than_all_is_refused_on_the_page_of_correction_too() -> None:
    read(*MORE)
    lan = at_desk("lan", f"{CONFIRM}100/sua/")
    lan.send("Lưu bản sửa", {"Tỷ lệ": "5/3", "Vì sao": "Đọc lại"})

    assert lan.status == 422
    label = Parameter.objects.get(order=100).label
    assert f"Tỷ lệ: Chưa lưu được: «5/3» không phải một tỷ lệ ({label})." in lan.words
    assert "Ghi phân số không quá 1, ví dụ 1/3" in lan.words
    assert Parameter.objects.get(order=100).value == "2/3"


def test_the_words_of_an_item_and_of_a_duty_have_room_for_several_lines() -> None:
    read(*MORE)
    lan = at_desk("lan", f"{CONFIRM}102/sua/")
    (area,) = lan.page.every("textarea")
    assert area.words == "Được bảo lưu ý kiến."
    lan.send("Lưu bản sửa", {"Nội dung": "Được bảo lưu\r\ný kiến.", "Vì sao": "Đọc lại"})

    assert Parameter.objects.get(order=102).value == "Được bảo lưu\ný kiến."


@pytest.mark.parametrize(("name", "given", "said"), WRONG)
def test_what_is_no_value_is_asked_again_and_the_words_stay(
    name: str, given: dict[str, str], said: str
) -> None:
    read()
    lan = at_desk("lan", f"{CONFIRM}them/{name}/")
    lan.send(
        "Ghi thêm", given | {"Điều khoản đặt ra": "Điều 3 khoản 3", "Vì sao": "Có trong bản ký"}
    )

    assert lan.status == 422
    assert said in lan.words
    assert 'value="Có trong bản ký"' in lan.html
    assert not Parameter.objects.filter(name=name).exists()


# What a new version needs.


def drafted(login: str = "lan") -> Reader:
    """Return a reader before the form of issuing."""
    version = actions.upload(REGULATION, name="", by=act("lan"))
    orders = version.parameters.values_list("order", flat=True)
    deciding.confirm(version, orders, by=act("lan"))
    return at_desk(login, "quy-che/ban/1/ban-hanh/")


SIGNED = {"Số quyết định": "01/QĐ-TSM", "Ngày ký": "2026-01-05"}


def test_a_new_version_names_what_the_union_said() -> None:
    lan = drafted()
    assert "Bên phối hợp hiện nay: Vy." in lan.words
    lan.send("Ban hành", SIGNED)
    assert (lan.status, "Bản này: Chưa chọn." in lan.words) == (422, True)
    lan.send("Ban hành", SIGNED | {"Bản mới": "new"})
    assert (lan.status, "bản mới chưa ghi ý kiến của Công đoàn" in lan.words) == (409, True)

    lan = at_desk("lan", "quy-che/ban/1/ban-hanh/")
    lan.send("Ban hành", SIGNED | {"Bản mới": "new", "Ý kiến": "Văn bản số 3/CĐ"})
    assert "Bản mới, đã lấy ý kiến; ý kiến của Công đoàn: Văn bản số 3/CĐ." in lan.words


def test_a_version_in_force_before_is_declared_and_was_signed_before() -> None:
    lan = drafted()
    lan.send(
        "Ban hành",
        SIGNED | {"Ngày ký": str(timezone.localdate()), "Đã có hiệu lực từ trước": "declared"},
    )
    assert (lan.status, "phải ký trước hôm nay" in lan.words) == (409, True)

    lan = at_desk("lan", "quy-che/ban/1/ban-hanh/")
    lan.send("Ban hành", SIGNED | {"Đã có hiệu lực từ trước": "declared"})
    assert "Đã có hiệu lực từ trước, ban hành ngoài hệ thống." in lan.words
    assert Version.objects.get().union_paper == ""


def test_while_the_unions_part_is_vacant_the_page_says_who_acts_and_on_which_ground(
    vacate: Callable[[str, str], None],
) -> None:
    vacate("", "")
    assert "Bên phối hợp đang khuyết và chưa ghi ai làm thay" in drafted().words
    vacate("inspection-committee", "Nghị quyết số 2/NQ-CĐ")

    assert (
        "Bên phối hợp đang khuyết; Ban Thanh tra nhân dân làm thay (Tú), "
        "căn cứ: Nghị quyết số 2/NQ-CĐ."
    ) in at_desk("lan", "quy-che/ban/1/ban-hanh/").words


@pytest.fixture
def vacate() -> Callable[[str, str], None]:
    """Return a function that leaves the union's executive vacant, with a stand-in."""
    from dienhong.organisation.models import Holding, LegalFunction

    def do(stand_in: str, ground: str) -> None:
        Holding.objects.filter(function="union-executive").delete()
        LegalFunction.objects.filter(pk="union-executive").update(
            stand_in=stand_in or None, ground=ground
        )

    return do
