"""A reader who knows only what the page shows: follows links and sends forms by their words."""

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, ClassVar, Protocol
from urllib.parse import urljoin, urlsplit

from django.test import Client

_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"})
_AFTER_INLINE = re.compile(r" ([,.;:)])")  # "<b>hôm nay</b>, thứ Hai"
_UNSEEN = frozenset({"script", "style", "title", "head"})
# The server's first page, and the first page of an office.
_FIRST_PAGE = re.compile(r"/(?!may-chu/)(?:[a-z0-9-]+/)?")


@dataclass
class Element:
    """An element of a page with its attributes and, in order, what stands in it."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Return the words that a person reads in it, spaces and line breaks as one space."""
        return _AFTER_INLINE.sub(r"\1", " ".join(" ".join(self._pieces()).split()))

    def _pieces(self) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, str):
                yield each
            elif each.tag not in _UNSEEN:
                yield from each._pieces()

    @property
    def raw(self) -> str:
        """Return the characters in it as they stand."""
        return "".join(each if isinstance(each, str) else each.raw for each in self.inside)

    def every(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements below with one of ``tags``, in the order of the page."""
        for each in self.inside:
            if isinstance(each, Element):
                if each.tag in tags:
                    yield each
                yield from each.every(*tags)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        places = [n for n, element in enumerate(self._open) if element.tag == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def read(html: str) -> Element:
    """Return a page as a tree of elements."""
    reader = _Reader()
    reader.feed(html)
    return reader.root


class NotOnPage(AssertionError):
    """What a person was to click or fill in is not on the page."""


class Watcher(Protocol):
    """Who looks over the readers' shoulders."""

    def before(self, reader: "Reader", url: str) -> None:
        """A reader is about to ask the server for this."""

    def after(self, reader: "Reader") -> None:
        """The answer is on the screen."""

    def looked_for(self, reader: "Reader", words: str, *, there: bool) -> None:
        """A reader has looked whether the page offers a link or button with these words."""


class Reader:
    """One person at a browser without JavaScript; ``page`` is what stands on the screen.

    ``on_the_way``: the page was reached from a first page by links and forms alone.
    """

    watchers: ClassVar[list[Watcher]] = []

    def __init__(self, start: str, client: Client | None = None) -> None:
        self.client = client or Client(enforce_csrf_checks=True)
        self.url, self.status, self.html, self.content = start, 0, "", b""
        self._page: Element | None = None
        self.response: Any = None
        self.taps = 0
        self.used: list[str] = []
        self.on_the_way = False
        self.open(start)

    @property
    def page(self) -> Element:
        """Return the page on the screen."""
        if self._page is None:
            self._page = read(self.html)
        return self._page

    @property
    def words(self) -> str:
        """Return all words on the screen."""
        return self.page.words

    def open(self, url: str) -> "Reader":
        """Load a written address, following what it leads to: a way begins at a first page only."""
        self.on_the_way = _FIRST_PAGE.fullmatch(urlsplit(url).path) is not None
        return self._get(url)

    def _get(self, url: str) -> "Reader":
        self._tell_before(url)
        return self._show(self.client.get(url, follow=True), url)

    def _tell_before(self, url: str) -> None:
        for watcher in self.watchers:
            watcher.before(self, url)

    def follow(self, words: str, beside: str = "") -> "Reader":
        """Click the first link with exactly these words (or, if none, one that holds them).

        ``beside`` narrows it down to the items of lists in which those words stand.
        """
        items = self.page.every("li") if beside else [self.page]
        near = [item for item in items if beside in item.words]
        links = [a for item in near for a in item.every("a") if a.attrs.get("href")]
        exact = [a for a in links if a.words == words] or [a for a in links if words in a.words]
        if not exact:
            raise NotOnPage(
                f"no link «{words}» at {self.url}; there are {[a.words for a in links]}"
            )
        self._tap(words)
        return self._get(urljoin(self.url, exact[0].attrs["href"]))

    def send(self, button: str, values: Mapping[str, Any] | None = None) -> "Reader":
        """Fill in the form that has this button, by the labels of its fields, and send it."""
        form, pressed = self._form_with(button)
        data = _as_it_stands(form)
        if pressed.attrs.get("name"):
            data[pressed.attrs["name"]] = pressed.attrs.get("value", "")
        for label, value in (values or {}).items():
            _fill(data, form, label, value)
        self._tap(button)
        action = urljoin(self.url, form.attrs.get("action") or self.url)
        self._tell_before(action)
        return self._show(self.client.post(action, data, follow=True), action)

    def _tap(self, words: str) -> None:
        self.taps += 1
        self.used.append(words)

    def may_send(self, button: str) -> bool:
        """Tell whether the page offers a button with these words."""
        there = any(b.words.startswith(button) for b in self.page.every("button"))
        return self._tell_looked_for(button, there)

    def may_follow(self, words: str) -> bool:
        """Tell whether the page offers a link with exactly these words."""
        return self._tell_looked_for(words, any(a.words == words for a in self.page.every("a")))

    def _tell_looked_for(self, words: str, there: bool) -> bool:
        for watcher in self.watchers:
            watcher.looked_for(self, words, there=there)
        return there

    def section(self, heading: str) -> Element:
        """Return the section under a heading that holds these words."""
        for section in self.page.every("section"):
            if any(heading in h.words for h in section.every("h1", "h2", "h3")):
                return section
        raise NotOnPage(f"no section «{heading}» at {self.url}")

    def _form_with(self, button: str) -> tuple[Element, Element]:
        for form in self.page.every("form"):
            for each in form.every("button"):
                if each.words.startswith(button):
                    return form, each
        offered = [b.words for b in self.page.every("button")]
        raise NotOnPage(f"no button «{button}» at {self.url}; there are {offered}")

    def _show(self, response: Any, url: str) -> "Reader":
        chain = getattr(response, "redirect_chain", [])
        self.url = urljoin(url, chain[-1][0]) if chain else url
        self.response, self.status = response, response.status_code
        kind = response.headers.get("Content-Type", "")
        self.content = response.getvalue()
        self.html = self.content.decode() if kind.startswith("text/html") else ""
        self._page = None
        for watcher in self.watchers:
            watcher.after(self)
        return self

    def post_by_hand(self, path: str, data: Mapping[str, Any]) -> "Reader":
        """Send what no form of the page offers, with the token of one that it does offer.

        What follows is no way that a person goes, until the next first page.
        """
        self.on_the_way = False
        token = next(i for i in self.page.every("input") if i.attrs.get("type") == "hidden")
        given = {token.attrs["name"]: token.attrs["value"], **data}
        url = urljoin(self.url, path)
        self._tell_before(url)
        return self._show(self.client.post(url, given, follow=True), url)

    def another_tab(self) -> "Reader":
        """Return a second reader of the same person on the same page, who goes ways of its own."""
        other = copy(self)
        other.used = list(self.used)
        return other

    @property
    def path(self) -> str:
        """Return the path of the page on the screen."""
        return urlsplit(self.url).path


def _as_it_stands(form: Element) -> dict[str, Any]:
    """Return what a form would send if nobody touched it."""
    data: dict[str, Any] = {}
    for control in form.every("input", "textarea", "select"):
        name = control.attrs.get("name", "")
        kind = control.attrs.get("type", "")
        if not name or kind == "file":
            continue
        if control.tag == "textarea":
            data[name] = control.raw.removeprefix("\n")
        elif control.tag == "select":
            data[name] = _selected(control)
        elif kind in {"checkbox", "radio"}:
            if "checked" in control.attrs:
                data.setdefault(name, []).append(control.attrs.get("value", "on"))
        elif name in data:
            known = data[name] if isinstance(data[name], list) else [data[name]]
            data[name] = [*known, control.attrs.get("value", "")]
        else:
            data[name] = control.attrs.get("value", "")
    return data


def _selected(select: Element) -> str:
    options = list(select.every("option"))
    chosen = [o for o in options if "selected" in o.attrs] or options[:1]
    return chosen[0].attrs.get("value", chosen[0].words) if chosen else ""


def _fill(data: dict[str, Any], form: Element, label: str, value: Any) -> None:
    """Put into ``data`` what the field with this label sends for ``value``."""
    control = _labelled(form, label)
    name = control.attrs["name"]
    if control.tag == "select":
        data[name] = _choice(control, label, value)
    elif control.attrs.get("type") == "checkbox":
        tick = control.attrs.get("value", "on")
        others = [ticked for ticked in data.get(name, []) if ticked != tick]
        data[name] = [*others, tick] if value else others
    else:
        data[name] = value


def _choice(select: Element, label: str, words: str) -> str:
    for option in select.every("option"):
        if words in option.words:
            return option.attrs.get("value", option.words)
    raise NotOnPage(f"«{label}» has no choice «{words}»")


def _labelled(form: Element, label: str) -> Element:
    for each in form.every("label"):
        if each.words.startswith(label):
            wanted = each.attrs.get("for", "")
            for control in form.every("input", "textarea", "select"):
                if control.attrs.get("id") == wanted:
                    return control
    raise NotOnPage(f"no field «{label}»; there are {[x.words for x in form.every('label')]}")
