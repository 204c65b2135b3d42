"""Test the demo offices' profiles and the parent law's data against the texts they are about."""

import hashlib
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from dienhong.core.citation import address_of
from dienhong.regulation.profiles import copying, toml
from dienhong.regulation.profiles.confirmations import Verb, read
from dienhong.site.management.commands.regulation import HEAD

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PROFILES = ROOT / "src/dienhong/site/demo/profiles"
LAWS = ROOT / "src/dienhong/regulation/data"

A = PROFILES / "van-phong-mau-a.toml"
B = PROFILES / "van-phong-mau-b.toml"
LAW = LAWS / "luat-10-2022.toml"
DECREE = LAWS / "nghi-dinh-04-2015.toml"
CODE = LAWS / "bo-luat-dan-su-2015.toml"
CONFIRMATIONS = {path: path.with_suffix(".confirmations.toml") for path in (A, B)}
ALL = [A, B, LAW, DECREE, CODE]

SOURCES = {A: "bac-kan-2023.md", B: "lang-son-2010.txt"}
CHANNELS = (
    "posting conference briefing document_all heads party_union internal_system public_site other"
)
KINDS = {A: ("dieu-9", 9), B: ("dieu-16", 5), LAW: ("dieu-46", 11)}
FORMS = {
    A: "dieu-10.khoan-1.gach-1=posting dieu-10.khoan-1.gach-2=conference "
    "dieu-10.khoan-1.gach-3=party_union,briefing,document_all",
    B: "dieu-17.khoan-1=posting dieu-17.khoan-2=briefing,conference dieu-17.khoan-3=heads",
    LAW: "dieu-47.khoan-1.diem-a=posting dieu-47.khoan-1.diem-b=internal_system,public_site "
    "dieu-47.khoan-1.diem-c=conference dieu-47.khoan-1.diem-d=document_all "
    "dieu-47.khoan-1.diem-dd=heads dieu-47.khoan-1.diem-e=party_union "
    "dieu-47.khoan-1.diem-g=other",
}
PRIVATE = re.compile(r"\bbắc kạn\b|\blạng sơn\b|@|https?:|www\.|\d{7}|\d{3}[ .]\d{3}")
UNIT_IN_LAW = {"working_day": "ngày làm việc", "day": "ngày liên tục"}


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def entries(path: Path) -> list[dict[str, Any]]:
    data = load(path)
    return [*data.get("provision", []), *data.get("parameter", [])]


def gists(path: Path) -> list[str]:
    return [entry["gist"] for entry in entries(path) if "gist" in entry]


def parameters(path: Path, name: str) -> list[dict[str, Any]]:
    return [item for item in load(path)["parameter"] if item["name"] == name]


def figures(path: Path) -> dict[str, tuple[str, int, str, str]]:
    """Return name → (address, value, unit, bound) of the parameters that are numbers."""
    return {
        item["name"]: (item["address"], item["value"], item["unit"], item["bound"])
        for item in load(path)["parameter"]
        if "unit" in item
    }


def wording(path: Path) -> list[str]:
    """Return every phrase of ours that a user can read: of a law gists and labels of kinds."""
    if path in CONFIRMATIONS:
        fields = ("heading", "value", "because")
        return gists(path) + [str(row[f]) for row in entries(path) for f in fields if f in row]
    kinds = parameters(path, "publication.kind") if "parameter" in load(path) else []
    return gists(path) + [item["value"] for item in kinds]


def copied(phrases: list[str], source: str) -> list[str]:
    """Return the runs of words that ``phrases`` share with ``source``."""
    known = frozenset(copying.runs(source))
    return [run for phrase in phrases for run in copying.lifted(phrase, known)]


def gold(path: Path) -> list[tuple[str, str, str]]:
    """Return (part, address, kind) of each node that a reader found in the source."""
    table = SHARED / "gold" / f"{Path(SOURCES[path]).stem}.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    return [(part, address, kind) for part, address, kind, *_ in rows]


