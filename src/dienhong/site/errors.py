"""Pages for what went wrong outside a chapter's rules."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dienhong.hosting.context import chosen
from dienhong.organisation.access import VISIBLE_TO, to_sign_in
from dienhong.organisation.middleware import desk


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in Vietnamese that a request was too large to read, or that it cannot be understood."""
    if isinstance(exception, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return render(request, "too_large.html", {"limit": limit}, status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came from an old or foreign page, without guessing which.

    Where the session has ended and the form is our own, its words are kept and sign-in is asked.
    """
    if _lost_its_session(request):
        return to_sign_in(request)
    return render(request, "csrf_failure.html", {"reason": reason}, status=403)


def _lost_its_session(request: HttpRequest) -> bool:
    """Tell whether the form comes from a page of ours, by the browser's own word (RFC 6454)."""
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not ours or chosen() is None or request.resolver_match is None:
        return False
    for_everyone = getattr(request.resolver_match.func, VISIBLE_TO, "everyone") == "everyone"
    return not for_everyone and desk(request).person is None
