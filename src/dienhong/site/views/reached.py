"""How other machines come here: addresses with QR codes, and the certificate to be trusted."""

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.hosting import directory
from dienhong.organisation.access import public
from dienhong.organisation.address import absolute
from dienhong.site.serving import addresses, certificates

_PAGE = "/may-chu/dia-chi/"


@require_safe
@public
def server_addresses(request: HttpRequest) -> HttpResponse:
    """Show the addresses of this server, large and with a QR code, to be printed."""
    address = absolute(request, "/")
    shown = _shown(request, address) | {"others": _others(request, address)}
    return render(request, "site/addresses.html", shown)


@require_safe
@public
def office_address(request: HttpRequest) -> HttpResponse:
    """Show the address of this office's sign-in page as a sheet to be printed."""
    address = absolute(request, reverse("sign-in"))
    return render(request, "site/address.html", _shown(request, address))


@require_safe
@public
def authority(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the same for everyone)
    """Give out the certificate of this machine's own authority, as telephones install it."""
    found = _authority()
    if found is None:
        raise Http404
    answer = HttpResponse(
        found.public_bytes(Encoding.DER), content_type="application/x-x509-ca-cert"
    )
    answer["Content-Disposition"] = 'attachment; filename="chung-thu.crt"'
    return answer


def _shown(request: HttpRequest, address: str) -> dict[str, object]:
    found = _authority()
    return {
        "address": address,
        "only_here": addresses.is_of_this_machine(_host(address)),
        "fingerprint": certificates.fingerprint(found) if found else "",
        "trust_address": absolute(request, _PAGE),
    }


def _host(address: str) -> str:
    place = address.partition("://")[2].partition("/")[0]
    return place.rpartition(":")[0] if place.rpartition(":")[2].isdecimal() else place


def _others(request: HttpRequest, shown: str) -> list[str]:
    """Return the further addresses by which other machines may come."""
    port = f":{request.get_port()}"
    plain = "" if port in {":80", ":443"} else port
    hosts = [host for host in settings.ALLOWED_HOSTS if _may_be_shown(host)]
    found = [f"{request.scheme}://{host}{plain}/" for host in hosts]
    return [address for address in found if address != shown]


def _may_be_shown(host: str) -> bool:
    ours = host in settings.DIENHONG_OFFICE_HOSTS or addresses.is_of_this_machine(host)
    return not ours and "*" not in host and not host.startswith(".")


def _authority() -> x509.Certificate | None:
    """Return the certificate of our own authority, where this server shows one made by it."""
    if settings.DIENHONG_TLS != "made":
        return None
    return certificates.read(directory.data() / "tls" / certificates.AUTHORITY)
