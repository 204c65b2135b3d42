"""Invented trees through every kind of noise, and invented documents of other kinds."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Certainty, Kind, NoiseKind, Part, Tree
from dienhong.core.refusal import Refused
from tests.core.law.law_samples import SHARED, source_of
from tests.core.law.law_trees import ENDINGS, NOISES, Dice, Row, expected, make, random_style, write
from tests.effort import must_end

DOCUMENTS = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.txt"))
EXACT = ["as_is", "no_blanks", "wrapped", "spaced", "escaped", "listed", "glued"]
SCAN = ["scanned", "wrapped", "paged"]
MIXTURES = [[name] for name in NOISES] + [
    ["wrapped", "as_is"],
    ["wrapped", "paged"],
    ["as_is", "paged"],
    ["page_glued", "wrapped"],
    ["listed", "as_is"],
    ["scanned", "as_is"],
    SCAN,
    ["glued", *SCAN],
    ["run_on", "glued", "as_is"],
    ["run_on", "paged"],
    ["run_on", "wrapped"],
]
PLAIN = {"scanned", "glued", "run_on", "page_glued"}  # noises of texts without Markdown


def invented(seed: int, noises: Sequence[str]) -> tuple[str, list[Row]]:
    """Return an invented text under noise, and what must be found in it."""
    dice = Dice(seed)
    style = random_style(dice)
    if PLAIN & set(noises):
        style.emphasis, style.hashes, style.article = "", False, "Điều {}. "
        style.clause = style.clause.replace("/", ".")
    if "run_on" in noises:
        style.point, style.clause = ")", "."
    units, _ = make(dice, style)
    lines = write(units, style)
    for name in noises:
        lines = NOISES[name](lines, dice)
    return "\n".join(lines), [(*row[:2], beginning(row[2])) for row in expected(units)]


def beginning(words: str) -> str:
    return " ".join(words.replace("*", "").split()).strip(" .,:;\\")[:40].rstrip(" .,:;\\")


def found(tree: Tree) -> list[Row]:
    return [
        (node.address, node.kind.value, beginning(f"{node.heading} {node.text}"))
        for node in tree.nodes
    ]


def f1(pairs: Sequence[tuple[Counter[object], Counter[object]]]) -> float:
    right = sum(sum((sought & got).values()) for sought, got in pairs)
    return 2 * right / sum(sum(sought.values()) + sum(got.values()) for sought, got in pairs)


def whole(tree: Tree) -> bool:
    behind = 0
    for start, end, _ in tree.stretches():
        if start != behind or end <= start:
            return False
        behind = end
    return behind == len(tree.source)


@given(st.integers(0, 10**6), st.sampled_from(EXACT), st.sampled_from(sorted(ENDINGS)))
def test_a_tree_comes_back_exactly_from_every_dress_of_its_text(
    seed: int, noise: str, ending: str
) -> None:
    text, rows = invented(seed, [noise])
    tree = parse(ENDINGS[ending](text))

    assert found(tree) == rows
    assert whole(tree)


@pytest.mark.parametrize("noises", MIXTURES, ids="+".join)
def test_structure_comes_back_from_mixed_noise(noises: list[str]) -> None:
    texts = [invented(seed, noises) for seed in range(40)]
    read = [found(parse(text)) for text, _ in texts]
    sought = [rows for _, rows in texts]

    assert f1([_counted(a, b, 2) for a, b in zip(sought, read, strict=True)]) >= 0.99
    assert f1([_counted(a, b, 3) for a, b in zip(sought, read, strict=True)]) >= 0.985


def _counted(
    sought: list[Row], read: list[Row], size: int
) -> tuple[Counter[object], Counter[object]]:
    return Counter(row[:size] for row in sought), Counter(row[:size] for row in read)


@pytest.mark.parametrize("name", NAMES)
def test_an_invented_document_is_read_as_a_person_labelled_it(name: str) -> None:
    tree = parse((DOCUMENTS / f"{name}.txt").read_text("utf-8"))
    labels = (DOCUMENTS / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = [
        "\t".join(
            (
                node.part,
                node.address,
                node.kind,
                node.confidence,
                " ".join(words.split())[:60].strip(),
            )
        )
        for node in tree.nodes
        for words in [f"{node.heading} {node.text}"]
    ]

    assert rows == labels
    assert whole(tree)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["01", "22"])
def test_other_documents_are_read_as_people_labelled_them(name: str) -> None:
    folder = SHARED / "gold"
    lines = (folder / f"{name}.tsv").read_text("utf-8").splitlines()
    labels = Counter[object](tuple(line.split("\t")[:3]) for line in lines)
    with (folder / "texts" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        tree = parse(file.read())

    assert f1([(labels, Counter((n.part, n.address, n.kind) for n in tree.nodes))]) >= 0.995


@pytest.mark.shared
@pytest.mark.parametrize("name", ["bac-kan-2023", "lang-son-2010"])
def test_a_real_regulation_needs_no_correction_of_a_number(name: str) -> None:
    doubtful = [node for node in parse(source_of(name)).nodes if node.reasons]

    assert all("đọc là" not in reason for node in doubtful for reason in node.reasons)


def addresses(text: str) -> list[str]:
    return [node.address for node in parse(text).nodes]


@pytest.mark.parametrize(
    ("token", "address"),
    [("1O", "dieu-10"), ("lO", "dieu-10"), ("IO", "dieu-10"), ("1o", "dieu-10"), ("16", "dieu-10")],
)
def test_a_misread_article_takes_the_number_that_its_neighbours_leave(
    token: str, address: str
) -> None:
    tree = parse(f"Điều 9. Chín.\n\nĐiều {token}. Mười.\n\nĐiều 11. Mười một.")

    assert [node.address for node in tree.nodes] == ["dieu-9", address, "dieu-11"]
    assert tree.nodes[1].confidence is Certainty.LIKELY
    assert tree.nodes[1].reasons == (f"Số đọc là “{token}”, sửa theo thứ tự",)


def test_a_gap_is_kept_and_said() -> None:
    tree = parse("Điều 2. Hai.\n\nĐiều 7. Bảy.\n\nĐiều 8. Tám.")

    assert [(node.number, node.reasons) for node in tree.nodes] == [
        ("2", ("Số trước nó không có trong văn bản",)),
        ("7", ("Số trước nó không có trong văn bản",)),
        ("8", ()),
    ]


def test_a_citation_that_begins_a_line_opens_nothing_while_its_article_is_to_come() -> None:
    text = (
        "Điều 8. Tám\n1. Việc này theo\nĐiều 9. Quy định ấy là\nĐiều 12. Luật kia.\nĐiều 9. Chín."
    )

    assert addresses(text) == ["dieu-8", "dieu-8.khoan-1", "dieu-9"]


def test_chapters_numbered_anew_in_each_phan_keep_apart() -> None:
    text = "\n".join(
        f"Phần thứ {word}\nVIỆC {word.upper()}\nChương I\nMỘT\nĐiều {n}. Một.\nChương II\nHAI"
        for n, word in ((1, "nhất"), (2, "hai"))
    )

    assert addresses(text) == [
        *("phan-1", "chuong-1", "dieu-1", "chuong-2"),
        *("phan-2", "phan-2.chuong-1", "dieu-2", "phan-2.chuong-2"),
    ]


def test_two_regulations_of_one_decision_have_parts_of_their_own() -> None:
    one = "QUY CHẾ\nVề sách\n(Ban hành kèm theo Quyết định số 1)\nĐiều 1. Sách.\nĐiều 2. Vở./.\n"
    two = one.replace("QUY CHẾ", "QUY ĐỊNH")
    tree = parse(f"Điều 1. Ban hành.\nĐiều 2. Thi hành./.\nTRƯỞNG KHO\n{one}\nTRƯỞNG KHO\n{two}")

    assert [node.part for node in tree.nodes] == ["qd", "qd", "qc", "qc", "qc-2", "qc-2"]


def test_a_part_is_one_value_however_it_is_asked_for() -> None:
    assert Part("pl-2") == "pl-2"
    assert Part("qd") is Part.DECISION
    with pytest.raises(ValueError, match="xx"):
        Part("xx")


def test_running_heads_are_set_aside_and_named() -> None:
    pages = "\n".join(
        f"{n}. Việc thứ {n} còn dài\n{n}\nSỔ TAY CỦA KHO\nvà đi tiếp ở trang sau."
        for n in range(1, 6)
    )
    tree = parse(f"Điều 1. Việc\n{pages}")

    assert [node.text for node in tree.nodes][1] == "Việc thứ 1 còn dài và đi tiếp ở trang sau."
    assert sum(noise.kind is NoiseKind.RUNNING_HEAD for noise in tree.noise) == 5


def test_a_section_without_a_title_is_no_citation() -> None:
    assert addresses("Chương I\nMỘT\nMục 1\nĐiều 1. Một.\nMục 2\nĐiều 2. Hai.") == [
        *("chuong-1", "chuong-1.muc-1", "dieu-1", "chuong-1.muc-2", "dieu-2"),
    ]


def test_a_name_with_a_dash_broken_over_lines_opens_no_list() -> None:
    line = "Việc của Phòng Kế toán làm theo sổ của tổ\n- Quản trị và theo bảng kê chung\nrồi nộp."
    tree = parse(f"Điều 1. Việc\n1. {line}\n2. {line}\n3. {line}\n4. {line}")

    assert {node.kind for node in tree.nodes} == {Kind.ARTICLE, Kind.CLAUSE}


def test_a_directive_without_articles_is_read_by_its_sections() -> None:
    tree = parse("CHỈ THỊ\nVề việc trực\nI. NGAY\n1. Trực đêm.\nII. SAU\n1. Trực ngày.")

    assert [(node.address, node.kind) for node in tree.nodes] == [
        ("muc-1", Kind.SECTION),
        ("muc-1.khoan-1", Kind.CLAUSE),
        ("muc-2", Kind.SECTION),
        ("muc-2.khoan-1", Kind.CLAUSE),
    ]


HOSTILE = {
    "one line": "việc chung của kho " * 20_000,
    "one line of articles": " ".join(f"Việc. Điều {n}. Tên" for n in range(2, 20_000)),
    "one line of clauses": "Điều 1. A " + "".join(f"{n % 99 + 1}. Bê. " for n in range(20_000)),
    "one line of points": "1. A: " + "a) b; b) c; (“ " * 20_000,
    "lines of points": "1. A: a) b; b) c; (“a) d\n" * 8_000,
    "nested": "Điều 1. A\n1. B\na) C\n- D\n" * 2_500,
    "markers": "Điều 2.\n" * 20_000,
    "clauses": "1. A\n2. B\n2. C\n" * 8_000,
    "points": "a) x\nb) y\n" * 10_000,
    "opening marks": "“" * 100_000,
    "quoted lines": "Sửa đổi khoản 2 như sau:\n“2. a\n" * 5_000,
    "led lines": ":\n“a\n" * 20_000,
    "closing marks": "a”\n" * 30_000,
    "brackets": "(aaaaaaaaaaaaaaaaaaaaaaaaaa\n" * 8_000,
    "leads": "> # * _ " * 30_000,
    "dots": "Mục lục ...... " * 20_000,
    "contents": "Mục lục\nChương I\n" * 10_000,
    "codified": "Điều 1.2.3.4.5.6.7.8.9.1.2" * 10_000,
    "appendices": "PHỤ LỤC I\nĐiều 1. A\n" * 10_000,
    "bytes": bytes(n * n * 7 % 251 for n in range(200_000)).decode("utf-8", "replace"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    text = f"Điều 1. Mở đầu\n{HOSTILE[name]}"
    with must_end(), suppress(Refused):
        assert whole(parse(text))
