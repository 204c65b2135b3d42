"""One table names every parameter of law; chapters read none of them by another way."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from dienhong.regulation import law, queries, vocabulary, vocabulary_page
from dienhong.regulation.vocabulary import Direction, Type

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/dienhong"
SHARED = ROOT.parent / "shared"
READERS = {"quantity", "items", "clauses"}


def rooms_above_regulation() -> list[str]:
    """Return the rooms that may ask the regulation, from the contract on their order."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = data["tool"]["importlinter"]["contracts"]
    layers = next(row["layers"] for row in contracts if row["type"] == "layers")
    return list(layers[: layers.index("regulation")])


def modules(rooms: list[str]) -> list[tuple[Path, ast.Module]]:
    paths = [path for room in rooms for path in sorted((SOURCE / room).rglob("*.py"))]
    return [(path, ast.parse(path.read_text("utf-8"))) for path in paths]


@pytest.mark.parametrize("meant", vocabulary.ALL, ids=lambda meant: meant.name)
def test_each_parameter_is_described_whole(meant: vocabulary.Parameter) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", meant.name)
    assert meant.label[0].isupper()
    assert meant.meaning.endswith(".")
    assert meant.effect.endswith(".")
    assert set(meant.units) <= set(vocabulary.UNITS)
    assert meant.procedures
    assert set(meant.procedures) <= set(vocabulary.PROCEDURES)
    assert meant.bound in {"", *vocabulary.BOUNDS}
    assert not meant.counting or meant.counting in vocabulary.COUNTING


@pytest.mark.parametrize("meant", vocabulary.ALL, ids=lambda meant: meant.name)
def test_a_direction_fits_the_type(meant: vocabulary.Parameter) -> None:
    fits = {
        Type.TERM: {Direction.SHORTER, Direction.LONGER, Direction.FIXED, Direction.OWN},
        Type.RUN: {Direction.LONGER, Direction.OWN},
        Type.SHARE: {Direction.LOWER, Direction.HIGHER, Direction.OWN},
        Type.COUNT: {Direction.LOWER, Direction.HIGHER},
        Type.RANGE: {Direction.WITHIN},
        Type.PERIOD: {Direction.UNION, Direction.OWN},
    }
    assert meant.direction in fits.get(meant.type, {Direction.UNION})
    assert bool(meant.units) == (meant.type not in {Type.SHARE, Type.LIST, Type.DUTY})


def test_labels_are_told_apart() -> None:
    labels = [meant.label for meant in vocabulary.ALL]
    assert len(labels) == len(set(labels))


def test_the_laws_data_names_only_what_the_vocabulary_has() -> None:
    named = {row.name for act in law.acts().values() for row in act.parameters}
    assert named <= set(vocabulary.BY_NAME)
    fitting = [
        row
        for act in law.acts().values()
        for row in act.parameters
        if row.unit and row.unit not in vocabulary.BY_NAME[row.name].units
    ]
    assert fitting == []


def test_a_name_that_the_vocabulary_has_not_is_no_question(office: str) -> None:
    from datetime import date

    for ask in (queries.quantity, queries.items, queries.clauses):
        with pytest.raises(KeyError, match=r"publication\.colour"):
            ask("publication.colour", None, date(2026, 3, 2))


def test_chapters_ask_the_regulation_and_never_the_law_or_its_rows() -> None:
    """Chapters may use how clauses are said; the figures they get from ``queries`` alone."""
    hidden = {"parameters_on", "acts", "LawParameter", "Parameter", "Settled", "tomllib"}
    chapters = [room for room in rooms_above_regulation() if room not in {"site", "hosting"}]
    assert chapters
    found = [
        (path.name, name)
        for path, tree in modules(chapters)
        for node in ast.walk(tree)
        if isinstance(node, (ast.ImportFrom, ast.Attribute))
        for name in _named(node)
        if name in hidden
    ]
    assert found == []


def _named(node: ast.ImportFrom | ast.Attribute) -> list[str]:
    if isinstance(node, ast.Attribute):
        is_law = isinstance(node.value, ast.Name) and node.value.id == "law"
        return [node.attr] if is_law else []
    if (node.module or "").startswith("dienhong.regulation"):
        return [alias.name for alias in node.names]
    return [node.module or ""]


