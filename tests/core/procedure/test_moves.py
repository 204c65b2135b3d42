"""A notice on its way, as a table of moves."""

from dataclasses import replace
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.procedure.moves import Labels, Move, Procedure
from dienhong.core.refusal import Refused


class Stage(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken-down"


CHECK_SLIP = "phiếu kiểm tra bí mật"
PUBLISHING = Citation("quy-che-1", "dieu-10.khoan-2")
CHECK = Move("check", (Stage.DRAFT,), Stage.CHECKED, power="notices.check")
RETURN = Move("return", (Stage.CHECKED,), Stage.DRAFT)
PUBLISH = Move(
    "publish",
    (Stage.CHECKED,),
    Stage.PUBLISHED,
    PUBLISHING,
    power="notices.publish",
    needs=(CHECK_SLIP, "chữ ký"),
)
TAKE_DOWN = Move("take-down", (Stage.PUBLISHED, Stage.CHECKED), Stage.TAKEN_DOWN)
LABELS = Labels[Stage](
    thing="thông báo này",
    states={
        Stage.DRAFT: "soạn",
        Stage.CHECKED: "đã kiểm tra",
        Stage.PUBLISHED: "đã công khai",
        Stage.TAKEN_DOWN: "đã gỡ",
    },
    acts={
        "check": "kiểm tra bí mật",
        "return": "trả lại",
        "publish": "công khai",
        "take-down": "gỡ",
    },
)
MOVES = (CHECK, RETURN, PUBLISH, TAKE_DOWN)
NOTICES = Procedure(Stage.DRAFT, MOVES, LABELS)


def test_a_checked_notice_may_be_returned_published_or_taken_down() -> None:
    assert NOTICES.allowed(Stage.CHECKED) == (RETURN, PUBLISH, TAKE_DOWN)
    assert NOTICES.allowed(Stage.TAKEN_DOWN) == ()
    assert NOTICES.check("publish", Stage.CHECKED) == PUBLISH


def test_an_unchecked_notice_is_not_published_yet() -> None:
    with pytest.raises(Refused) as refused:
        NOTICES.check("publish", Stage.DRAFT)

    assert refused.value.reason == (
        "Chưa công khai được: thông báo này đang ở bước «soạn»; "
        "việc đó chỉ làm được ở bước «đã kiểm tra»"
    )
    assert refused.value.source == PUBLISHING
    assert refused.value.cure == "Bây giờ làm được: «kiểm tra bí mật»."


def test_a_notice_that_was_taken_down_is_never_taken_down_again() -> None:
    with pytest.raises(Refused) as refused:
        NOTICES.check("take-down", Stage.TAKEN_DOWN)

    assert refused.value.reason == (
        "Không gỡ được: thông báo này đang ở bước «đã gỡ»; "
        "việc đó chỉ làm được ở bước «đã công khai» hoặc «đã kiểm tra»"
    )
    assert refused.value.cure == ""


def test_an_act_takes_the_power_of_its_move() -> None:
    assert NOTICES.power_of("publish") == "notices.publish"
    assert NOTICES.power_of("return") == ""


def test_what_is_missing_is_named() -> None:
    NOTICES.check_needs(PUBLISH, {CHECK_SLIP, "chữ ký"})

    with pytest.raises(Refused) as refused:
        NOTICES.check_needs(PUBLISH, {"chữ ký"})
    assert refused.value.reason == "Chưa công khai được: còn thiếu phiếu kiểm tra bí mật"
    assert refused.value.source == PUBLISHING
    assert refused.value.cure == "Bổ sung phiếu kiểm tra bí mật."


def test_an_act_of_another_procedure_is_a_programmers_error() -> None:
    with pytest.raises(LookupError, match="no such act in this procedure: vote"):
        NOTICES.check("vote", Stage.DRAFT)
    with pytest.raises(LookupError, match="no such act in this procedure: vote"):
        NOTICES.power_of("vote")


def _who_may(power: str) -> str:
    return {
        "notices.check": "người soạn",
        "notices.publish": "Chánh Văn phòng hoặc Phó Chánh Văn phòng",
    }[power]


def test_the_table_can_be_read_aloud() -> None:
    publishing = (
        "Từ «đã kiểm tra», Chánh Văn phòng hoặc Phó Chánh Văn phòng làm «công khai» "
        "thì sang «đã công khai», khi có phiếu kiểm tra bí mật, chữ ký, theo Điều 10 khoản 2."
    )

    assert NOTICES.read_aloud(_who_may) == (
        "Từ «soạn», người soạn làm «kiểm tra bí mật» thì sang «đã kiểm tra».",
        "Từ «đã kiểm tra», làm «trả lại» thì sang «soạn».",
        publishing,
        "Từ «đã công khai» hoặc «đã kiểm tra», làm «gỡ» thì sang «đã gỡ».",
    )


def test_the_provision_may_be_worded_by_who_knows_the_act() -> None:
    lines = NOTICES.read_aloud(_who_may, lambda source: f"Quy chế này ({source})")

    assert lines[2].endswith("theo Quy chế này (quy-che-1:dieu-10.khoan-2).")


@pytest.mark.parametrize(
    ("moves", "message"),
    [
        ((CHECK, RETURN, PUBLISH), "labels without an act"),
        ((*MOVES, Move("burn", (Stage.DRAFT,), Stage.DRAFT)), "acts without a label"),
        (
            (CHECK, RETURN, replace(PUBLISH, to=Stage.CHECKED), TAKE_DOWN),
            r"cannot be reached: \[<Stage.PUBLISHED",
        ),
        ((*MOVES, replace(RETURN, from_=())), "a move from nowhere: return"),
        ((*MOVES, replace(RETURN, to=Stage.PUBLISHED)), "two moves of return from checked"),
        (
            (*MOVES, replace(CHECK, from_=(Stage.PUBLISHED,), power="other")),
            "one act in different hands: check",
        ),
    ],
)
def test_a_table_that_nobody_can_follow_is_not_made(
    moves: tuple[Move[Stage], ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Procedure(Stage.DRAFT, moves, LABELS)


def test_every_state_has_a_label() -> None:
    states: dict[Stage, str] = {
        state: word for state, word in LABELS.states.items() if state != Stage.DRAFT
    }

    with pytest.raises(ValueError, match="states without a label"):
        Procedure(Stage.DRAFT, MOVES, replace(LABELS, states=states))


@given(st.sampled_from(sorted(LABELS.acts)), st.sampled_from(Stage))
def test_an_act_is_either_allowed_here_or_refused_with_a_reason(act: str, state: Stage) -> None:
    here = [move for move in NOTICES.allowed(state) if move.act == act]

    if here:
        assert [NOTICES.check(act, state)] == here
    else:
        with pytest.raises(Refused, match=f"đang ở bước «{LABELS.states[state]}»"):
            NOTICES.check(act, state)
