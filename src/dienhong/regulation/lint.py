"""The linter with the law in hand: where a text is weaker than the law of its day, or silent."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.law.checks.citations import issued_about
from dienhong.core.law.checks.doubt import Doubt, DoubtKind
from dienhong.core.law.checks.doubts import find_doubts
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.tree import Tree
from dienhong.regulation import law
from dienhong.regulation.combining import Relation, Value, compare, say_value
from dienhong.regulation.cues import CUES, find_in
from dienhong.regulation.vocabulary import BY_NAME, Parameter, say

READ = tuple(cue.name for cue in CUES)
"""What is looked for in a text: where a figure of these is missing, the text is silent."""
# Items in codes can be compared; those in words are the law's gist, and for people to compare.
_CODED = frozenset(cue.name for cue in CUES if cue.codes and BY_NAME[cue.name].is_list)
_OTHER = "other"  # "and other forms by law" names none


def lint(tree: Tree, day: date | None = None) -> tuple[Doubt, ...]:
    """Return all doubts on a text, in its order: on itself, and on it beside the law.

    ``day`` stands for the day of issue where the text has none. Without any day nothing is said
    of the law: figures hold on days.
    """
    found = [*find_doubts(tree, day)]
    on = issued_about(CitedText(tree)) or day
    if on is not None:
        found.extend(beside_the_law(tree, find_in(tree), on, READ))
    return tuple(sorted(found, key=lambda doubt: (doubt.start, doubt.kind)))


def beside_the_law(
    tree: Tree, findings: Iterable[Finding], day: date, read: Collection[str]
) -> Iterator[Doubt]:
    """Yield what ``findings`` set weaker than the law of ``day``, and what the text leaves out.

    ``read`` names the parameters that were looked for: only of these a text can be silent.
    """
    found = list(findings)
    for name in read:
        meant = BY_NAME[name]
        if name in _CODED:
            yield from _incomplete(meant, [one for one in found if one.name == name], day)
            continue
        figure = _of_law(meant, day)
        if figure is None:
            continue
        own = [one for one in found if one.name == name]
        if not own and law.acts()[figure.source.act].carried_out:
            yield _silent(tree, meant, figure)
        for one in own:
            yield from _weaker(meant, one, figure)


def _of_law(meant: Parameter, day: date) -> Value | None:
    """Return the law's figure of a day; None for lists, and where the law is not known."""
    figures = [one for one in law.parameters_on(meant.name, day) if not one.is_lapsed_on(day)]
    if meant.is_list or not figures:
        return None
    one = figures[0]
    return Value(one.value, one.unit, one.bound, one.source, one.evidence == "EXC")


def _incomplete(meant: Parameter, own: list[Finding], day: date) -> Iterator[Doubt]:
    """Yield what a list of codes leaves out of the law's; nothing where no list was found."""
    named = {code for one in own for code in str(one.value).split(",")} | {_OTHER}
    missing = [
        one
        for one in law.parameters_on(meant.name, day)
        if not one.is_lapsed_on(day) and one.value not in named
    ]
    if not own or not missing or not law.acts()[missing[0].source.act].carried_out:
        return
    first = own[0]
    said = "; ".join(say(meant, one.value) for one in missing)
    reason = f"{meant.label}: quy chế không nêu, luật có: {said}"
    place = first.part, first.address, first.start, first.end
    act = law.say_citation(missing[0].source)
    yield Doubt(*place, DoubtKind.SILENT, reason, first.quote, act)


def _weaker(meant: Parameter, one: Finding, figure: Value) -> Iterator[Doubt]:
    own = Value(one.value, one.unit, one.bound, Citation("", one.address))
    if compare(meant, own, figure) in (Relation.WEAKER, Relation.UNCLEAR):
        reason = (
            f"{meant.label}: quy chế đặt {say_value(meant, own)}, "
            f"luật đặt {say_value(meant, figure)}{_to_confirm(figure)}"
        )
        kind = DoubtKind.WEAKER_THAN_LAW
        act = law.say_citation(figure.source)
        yield Doubt(one.part, one.address, one.start, one.end, kind, reason, one.quote, act)


def _silent(tree: Tree, meant: Parameter, figure: Value) -> Doubt:
    reason = (
        f"{meant.label}: quy chế không quy định, theo luật là "
        f"{say_value(meant, figure)}{_to_confirm(figure)}"
    )
    part = tree.nodes[-1].part
    end = tree.nodes[-1].end
    act = law.say_citation(figure.source)
    return Doubt(part, "", end, end, DoubtKind.SILENT, reason, "", act)


def _to_confirm(figure: Value) -> str:
    return " (cần cơ quan xác nhận)" if figure.to_confirm else ""
