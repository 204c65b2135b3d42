"""The tags and filters of the pages: chips and clauses, days, fields, wording."""

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import segno
from django import template
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.template import Context, RequestContext
from django.template.defaultfilters import stringfilter
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dienhong.core.citation import Citation
from dienhong.core.citation import say_address as address_in_words
from dienhong.core.days import say as say_days
from dienhong.core.days import vietnam
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.derivation import Derivation
from dienhong.core.difference import Piece
from dienhong.public_service.queries import count_shown
from dienhong.regulation import law, vocabulary
from dienhong.regulation.queries import provision_of, provisions_of
from dienhong.site import fields, say, shown

register = template.Library()

_CALENDAR = vietnam.calendar()
_DATE = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")


# Chips and clauses: a chip where the text needs it, the clause's words once at the foot.


@register.simple_tag(takes_context=True)
def cite(context: Context, citation: Citation | None) -> str:
    """Return the chip of a citation and remember it for ``cited_clauses``; None gives nothing.

    Without a request there is no foot that could hold the clause, so the chip is no link.
    """
    if citation is None:
        return ""
    words = say.hold(law.say_citation(citation))
    look = "cite" if citation.is_own else "cite cite-law"
    request = getattr(context, "request", None)
    if request is None:
        return format_html('<span class="{}">{}</span>', look, words)
    first = _remember(request, citation)
    mark = format_html(' id="{}"', say.chip_id(citation)) if first else ""
    target = say.clause_id(citation)
    return format_html('<a class="{}"{} href="#{}">{}</a>', look, mark, target, words)


def _remember(request: Any, citation: Citation) -> bool:
    """Put a citation on the request's list; say whether it is the first of its kind."""
    cited = _cited(request)
    if citation in cited:
        return False
    cited.append(citation)
    return True


def _cited(request: Any) -> list[Citation]:
    """Return the citations of the page so far, in the order of their first chips."""
    if not hasattr(request, "cited"):
        request.cited = []
    cited: list[Citation] = request.cited
    return cited


@register.simple_tag
def clause_words(citation: Citation) -> str:
    """Return the words of a provision, or our summary where its text is not held; "" if neither."""
    found = provision_of(citation)
    return found.text if found else ""


@register.inclusion_tag("parts/clauses.html", takes_context=True)
def cited_clauses(context: Context) -> dict[str, list[dict[str, Any]]]:
    """Print the clauses of all chips so far; stands once, at the end of the base template."""
    request = getattr(context, "request", None)
    cited = [] if request is None else _cited(request)
    found = provisions_of(cited) if cited else {}
    return {"clauses": [_clause(citation, found.get(citation)) for citation in cited]}


def _clause(citation: Citation, found: Any) -> dict[str, Any]:
    label = say.hold(law.say_citation(citation)) if found is None else say.hold(found.label)
    return {
        "id": say.clause_id(citation),
        "chip_id": say.chip_id(citation),
        "label": label,
        "provision": found,
    }


# Days: the due line, the leaf of the wall calendar, the derivation, the strip of a run.


@register.simple_tag
def due_line(
    due_on: date,
    today: date,
    done_on: date | None = None,
    calendar: WorkCalendar = _CALENDAR,
) -> str:
    """Return how a due date stands: a mark by shape and colour, and the words that say it."""
    due = shown.due(calendar, due_on, today, done_on)
    look = f"due due-{due.state}" if due.state else "due"
    head, rest = _with_times(due.head), _with_times(due.rest)
    return format_html('<p class="{}"><b>{}</b>{}</p>', look, head, rest)


def _with_times(words: str) -> SafeString:
    """Return words, escaped, in which each date is a ``time`` element."""
    escaped = format_html("{}", words)
    return mark_safe(_DATE.sub(r'<time datetime="\3-\2-\1">\g<0></time>', escaped))  # noqa: S308


@register.simple_tag
def leaf(day: date, *, late: bool = False) -> str:
    """Return a leaf of the calendar; hidden from screen readers, as the due line says it."""
    look = "leaf leaf-late" if late else "leaf"
    weekday = say.weekday(day)
    inner = format_html("{}<b>{}</b>tháng {}", weekday, f"{day:%d}", day.month)
    return format_html('<div class="{}" aria-hidden="true">{}</div>', look, inner)


@register.inclusion_tag("parts/derivation.html")
def derivation(derivation: Derivation | None, **choices: Any) -> dict[str, Any]:
    """Show how a date was found, step by step; None shows nothing.

    Choices: ``open`` (shown unfolded) and ``summary`` (the words that unfold it).
    """
    if derivation is None:
        return {"rows": []}
    summary = f"Vì sao là ngày {derivation.day:%d/%m}"
    return {"rows": shown.rows(derivation), "open": False, "summary": summary} | choices


@register.inclusion_tag("parts/run.html")
def run_strip(days: Iterable[shown.RunDay], label: str = "Các ngày niêm yết") -> dict[str, Any]:
    """Show a run of days, a cell a day, with its key; the sentence above it is the page's."""
    cells = shown.cells(days)
    return {"cells": cells, "key": shown.key(cells), "label": label}


