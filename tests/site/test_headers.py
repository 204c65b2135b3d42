"""Every answer carries the headers that protect who reads it, and no page needs an exception."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

import dienhong
from dienhong.hosting.middleware import SERVER_URLS
from dienhong.site.middleware import HEADERS, POLICY
from tests.site import test_access
from tests.site.test_access import OF_AN_OFFICE, OF_THE_SERVER, Page, examples  # noqa: F401

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    **HEADERS,
}
_TEMPLATES = sorted(Path(dienhong.__path__[0]).rglob("*.html"))
_TAGS = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)


class Inline(HTMLParser):
    """Collects what a page would need an exception in its policy for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}>")
        if tag in {"iframe", "object", "embed", "base"}:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f"{name}= in <{tag}>")
            if (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{name}={value}")


def test_the_search_finds_what_it_looks_for() -> None:
    page = (
        '<p style="x" onclick="y"><script>1</script><style></style><base href="/">'
        '<a href=" JavaScript:z">'
    )
    assert len(Inline(page).found) == 6
    assert Inline('<script src="/static/a.js"></script><p class="style">').found == []


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_inline_style_or_script(path: Path) -> None:
    assert Inline(_TAGS.sub("", path.read_text("utf-8"))).found == []


def _check(answer: HttpResponseBase, told: str) -> None:
    headers = answer.headers
    assert {name: headers.get(name) for name in _ALWAYS} == _ALWAYS, told
    assert "no-store" in headers["Cache-Control"], told
    if headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        assert headers["Content-Security-Policy"] == POLICY, told
        assert Inline(answer.content.decode()).found == [], told  # type: ignore[attr-defined]
    else:
        assert "script-src 'unsafe" not in headers["Content-Security-Policy"], told
        assert "default-src" in headers["Content-Security-Policy"], told
    answer.close()


@pytest.mark.parametrize("page", OF_AN_OFFICE, ids=lambda page: page.name)
def test_every_page_of_an_office_carries_them(
    page: Page,
    examples: dict[str, list[dict[str, object]]],  # noqa: F811
) -> None:
    for code, login in (("", ""), (test_access.CODE, "lan"), (test_access.CODE, "minh")):
        for address in test_access._addresses(page, examples):
            for method in ("GET", "POST", "PUT"):
                answer = test_access._try(test_access._browser(code, login), method, address)
                _check(answer, f"{method} {address}")


@pytest.mark.parametrize("page", OF_THE_SERVER, ids=lambda page: page.name)
def test_every_page_of_the_server_carries_them(
    page: Page,
    examples: dict[str, list[dict[str, object]]],  # noqa: F811
) -> None:
    address = reverse(page.name, urlconf=SERVER_URLS)
    for method in ("GET", "POST"):
        _check(Client().generic(method, address), address)


def test_so_does_every_answer_that_no_view_gave(
    new_office: Callable[..., str], settings: LazySettings
) -> None:
    new_office("thu")
    client = Client(raise_request_exception=False)
    too_large = str(settings.DIENHONG_LARGEST_REQUEST + 1)
    answers = {
        308: client.get("/thu"),
        404: client.get("/thu/khong-co/"),
        400: client.get("/thu/", headers={"host": "la.example"}),
        413: client.post("/thu/dang-nhap/", headers={"content-length": too_large}),
        403: Client(enforce_csrf_checks=True).post("/thu/dang-nhap/"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        _check(answer, str(status))


def test_static_files_carry_them_and_may_be_kept() -> None:
    answer = Client().get("/static/dienhong/dienhong.css")
    assert {name: answer.headers.get(name) for name in _ALWAYS} == _ALWAYS
    assert "no-store" not in answer["Cache-Control"]
    answer.close()


@pytest.mark.parametrize("tls", ["proxy", "given", "made"])
def test_under_tls_what_was_asked_for_plainly_is_asked_for_again(
    template: None, settings: LazySettings, tls: str
) -> None:
    settings.DIENHONG_TLS = tls
    assert Client().get("/")["Content-Security-Policy"] == f"{POLICY}; upgrade-insecure-requests"
