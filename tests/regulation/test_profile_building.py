"""Making a profile of an invented regulation: what is kept, and each thing that is refused."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.structure.parse import parse
from dienhong.core.refusal import Refused
from dienhong.regulation.cues import find_in
from dienhong.regulation.profiles import toml
from dienhong.regulation.profiles.build import build, decided
from dienhong.regulation.profiles.confirmations import Confirmations, read
from dienhong.regulation.profiles.skeleton import skeleton

TEXT = """\
QUY CHẾ CỦA TRẠI

Điều 1. Việc công khai trong trại
Trại công khai cho toàn thể người lao động chậm nhất 06 ngày làm việc kể từ ngày có quyết định.

Điều 2. Nội dung công khai cho người lao động
1. Lịch trực của từng tổ trong mùa gặt và trong mùa nước nổi.
2. Tiền ăn.

Điều 3. Việc khác.
"""
TREE = parse(TEXT)
FOUND = find_in(TREE)
DIGEST = "ab" * 32
RECORDED = f"""
title = "Quy chế của trại"
number = ""
source_sha256 = "{DIGEST}"

[[confirm]]
name = "publication.term"

[[confirm]]
name = "publication.kind"
[confirm.label]
"dieu-2.khoan-1" = "Lịch trực"

[heading]
"dieu-1" = "Công khai"
"dieu-2" = "Những gì"

