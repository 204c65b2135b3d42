"""The pages of reminders: mine, the letters' preferences, reminding by hand, where letters go."""

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import LazySettings
from django.db import transaction

from dienhong.duties import actions, delivery
from dienhong.duties.models import Letter, Preference, Reminder
from dienhong.record.actions import write_entry
from tests.duties.story import REGULATION, in_one_department, swept, system
from tests.duties.test_letters import in_folder, sent, written_to
from tests.duties.test_mail_address import code_in
from tests.duties.test_reminding import opened
from tests.publication.story import MONDAY, add_people, adopt, after, at_desk, moment, person


@pytest.fixture(autouse=True)
def clock(office: str) -> Iterator[time_machine.Traveller]:
    """Stop the clock of an office with people on the Monday at nine."""
    add_people()
    with time_machine.travel(moment(MONDAY), tick=False) as clock:
        yield clock


def test_what_i_was_reminded_of_is_counted_on_every_page_until_i_open_the_list() -> None:
    opened()
    swept(MONDAY)
    lan = at_desk("lan")
    assert "Nhắc việc (1)" in lan.words

    lan.follow("Nhắc việc (1)")
    assert "Làm: Sổ thu chi mới" in lan.words
    assert "Việc mới" in lan.words
    lan.follow("Việc của tôi")
    assert "Nhắc việc (1)" not in lan.words
    assert Reminder.objects.get().seen_at == moment(MONDAY)
    assert "Nhắc việc (1)" not in at_desk("minh").words


def test_looking_without_opening_reads_nothing() -> None:
    opened()
    swept(MONDAY)
    lan = at_desk("lan")
    lan.client.head("/thu/viec/nhac/")

    assert Reminder.objects.get().seen_at is None


def test_what_was_overtaken_or_withdrawn_is_not_shown() -> None:
    opened(after(MONDAY, 3), title="Bí mật lớn")
    swept(MONDAY)
    swept(after(MONDAY, 4))
    actions.forget_title("matter:1")
    lan = at_desk("lan", "viec/nhac/")

    assert lan.words.count("việc đã rút nội dung") == 1
    assert "Trễ hạn" in lan.words
    assert "Bí mật" not in lan.words


def test_a_head_of_department_reminds_by_hand_and_sees_who_has_seen_it() -> None:
    in_one_department("khue", "lan")
    opened()
    opened(subject="matter:2", functions=["chief"], verb="Ký")
    swept(MONDAY)
    listed = at_desk("khue", "viec/nhac/").follow("Nhắc người khác")
    assert "Ký" not in [a.words for a in listed.page.every("a")]
    assert "Sổ thu chi" not in listed.words  # another chapter's matter: what it is called is theirs
    khue = listed.follow("Làm")
    assert "Người chịu trách nhiệm: Lan." in khue.words
    khue.send("Nhắc", {"Người được nhắc": "Lan", "Lời nhắc": "Mai họp rồi."})
    assert "Đã nhắc Lan." in khue.words
    assert khue.section("Đã nhắc").words.count("chưa") == 2

    lan = at_desk("lan", "viec/nhac/")
    assert "Nhắc trực tiếp, Khuê nhắc: «Mai họp rồi.»" in lan.words
    khue.open(khue.url)
    assert khue.section("Đã nhắc").words.count("09:00, 02/03/2026") == 3


def test_a_head_does_not_see_whom_another_department_was_reminded_of() -> None:
    in_one_department("khue", "minh")
    duty = opened()
    assert "Không có việc nào đang chờ." in at_desk("khue", "viec/nhac/nguoi-khac/").words
    khue = at_desk("khue", f"viec/nhac/viec/{duty.pk}/")

    assert khue.status == 403
    assert "trưởng phòng chỉ nhắc người trong phòng mình" in khue.words


def test_administration_urges_from_the_board_and_from_the_duty_s_own_page() -> None:
    adopt(REGULATION)
    swept(MONDAY)
    board = at_desk("lan", "viec/")
    assert "Theo dõi, đôn đốc thực hiện quy chế: Điều 5" in board.words
    board.follow("Đôn đốc: Họp giao ban tháng 3/2026")
    board.send("Nhắc", {"Người được nhắc": "Hoa"})
    assert "Đã nhắc Hoa." in board.words

    own = at_desk("lan", "viec/cua-toi/").follow("Họp giao ban tháng 3/2026")
    own.follow("Đôn đốc người chịu trách nhiệm")
    assert own.path == board.path
    minh = at_desk("minh", "viec/cua-toi/")
    assert not minh.may_follow("Đôn đốc người chịu trách nhiệm")
    minh.open(own.url)
    assert (minh.status, "việc này thuộc" in minh.words) == (403, True)
    assert "Điều 5" in [a.words for a in minh.page.every("a")]


