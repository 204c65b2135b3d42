"""Around each request: when a session was last used, and what visitors may leave behind."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from dienhong.accounts import brake, sessions
from dienhong.organisation.access import KEPT
from dienhong.organisation.middleware import desk

# What a visitor's browser may have kept for him: the words of a form whose session has ended.
# A whole office may come back from lunch at once; nobody needs them for longer than an hour.
MOST_KEPT_FROM_ONE_ADDRESS = 100
MOST_KEPT_FROM_ALL = 500  # of at most 60 kB: thirty megabytes in all
KEPT_FOR = timedelta(hours=1)
_ALL = "*"
# What is open to somebody who has to set up a second factor before anything else.
_OPEN = ("/tai-khoan/", "/dang-xuat/")


class SignInMiddleware:
    """Note the hour of use; bound what a visitor who is not signed in can have stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if desk(request).person is not None:
            sessions.see(request)
            if sessions.SET_UP in request.session and not request.path_info.startswith(_OPEN):
                return redirect("accounts:mine")
        response = self.get_response(request)
        session = request.session
        if session.modified and session.session_key is None and not session.is_empty():
            _bound(request, session)
        return response


def _bound(request: HttpRequest, session: SessionBase) -> None:
    """Keep a visitor's new session for an hour; words beyond the measure not at all.

    Questions to a key or to another account system are small, and charged where they are asked.
    """
    at = desk(request).at
    sessions.sweep(at=at)
    if KEPT not in session:
        session.set_expiry(KEPT_FOR)
        return
    measure = {brake.address(request): MOST_KEPT_FROM_ONE_ADDRESS, _ALL: MOST_KEPT_FROM_ALL}
    if brake.may_store(measure, at=at, within=KEPT_FOR):
        session.set_expiry(KEPT_FOR)
    else:
        session.clear()