[gist]
"dieu-1" = "Sáu ngày là hết hạn."
"dieu-2" = "Hai thứ phải cho biết."
"dieu-2.khoan-1" = "Ai trực, hôm nào."
"dieu-2.khoan-2" = "Ăn hết bao nhiêu."
"dieu-3" = "Chưa nói gì thêm."
"""


def recorded(*changes: tuple[str, str]) -> Confirmations:
    """Return the confirmations with some of their words changed."""
    text = RECORDED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(text)


def made(*changes: tuple[str, str]) -> dict[str, Any]:
    return build(TREE, FOUND, recorded(*changes), digest=DIGEST)


def no(*changes: tuple[str, str]) -> Refused:
    with pytest.raises(Refused) as refused:
        made(*changes)
    return refused.value


def row(profile: dict[str, Any], name: str, address: str) -> dict[str, Any]:
    (found,) = (
        each for each in profile["parameter"] if (each["name"], each["address"]) == (name, address)
    )
    return found


def test_a_profile_has_each_clause_in_our_words_and_each_finding_with_its_decision() -> None:
    profile = made()

    assert [each["address"] for each in profile["provision"]] == [
        "dieu-1",
        "dieu-2",
        "dieu-2.khoan-1",
        "dieu-2.khoan-2",
        "dieu-3",
    ]
    assert profile["provision"][0] | {"part": ""} == {
        "part": "",
        "address": "dieu-1",
        "kind": "article",
        "heading": "Công khai",
        "gist": "Sáu ngày là hết hạn.",
        "named": ["staff"],
    }
    assert row(profile, "publication.term", "dieu-1") == {
        "name": "publication.term",
        "address": "dieu-1",
        "value": 6,
        "unit": "working_day",
        "bound": "at_most",
        "origin": "found",
        "confidence": "certain",
    }


def test_a_long_item_has_our_label_and_a_short_one_its_own_words() -> None:
    profile = made()

    assert row(profile, "publication.kind", "dieu-2.khoan-1")["value"] == "Lịch trực"
    assert row(profile, "publication.kind", "dieu-2.khoan-2")["value"].startswith("Tiền ăn")


def test_a_long_item_without_a_label_has_our_gist() -> None:
    profile = made(('[confirm.label]\n"dieu-2.khoan-1" = "Lịch trực"\n', ""))

    assert row(profile, "publication.kind", "dieu-2.khoan-1")["value"] == "Ai trực, hôm nào."


def test_a_duty_is_said_by_our_gist_however_short_its_words() -> None:
    term = next(each for each in FOUND if each.name == "publication.term")
    duty = replace(term, name="voice.reserve", value="Được.", unit="", bound="")
    told = recorded(("\n[heading]", '\n[[confirm]]\nname = "voice.reserve"\n\n[heading]'))

    profile = build(TREE, [*FOUND, duty], told, digest=DIGEST)

    assert row(profile, "voice.reserve", "dieu-1")["value"] == "Sáu ngày là hết hạn."


def test_what_was_corrected_keeps_what_was_read_and_why() -> None:
    profile = made(
        (
            '[[confirm]]\nname = "publication.term"',
            (
                '[[correct]]\nname = "publication.term"\nat = "dieu-1"\nvalue = 5\n'
                'because = "bản ký ghi 5"'
            ),
        )
    )

    assert row(profile, "publication.term", "dieu-1") == {
        "name": "publication.term",
        "address": "dieu-1",
        "value": 5,
        "unit": "working_day",
        "bound": "at_most",
        "origin": "corrected",
        "confidence": "certain",
        "found": 6,
        "because": "bản ký ghi 5",
    }


def test_a_decision_on_one_clause_goes_before_that_on_the_whole_name() -> None:
    opened = '[[open]]\nname = "publication.kind"\nat = "dieu-2.khoan-2"\nbecause = "thừa"\n'
    profile = made(("\n[heading]", f"\n{opened}\n[heading]"))

    assert [
        (each["address"], each["origin"])
        for each in profile["parameter"]
        if each["name"] == "publication.kind"
    ] == [("dieu-2.khoan-1", "found"), ("dieu-2.khoan-2", "open")]
    assert [each["because"] for each in decided(profile, "open", "entered")] == ["thừa"]


def test_what_was_entered_stands_in_its_place_and_says_why() -> None:
    entered = (
        '[[enter]]\nname = "publication.run"\nat = "dieu-1"\nvalue = 20\nunit = "day"\n'
        'because = "ở phụ lục"\n'
    )
    profile = made(("\n[heading]", f"\n{entered}\n[heading]"))

    assert [each["name"] for each in profile["parameter"][:2]] == [
        "publication.term",
        "publication.run",
    ]
    assert decided(profile, "entered") == [
        {
            "name": "publication.run",
            "address": "dieu-1",
            "value": 20,
            "unit": "day",
            "bound": "at_least",
            "origin": "entered",
            "because": "ở phụ lục",
        }
    ]


ENTER = '\n[[enter]]\nname = "{}"\nat = "{}"\nvalue = 4\nbecause = "vì"\n\n[heading]'
REFUSED = {
    "a finding without a decision": (
        ('[[confirm]]\nname = "publication.term"\n', ""),
        "mục đọc được chưa có quyết định: publication.term tại dieu-1",
    ),
    "a decision on what was not found": (
        ('name = "publication.term"', 'name = "publication.term"\nat = ["dieu-1", "dieu-3"]'),
        "quyết định về điều không đọc được: [[confirm]] thứ 1 (publication.term) tại dieu-3",
    ),
    "a decision on a name that was not found": (
        ("\n[heading]", '\n[[confirm]]\nname = "publication.run"\n\n[heading]'),
        "quyết định về điều không đọc được: [[confirm]] thứ 3 (publication.run)",
    ),
    "a label for nothing": (
        ('"dieu-2.khoan-1" = "Lịch trực"', '"dieu-3" = "Lịch trực"'),
        "quyết định về điều không đọc được: [[confirm]] thứ 2 (publication.kind), label dieu-3",
    ),
    "two decisions on one finding": (
        ('name = "publication.term"', 'name = "publication.term"\nat = ["dieu-1", "dieu-1"]'),
        "hai quyết định cho một mục: publication.term tại dieu-1",
    ),
    "two decisions on one name": (
        ("\n[heading]", '\n[[confirm]]\nname = "publication.term"\n\n[heading]'),
        "hai quyết định cho một mục: publication.term",
    ),
    "what is pending": (
        ('[[confirm]]\nname = "publication.term"', '[[pending]]\nname = "publication.term"'),
        "còn mục chưa quyết định: [[pending]] thứ 1 (publication.term)",
    ),
    "a clause without gist": (
        ('"dieu-3" = "Chưa nói gì thêm."', ""),
        "thiếu tóm tắt: dieu-3",
    ),
    "an empty gist": (("Chưa nói gì thêm.", " "), "thiếu tóm tắt: dieu-3"),
    "a gist for no clause": (
        ("[gist]", '[gist]\n"dieu-9" = "Không có."'),
        "có tóm tắt cho chỗ không có trong văn bản: dieu-9",
    ),
    "a clause without the heading that it has": (
        ('"dieu-2" = "Những gì"', ""),
        "thiếu tiêu đề: dieu-2",
    ),
    "a heading for what has none": (
        ("[heading]", '[heading]\n"dieu-2.khoan-1" = "Lịch"'),
        "có tiêu đề cho chỗ không có trong văn bản: dieu-2.khoan-1",
    ),
    "an entry at no clause": (
        ("\n[heading]", ENTER.format("publication.run", "dieu-8")),
        "ghi thêm ở chỗ không có trong văn bản: [[enter]] thứ 1 (publication.run) tại dieu-8",
    ),
    "an entry of a number that was read": (
        ("\n[heading]", ENTER.format("publication.term", "dieu-1")),
        "ghi thêm một số đã đọc được: [[enter]] thứ 1 (publication.term) tại dieu-1",
    ),
    "the same item twice": (
        (
            "\n[heading]",
            ENTER.format("publication.kind", "dieu-2.khoan-1").replace("= 4", '= "Lịch trực"'),
        ),
        "hai mục giống hệt nhau ở một điều khoản: publication.kind tại dieu-2.khoan-1",
    ),
    "words of the source in a gist": (
        ("Ai trực, hôm nào.", "Lịch trực của từng tổ trong mùa."),
        (
            "lặp lại 6 từ liền của văn bản gốc: gist của dieu-2.khoan-1 "
            "(«lịch trực của từng tổ trong»)"
        ),
    ),
    "words of the source in a label": (
        ('= "Lịch trực"', '= "Của từng tổ trong mùa gặt"'),
        (
            "lặp lại 6 từ liền của văn bản gốc: publication.kind tại dieu-2.khoan-1 "
            "(«của từng tổ trong mùa gặt»)"
        ),
    ),
}


@pytest.mark.parametrize(("change", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused_with_place_and_cure(change: tuple[str, str], reason: str) -> None:
    refusal = no(change)

    assert refusal.reason == f"Chưa lập được hồ sơ: {reason}"
    assert refusal.cure.endswith(".")


def test_confirmations_of_another_text_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        build(TREE, FOUND, replace(recorded(), source_sha256="cd" * 32), digest=DIGEST)

    assert "của một văn bản khác" in refused.value.reason


def test_many_places_are_counted_not_listed() -> None:
    many = "\n".join(f'"dieu-{number}" = "Không có."' for number in range(20, 40))

    assert no(("[gist]", f"[gist]\n{many}")).reason.endswith("và 12 chỗ nữa")


UNREADABLE = {
    "no TOML": ('title = "Quy chế của trại"', "title = Quy chế"),
    "an unknown word at the head": ('number = ""', 'number = ""\nnumer = 1'),
    "nothing said of the source": (f'source_sha256 = "{DIGEST}"', ""),
    "a title that is a number": ('"Quy chế của trại"', "7"),
    "an unknown name": ("publication.term", "publication.trem"),
    "an unknown field": ('name = "publication.term"', 'name = "publication.term"\nvalue = 5'),
    "a table where several may be": ('[[confirm]]\nname = "publication.term"', "open = 1"),
    "no address": ('name = "publication.term"', 'name = "publication.term"\nat = []'),
    "an address that is a number": ('name = "publication.term"', 'name = "publication.term"\nat=1'),
    "gists that are no table": ("[gist]\n", "[[gist]]\n"),
}
ODD = {
    "no reason": 'value = 4\nbecause = " "',
    "no value": 'because = "vì"',
    "a truth for a value": 'value = true\nbecause = "vì"',
    "a unit that is not its own": 'value = 4\nunit = "month"\nbecause = "vì"',
}


@pytest.mark.parametrize("change", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_used_is_refused_with_the_place(change: tuple[str, str]) -> None:
    refusal = no(change)

    assert refusal.reason.startswith("Không đọc được tệp xác nhận")
    assert refusal.cure.endswith(".")


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_an_entry_that_says_too_little_is_refused_with_the_place(words: str) -> None:
    entry = f'\n[[enter]]\nname = "publication.run"\nat = "dieu-1"\n{words}\n\n[heading]'

    assert "[[enter]] thứ 1: " in no(("\n[heading]", entry)).reason


# Several at one address.

TWICE = """\
QUY CHẾ CỦA TRẠI