def test_every_name_that_a_chapter_asks_for_is_in_the_vocabulary() -> None:
    asked = [
        node.args[0].value
        for _, tree in modules(rooms_above_regulation())
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if isinstance(node.func, ast.Attribute) and node.func.attr in READERS
    ]
    assert [name for name in asked if name not in vocabulary.BY_NAME] == []


def test_the_page_of_the_vocabulary_is_the_one_made_from_it() -> None:
    page = (ROOT / "docs/reference/vocabulary.md").read_text("utf-8")
    assert page == vocabulary_page.markdown(vocabulary_page.CHECKED_ON)


@pytest.mark.shared
def test_every_procedure_of_the_clause_tables_has_parameters() -> None:
    tables = "".join(
        (SHARED / "mission" / f"clauses-{name}.md").read_text("utf-8")
        for name in ("bac-kan-2023", "lang-son-2010")
    )
    row = re.compile(r"^\| (?:qd\.)?[a-z]+[-.][^|]*(?:\|[^|]*){2}\| ([A-Z, ]+) \|", re.MULTILINE)
    rows = row.findall(tables)
    assert rows
    read = {code for meant in vocabulary.ALL for code in meant.procedures}
    assert {code for row in rows for code in row.split(", ")} <= read


FIGURES = {
    # row of the law table: (name, value, unit) that the data must hold
    2: ("publication.term", 5, "working_day"),
    4: ("publication.run", 20, "day"),
    8: ("conference.extraordinary_share", "1/3", ""),
    11: ("conference.within", 3, "month"),
    13: ("conference.plenary_below", 100, "person"),
    15: ("conference.quorum", "2/3", ""),
    16: ("conference.majority", "1/2", ""),
    17: ("conference.optional_up_to", 7, "person"),
    19: ("conference.review", "half_year", ""),
    24: ("inspection.members", "3-9", "member"),
    27: ("inspection.term", 2, "year"),
    29: ("inspection.recognition", 5, "working_day"),
    31: ("inspection.notice", 5, "working_day"),
    34: ("inspection.answer", 15, "day"),
    42: ("conference.extraordinary_days", 15, "day"),
    45: ("case.complaint_within", 90, "day"),
    46: ("case.complaint_accept", 7, "working_day"),
    47: ("case.complaint_first", 30, "day"),
    48: ("case.complaint_first_sent", 3, "working_day"),
    49: ("case.complaint_again_within", 30, "day"),
    50: ("case.complaint_second", 45, "day"),
    51: ("case.complaint_second_sent", 7, "day"),
    52: ("case.complaint_effect", 30, "day"),
    53: ("case.discipline_within", 15, "day"),
    54: ("case.discipline_resolve", 30, "day"),
    57: ("case.denunciation_first", 7, "working_day"),
    58: ("case.denunciation_forward", 5, "working_day"),
    59: ("case.denunciation_notify", 5, "working_day"),
    60: ("case.denunciation_resolve", 30, "day"),
    61: ("case.denunciation_suspend", 5, "working_day"),
    62: ("case.denunciation_act", 7, "working_day"),
    63: ("publication.conclusion_run", 15, "day"),
    65: ("case.reception_days", 1, "day"),
    67: ("case.reception_schedule", 5, "working_day"),
    68: ("case.reception_answer", 10, "working_day"),
    69: ("case.reception_report_back", 7, "working_day"),
    71: ("case.refusal_notice", 3, "working_day"),
}
WORDS = {"1/3": "1/3", "2/3": "2/3", "1/2": "50 %", "half_year": "06 months", "3-9": "03 to 09"}


@pytest.mark.shared
@pytest.mark.parametrize("number", FIGURES)
def test_a_figure_is_the_one_of_the_law_table(number: int) -> None:
    name, value, unit = FIGURES[number]
    table = (SHARED / "mission/law.md").read_text("utf-8")
    row = next(line for line in table.splitlines() if line.startswith(f"| {number} |"))
    held = {
        (r.value, r.unit) for act in law.acts().values() for r in act.parameters if r.name == name
    }

    assert (value, unit) in held
    said = WORDS.get(str(value), str(value))
    assert re.search(rf"(?<!\d)0?{re.escape(said)}", row), row
    if unit == "working_day":
        assert "working day" in row