# Forms and the frame.


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, label: str = "") -> dict[str, Any]:
    """Show a form's field with label, hint, errors and control."""
    return {
        "field": bound,
        "kind": fields.kind(bound),
        "label": label or bound.label,
        "control": fields.control(bound),
        "messages": fields.messages(bound),
    }


@register.inclusion_tag("parts/errors.html", takes_context=True)
def error_summary(context: Context, form: BaseForm) -> dict[str, Any]:
    """Show what needs mending in a form, each line a link to its field; who says no is cited."""
    return {
        "faults": fields.faults(form),
        "id": f"can-sua-{form.prefix or 'mau'}",
        "chip": cite(context, getattr(form, "refused_by", None)),
    }


@register.simple_tag(takes_context=True)
def nav_link(context: RequestContext, name: str, words: str, look: str = "") -> str:
    """Return a link to a named page, marked when the page at hand is it or lies below it."""
    url = reverse(name)
    path = context.request.path
    below = path.startswith(f"{url.rstrip('/')}/")
    current = "page" if path == url else "true" if below else ""
    marked = format_html(' aria-current="{}"', current) if current else ""
    styled = format_html(' class="{}"', look) if look else ""
    return format_html('<a{} href="{}"{}>{}</a>', styled, url, marked, words)


@register.simple_tag(takes_context=True)
def procedures_posted(context: Context) -> int:
    """Return how many procedures for citizens hang here; 0 on the server's own pages."""
    return count_shown(context["today"]) if context.get("agency") else 0


@register.simple_tag
def qr(address: str) -> SafeString:
    """Return the QR code of an address as a picture in the page; its light parts are the page's."""
    svg = BytesIO()
    segno.make(address, error="m", micro=False).save(
        svg, kind="svg", border=4, light=None, xmldecl=False, omitsize=True, svgclass="qr"
    )
    drawing = mark_safe(svg.getvalue().decode())  # noqa: S308 (holds nothing but lines)
    return format_html('<span role="img" aria-label="Mã QR: {}">{}</span>', address, drawing)


# Two texts side by side.


@register.simple_tag
def pieces(pieces: Iterable[Piece]) -> SafeString:
    """Return one of two texts, with what the other one lacks marked by line, shade and words."""
    return format_html('<span class="compared">{}</span>', mark_safe("".join(map(_piece, pieces))))  # noqa: S308


def _piece(piece: Piece) -> SafeString:
    if not piece.alone:
        return format_html("{}", piece.words)
    hidden = '<span class="visually-hidden">{}</span>'
    begin, end = format_html(hidden, "[khác: "), format_html(hidden, "]")
    words = piece.words.rstrip()
    return format_html("<mark>{}{}{}</mark>{}", begin, words, end, piece.words[len(words) :])


# Wording.


@register.filter
@stringfilter
def say_address(address: str) -> str:
    """Return "Điều 10 khoản 2" for the address "dieu-10.khoan-2"."""
    return say.hold(address_in_words(address))


@register.filter
def say_day(day: date) -> str:
    """Return "thứ Sáu 27/02/2026"."""
    return say_days.say_day(day)


@register.filter
def short_day(day: date) -> str:
    """Return "27/02"."""
    return f"{day:%d/%m}"


@register.filter
def dmy(day: date) -> str:
    """Return "27/02/2026"."""
    return f"{day:%d/%m/%Y}"


@register.filter
def count_vi(number: int) -> str:
    """Return 1234 as "1.234"."""
    return say.count(number)


@register.filter
def count_words(number: int) -> str:
    """Return 3 as "Ba", to open a heading; in mid-sentence add ``|lower``."""
    return say.count_in_words(number)


@register.filter
def filesize_vi(size: int) -> str:
    """Return a size in bytes as "3,0 MB"."""
    return say.size_of_file(size)


@register.filter(is_safe=True)
@stringfilter
def bind(text: str) -> str:
    """Return a heading whose two-syllable words and addresses do not break."""
    return say.bind(text)


@register.filter
def say_channels(codes: str) -> str:
    """Return "Niêm yết tại bảng tin; Thông báo tại hội nghị" for the codes of channels."""
    return vocabulary.say_channels(codes)


@register.filter
def mark_words(text: str, words: str) -> SafeString:
    """Return ``text`` with the words that decide marked, where they stand in it."""
    before, found, after = text.partition(words) if words else (text, "", "")
    if not found:
        return format_html("{}", text)
    return format_html("{}<mark>{}</mark>{}", before, found, after)


@register.filter
def allowed_from_words(reason: str) -> str:
    """Return "Gỡ được từ" for the refusal "Chưa gỡ được: …"."""
    return say.allowed_from_words(reason)


@register.filter
def given_name(name: str) -> str:
    """Return "Hằng" of "Lý Thuý Hằng"."""
    return say.given_name(name)


@register.filter
def family_names(name: str) -> str:
    """Return "Lý Thuý" of "Lý Thuý Hằng"."""
    return say.family_names(name)
