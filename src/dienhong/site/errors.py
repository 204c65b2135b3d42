"""Pages for what went wrong outside a chapter's rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came from an old or foreign page, without guessing which."""
    return render(request, "csrf_failure.html", {"reason": reason}, status=403)
