"""What an office decides of its own functions: names, who plays and stands in, who may do what."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

from django.db import transaction
from django.db.models import Max

from dienhong.core.acting import Actor
from dienhong.organisation import queries, rules
from dienhong.organisation.functions import FunctionKind
from dienhong.organisation.models import Binding, LegalFunction
from dienhong.organisation.powers import powers
from dienhong.record.actions import write_entry

_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionWords:
    """What a person writes down of a function; ``through`` and ``stand_in`` are codes or ""."""

    label: str
    kind: FunctionKind
    one_holder: bool = False
    through: str = ""
    stand_in: str = ""
    ground: str = ""
    term_ends_on: date | None = None


@transaction.atomic
def add_function(words: FunctionWords, *, by: Actor) -> LegalFunction:
    """Add a function of this office's own: powers can be given to it from then on."""
    taken = set(LegalFunction.objects.values_list("code", flat=True))
    last = LegalFunction.objects.aggregate(last=Max("order"))["last"] or 0
    function = LegalFunction(code=_free_code(words.label, taken), order=last + 1)
    _fill(function, words)
    function.save(force_insert=True)
    write_entry("organisation.function_added", f"function:{function.code}", by=by)
    return function


@transaction.atomic
def change_function(
    function: LegalFunction, words: FunctionWords, *, edition: int, by: Actor
) -> LegalFunction:
    """Rename a function, or say who plays it or acts while it is vacant, and on which ground."""
    function = LegalFunction.objects.select_for_update().get(pk=function.pk)
    rules.check_edition(edition, function.edition)
    _fill(function, words)
    function.edition += 1
    function.save()
    write_entry(
        "organisation.function_changed",
        f"function:{function.code}",
        by=by,
        facts={"through": words.through, "stand_in": words.stand_in},
    )
    return function


def _fill(function: LegalFunction, words: FunctionWords) -> None:
    others = LegalFunction.objects.exclude(pk=function.code)
    rules.check_label_free(words.label, others.filter(label=words.label).exists())
    for what, field, code in (
        ("bên đảm nhiệm", "through_id", words.through),
        ("người làm thay", "stand_in_id", words.stand_in),
    ):
        chain = {row.code: getattr(row, field) or "" for row in others}
        rules.check_no_circle(function.code, chain | {function.code: code}, what)
    kept = (function.through_id or "", function.stand_in_id or "")
    if (words.through, words.stand_in) != kept:
        rules.check_grounded(bool(words.through or words.stand_in), words.ground)
        function.source = ""
    function.label, function.kind = words.label, words.kind.value
    function.one_holder, function.ground = words.one_holder, words.ground.strip()
    function.through_id, function.stand_in_id = words.through or None, words.stand_in or None
    function.term_ends_on = words.term_ends_on


def _free_code(label: str, taken: Collection[str]) -> str:
    """Return a code from a name: "Kế toán trưởng" gives ``ke-toan-truong``."""
    plain = normalize("NFD", label.lower().replace("đ", "d"))
    bare = "".join(sign for sign in plain if not combining(sign))
    stem = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[: _LONGEST_CODE - 4].strip("-")
    code, number = stem or "chuc-nang", 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


@transaction.atomic
def bind_power(power: str, functions: Collection[str], *, basis: str, by: Actor) -> Binding:
    """Give a power to the holders of ``functions`` and to no one else, on a basis."""
    standing = queries.standing(by.today)
    chosen = sorted(set(functions) & set(standing.places))
    rules.check_binding(chosen, any(standing.acting(code) for code in chosen), basis)
    if power == rules.CHANGE_PEOPLE:
        held = any(standing.holders.get(code) for code in chosen)
        rules.check_not_last(held, standing.say(chosen))
    binding, _ = Binding.objects.update_or_create(
        power=powers()[power].code,
        defaults={"functions": chosen, "basis": basis.strip(), "bound_on": by.today},
    )
    write_entry(
        "organisation.power_bound",
        f"power:{power}",
        by=by,
        facts={"functions": list(chosen)},
    )
    return binding
