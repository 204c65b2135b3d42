"""Akoma Ntoso out: by the rules of the schema, with nothing lost, whatever the text holds."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.reading.read import accept
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.writing.akn import to_akn
from dienhong.core.refusal import Refused
from tests.core.law.akn_rules import NAMESPACE, faults
from tests.core.law.law_samples import REGULATIONS, SAMPLE, sample, source_of

ANNEXED = "Điều 1. Theo Phụ lục II & <b>.\n\n1. Theo Điều 2./.\n\nPHỤ LỤC II\nBẢNG GIÁ TRÀ\n"
REPEATED = "Chương I\nA\nĐiều 1. A:\n1. Một.\n2. Hai.\n2. Hai nữa.\nChương I\nB\nĐiều 2. B."


def root_of(source: str) -> ElementTree.Element:
    return ElementTree.fromstring(to_akn(parse(source)))


@pytest.mark.parametrize("source", [SAMPLE, ANNEXED, REPEATED])
def test_an_invented_text_follows_the_schema(source: str) -> None:
    assert faults(to_akn(parse(source))) == []


def test_units_have_the_identifiers_of_the_naming_convention() -> None:
    root = root_of(SAMPLE)
    given = [e.attrib["eId"] for e in root.iter() if "eId" in e.attrib]

    assert given[2:4] == ["art_1", "art_2"]
    assert "att_1__chp_1" in given
    assert "att_1__chp_1__sec_1" in given
    assert "att_1__art_2__cl_2__point_dd" in given
    assert "att_1__art_3__cl_1__indent_1" in given
    assert [e.text for e in root.iter(f"{NAMESPACE}num")][:3] == ["Điều 1.", "Điều 2.", "Chương I"]


def test_what_is_known_of_the_act_is_told_and_the_rest_is_called_unknown() -> None:
    known, unknown = root_of(SAMPLE), root_of("Điều 1. Xong.")
    this = f"{NAMESPACE}FRBRthis"
    day = f"{NAMESPACE}FRBRdate"

    assert known.find(f".//{this}").attrib["value"] == (  # type: ignore[union-attr]
        "/akn/vn/act/quyet-dinh/2031-04-03/7-qd-vpmt/!main"
    )
    assert unknown.find(f".//{this}").attrib["value"] == "/akn/vn/act/van-ban/nn/nn/!main"  # type: ignore[union-attr]
    assert unknown.find(f".//{day}").attrib == {"date": "0001-01-01", "name": "unknown"}  # type: ignore[union-attr]


def test_a_reference_is_a_link_and_signs_of_xml_are_words() -> None:
    document = to_akn(parse(ANNEXED.replace("Điều 2./.", "khoản 1 Điều này./.")))

    assert '<p>Theo <ref href="#art_1__cl_1">khoản 1 Điều này</ref>./.</p>' in document
    assert "Theo Phụ lục II &amp; &lt;b&gt;." in document
    assert '<attachment eId="att_1">' in document


def test_every_word_of_every_unit_is_there() -> None:
    root = root_of(SAMPLE)
    said = " ".join("".join(root.itertext()).split())

    for node in sample().nodes:
        assert " ".join(node.heading.split()) in said
        for paragraph in node.text.split("\n"):
            assert paragraph in said


def test_two_units_of_one_address_keep_what_is_theirs() -> None:
    root = root_of(REPEATED)
    chapters = list(root.iter(f"{NAMESPACE}chapter"))

    assert [c.attrib["eId"] for c in chapters] == ["chp_1", "chp_1-2"]
    assert [[a.attrib["eId"] for a in c.iter(f"{NAMESPACE}article")] for c in chapters] == [
        ["art_1"],
        ["art_2"],
    ]


def test_the_same_tree_gives_the_same_text() -> None:
    assert to_akn(sample()) == to_akn(sample())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_signs_come_out_as_good_xml(words: str) -> None:
    try:
        tree = parse(accept(f"Điều 1. A\n1. {words}\n2. Theo Điều 1.\n"))
    except Refused:
        return

    assert faults(to_akn(tree)) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", REGULATIONS)
def test_a_real_regulation_follows_the_schema(name: str) -> None:
    assert faults(to_akn(parse(source_of(name)))) == []
