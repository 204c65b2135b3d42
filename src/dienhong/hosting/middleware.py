"""The outermost door: the first part of the path names the agency, and only its data opens."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import set_script_prefix

from dienhong.hosting import context, directory, schema

Handler = Callable[[HttpRequest], HttpResponseBase]
SERVER_URLS = "dienhong.site.server_urls"
AGENCY_URLS = "dienhong.site.urls"


class AgencyMiddleware:
    """Choose the agency for the request; pages of the server itself run with none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code, slash, rest = request.path_info.removeprefix("/").partition("/")
        if not directory.exists(code):
            # No session can belong here; another program on this host may have sent its own.
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            return self._answer(request, None, SERVER_URLS, "/")
        if not slash:
            response = HttpResponse(status=308)
            response["Location"] = f"/{code}/"
            return response
        if not schema.is_ready(code):
            return render(request, "migrating.html", status=503)
        request.path_info = f"/{rest}"
        return self._answer(request, code, AGENCY_URLS, f"/{code}/")

    def _answer(
        self, request: HttpRequest, code: str | None, urls: str, prefix: str
    ) -> HttpResponseBase:
        request.urlconf = urls
        set_script_prefix(prefix)
        try:
            with context.use_agency(code):
                response = self.get_response(request)
        finally:
            set_script_prefix("/")
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _inside(code, iter(response))
        for morsel in response.cookies.values():
            morsel["path"] = prefix if code else "/may-chu/"
        return response


def _inside(code: str | None, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Give out a streamed body inside the agency that it came from."""
    while True:
        with context.use_agency(code):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