def provision_of_law(article: int, clause: int) -> str:
    """Return one clause of Law 10/2022, read from the full text beside the checkout."""
    text = (SHARED / "regulations/parent/luat-10-2022-qh15.md").read_text(encoding="utf-8")
    plain = unicodedata.normalize("NFKC", text)  # the source has no-break spaces
    _, after = plain.split(f"Điều {article}. ", 1)
    body, _ = after.split(f"Điều {article + 1}. ", 1)
    _, rest = body.split(f"\n{clause}. ", 1)
    return rest.split(f"\n{clause + 1}. ", 1)[0]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_each_gist_is_one_short_sentence(path: Path) -> None:
    odd = [
        gist
        for gist in gists(path)
        if not 30 <= len(gist) <= 140 or not gist[0].isupper() or gist[-1] != "." or "\n" in gist
    ]

    assert odd == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_place_phone_or_address_is_named(path: Path) -> None:
    assert [phrase for phrase in wording(path) if PRIVATE.search(phrase.lower())] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_text_is_composed_vietnamese(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_an_offices_provisions_have_a_gist_each(path: Path) -> None:
    said = [(item["part"], item["gist"]) for item in load(path)["provision"]]

    assert len(said) == len(set(said))


@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_an_offices_parameters_stand_at_its_own_provisions(path: Path) -> None:
    known = {address_of(item["part"], item["address"]) for item in load(path)["provision"]}

    assert [item for item in load(path)["parameter"] if item["address"] not in known] == []


@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_an_office_has_neither_number_nor_name_of_its_model(path: Path) -> None:
    data = load(path)

    assert (data["title"], data["number"]) == (
        "Quy chế thực hiện dân chủ trong hoạt động của Văn phòng",
        "",
    )


@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_a_profile_says_nothing_that_its_confirmations_do_not_say(path: Path) -> None:
    recorded = read(CONFIRMATIONS[path].read_text(encoding="utf-8"))
    data = load(path)

    assert [row["gist"] for row in data["provision"]] == list(recorded.gists.values())
    headed = [row["heading"] for row in data["provision"] if "heading" in row]
    assert headed == list(recorded.headings.values())
    labels = {label for each in recorded.decisions for label in each.labels.values()}
    assert labels <= {row["value"] for row in data["parameter"]}
    assert {row["name"] for row in data["parameter"]} == {each.name for each in recorded.decisions}


@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_a_profile_stands_as_the_command_writes_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == toml.write(load(path), head=HEAD)


@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_whatever_was_not_read_as_it_stands_says_why(path: Path) -> None:
    lacking = [
        row
        for row in load(path)["parameter"]
        if ("confidence" if row["origin"] == "found" else "because") not in row
    ]

    assert lacking == []


@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_nothing_is_pending(path: Path) -> None:
    recorded = read(CONFIRMATIONS[path].read_text(encoding="utf-8"))

    assert [each.place for each in recorded.decisions if each.verb is Verb.PENDING] == []


def test_office_a_sets_five_working_days_and_twenty_days() -> None:
    assert figures(A) == {
        "publication.term": ("dieu-10.khoan-2.gach-1", 5, "working_day", "at_most"),
        "publication.run": ("dieu-10.khoan-2.gach-1", 20, "day", "at_least"),
    }


def test_office_b_sets_no_number_of_days() -> None:
    assert figures(B) == {}


@pytest.mark.parametrize("path", [A, B, LAW], ids=lambda path: path.stem)
def test_every_kind_of_content_has_a_short_label(path: Path) -> None:
    kinds = parameters(path, "publication.kind")
    labels = [item["value"] for item in kinds]
    article, count = KINDS[path]

    assert [item["address"] for item in kinds] == [
        f"{article}.khoan-{number}" for number in range(1, count + 1)
    ]
    assert [label for label in labels if len(label) > 70 or not label[0].isupper()] == []
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("path", [A, B, LAW], ids=lambda path: path.stem)
def test_every_form_of_publication_names_its_channels(path: Path) -> None:
    forms = parameters(path, "publication.form")
    said = " ".join(f"{item['address']}={item['value']}" for item in forms)

    assert said == FORMS[path]
    assert {one for item in forms for one in item["value"].split(",")} <= set(CHANNELS.split())


@pytest.mark.parametrize("path", [LAW, DECREE, CODE], ids=lambda path: path.stem)
def test_an_acts_key_is_its_file_and_each_address_has_one_gist(path: Path) -> None:
    said = {(entry["address"], entry["gist"]) for entry in entries(path)}

    assert load(path)["key"] == path.stem
    assert len(said) == len({address for address, _ in said})


def test_only_the_law_was_read_in_full() -> None:
    assert {path.stem: {entry["evidence"] for entry in entries(path)} for path in ALL[2:]} == {
        "luat-10-2022": {"TEXT"},
        "nghi-dinh-04-2015": {"EXC"},
        "bo-luat-dan-su-2015": {"EXC"},
    }


def test_the_decree_ends_on_the_eve_of_the_law() -> None:
    assert (load(LAW)["in_force_from"] - load(DECREE)["in_force_to"]).days == 1
    assert "in_force_to" not in load(LAW)


def test_the_code_is_kept_for_the_first_day_of_a_term_only() -> None:
    assert [entry["address"] for entry in entries(CODE)] == ["dieu-147.khoan-2"]


@pytest.mark.shared
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_gist_repeats_a_source(path: Path) -> None:
    texts = sorted((SHARED / "regulations").rglob("*.*"))

    assert len(texts) == 4
    assert {
        text.name: copied(wording(path), text.read_text(encoding="utf-8")) for text in texts
    } == {text.name: [] for text in texts}


@pytest.mark.shared
@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_every_node_of_the_gold_list_appears_once_in_order(path: Path) -> None:
    said = [(item["part"], item["address"], item["kind"]) for item in load(path)["provision"]]

    assert said == gold(path)


@pytest.mark.shared
@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_a_profile_is_what_the_command_makes_of_text_and_confirmations(
    path: Path, tmp_path: Path
) -> None:
    made = tmp_path / path.name
    source = SHARED / "regulations" / SOURCES[path]
    said = ["--confirmations", str(CONFIRMATIONS[path]), "-o", str(made)]

    call_command("regulation", "profile", str(source), *said)

    assert made.read_bytes() == path.read_bytes()


@pytest.mark.shared
@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_the_recorded_confirmations_repeat_no_source(path: Path) -> None:
    lines = CONFIRMATIONS[path].read_text(encoding="utf-8").splitlines()
    # The act's own name is no copy, and an address no word.
    said = [re.sub(r'^"[^"]*" = ', "", line) for line in lines if not line.startswith("title =")]

    for text in sorted((SHARED / "regulations").rglob("*.*")):
        assert copied(said, text.read_text(encoding="utf-8")) == []


@pytest.mark.shared
@pytest.mark.parametrize("path", [A, B], ids=lambda path: path.stem)
def test_a_profile_knows_the_text_that_it_summarises(path: Path) -> None:
    source = (SHARED / "regulations" / SOURCES[path]).read_bytes()

    assert load(path)["source_sha256"] == hashlib.sha256(source).hexdigest()


@pytest.mark.shared
def test_office_as_numbers_are_those_that_a_reader_found() -> None:
    table = (SHARED / "gold/bac-kan-2023.params.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    days = {(row[0], int(row[2]), row[3]) for row in rows if row[1] in {"deadline", "duration"}}

    assert days == {
        (address, value, UNIT_IN_LAW[unit]) for address, value, unit, _ in figures(A).values()
    }


@pytest.mark.shared
def test_office_b_has_no_deadline_to_miss() -> None:
    table = (SHARED / "gold/lang-son-2010.params.tsv").read_text(encoding="utf-8")
    kinds = {line.split("\t")[1] for line in table.splitlines()[1:]}

    assert kinds == {"frequency", "threshold"}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "article", "clause", "bound"),
    [("publication.term", 47, 2, "chậm nhất"), ("publication.run", 48, 1, "ít nhất")],
)
def test_the_laws_numbers_stand_in_its_text(
    name: str, article: int, clause: int, bound: str
) -> None:
    address, value, unit, _ = figures(LAW)[name]

    assert address == f"dieu-{article}.khoan-{clause}"
    said = re.findall(rf"{bound} là (\d+) {UNIT_IN_LAW[unit]}\b", provision_of_law(article, clause))
    assert [int(number) for number in said] == [value]


@pytest.mark.shared
def test_the_law_counts_as_many_kinds_and_forms_as_the_data() -> None:
    kinds_in_law = [provision_of_law(46, number) for number in range(1, 13)]
    forms_in_law = re.findall(r"^\w\) ", provision_of_law(47, 1), flags=re.MULTILINE)
    forms = [f"{item['address'][-1]}) " for item in parameters(LAW, "publication.form")]

    assert len(kinds_in_law) == len(parameters(LAW, "publication.kind")) + 1  # khoản 12: others
    assert [form.replace("đ", "d") for form in forms_in_law] == forms


@pytest.mark.shared
def test_the_decrees_numbers_are_those_of_the_law_table() -> None:
    table = (SHARED / "mission/law.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in table if line.startswith("| 38 |")]
    term, run = (int(number) for number in re.findall(r"[≤≥] (\d+) (?:working|consecutive)", row))

    assert figures(DECREE) == {
        "publication.term": ("dieu-8.khoan-2", term, "working_day", "at_most"),
        "publication.run": ("dieu-8.khoan-2", run, "day", "at_least"),
    }
    assert row.endswith("| EXC |")
