"""What stored clauses cite: the same as in the source, without reading the source again."""

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace

import pytest

from dienhong.core.citation import Citation, address_of
from dienhong.core.law.citing.acts import find_act
from dienhong.core.law.citing.external import find_external
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.citing.references import Status, find_references
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import NoiseKind, Tree
from dienhong.regulation.cited_acts import CitedActs, force_on
from dienhong.regulation.citing import Cited, find_cited
from tests.core.law.law_samples import source_of

TODAY = date(2026, 3, 2)


def row(address: str, text: str, heading: str = "", kind: str = "") -> SimpleNamespace:
    kinds = {"dieu": "article", "khoan": "clause", "chuong": "chapter"}
    unit = address.rpartition(".")[2].partition("-")[0]
    return SimpleNamespace(address=address, kind=kind or kinds[unit], heading=heading, text=text)


def said(cited: Cited, rows: list[SimpleNamespace], place: int) -> list[str]:
    """Return the words that are links in one clause."""
    words = (rows[place].heading if e.in_heading else rows[place].text for e in cited.links[place])
    return [
        text[link.start : link.end] for text, link in zip(words, cited.links[place], strict=True)
    ]


def test_units_of_the_same_text_are_linked_where_they_stand() -> None:
    rows = [
        row("dieu-1", "Làm theo khoản 2 Điều 2 và Điều 9 Quy chế này."),
        row("dieu-2", "", heading="Các việc nêu tại Điều 1"),
        row("dieu-2.khoan-2", "Như Điều 1 Quy chế này."),
    ]
    cited = find_cited(rows, title="Quy chế thử")

    # Điều 9 is not there: the words that name both are no link to one of them.
    assert [link.targets for link in cited.links[0]] == [("dieu-2.khoan-2",)]
    assert not cited.links[0][0].is_single
    assert said(cited, rows, 1) == ["Điều 1"]
    assert cited.links[1][0].in_heading
    assert said(cited, rows, 2) == ["Điều 1 Quy chế này"]
    assert cited.links[2][0].targets == ("dieu-1",)


def test_units_behind_the_name_of_an_act_are_its_units() -> None:
    rows = [row(f"dieu-{number}", "Việc.") for number in range(1, 7)]
    rows.append(row("dieu-7", "Theo Luật Thực hiện dân chủ ở cơ sở, Điều 5 và Điều 6."))
    (link, *others) = find_cited(rows, title="Quy chế thử").links[6]

    assert link.act is not None
    assert not link.targets
    units = (*link.units, *(unit for each in others for unit in each.units))
    assert units == ("dieu-5", "dieu-6")


def test_the_decision_and_the_regulation_are_kept_apart() -> None:
    rows = [
        row("qd.dieu-1", "Ban hành."),
        row("qd.dieu-2", "Theo Điều 1 Quyết định này."),
        row("dieu-1", "Theo Điều 2 Quy chế này."),
        row("dieu-2", "Việc."),
    ]
    links = find_cited(rows, title="Quy chế thử").links

    assert links[1][0].targets == ("qd.dieu-1",)
    assert links[2][0].targets == ("dieu-2",)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["bac-kan-2023", "lang-son-2010"])
def test_as_much_is_found_in_the_stored_clauses_as_in_the_source(name: str) -> None:
    tree = parse(source_of(name))
    rows = [row(address_of(n.part, n.address), n.text, n.heading, n.kind.value) for n in tree.nodes]
    cited = find_cited(rows, title=tree.header.title, preamble=_preamble(tree))
    own = [(rows[at].address, target) for at, e in _links(cited) for target in e.targets]
    acts = [(rows[at].address, e.act.kind, e.act.number) for at, e in _links(cited) if e.act]

    references = [r for r in find_references(CitedText(tree)) if r.status is not Status.WRONG]
    known = {each.address for each in rows}
    assert own == [
        (address_of(r.part, r.source), address_of(r.target_part, r.target))
        for r in references
        if address_of(r.target_part, r.target) in known
    ]
    external = find_external(CitedText(tree))
    by_clause = [(address_of(e.part, e.address), e.kind, e.number) for e in external]
    assert list(dict.fromkeys(acts)) == [
        each for each in dict.fromkeys(by_clause) if "preamble" not in each[0]
    ]
    assert [e.number for e in cited.bases] == [
        e.number for e in external if e.address == "preamble"
    ]


def _links(cited: Cited) -> Iterable[tuple[int, object]]:
    return [(at, link) for at, links in sorted(cited.links.items()) for link in links]


def _preamble(tree: Tree) -> str:
    found = (n for n in tree.noise if n.kind is NoiseKind.PREAMBLE)
    return "\n".join(tree.source[n.start : n.end] for n in found)


# The acts.


def acts_of(*texts: str, preamble: str = "", day: date = TODAY) -> CitedActs:
    rows = [row(f"dieu-{number}", text) for number, text in enumerate(texts, 1)]
    cited = find_cited(rows, title="Quy chế thử", preamble=preamble)
    named = [(rows[at].address, e.act) for at, e in _links(cited) if e.act]
    return CitedActs([*(("", one) for one in cited.bases), *named], day)


def test_an_act_named_in_full_and_then_by_name_is_one_act() -> None:
    (act,) = acts_of(
        "Theo Luật thực hiện dân chủ ở cơ sở.",
        preamble="Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15;",
    )

    assert (act.title, act.issuer, act.places, act.anchor) == (
        "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",
        "Quốc hội",
        ("", "dieu-1"),
        "vb-1",
    )
    assert (act.force.holds, act.force.said) == (True, "có hiệu lực từ 01/07/2023")
    assert act.summary_of("dieu-5") == Citation("luat-10-2022", "dieu-5")
    assert act.summary_of("dieu-999") is None


def test_number_day_and_issuer_stand_as_the_text_has_them() -> None:
    (act,) = acts_of("Theo Quyết định số 7/QĐ-TSM ngày 03/4/2024 của Trạm Sương Mai.")

    assert (act.title, act.issuer, act.issued_on) == (
        "Quyết định số 7/QĐ-TSM",
        "Trạm Sương Mai",
        date(2024, 4, 3),
    )
    assert act.force.holds is None


@pytest.mark.parametrize(
    ("number", "day", "holds", "words"),
    [
        ("59/2023/NĐ-CP", TODAY, True, "có hiệu lực từ 15/08/2023"),
        ("59/2023/NĐ-CP", date(2023, 8, 14), False, "từ 15/08/2023 mới có hiệu lực"),
        ("34/2007/PL-UBTVQH11", TODAY, False, "hết hiệu lực từ 01/07/2023, theo Luật 10/2022"),
        ("34/2007/PL-UBTVQH11", date(2023, 6, 30), None, "cơ quan tra cứu"),
        ("04/2015/NĐ-CP", TODAY, False, "cần cơ quan xác nhận"),
        ("22/2008/QH12", TODAY, None, "cơ quan tra cứu"),  # only remembered: not told as law
    ],
)
def test_whether_an_act_holds_is_told_as_of_the_day(
    number: str, day: date, holds: bool | None, words: str
) -> None:
    force = force_on(find_act(number), day)

    assert force.holds is holds
    assert words in force.said
