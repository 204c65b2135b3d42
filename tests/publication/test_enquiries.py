"""Information on request (Law 10/2022 article 48.4): asked, due, answered or refused."""

import json
from datetime import date
from uuid import uuid4

import pytest

from dienhong.duties.models import Duty
from dienhong.publication import actions, asking, drafting, enquiries
from dienhong.publication import rules_enquiries as rules
from dienhong.publication.enquiries import Asked, Given
from dienhong.publication.models import Enquiry
from dienhong.record import queries as record
from tests.publication.enquiring import (
    LAW,
    REPLY,
    SECRECY,
    WORDS,
    answered,
    asked,
    bodies,
    now,
    whole_journal,
)
from tests.publication.story import (
    FRIDAY,
    MONDAY,
    act,
    drafted,
    moment,
    no,
    open_for,
    powers_of,
    published,
    upload,
    withdrawn,
)
from tests.publication.story import person as person_of

pytestmark = pytest.mark.usefixtures("clock")

WEDNESDAY, THURSDAY, NEXT_MONDAY = date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 9)


# Asking.


def test_whoever_works_here_asks_and_gets_a_number_of_the_year_with_an_entry() -> None:
    first, second = asked(), asked("tu", ground="unreachable")

    assert [first.said_number, second.said_number] == ["01/2026", "02/2026"]
    (body,) = bodies(first)
    assert body["kind"] == "publication.enquiry_asked"
    assert body["clauses"] == [LAW]
    assert body["facts"] == {"number": "01/2026", "asked_on": "2026-03-02"}
    assert body["digest"] == first.content_digest
    assert first.entry_number == body["number"]


def test_the_numbers_begin_anew_with_the_year() -> None:
    asked()

    assert asked(day=date(2027, 1, 4)).said_number == "01/2027"


def test_one_asks_for_something_on_one_of_the_grounds() -> None:
    silent = no(lambda: asked(what="  "))
    groundless = no(lambda: asked(ground="curious"))

    assert silent.reason == "Chưa gửi được: chưa ghi đề nghị cung cấp thông tin gì"
    assert groundless.reason == "Chưa gửi được: chưa chọn trường hợp đề nghị"
    assert str(groundless.source) == LAW
    assert "đã hết thời gian công khai" in groundless.cure
    assert not Enquiry.objects.exists()


def test_before_the_law_and_without_a_clause_nothing_can_be_asked() -> None:
    refusal = no(lambda: asked(day=date(2023, 6, 30)))

    assert "chưa có điều khoản về cung cấp thông tin" in refusal.reason


def test_one_asks_about_what_is_public_or_was_and_about_nothing_else() -> None:
    shown, gone = published(), withdrawn(published(title="Việc hai"))
    waits, secret = drafted(title="Việc ba"), drafted(title="Việc bốn")
    actions.withhold(secret, ground="Bí mật.", by=act("hoa"))

    assert [asked(about=each).matter for each in (shown, gone)] == [shown, gone]
    hidden = [no(lambda each=each: asked(about=each)).in_full for each in (waits, secret)]  # type: ignore[misc]
    unknown = Asked(what=WORDS, ground="over", matter=uuid4())
    none = no(lambda: enquiries.ask(unknown, by=act("minh"))).in_full
    assert set(hidden) == {none}


# A day is promised.


def test_a_promised_day_is_owed_by_those_who_answer_and_named_without_words() -> None:
    enquiry = asked()
    enquiries.promise(enquiry, THURSDAY, by=act("hoa"))

    duty = Duty.objects.get(subject=enquiry.subject)
    assert duty.title == "Đề nghị cung cấp thông tin số 01/2026"
    assert duty.path == f"cong-khai/de-nghi/{enquiry.pk}/"
    assert ("Trả lời đề nghị", THURSDAY) in open_for("hoa")
    assert open_for("minh") == []
    assert bodies(enquiry)[-1]["facts"] == {
        "number": "01/2026",
        "asked_on": "2026-03-02",
        "answer_by": "2026-03-05",
    }


def test_a_later_promise_leaves_the_first_one_beside_it_and_late_is_counted_from_that() -> None:
    enquiry = asked()
    enquiries.promise(enquiry, WEDNESDAY, by=act("hoa"))
    enquiries.promise(enquiry, NEXT_MONDAY, by=act("hoa", THURSDAY))
    answered(now(enquiry), day=NEXT_MONDAY)

    (line,) = asking.register(2026, NEXT_MONDAY)
    assert (line.first_promised_on, line.promised_on) == (WEDNESDAY, NEXT_MONDAY)
    assert (line.taken, line.late) == (5, 3)
    assert Duty.objects.get(subject=enquiry.subject).done_on == NEXT_MONDAY


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (FRIDAY, "Chưa hẹn được: ngày 27/02/2026 đã qua"),
        (date(2026, 3, 7), "Chưa hẹn được: ngày 07/03/2026 là ngày nghỉ"),
    ],
)
def test_a_promise_is_of_a_working_day_to_come(day: date, said: str) -> None:
    enquiry = asked()

    assert no(lambda: enquiries.promise(enquiry, day, by=act("hoa"))).reason == said
    assert not Duty.objects.filter(subject=enquiry.subject).exists()


