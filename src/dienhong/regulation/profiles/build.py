"""Making a profile of a regulation: from its tree, what was found, and what a person decided."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dienhong.core.citation import address_of
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.tree import Tree
from dienhong.core.refusal import Refused
from dienhong.regulation import vocabulary
from dienhong.regulation.cues import read_charged
from dienhong.regulation.profiles import copying
from dienhong.regulation.profiles.confirmations import Confirmations, Decision, Verb
from dienhong.regulation.profiles.keys import address_in, keys_of_findings, keys_of_nodes

Row = dict[str, Any]
_SHOWN = 8  # places that one refusal names
_ORIGIN = {Verb.CONFIRM: "found", Verb.CORRECT: "corrected", Verb.OPEN: "open"}


def build(
    tree: Tree, found: Iterable[Finding], confirmations: Confirmations, *, digest: str
) -> dict[str, Any]:
    """Return the profile of a text as TOML holds it, in document order; nothing is silent.

    ``digest`` is the SHA-256 of the file that ``tree`` was read from. Refused: a finding without
    a decision, a decision on what was not found, a clause without gist, a gist for no clause,
    words of the source, confirmations of another file.
    """
    _check_digest(digest, confirmations)
    provisions = _provisions(tree, confirmations)
    parameters = _parameters(tree, keys_of_findings(found), confirmations)
    _check_own_words(tree, provisions, parameters)
    return {
        "title": confirmations.title,
        "source_sha256": digest,
        "number": confirmations.number,
        "provision": provisions,
        "parameter": parameters,
    }


def decided(profile: Mapping[str, Any], *origins: str) -> list[Mapping[str, Any]]:
    """Return a profile's parameters of some origins: found, corrected, entered, open."""
    return [row for row in profile["parameter"] if row["origin"] in origins]


def _refuse(what: str, places: Iterable[str], cure: str) -> None:
    """Refuse if there are any places."""
    rows = list(places)
    if rows:
        more = f" và {len(rows) - _SHOWN} chỗ nữa" if len(rows) > _SHOWN else ""
        said = f"{'; '.join(rows[:_SHOWN])}{more}"
        raise Refused(f"Chưa lập được hồ sơ: {what}: {said}", cure=cure)


def _check_digest(digest: str, confirmations: Confirmations) -> None:
    if digest != confirmations.source_sha256:
        raise Refused(
            f"Chưa lập được hồ sơ: tệp xác nhận là của một văn bản khác (SHA-256 "
            f"{confirmations.source_sha256[:12]}…, tệp này {digest[:12]}…)",
            cure="Chọn đúng văn bản, hoặc xem lại từng xác nhận theo bản mới rồi ghi lại dấu.",
        )


def _provisions(tree: Tree, confirmations: Confirmations) -> list[Row]:
    nodes = keys_of_nodes(tree)
    headed = [key for key, node in nodes if node.heading]
    _check_words_for("tóm tắt", [key for key, _ in nodes], confirmations.gists)
    _check_words_for("tiêu đề", headed, confirmations.headings)
    speaks = read_charged(tree)
    return [
        {
            "part": node.part.value,
            "address": node.address,
            "kind": node.kind.value,
            **({"heading": confirmations.headings[key]} if node.heading else {}),
            "gist": confirmations.gists[key],
            **_who(speaks.get(address_of(node.part, node.address))),
        }
        for key, node in nodes
    ]


def _who(speaks: tuple[list[str], list[str]] | None) -> Row:
    """Return the codes of those whom a clause charges and names; what is empty is left out."""
    charged, named = speaks or ([], [])
    return {**({"charged": charged} if charged else {}), **({"named": named} if named else {})}


def _check_words_for(what: str, wanted: list[str], given: Mapping[str, str]) -> None:
    lacking = [key for key in wanted if not given.get(key, "").strip()]
    _refuse(f"thiếu {what}", lacking, f"Ghi {what} bằng lời của ta cho từng chỗ.")
    strange = [key for key in given if key not in set(wanted)]
    _refuse(
        f"có {what} cho chỗ không có trong văn bản",
        strange,
        "Bỏ dòng đó, hoặc sửa địa chỉ cho đúng.",
    )


def _parameters(
    tree: Tree, found: list[tuple[str, Finding]], confirmations: Confirmations
) -> list[Row]:
    """Return a row for each finding and each entry, in the order of the clauses."""
    _check_pending(confirmations.decisions)
    by_key = _decision_of_each(found, confirmations.decisions)
    rows = [
        _found_row(key, finding, by_key[finding.name, key], confirmations.gists)
        for key, finding in found
    ]
    places = {address_of(node.part, node.address): place for place, node in enumerate(tree.nodes)}
    rows += _entered_rows(confirmations.decisions, places, found)
    _check_once(rows)
    return sorted(rows, key=lambda row: places[row["address"]])


def _check_pending(decisions: Iterable[Decision]) -> None:
    _refuse(
        "còn mục chưa quyết định",
        [each.place for each in decisions if each.verb is Verb.PENDING],
        "Đổi [[pending]] thành [[confirm]], [[correct]] hoặc [[open]].",
    )


