"""The page of the agency's own rules: one click from home for each of the staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.organisation import queries as organisation
from dienhong.organisation.access import signed_in
from dienhong.organisation.middleware import desk
from dienhong.publication import internal_rules, rules_channels
from dienhong.regulation import queries as regulation


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the rules in force, those to come and those that were replaced."""
    here = desk(request)
    every = internal_rules.every(here.author)
    counts = rules_channels.SEE_REACH in here.powers
    readers = internal_rules.readers(every, here.today) if counts else {}
    lines = [(rule, readers.get(rule.matter.pk, 0)) for rule in every]
    in_force = [line for line in lines if line[0].holds_on(here.today)]
    shown = {
        "regulation": regulation.version_on(here.today),
        "in_force": in_force,
        "to_come": [line for line in lines if line[0].in_force_on > here.today],
        "over": [line for line in lines if line[0].is_over(here.today)],
        "unread": sum(rule.read_on is None for rule, _ in in_force),
        "counts": counts,
        "staff": organisation.staff_on(here.today).count() if counts else 0,
    }
    return render(request, "publication/internal_rules.html", shown)
