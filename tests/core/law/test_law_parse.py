"""From text to tree: real regulations against labels made by reading, and our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Certainty, Kind, NoiseKind, Part, Tree
from dienhong.core.refusal import Refused
from tests.core.law.law_samples import REGULATIONS, SAMPLE, gold_of, sample, source_of

PIECES = st.sampled_from(
    [
        *("Điều 1. ", "Điều 2: ", "**Điều 3.** ", "Chương I", "Chương II - ", "Mục 1. "),
        *("1. ", "2. ", "3) ", "a) ", "đ) ", "- ", "   - b) ", "* ", "+ ", "“", "”", "Mục I"),
        *("QUY CHẾ", "Nơi nhận:", "CHÁNH VĂN PHÒNG", "Số: /QĐ-A", "PHỤ LỤC", "2", "Phần thứ hai"),
        *("lời nói", "Lời nói", ".", "./.", ";", ":", "\u00a0", "  ", "\t", "\u200b", "Ðiều 2. "),
        *("\n", "\n\n", "\r\n", "\r", "\u2028", "\v", "---", "##"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=60).map("".join)


def rows(tree: Tree) -> list[tuple[str, str, str, str, int]]:
    return [
        (node.part, node.address, node.kind, beginning(node.heading, node.text), node.start)
        for node in tree.nodes
    ]


def beginning(heading: str, text: str) -> str:
    return " ".join(f"{heading} {text}".split())[:60].strip()


def whole(tree: Tree) -> bool:
    """Every character once, in order, and nothing but layout in what is called blank."""
    behind = 0
    for start, end, _ in tree.stretches():
        if start != behind or end <= start:
            return False
        behind = end
    return behind == len(tree.source) and tree.text_of() == tree.source


@pytest.mark.shared
@pytest.mark.parametrize("name", REGULATIONS)
def test_a_real_regulation_parses_exactly_as_a_reader_labelled_it(name: str) -> None:
    assert rows(parse(source_of(name))) == gold_of(name)


@pytest.mark.shared
@pytest.mark.parametrize("name", REGULATIONS)
def test_a_real_regulation_comes_back_character_by_character(name: str) -> None:
    assert whole(parse(source_of(name)))


@pytest.mark.shared
@pytest.mark.parametrize("name", REGULATIONS)
@given(data=st.data())
def test_a_damaged_regulation_loses_no_character(name: str, data: st.DataObject) -> None:
    source = source_of(name)
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    damaged = source[:start] + data.draw(TEXTS) + source[end:]

    assert whole(parse(f"Điều 1. Mở đầu.\n{damaged}"))


@pytest.mark.shared
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("name", REGULATIONS)
def test_other_line_breaks_change_nothing_but_offsets(name: str, newline: str) -> None:
    source = source_of(name)
    plain, other = parse(source), parse(source.replace("\n", newline))

    assert [row[:4] for row in rows(other)] == [row[:4] for row in rows(plain)]
    assert whole(other)


@given(TEXTS)
def test_every_character_is_in_one_node_or_one_noise(text: str) -> None:
    tree = parse(f"Điều 1. Mở đầu\n{text}")

    assert whole(tree)


@given(TEXTS)
def test_own_text_is_made_of_the_own_source(text: str) -> None:
    for node in (tree := parse(f"Điều 1. Mở đầu\n{text}")).nodes:
        own = tree.own_source(node).translate(dict.fromkeys(map(ord, "\u200b\ufeff\u00ad\u2060")))
        read = f"{node.heading} {node.text}".split()
        assert all(word in own.replace("*", "").replace("#", "") for word in read)


@given(st.lists(st.sampled_from(["Việc", "Sổ", "Lịch"]), min_size=1, max_size=30))
def test_every_clause_of_an_article_is_found_in_order(words: list[str]) -> None:
    clauses = [f"{number}. {word} số {number};" for number, word in enumerate(words, 1)]
    tree = parse("Điều 1. Danh mục\n\n" + "\n".join(clauses))

    article = tree.node(Part.MAIN, "dieu-1")
    assert [node.address for node in tree.children(article)] == [
        f"dieu-1.khoan-{number}" for number in range(1, len(words) + 1)
    ]
    assert [node.text for node in tree.children(article)] == [
        clause.partition(" ")[2] for clause in clauses
    ]


def test_the_sample_has_these_nodes() -> None:
    assert [(node.part, node.address) for node in sample().nodes] == [
        ("qd", "dieu-1"),
        ("qd", "dieu-2"),
        ("qc", "chuong-1"),
        ("qc", "dieu-1"),
        ("qc", "dieu-2"),
        ("qc", "dieu-2.khoan-1"),
        ("qc", "dieu-2.khoan-2"),
        ("qc", "dieu-2.khoan-2.diem-a"),
        ("qc", "dieu-2.khoan-2.diem-b"),
        ("qc", "dieu-2.khoan-2.diem-c"),
        ("qc", "dieu-2.khoan-2.diem-d"),
        ("qc", "dieu-2.khoan-2.diem-dd"),
        ("qc", "dieu-2.khoan-2a"),
        ("qc", "chuong-1.muc-1"),
        ("qc", "dieu-3"),
        ("qc", "dieu-3.khoan-1"),
        ("qc", "dieu-3.khoan-1.gach-1"),
        ("qc", "dieu-3.khoan-1.gach-2"),
        ("qc", "dieu-3.khoan-2"),
        ("qc", "dieu-3.khoan-2.gach-1"),
        ("qc", "chuong-2"),
        ("qc", "dieu-4"),
    ]


def test_a_title_is_set_apart_from_the_text_and_a_year_opens_no_clause() -> None:
    article = sample().node(Part.REGULATION, "dieu-1")

    assert article.heading == "Phạm vi"
    assert article.text == ("Quy chế này nói về việc chung, đã có từ năm\n1998. Năm ấy có mưa.")
    assert article.parent == "chuong-1"


def test_every_stretch_outside_the_nodes_has_its_name() -> None:
    tree = sample()
    named = [noise.kind for noise in tree.noise if noise.kind is not NoiseKind.BLANK]

    assert named == [
        NoiseKind.LETTERHEAD,
        NoiseKind.TITLE,
        NoiseKind.PREAMBLE,
        NoiseKind.RECIPIENTS,
        NoiseKind.SIGNATURE,
        NoiseKind.TITLE,
        NoiseKind.SIGNATURE,
        NoiseKind.NAVIGATION,
    ]


def test_every_kind_of_noise_has_a_vietnamese_name_of_its_own() -> None:
    assert len({kind.label for kind in NoiseKind}) == len(NoiseKind)


def test_an_article_glued_inside_a_line_is_found() -> None:
    tree = parse("Điều 1. Một việc.\u00a0\u00a0 Điều 2. Hai việc theo Điều 9. Luật kia.")

    assert [node.text for node in tree.nodes] == ["Một việc.", "Hai việc theo Điều 9. Luật kia."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Gồm: a) Táo; b) Lê. 2. Việc.\n3. Sổ.", "1 1.a 1.b 2 3"),
        ("1. Gồm: a) Táo;\nb) Lê.\n2. Việc.", "1 1.a 1.b 2"),
        ("1. Gồm:\na) Táo; b) Lê; c) Mận.\nd) Đào.", "1 1.a 1.b 1.c 1.d"),
        # One "a)" alone, citations, quotations and brackets are no lists.
        ("1. Gồm: a) Táo.\n2. Việc.", "1 2"),
        ("1. Theo các điểm: a) Táo; b) Lê.\n2. Việc.", "1 2"),
        ("1. Gồm: a) khoản 2; b) khoản 3.\n2. Theo điểm a) khoản 1; b) khoản 2.", "1 2"),
        ("1. Sửa như sau: “gồm: a) Táo; b) Lê.”\n2. Việc.", "1 2"),
        ("1. Dùng “gồm: a) Táo; b) Lê” ở đây.\n2. Việc.", "1 2"),
        ("1. Quả (gồm: a) Táo; b) Lê).\n2. Việc.", "1 2"),
        ("1. Thay “1. Táo. 2. Lê” ở đây.\n2. Việc.", "1 2"),
        # A list inside a point is the point's.
        ("a) Gồm: a) Táo; b) Lê.\nb) Việc.", "a b"),
        ("a) Gồm: a) Táo; b) Lê; c) Mận.", "a"),
    ],
)
def test_points_and_clauses_inside_a_line_are_found_where_their_sequence_proves_them(
    text: str, found: str
) -> None:
    nodes = parse(f"Điều 1. Việc chung\n{text}").nodes[1:]

    addresses = [node.address.removeprefix("dieu-1.") for node in nodes]
    plain = [one.replace("khoan-", "").replace("diem-", "") for one in addresses]
    assert plain == found.split()


def test_a_unit_inside_a_line_is_not_certain_and_says_why() -> None:
    nodes = parse("Điều 1. Họp 1. Họp hằng quý.\n2. Ghi biên bản.").nodes

    assert [(node.address, node.heading or node.text) for node in nodes] == [
        ("dieu-1", "Họp"),
        ("dieu-1.khoan-1", "Họp hằng quý."),
        ("dieu-1.khoan-2", "Ghi biên bản."),
    ]
    assert [bool(node.reasons) for node in nodes] == [False, True, False]
    assert nodes[1].confidence is Certainty.LIKELY


def test_quoted_text_belongs_to_the_clause_that_amends() -> None:
    tree = parse(
        "Điều 1. Sửa đổi\n1. Sửa Điều 5 như sau:\n“Điều 5. Tên mới\n1. Một;\n2. Hai.”\n"
        "2. Bỏ Điều 6.\nĐiều 2. Hiệu lực."
    )

    assert [node.address for node in tree.nodes] == [
        "dieu-1",
        "dieu-1.khoan-1",
        "dieu-1.khoan-2",
        "dieu-2",
    ]


def test_a_numbered_list_inside_a_clause_opens_no_clauses() -> None:
    tree = parse("Điều 1. Việc:\n1. Một:\n2. Hai, gồm:\n1) Táo;\n2) Lê;\n3) Mận.\n3. Ba.")

    assert [node.address for node in tree.nodes][1:] == [
        "dieu-1.khoan-1",
        "dieu-1.khoan-2",
        "dieu-1.khoan-3",
    ]


def test_a_citation_at_the_beginning_of_a_line_opens_no_article() -> None:
    tree = parse("Điều 1. Việc này làm theo quy định tại\nĐiều 2. Quy chế này và\nĐiều 3 Luật ấy.")

    assert [node.address for node in tree.nodes] == ["dieu-1"]


def test_a_page_number_splits_the_clause_that_it_interrupts() -> None:
    source = "Điều 1. Việc này\n\n2\n\nđược làm tiếp."
    tree = parse(source)
    (article,) = tree.nodes

    assert article.text == "Việc này được làm tiếp."
    assert [source[start:end] for start, end in article.spans] == [
        "Điều 1. Việc này",
        "được làm tiếp.",
    ]
    assert [noise.kind for noise in tree.noise][1] is NoiseKind.PAGE_NUMBER


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Điều 1. Một", "dieu-1"),
        ("ĐIỀU 1: Một", "dieu-1"),
        ("Ðiều 1. Một", "dieu-1"),  # the letter eth of old web pages
        ("**Điều 1.** Một", "dieu-1"),
        ("### ***Điều 1. Một***", "dieu-1"),
        ("> Điều 1 - Một", "dieu-1"),
        ("\u00a0\u200bĐiều\u00a01\\. Một", "dieu-1"),
        ("Điều 3a. Một", "dieu-3a"),
        ("Điều 41.10.NĐ.1.5. Một", "dieu-41-10-nd-1-5"),
    ],
)
def test_an_article_is_known_in_every_dress(line: str, address: str) -> None:
    (node,) = parse(line).nodes

    assert (node.address, node.kind, node.text) == (address, Kind.ARTICLE, "Một")


def test_chapters_and_sections_may_have_titles_of_several_lines() -> None:
    tree = parse("Chương IV\n\nVIỆC\n\nLỚN\n\nMục II: Việc\nnhỏ\n\nĐiều 9. Xong.")

    assert [(node.address, node.heading, node.text) for node in tree.nodes] == [
        ("chuong-4", "VIỆC LỚN", ""),
        ("chuong-4.muc-2", "Việc nhỏ", ""),
        ("dieu-9", "", "Xong."),
    ]


def test_an_unknown_address_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        sample().node(Part.REGULATION, "dieu-99")


@pytest.mark.parametrize("text", ["", " \n\u00a0\n", "---\n"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(text)

    assert refused.value.reason == "Văn bản không có chữ nào"


def test_a_text_without_articles_is_refused_and_told_what_one_looks_like() -> None:
    with pytest.raises(Refused) as refused:
        parse("Một bức thư.\n\n1. Chào anh.\n2. Tạm biệt.")

    assert refused.value.reason == "Không thấy điều nào trong văn bản"
    assert "“Điều 1. Phạm vi điều chỉnh”" in refused.value.cure


def test_the_sample_is_read_to_its_last_character() -> None:
    assert whole(parse(SAMPLE))
