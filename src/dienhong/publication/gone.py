"""What was public and is no more: said as such (410, RFC 9110 section 15.5.11), not as unknown."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from dienhong.publication.models import Matter

View = Callable[..., HttpResponseBase]


class Withdrawn(Exception):
    """What was asked for has been withdrawn; raised only to who may see its matter."""


def told(view: View) -> View:
    """Answer "gone" for what was withdrawn and for a notice that has left; the rest stays 404.

    The view takes the matter's key as ``pk``.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Withdrawn:
            return render(request, "publication/gone.html", status=HTTPStatus.GONE)
        except Http404:
            if not Matter.objects.filter(pk=kwargs["pk"], left_on__isnull=False).exists():
                raise
            page = {"key": kwargs["pk"]}
            return render(request, "publication/left.html", page, status=HTTPStatus.GONE)

    return inner