@pytest.mark.parametrize("login", ["minh", "tu", "vy", "khue"])
def test_only_who_may_answers(login: str) -> None:
    enquiry, by = asked(), act(login)

    for call in (
        lambda: enquiries.promise(enquiry, THURSDAY, by=by),
        lambda: enquiries.answer(enquiry, Given(words=REPLY), by=by),
        lambda: enquiries.refuse(enquiry, "not_held", by=by),
        lambda: enquiries.supplement(enquiry, Given(words=REPLY), by=by),
    ):
        assert "trả lời" in no(call).reason
    assert len(bodies(enquiry)) == 1


# Answered.


def test_an_answer_gives_words_files_and_where_it_is_public_and_ends_what_is_owed() -> None:
    enquiry, shown = asked(), published()
    enquiries.promise(enquiry, THURSDAY, by=act("hoa"))
    given = Given(words=REPLY, uploads=(upload(),), matter=shown.pk)
    answer = enquiries.answer(enquiry, given, by=act("hoa", WEDNESDAY))

    enquiry = now(enquiry)
    assert (enquiry.stage, enquiry.closed_on) == ("answered", WEDNESDAY)
    assert [each.name for each in answer.files.all()] == ["bang-ke.pdf"]
    assert answer.matter == shown
    body = bodies(enquiry)[-1]
    assert (body["kind"], body["digest"]) == (
        "publication.enquiry_answered",
        answer.content_digest,
    )
    assert body["facts"]["answered_on"] == "2026-03-04"
    assert not Duty.objects.filter(subject=enquiry.subject, done_on=None).exists()


def test_an_answer_without_anything_or_with_what_is_not_public_is_none() -> None:
    enquiry, gone = asked(), withdrawn(published())
    empty = no(lambda: enquiries.answer(enquiry, Given(words=" "), by=act("hoa")))
    link = Given(matter=gone.pk)

    assert empty.reason == "Chưa trả lời được: chưa có nội dung trả lời"
    assert "đang công khai" in no(lambda: enquiries.answer(enquiry, link, by=act("hoa"))).reason
    assert now(enquiry).stage == "waiting"


def test_it_is_answered_once_and_then_supplemented_with_the_first_answer_beside() -> None:
    enquiry = asked()
    answered(enquiry)
    again = no(lambda: answered(now(enquiry)))
    enquiries.supplement(enquiry, Given(words="Thêm trang hai."), by=act("lan", THURSDAY))

    assert "đề nghị này đang ở bước «đã trả lời»" in again.reason
    assert [each.words for each in now(enquiry).answers.all()] == [REPLY, "Thêm trang hai."]
    assert now(enquiry).closed_on == MONDAY
    assert [line.supplements for line in asking.register(2026, THURSDAY)] == [1]


def test_who_was_refused_may_still_be_given_what_was_asked() -> None:
    enquiry = asked()
    enquiries.refuse(enquiry, "not_held", by=act("hoa"))
    enquiries.supplement(enquiry, Given(words=REPLY), by=act("hoa"))

    assert now(enquiry).stage == "answered"


# Refused with a reason.


def test_what_is_secret_is_refused_by_its_clause_in_words_that_tell_of_nothing() -> None:
    enquiry = asked()
    answer = enquiries.refuse(enquiry, "secret", by=act("hoa"))

    assert [str(each) for each in answer.citations] == [LAW, SECRECY]
    assert answer.words == ""
    assert answer.reason is not None
    assert "nếu có" in answer.reason.sentence
    assert "không cho biết có hay không có" in answer.reason.sentence


def test_nobody_adds_words_of_their_own_to_a_refusal_of_what_is_secret() -> None:
    enquiry = asked()
    refusal = no(lambda: enquiries.refuse(enquiry, "secret", words="Hồ sơ mật.", by=act("hoa")))

    assert refusal.reason == "Chưa trả lời được: với lý do này chỉ dùng câu trả lời có sẵn"
    assert not now(enquiry).answers.exists()


def test_a_refusal_of_what_is_secret_is_the_same_whether_there_is_anything_or_not() -> None:
    secret = drafted(title="Việc mật")
    actions.withhold(secret, ground="Bí mật.", by=act("hoa"))
    told = [
        enquiries.refuse(asked(what=what), "secret", by=act("hoa")) for what in ("Việc mật", "?")
    ]

    assert len({(each.refusal, each.words, *each.clauses) for each in told}) == 1


