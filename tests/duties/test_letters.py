"""Letters: confirmed by a code, gathered as each wants them, each sent once, by both ways."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.conf import LazySettings

from dienhong.duties import actions, delivery, letters, outbox, reminding
from dienhong.duties.models import Letter, Preference, Reminder
from tests.duties.post import PostOffice, post_office
from tests.duties.story import swept
from tests.duties.test_reminding import LATE, SOON, opened
from tests.publication.story import MONDAY, act, add_people, after, moment, person


@pytest.fixture(autouse=True)
def _people(office: str) -> None:
    add_people()


@pytest.fixture
def post(settings: LazySettings) -> Iterator[PostOffice]:
    """Let letters go to a real SMTP server on this machine."""
    with post_office() as opened_office:
        settings.DIENHONG_MAIL_HOST = "127.0.0.1"
        settings.DIENHONG_MAIL_PORT = opened_office.port
        settings.DIENHONG_MAIL_TLS = ""
        settings.DIENHONG_MAIL_FROM = "nhac-viec@thu.test"
        yield opened_office


def written_to(login: str = "lan", mode: str = "each", day: date = MONDAY) -> None:
    """Let a person have a confirmed address since the morning of a day."""
    Preference.objects.update_or_create(
        person=person(login),
        defaults={"mode": mode, "address": f"{login}@thu.test", "since": moment(day, 0)},
    )


def in_folder() -> list[EmailMessage]:
    """Return the letters that lie in the folder, oldest first."""
    paths = sorted(delivery.folder().glob("*.eml"))
    read = [message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    assert all(isinstance(each, EmailMessage) for each in read)
    return read  # type: ignore[return-value]


def text_of(letter: EmailMessage) -> str:
    return str(letter.get_content())


def sent(at: datetime | None = None, day: date = MONDAY) -> int:
    return outbox.send_due(at or moment(day))


def states() -> list[str]:
    return [str(state) for state in Letter.objects.values_list("state", flat=True)]


# What is gathered.


def test_without_an_address_nothing_is_sent_and_nothing_is_lost() -> None:
    opened()
    swept(MONDAY)

    assert sent() == 0
    assert Reminder.objects.filter(ended="").count() == 1


def test_each_reminder_is_a_letter_that_says_what_until_when_and_where() -> None:
    written_to()
    opened()
    swept(MONDAY)

    assert sent() == 1
    [letter] = in_folder()
    assert (letter["To"], letter["Subject"]) == ("lan@thu.test", "Nhắc việc: Làm: Sổ thu chi")
    assert letter["Auto-Submitted"] == "auto-generated"
    text = text_of(letter)
    assert "Văn phòng thu" in text
    assert "1. Làm: Sổ thu chi" in text
    assert "Còn 9 ngày làm việc, đến hết thứ Sáu 13/03/2026." in text
    assert "Mở: đăng nhập, trang «Việc của tôi»." in text


def test_a_letter_names_clause_and_address_where_the_server_knows_its_own(
    settings: LazySettings,
) -> None:
    from dienhong.core.citation import Citation

    settings.DIENHONG_ADDRESS = "https://dan-chu.test"
    written_to()
    opened(clauses=[Citation("quy-che-1", "dieu-3.khoan-2")])
    swept(MONDAY)
    sent()
    [letter] = in_folder()

    assert "Căn cứ: Điều 3 khoản 2" in text_of(letter)
    assert "Mở: https://dan-chu.test/thu/cong-khai/" in text_of(letter)
    settings.DIENHONG_OFFICE_HOSTS = {"tram.test": "thu"}
    assert letters.written(Letter.objects.get(), MONDAY)[1].count("http://tram.test/") == 2


def test_a_daily_digest_is_one_letter_a_day_and_what_comes_later_waits_for_the_next() -> None:
    written_to(mode="daily")
    opened()
    opened(subject="matter:2", title="Lịch trực")
    swept(MONDAY)
    opened(subject="matter:3", title="Sổ khác")
    swept(MONDAY)
    sent()

    [letter] = in_folder()
    assert letter["Subject"] == "Nhắc việc: 2 việc, ngày 02/03/2026"
    assert "Sổ khác" not in text_of(letter)
    swept(after(MONDAY, 1))
    sent(day=after(MONDAY, 1))
    assert "Sổ khác" in text_of(in_folder()[1])


def test_a_weekly_digest_is_one_letter_a_week() -> None:
    written_to(mode="weekly")
    opened()
    swept(MONDAY)
    opened(subject="matter:2")
    swept(after(MONDAY, 2))
    sent(day=after(MONDAY, 2))
    assert len(in_folder()) == 1
    swept(after(MONDAY, 7))
    sent(day=after(MONDAY, 7))

    assert len(in_folder()) == 2


def test_who_wants_no_letters_gets_none() -> None:
    written_to(mode="none")
    opened()
    swept(MONDAY)

    assert (sent(), states()) == (0, [])


def test_what_was_written_down_before_the_address_counted_is_not_sent_after_it() -> None:
    opened()
    swept(MONDAY)
    written_to(day=after(MONDAY, 1))
    swept(after(MONDAY, 1))

    assert states() == []


# What is said when it leaves.


def test_what_was_withdrawn_or_done_meanwhile_is_not_said() -> None:
    written_to()
    opened(title="Bí mật lớn")
    opened(subject="matter:2", title="Lịch trực")
    swept(MONDAY)
    actions.forget_title("matter:1")
    actions.close_duties("matter:2", on=MONDAY)
    sent()

    [letter] = in_folder()
    assert "Bí mật" not in letter.as_string()
    assert "Làm: việc đã rút nội dung" in text_of(letter)
    assert sorted(states()) == ["dropped", "sent"]


def test_a_letter_that_lies_in_our_folder_goes_when_its_content_is_withdrawn() -> None:
    written_to()
    duty = opened(title="Bí mật lớn")
    reminding.remind(duty, person("lan"), words="Kín", sender=person("hoa"), by=act("hoa"))
    opened(subject="matter:2")
    swept(MONDAY)
    sent()
    assert len(in_folder()) == 2
    actions.forget_title("matter:1")

    assert [letter["Subject"] for letter in in_folder()] == ["Nhắc việc: Làm: Sổ thu chi"]
    assert not Reminder.objects.filter(words="Kín").exists()
    assert sent(day=after(MONDAY, 1)) == 0


def test_after_three_days_of_standstill_and_two_starts_each_mail_comes_once() -> None:
    written_to("lan")
    written_to("hoa")
    opened()
    swept(MONDAY)
    sent()
    for _ in range(2):
        swept(LATE)  # four days after the last milestone but one
        sent(day=LATE)

    assert sorted((m["To"], "Trễ 1 ngày" in text_of(m)) for m in in_folder()) == [
        ("hoa@thu.test", True),
        ("lan@thu.test", False),
        ("lan@thu.test", True),
    ]
    assert set(states()) == {"sent"}
    overtaken = Reminder.objects.filter(ended="overtaken").values_list("milestone", flat=True)
    assert sorted(overtaken) == ["last_day", "opened", "soon"]


def test_a_letter_that_could_not_leave_for_days_says_only_what_is_new(post: PostOffice) -> None:
    written_to()
    opened()
    post.answers = ["450 ban qua"]
    swept(MONDAY)
    assert (sent(), states()) == (0, ["waiting"])
    swept(SOON)
    sent(day=SOON)

    assert [text_of(letter).count("1. Làm") for letter in post.came] == [1]
    assert sorted(states()) == ["dropped", "sent"]


def test_words_of_a_reminder_by_hand_stand_in_the_letter() -> None:
    written_to()
    duty = opened()
    reminding.remind(duty, person("lan"), words="Mai họp rồi.", sender=person("hoa"), by=act("hoa"))
    swept(MONDAY)
    sent()

    assert "Hoa nhắc: «Mai họp rồi.»" in text_of(in_folder()[0])


# Sending once.


def test_by_smtp_a_letter_goes_once_with_one_lasting_id(post: PostOffice) -> None:
    written_to()
    opened()
    swept(MONDAY)

    assert (sent(), sent()) == (1, 0)
    [letter] = post.came
    assert letter["Message-ID"] == f"<{Letter.objects.get().pk}@thu.test>"
    assert letter["From"] == "nhac-viec@thu.test"
    assert "Làm: Sổ thu chi" in text_of(letter)
    assert "<nhac-viec@thu.test>" in post.senders[0]


def test_a_server_that_fails_is_asked_again_later_and_one_that_refuses_is_not(
    post: PostOffice,
) -> None:
    written_to()
    opened()
    swept(MONDAY)
    post.answers = ["450 thu lai sau", "550 khong co nguoi nay"]

    assert sent() == 0
    assert Letter.objects.get().fault == "máy chủ thư trả lời 450: thu lai sau"
    assert sent() == 0  # its time has not come
    assert sent(moment(MONDAY) + timedelta(minutes=20)) == 0
    row = Letter.objects.get()
    assert (row.state, row.tries) == ("failed", 2)
    assert "550" in row.fault
    assert sent(moment(MONDAY) + timedelta(days=3)) == 0


def test_nobody_at_the_port_is_tried_eight_times_and_then_said(settings: LazySettings) -> None:
    settings.DIENHONG_MAIL_HOST, settings.DIENHONG_MAIL_PORT = "127.0.0.1", 1
    written_to()
    opened()
    swept(MONDAY)
    for hours in range(0, 200, 13):
        sent(moment(MONDAY) + timedelta(hours=hours))
    row = Letter.objects.get()

    assert (row.state, row.tries) == ("failed", outbox.MOST_TRIES)
    assert row.fault.startswith("không nối được máy chủ thư")


def test_a_sender_killed_after_it_laid_the_letter_down_leaves_one_letter() -> None:
    written_to()
    opened()
    swept(MONDAY)
    sent()
    before = [str(path) for path in delivery.folder().iterdir()]
    Letter.objects.update(state="sending", sent_at=None)  # as the one killed left it

    assert sent() == 0  # it is still believed to be at work
    assert sent(moment(MONDAY) + timedelta(hours=1)) == 1
    assert [str(path) for path in delivery.folder().iterdir()] == before
    assert states() == ["sent"]


def test_a_sender_killed_before_the_server_was_told_sends_under_the_same_id(
    post: PostOffice,
) -> None:
    written_to()
    opened()
    swept(MONDAY)
    sent()
    Letter.objects.update(state="sending", sent_at=None)
    sent(moment(MONDAY) + timedelta(hours=1))

    assert len({letter["Message-ID"] for letter in post.came}) == 1


def test_a_folder_that_cannot_be_written_is_said_and_tried_again() -> None:
    written_to()
    opened()
    swept(MONDAY)
    delivery.folder().touch()  # a file stands in its place

    assert sent() == 0
    assert "không ghi được" in Letter.objects.get().fault
    delivery.folder().unlink()
    assert sent(moment(MONDAY) + timedelta(hours=1)) == 1