def test_nobody_is_reminded_of_what_is_not_theirs_and_what_was_typed_is_kept() -> None:
    in_one_department("khue", "lan")
    duty = opened()
    khue = at_desk("khue", f"viec/nhac/viec/{duty.pk}/")
    answer = khue.client.post(
        f"/thu/viec/nhac/viec/{duty.pk}/",
        {"to": str(person("minh").pk), "words": "Lời đã gõ"},
        HTTP_X_CSRFTOKEN=khue.client.cookies["dienhong-csrf"].value,
    )

    assert answer.status_code == 422
    assert "Lời đã gõ" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_a_head_who_did_it_meanwhile_is_told_so() -> None:
    in_one_department("khue", "lan")
    duty = opened()
    khue = at_desk("khue", f"viec/nhac/viec/{duty.pk}/")
    actions.close_duties("matter:1", on=MONDAY)
    khue.send("Nhắc", {"Người được nhắc": "Lan"})

    assert "Không nhắc được: việc này đã xong ngày 02/03/2026" in khue.words


def test_from_the_page_an_address_is_confirmed_chosen_and_ended() -> None:
    lan = at_desk("lan", "viec/nhac/").follow("Thư nhắc việc")
    assert "Chưa có địa chỉ" in lan.words
    lan.send("Gửi mã", {"Địa chỉ thư": "khong-phai-dia-chi"})
    assert lan.status == 422
    assert "Chưa phải địa chỉ thư điện tử. Ghi đủ cả phần sau dấu @" in lan.words
    lan.send("Gửi mã", {"Địa chỉ thư": "lan@thu.test"})
    assert "Đã gửi mã tới địa chỉ đó." in lan.words
    lan.send("Gửi mã", {"Địa chỉ thư": "lan@thu.test"})
    assert "vừa gửi một mã chưa đầy một phút" in lan.words
    lan.send("Xác nhận", {"Mã trong thư": "SAI"})
    assert "Mã chưa đúng" in lan.words
    lan.send("Xác nhận", {"Mã trong thư": code_in(in_folder()[0])})
    assert "Đang gửi tới lan@thu.test" in lan.words
    lan.send("Ghi cách gửi", {"Cách gửi thư": "mỗi lần nhắc một thư"})
    assert Preference.objects.get().mode == "each"
    lan.send("Bỏ địa chỉ")
    assert "Chưa có địa chỉ" in lan.words


def test_too_many_wrong_codes_are_refused_in_the_form() -> None:
    lan = at_desk("lan", "viec/nhac/thu/").send("Gửi mã", {"Địa chỉ thư": "lan@thu.test"})
    for _ in range(6):
        lan.send("Xác nhận", {"Mã trong thư": "SAI"})

    assert "đã nhập sai 5 lần" in lan.words


def test_a_code_that_cannot_leave_is_said_to_come_later(settings: LazySettings) -> None:
    settings.DIENHONG_MAIL_HOST, settings.DIENHONG_MAIL_PORT = "127.0.0.1", 1
    lan = at_desk("lan", "viec/nhac/thu/").send("Gửi mã", {"Địa chỉ thư": "lan@thu.test"})

    assert "chưa đi được, hệ thống sẽ gửi lại" in lan.words
    assert Letter.objects.get().state == "waiting"


def test_administration_sees_where_letters_go_and_what_did_not_leave(
    settings: LazySettings,
) -> None:
    written_to()
    opened()
    swept(MONDAY)
    sent()
    lan = at_desk("lan", "viec/nhac/nguoi-khac/").follow("Thư gửi đi đâu")
    assert str(delivery.folder()) in lan.words
    assert "đã gửi 1" in lan.words

    settings.DIENHONG_MAIL_HOST, settings.DIENHONG_MAIL_PORT = "127.0.0.1", 1
    opened(subject="matter:2")
    swept(MONDAY)
    sent()
    lan.open(lan.url)
    assert "máy chủ thư 127.0.0.1" in lan.words
    assert "chờ gửi, đã thử 1 lần" in lan.words
    assert at_desk("minh", "viec/nhac/noi-gui/").status == 403


def test_the_page_says_that_a_restored_office_holds_its_letters_and_lets_them_leave() -> None:
    written_to()
    opened()
    with transaction.atomic():
        write_entry("hosting.restored", "agency:1", by=system(MONDAY))
    swept(MONDAY)
    assert sent() == 0
    lan = at_desk("lan", "viec/nhac/noi-gui/")
    assert "Thư đang được giữ" in lan.words
    lan.send("Bỏ thư đang chờ, gửi từ nay")

    assert "1 thư đang chờ đã bỏ, không gửi" in lan.words
    assert "Thư đang được giữ" not in lan.words
    assert sent() == 0
