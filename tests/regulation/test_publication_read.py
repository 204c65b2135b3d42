"""The clauses on publication: what is found follows the text, and only the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.checks.doubts import DoubtKind, find_doubts
from dienhong.core.law.finding.find import find
from dienhong.core.law.finding.finding import Confidence, Finding
from dienhong.core.law.finding.lists import codes
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Part, Tree
from dienhong.regulation.cues import BY_NAME
from tests.core.law.law_samples import SAMPLE, sample, source_of

UNITS = {"ngày làm việc": "working_day", "ngày": "day"}


CUES = [BY_NAME[f"publication.{key}"] for key in ("term", "run", "kind", "form")]


def find_publication(tree: Tree) -> tuple[Finding, ...]:
    return find(tree, CUES)


def named(source: str, name: str) -> list[Finding]:
    return [finding for finding in find_publication(parse(source)) if finding.name == name]


def values(source: str, name: str) -> list[tuple[str, int | str]]:
    return [(finding.address, finding.value) for finding in named(source, name)]


def test_the_sample_sets_a_term_in_words() -> None:
    assert named(SAMPLE, "publication.term") == [
        Finding(
            name="publication.term",
            part=Part.REGULATION,
            address="dieu-3.khoan-2.gach-1",
            value=7,
            unit="working_day",
            bound="at_most",
            start=SAMPLE.index("Không quá bảy"),
            end=SAMPLE.index(" kể từ ngày ký"),
            quote="Không quá bảy ngày làm việc",
            confidence=Confidence.CERTAIN,
            reason="mẫu câu “không quá … ngày làm việc” trong điều, khoản về công khai",
        )
    ]


def test_the_sample_sets_a_run_in_words() -> None:
    (run,) = named(SAMPLE, "publication.run")

    assert (run.value, run.unit, run.bound) == (15, "day", "at_least")
    assert run.quote == "ít nhất mười lăm ngày liên tục"


def test_the_kinds_are_the_clauses_of_the_list_and_not_their_points() -> None:
    assert values(SAMPLE, "publication.kind") == [
        ("dieu-2.khoan-1", "Lịch trực của tuần;"),
        ("dieu-2.khoan-2", "Sổ thu chi:"),
        ("dieu-2.khoan-2a", "Sổ mượn sách."),
    ]


def test_the_forms_are_read_as_channels() -> None:
    assert values(SAMPLE, "publication.form") == [
        ("dieu-3.khoan-1.gach-1", "posting"),
        ("dieu-3.khoan-1.gach-2", "public_site"),
    ]


def test_findings_come_in_the_order_of_the_text() -> None:
    starts = [finding.start for finding in find_publication(sample())]

    assert starts == sorted(starts)
    assert len(starts) == 7


@given(st.integers(1, 999), st.sampled_from(sorted(UNITS)), st.booleans())
def test_the_term_follows_the_text(days: int, unit: str, padded: bool) -> None:
    number = f"{days:02}" if padded else f"{days}"
    source = SAMPLE.replace("bảy ngày làm việc", f"{number} {unit}")

    (term,) = named(source, "publication.term")
    assert (term.value, term.unit) == (days, UNITS[unit])
    assert source[term.start : term.end] == f"Không quá {number} {unit}"


@given(st.integers(1, 999))
def test_the_run_follows_the_text(days: int) -> None:
    source = SAMPLE.replace("mười lăm ngày", f"{days} (có ghi bằng chữ) ngày")

    (run,) = named(source, "publication.run")
    assert (run.value, run.address) == (days, "dieu-3.khoan-2.gach-1")


@given(st.lists(st.sampled_from(["Lịch trực", "Sổ quỹ", "Nội quy"]), min_size=1, max_size=20))
def test_there_are_as_many_kinds_as_clauses(words: list[str]) -> None:
    clauses = "\n".join(f"{number}. {word};" for number, word in enumerate(words, 1))
    source = f"Điều 1. Những nội dung phải công khai\n{clauses}\nĐiều 2. Hiệu lực\nTừ nay."

    assert values(source, "publication.kind") == [
        (f"dieu-1.khoan-{number}", f"{word};") for number, word in enumerate(words, 1)
    ]


def test_a_board_for_citizens_is_not_publication_among_the_staff() -> None:
    source = (
        "Điều 1. Nội dung niêm yết công khai để công dân biết\n"
        "1. Thủ tục;\n2. Niêm yết ít nhất 9 ngày liên tục."
    )
    assert find_publication(parse(source)) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Trả lời đơn chậm nhất là 05 ngày làm việc kể từ ngày nhận.",
        "Hội nghị họp trong thời hạn 10 ngày.",
        "Cơ quan công khai sổ sách vào năm 2030.",
        "Trụ sở treo bảng ít nhất 20 ngày liên tục.",
    ],
)
def test_numbers_that_are_not_about_publication_are_left_alone(sentence: str) -> None:
    assert find_publication(parse(f"Điều 1. {sentence}")) == ()


@pytest.mark.parametrize(
    ("sentence", "name", "confidence"),
    [
        ("Cơ quan công khai chậm nhất 4 ngày.", "publication.term", Confidence.LIKELY),
        ("Cơ quan công khai trong vòng 4 ngày.", "publication.term", Confidence.DOUBTFUL),
        ("Trong thời hạn 4 ngày phải niêm yết.", "publication.term", Confidence.DOUBTFUL),
        ("Niêm yết ít nhất 4 ngày liên tục.", "publication.run", Confidence.LIKELY),
        ("Niêm yết trong thời hạn 4 ngày.", "publication.run", Confidence.DOUBTFUL),
    ],
)
def test_weaker_wording_is_less_sure(sentence: str, name: str, confidence: Confidence) -> None:
    (finding,) = find_publication(parse(f"Điều 1. {sentence}"))

    assert (finding.name, finding.value, finding.confidence) == (name, 4, confidence)


@pytest.mark.parametrize(
    ("words", "channels"),
    [
        ("Niêm yết tại sảnh", ("posting",)),
        ("Thông báo tại hội nghị, cuộc họp giao ban", ("conference", "briefing")),
        ("Gửi văn bản đến toàn thể mọi người", ("document_all",)),
        ("Qua người phụ trách bộ phận để thông báo", ("heads",)),
        ("Gửi cấp ủy, ban chấp hành công đoàn", ("party_union",)),
        ("Đăng trên mạng\nnội bộ", ("internal_system",)),
        ("Đăng trên trang thông tin điện tử của cơ quan", ("public_site",)),
        ("Đưa lên cổng thông tin điện tử", ("public_site",)),
        ("Đưa lên trang thông tin nội bộ", ("internal_system",)),
        ("Đưa lên trang thông tin điện tử nội bộ", ("internal_system",)),
        ("Nói miệng", ()),
    ],
)
def test_channels_are_known_by_their_words(words: str, channels: tuple[str, ...]) -> None:
    assert codes(BY_NAME["publication.form"], words) == channels


@pytest.mark.shared
def test_bk_dieu_9_lists_nine_kinds_and_a_copy_without_one_lists_eight() -> None:
    source = source_of("bac-kan-2023")
    kinds = named(source, "publication.kind")
    last = kinds[-1]

    assert [kind.address for kind in kinds] == [f"dieu-9.khoan-{n}" for n in range(1, 10)]
    assert len(named(source[: last.start] + source[last.end :], "publication.kind")) == 8


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "old", "new", "days", "unit"),
    [
        ("publication.term", "", "", 5, "working_day"),
        ("publication.term", "05 ngày làm việc", "03 ngày làm việc", 3, "working_day"),
        ("publication.run", "", "", 20, "day"),
        ("publication.run", "20 ngày liên tục", "12 ngày liên tục", 12, "day"),
        ("publication.run", "20 ngày liên tục", "hai mươi ngày liên tục", 20, "day"),
    ],
)
def test_bk_dieu_10_khoan_2_gach_1_sets_term_and_run(
    name: str, old: str, new: str, days: int, unit: str
) -> None:
    source = source_of("bac-kan-2023")
    (found,) = named(source.replace(old, new) if old else source, name)

    assert (found.value, found.unit, found.address) == (days, unit, "dieu-10.khoan-2.gach-1")
    assert found.confidence is Confidence.CERTAIN


@pytest.mark.shared
def test_bk_dieu_10_khoan_1_lists_three_forms() -> None:
    assert values(source_of("bac-kan-2023"), "publication.form") == [
        ("dieu-10.khoan-1.gach-1", "posting"),
        ("dieu-10.khoan-1.gach-2", "conference"),
        ("dieu-10.khoan-1.gach-3", "party_union,briefing,document_all"),
    ]


@pytest.mark.shared
def test_ls_dieu_16_and_17_set_kinds_and_forms_but_no_number() -> None:
    found = find_publication(parse(source_of("lang-son-2010")))

    assert [(finding.name, finding.address) for finding in found] == [
        *(("publication.kind", f"dieu-16.khoan-{n}") for n in range(1, 6)),
        *(("publication.form", f"dieu-17.khoan-{n}") for n in range(1, 4)),
    ]
    assert [finding.value for finding in found[5:]] == ["posting", "briefing,conference", "heads"]


@pytest.mark.shared
def test_ls_dieu_17_cites_the_wrong_article() -> None:
    doubts = find_doubts(parse(source_of("lang-son-2010")))
    (doubt,) = [one for one in doubts if one.kind is DoubtKind.WRONG_REFERENCE]

    assert doubt.address == "dieu-17"
    assert doubt.quote == "Điều 15 trên đây"
