"""What ``docs/how-to/run-on-a-server.md`` says of the proxy holds."""

import os
import subprocess
import sys

_ASK = """
import django
django.setup()
from django.test import Client
plain = Client().get("/")
proxied = Client().get("/", headers={"X-Forwarded-Proto": "https"})
print(plain.status_code, plain.headers.get("Location"), proxied.status_code)
"""


def _ask(tls: str) -> str:
    """Return what a server answers whose settings are read with this ``DIENHONG_TLS``."""
    env = os.environ | {
        "DIENHONG_TLS": tls,
        "DJANGO_SETTINGS_MODULE": "dienhong.site.settings",
    }
    asked = subprocess.run(
        [sys.executable, "-c", _ASK], env=env, capture_output=True, text=True, check=True
    )
    return asked.stdout.strip()


def test_behind_tls_a_request_that_came_by_https_is_served_and_another_is_sent_there() -> None:
    assert _ask("1") == "301 https://testserver/ 200"


def test_without_tls_nobody_is_sent_anywhere() -> None:
    assert _ask("0") == "200 None 200"
