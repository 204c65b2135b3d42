"""The address of a page, as papers and sheets print it."""

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


def absolute(request: HttpRequest, path: str) -> str:
    """Return the whole address of ``path``, which ``reverse`` gave for this request.

    It begins with the address that the server was told of; with the request's own where it was
    told of none, or where the office has a host name of its own.
    """
    server: str = settings.DIENHONG_ADDRESS
    host, _ = split_domain_port(request.get_host())
    if not server or host in settings.DIENHONG_OFFICE_HOSTS:
        return request.build_absolute_uri(path)
    return f"{server}{path}"
