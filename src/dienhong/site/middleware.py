"""Headers that every answer carries."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from dienhong.core.refusal import Refused
from dienhong.hosting.context import chosen
from dienhong.organisation import queries, rules_closing
from dienhong.organisation.access import VISIBLE_TO, refused
from dienhong.organisation.middleware import desk

# No inline script or style anywhere (W3C CSP Level 3); what default-src covers is said again for
# those who read the header.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    # Passkeys are asked for by our own pages; nothing else of the device is.
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders:
    """Set what Django's own middleware does not: content policy, permissions, no storing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        upgrade = "; upgrade-insecure-requests" if settings.DIENHONG_TLS else ""
        response.headers.setdefault("Content-Security-Policy", POLICY + upgrade)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class ShowRefusals:
    """Show a refusal that no view caught as any other, and write it down: never as a fault.

    An address that takes only forms, opened from the address bar, gets a page too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer 409 to who is signed in; other exceptions go on to Django."""
        if not isinstance(exception, Refused) or desk(request).person is None:
            return None
        match = request.resolver_match
        act = match.view_name if match else ""
        return refused(request, exception, act=act, subject="page:" + request.path_info)


class RefuseWhenClosed:
    """Let an agency that has ended be read, and refuse every act in it, by its own decision."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer 409 to a form of who is signed in; coming in and going out stay open."""
        for_everyone = getattr(view, VISIBLE_TO, "everyone") == "everyone"
        if request.method in {"GET", "HEAD"} or chosen() is None or for_everyone:
            return None
        here = desk(request)
        if here.person is None:
            return None
        try:
            rules_closing.check_still_open(queries.closing(queries.agency()), here.today)
        except Refused as refusal:
            match = request.resolver_match
            act = match.view_name if match else ""
            return refused(request, refusal, act=act, subject="page:" + request.path_info)
        return None


class RefuseTooLarge:
    """Refuse a request by the length that it declares, before any of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.headers.get("Content-Length", "0")
        if length.isdecimal() and int(length) > settings.DIENHONG_LARGEST_REQUEST:
            return render(request, "too_large.html", {"length": int(length)}, status=413)
        return self.get_response(request)
