"""The office's own address, where nobody's request says it: for letters."""

from django.conf import settings

from dienhong.accounts import office


def address(path: str) -> str:
    """Return the whole address of a path inside the office at work; "" where the server knows none.

    An office with a host name of its own stands at its root.
    """
    code, hosts = office.code(), settings.DIENHONG_OFFICE_HOSTS
    for host, owner in hosts.items():
        if owner == code:
            return f"{'https' if settings.DIENHONG_TLS else 'http'}://{host}/{path}"
    server: str = settings.DIENHONG_ADDRESS
    return f"{server}/{code}/{path}" if server else ""