Điều 1. Việc chung của cả trại.

Điều 1. Việc chung viết lại lần nữa.
"""


def test_the_second_clause_of_one_address_has_a_gist_of_its_own() -> None:
    head = RECORDED.partition("[[confirm]]")[0]
    gists = '[gist]\n"dieu-1" = "Lần đầu."\n"dieu-1@2" = "Lần sau."\n'

    profile = build(parse(TWICE), [], read(head + gists), digest=DIGEST)

    assert [(each["address"], each["gist"]) for each in profile["provision"]] == [
        ("dieu-1", "Lần đầu."),
        ("dieu-1", "Lần sau."),
    ]


def test_the_second_finding_of_one_name_in_one_clause_has_a_decision_of_its_own() -> None:
    (term,) = (each for each in FOUND if each.name == "publication.term")
    another = replace(term, value=9)
    opened = '[[open]]\nname = "publication.term"\nat = "dieu-1@2"\nbecause = "của việc khác"\n'
    told = recorded(("\n[heading]", f"\n{opened}\n[heading]"))

    profile = build(TREE, [*FOUND, another], told, digest=DIGEST)

    assert [
        (each["value"], each["origin"])
        for each in profile["parameter"]
        if each["name"] == "publication.term"
    ] == [(6, "found"), (9, "open")]


# Where one begins.


def test_a_skeleton_has_everything_pending_and_nothing_said() -> None:
    begun = read(skeleton(TREE, FOUND, digest=DIGEST))

    assert [(each.verb, each.name, each.at) for each in begun.decisions] == [
        ("pending", "publication.term", ("dieu-1",)),
        ("pending", "publication.kind", ("dieu-2.khoan-1", "dieu-2.khoan-2")),
    ]
    assert list(begun.gists) == ["dieu-1", "dieu-2", "dieu-2.khoan-1", "dieu-2.khoan-2", "dieu-3"]
    assert {*begun.gists.values(), *begun.headings.values(), begun.title} == {""}


def test_a_skeleton_shows_fewer_words_than_make_a_copy() -> None:
    begun = skeleton(TREE, FOUND, digest=DIGEST)

    assert '"dieu-2.khoan-1" = ""  # Lịch trực của từng tổ …' in begun
    assert '"dieu-1",  # đọc chắc: chậm nhất 6 ngày làm việc' in begun


def test_a_skeleton_becomes_a_profile_once_each_place_is_decided() -> None:
    begun = skeleton(TREE, FOUND, digest=DIGEST).replace("[[pending]]", "[[confirm]]")
    table, heads = begun.partition("[heading]")[::2]
    count = iter(range(99))
    said = "\n".join(
        line.replace('= ""', f'= "Lời {next(count)}."', 1) for line in heads.splitlines()
    )

    profile = build(TREE, FOUND, read(f"{table}[heading]{said}"), digest=DIGEST)

    assert len(profile["provision"]) == len(TREE.nodes)
    assert {each["origin"] for each in profile["parameter"]} == {"found"}


# Writing.

VALUES = st.text() | st.integers(-(2**63), 2**63 - 1)
TABLES = st.dictionaries(st.sampled_from(["name", "value", "unit", "gist"]), VALUES)


@given(TABLES, st.lists(TABLES), st.lists(TABLES))
def test_what_is_written_reads_back_the_same(
    head: dict[str, Any], first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    data = {**head, "provision": first, "parameter": second}

    read_back = tomllib.loads(toml.write(data, head="một\nhai"))

    assert read_back == {key: value for key, value in data.items() if value != []}
