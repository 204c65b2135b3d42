"""The outermost door: the path, or a host name, names the agency, and only its data opens."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import set_script_prefix

from dienhong.hosting import context, directory, schema

Handler = Callable[[HttpRequest], HttpResponseBase]
SERVER_URLS = "dienhong.site.server_urls"
AGENCY_URLS = "dienhong.site.urls"


class AgencyMiddleware:
    """Choose the agency for the request; pages of the server itself run with none.

    An agency that has a host name of its own is found by that name alone, at the root of it;
    by that name no other agency, and no page of the server, can be reached.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        own_hosts: dict[str, str] = settings.DIENHONG_OFFICE_HOSTS
        if own_hosts:
            # Raises DisallowedHost, answered with 400, for a name that is not ours.
            host, _ = split_domain_port(request.get_host())
            if host in own_hosts and not request.path_info.startswith(settings.STATIC_URL):
                code = own_hosts[host]
                if not directory.exists(code):
                    return self._answer(request, None, SERVER_URLS, "/")
                return self._enter(request, code, "/", request.path_info)
        return self._by_path(request)

    def _by_path(self, request: HttpRequest) -> HttpResponseBase:
        code, slash, rest = request.path_info.removeprefix("/").partition("/")
        if not directory.exists(code):
            # No session can belong here; another program on this host may have sent its own.
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            return self._answer(request, None, SERVER_URLS, "/")
        for host, owner in settings.DIENHONG_OFFICE_HOSTS.items():
            if owner == code:
                return _moved(_address_at(request, host) + quote(f"/{rest}"))
        if not slash:
            return _moved(f"/{code}/")
        return self._enter(request, code, f"/{code}/", f"/{rest}")

    def _enter(self, request: HttpRequest, code: str, prefix: str, path: str) -> HttpResponseBase:
        if not schema.is_ready(code):
            return render(request, "migrating.html", status=503)
        request.path_info = path
        return self._answer(request, code, AGENCY_URLS, prefix)

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


def _moved(address: str) -> HttpResponse:
    response = HttpResponse(status=308)
    response["Location"] = address
    return response


def _address_at(request: HttpRequest, host: str) -> str:
    """Return the address of ``host`` as this request's own: same scheme, same port."""
    _, port = split_domain_port(request.get_host())
    return f"{request.scheme}://{host}{':' if port else ''}{port}"


def _inside(code: str | None, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Give out a streamed body inside the agency that it came from."""
    while True:
        with context.use_agency(code):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