def test_a_refusal_for_another_ground_says_why() -> None:
    enquiry = asked()

    assert "chưa chọn lý do" in no(lambda: enquiries.refuse(enquiry, "", by=act("hoa"))).reason
    assert (
        "chưa ghi vì sao"
        in no(lambda: enquiries.refuse(enquiry, "no_ground", by=act("hoa"))).reason
    )
    answer = enquiries.refuse(enquiry, "no_ground", words="Đang công khai.", by=act("hoa"))
    assert answer.clauses == [LAW]
    assert bodies(enquiry)[-1]["kind"] == "publication.enquiry_refused"


def test_without_a_clause_on_secrecy_nothing_is_refused_for_it() -> None:
    with pytest.raises(Exception, match="không có điều khoản về bí mật"):
        rules.check_secrecy_known([])


# Withdrawn by who asked.


def test_who_asked_withdraws_while_it_waits_and_the_words_go() -> None:
    enquiry = asked()
    enquiries.promise(enquiry, THURSDAY, by=act("hoa"))
    enquiries.withdraw(enquiry, by=act("minh"))

    enquiry = now(enquiry)
    assert (enquiry.stage, enquiry.what, enquiry.content_salt) == ("withdrawn", "", "")
    assert not Duty.objects.filter(subject=enquiry.subject, done_on=None).exists()
    late = no(lambda: enquiries.withdraw(answered().enquiry, by=act("minh")))
    assert late.reason.startswith("Không rút đề nghị được")


def test_nobody_else_withdraws_it() -> None:
    enquiry = asked()

    assert no(lambda: enquiries.withdraw(enquiry, by=act("hoa"))).reason == (
        "Không rút được: đề nghị này của người khác"
    )


# Who asked, and what, is for those who answer.


def test_the_journal_holds_no_word_of_what_was_asked_and_answered() -> None:
    enquiry = asked()
    enquiries.promise(enquiry, THURSDAY, by=act("hoa"))
    answered(now(enquiry))
    enquiries.supplement(enquiry, Given(words="Bổ sung ta5512"), by=act("hoa"))
    enquiries.refuse(asked(what="Khác li7781"), "no_ground", words="Vì mo3340", by=act("hoa"))
    enquiries.withdraw(asked(what="Thôi ne9926"), by=act("minh"))

    written = whole_journal()
    for word in ("bo2604", "ro1907", "ta5512", "li7781", "mo3340", "ne9926"):
        assert word not in written


def test_what_the_office_reads_in_the_journal_names_nobody_who_asked() -> None:
    enquiry = asked()
    enquiries.promise(enquiry, THURSDAY, by=act("hoa"))
    answered(now(enquiry))
    enquiries.withdraw(asked(), by=act("minh"))

    lines = record.export_lines("thu", at=moment(MONDAY))
    opened = [json.loads(line) for line in lines]
    told = [line for line in map(json.dumps, opened) if "publication.enquiry_" in line]
    assert len(told) == 2
    assert not any(str(person_of("minh").pk) in line for line in told)
    shown = record.newest_about(enquiry.subject, 10)
    assert {each.kind for each in shown} == {
        "publication.enquiry_promised",
        "publication.enquiry_answered",
    }


def test_an_enquiry_is_seen_by_who_asked_and_by_those_who_answer() -> None:
    enquiry = asked()
    sees = {
        login
        for login in ("lan", "hoa", "phong", "khue", "tu", "vy", "minh")
        if asking.visible_to(person_of(login), powers_of(login)).filter(pk=enquiry.pk).exists()
    }

    assert sees == {"minh", "lan", "hoa", "phong"}


def test_the_register_counts_and_tells_days_only() -> None:
    answered(asked(day=MONDAY), day=WEDNESDAY)
    enquiries.refuse(asked(), "not_held", by=act("hoa"))
    enquiries.withdraw(asked(), by=act("minh"))
    enquiries.promise(asked(), WEDNESDAY, by=act("hoa"))
    asked()

    lines = asking.register(2026, THURSDAY)
    counts = asking.tally(lines)
    assert [line.result for line in lines] == [
        "đã trả lời",
        "không cung cấp: cơ quan không giữ",
        "đã rút",
        "chờ trả lời",
        "chưa hẹn",
    ]
    assert (counts.asked, counts.answered, counts.refused, counts.withdrawn) == (5, 1, 1, 1)
    assert (counts.waiting, counts.unpromised, counts.late, counts.longest) == (2, 1, 1, 2)
    for line in lines:
        assert len(tuple(line.cells())) == len(asking.COLUMNS)
        assert "Minh" not in str(tuple(line.cells()))


def test_a_file_of_an_answer_stays_when_the_same_file_leaves_a_draft() -> None:
    answer = enquiries.answer(asked(), Given(uploads=(upload(),)), by=act("hoa"))
    matter = drafted(upload())
    drafting.drop(matter, [1])

    assert not matter.attachments.exists()
    assert answer.files.get().file.erased_at is None