def _decision_of_each(
    found: list[tuple[str, Finding]], decisions: Iterable[Decision]
) -> dict[tuple[str, str], Decision]:
    """Return the one decision on each finding: that which names it, else that on its whole name."""
    about = [each for each in decisions if each.verb is not Verb.ENTER]
    known = {(finding.name, key) for key, finding in found}
    named = [((each.name, key), each) for each in about for key in each.at]
    _check_found(known, named, about)
    whole = [(each.name, each) for each in about if not each.at]
    _check_one_each([at for at, _ in named], [name for name, _ in whole])
    by_key, by_name = dict(named), dict(whole)
    _refuse(
        "mục đọc được chưa có quyết định",
        [f"{name} tại {key}" for name, key in sorted(known - set(by_key)) if name not in by_name],
        "Ghi [[confirm]], [[correct]] hoặc [[open]] cho từng mục.",
    )
    return {(name, key): by_key.get((name, key)) or by_name[name] for name, key in known}


def _check_found(
    known: set[tuple[str, str]],
    named: list[tuple[tuple[str, str], Decision]],
    about: list[Decision],
) -> None:
    """Refuse a decision, or a label, on what was not found."""
    names = {name for name, _ in known}
    wrong = [f"{each.place} tại {key}" for (name, key), each in named if (name, key) not in known]
    wrong += [each.place for each in about if not each.at and each.name not in names]
    wrong += [
        f"{each.place}, label {key}"
        for each in about
        for key in each.labels
        if (each.name, key) not in known or (each.at and key not in each.at)
    ]
    cure = "Bỏ hoặc sửa địa chỉ; điều có trong văn bản mà không đọc được thì ghi bằng [[enter]]."
    _refuse("quyết định về điều không đọc được", wrong, cure)


def _check_one_each(keys: list[tuple[str, str]], names: list[str]) -> None:
    twice = [f"{name} tại {key}" for (name, key), count in Counter(keys).items() if count > 1]
    twice += [name for name, count in Counter(names).items() if count > 1]
    _refuse("hai quyết định cho một mục", twice, "Giữ lại một quyết định.")


def _found_row(key: str, finding: Finding, decision: Decision, gists: Mapping[str, str]) -> Row:
    corrected = decision.verb is Verb.CORRECT
    own = decision.value if corrected else _own_value(key, finding, decision, gists)
    kept_as_read = corrected and not copying.is_long(finding.value)
    row: Row = {
        "name": finding.name,
        "address": address_of(finding.part, finding.address),
        "value": own,
        **_measured(decision.unit or finding.unit, decision.bound or finding.bound),
        "origin": _ORIGIN[decision.verb],
        "confidence": finding.confidence.value,
    }
    row |= {"found": finding.value} if kept_as_read else {}
    return row | ({"because": decision.because} if decision.because else {})


def _own_value(
    key: str, finding: Finding, decision: Decision, gists: Mapping[str, str]
) -> int | str:
    """Return our label, else what was found; our gist where that would be the clause's words."""
    if key in decision.labels:
        return decision.labels[key]
    is_duty = vocabulary.BY_NAME[finding.name].type is vocabulary.Type.DUTY
    if is_duty or copying.is_long(finding.value):
        return gists[address_of(finding.part, finding.address)]
    return finding.value


def _measured(unit: str, bound: str) -> Row:
    return {**({"unit": unit} if unit else {}), **({"bound": bound} if bound else {})}


def _entered_rows(
    decisions: Iterable[Decision], places: Mapping[str, int], found: list[tuple[str, Finding]]
) -> Iterator[Row]:
    """Yield what a person entered; refuse a clause that is not there and a number that was read."""
    entered = [each for each in decisions if each.verb is Verb.ENTER]
    pairs = [(each, key) for each in entered for key in each.at]
    _refuse(
        "ghi thêm ở chỗ không có trong văn bản",
        [f"{each.place} tại {key}" for each, key in pairs if address_in(key) not in places],
        "Sửa địa chỉ cho đúng.",
    )
    read = {(f.name, key) for key, f in found if not vocabulary.BY_NAME[f.name].is_list}
    _refuse(
        "ghi thêm một số đã đọc được",
        [f"{each.place} tại {key}" for each, key in pairs if (each.name, key) in read],
        "Dùng [[correct]] để sửa số đọc được.",
    )
    for each, key in pairs:
        yield {
            "name": each.name,
            "address": address_in(key),
            "value": each.value,
            **_measured(each.unit, each.bound or vocabulary.BY_NAME[each.name].bound),
            "origin": "entered",
            "because": each.because,
        }


def _check_once(rows: list[Row]) -> None:
    seen = Counter((row["name"], row["address"], row["value"]) for row in rows)
    _refuse(
        "hai mục giống hệt nhau ở một điều khoản",
        [f"{name} tại {address}" for (name, address, _), count in seen.items() if count > 1],
        "Đặt nhãn riêng cho từng mục ở label, hoặc để ngỏ mục thừa.",
    )


def _check_own_words(tree: Tree, provisions: list[Row], parameters: list[Row]) -> None:
    """Refuse words of the source: a profile is kept where the text may not be."""
    known = frozenset(copying.runs(tree.source))
    phrases = [
        (row[field], f"{field} của {address_of(row['part'], row['address'])}")
        for row in provisions
        for field in ("heading", "gist")
        if field in row
    ]
    phrases += [
        (f"{row['value']}. {row.get('because', '')}", f"{row['name']} tại {row['address']}")
        for row in parameters
    ]
    _refuse(
        f"lặp lại {copying.LIFTED} từ liền của văn bản gốc",
        [
            f"{where} («{run[0]}»)"
            for words, where in phrases
            if (run := copying.lifted(words, known))
        ],
        "Viết lại bằng lời của ta.",
    )
