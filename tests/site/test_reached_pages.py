"""The pages that say how to come here from another machine."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from django.conf import LazySettings
from django.test import Client

from dienhong.site.serving import certificates

PAGE, CERTIFICATE = "/may-chu/dia-chi/", "/may-chu/chung-thu.crt"
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def on_the_lan(data: Path, settings: LazySettings) -> Path:
    """Let the server be one that serves the local network by a certificate of its own."""
    certificates.made(data / "tls", ["192.168.1.5", "may-chu.local"], at=NOW)
    settings.DIENHONG_TLS = "made"
    settings.DIENHONG_ADDRESS = "https://192.168.1.5:8443"
    settings.ALLOWED_HOSTS = ["192.168.1.5", "may-chu.local", "localhost", "127.0.0.1"]
    return data


def _page(path: str, host: str = "localhost") -> str:
    answer = Client().get(path, headers={"host": host})
    assert answer.status_code == 200
    return answer.content.decode()


def test_on_ones_own_computer_the_page_says_that_nobody_else_can_come(data: Path) -> None:
    page = _page(PAGE)
    assert "http://localhost/" in page
    assert "dienhong serve --lan" in page
    assert "SHA-256" not in page


def test_the_address_stands_there_as_words_and_as_a_code(on_the_lan: Path) -> None:
    page = _page(PAGE)
    assert ">https://192.168.1.5:8443/</a>" in page
    assert 'aria-label="Mã QR: https://192.168.1.5:8443/"' in page
    assert "<svg" in page
    assert "http://may-chu.local/" in page  # the scheme and port by which this request came
    assert "dienhong serve --lan" not in page


def test_the_certificate_is_given_out_with_the_fingerprint_that_the_page_prints(
    on_the_lan: Path,
) -> None:
    answer = Client().get(CERTIFICATE, headers={"host": "localhost"})
    assert answer["Content-Type"] == "application/x-x509-ca-cert"
    assert 'filename="chung-thu.crt"' in answer["Content-Disposition"]
    given = x509.load_der_x509_certificate(answer.content)
    assert certificates.fingerprint(given) in _page(PAGE)
    assert given == certificates.read(on_the_lan / "tls" / "ca.pem")


@pytest.mark.parametrize("tls", ["", "proxy", "given"])
def test_where_another_certificate_is_shown_none_is_given_out(
    on_the_lan: Path, settings: LazySettings, tls: str
) -> None:
    settings.DIENHONG_TLS = tls
    settings.SECURE_PROXY_SSL_HEADER = None
    assert Client().get(CERTIFICATE, headers={"host": "localhost"}).status_code == 404
    assert "SHA-256" not in _page(PAGE)


def test_no_key_can_be_had_by_any_address(on_the_lan: Path) -> None:
    for name in ("ca.key", "server.key", "server.pem", "../tls/ca.key", "chung-thu.key"):
        answer = Client().get(f"/may-chu/{name}", headers={"host": "localhost"})
        assert answer.status_code == 404


def test_the_sheet_of_an_office_leads_to_its_sign_in_page(
    on_the_lan: Path, new_office: Callable[..., str]
) -> None:
    new_office("thu")
    page = _page("/thu/dia-chi/")
    assert "<h1>Văn phòng thu</h1>" in page
    assert 'aria-label="Mã QR: https://192.168.1.5:8443/thu/dang-nhap/"' in page
    assert certificates.fingerprint(certificates.read(on_the_lan / "tls" / "ca.pem")) in page
    assert "https://192.168.1.5:8443/may-chu/dia-chi/" in page
