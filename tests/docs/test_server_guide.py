"""What ``docs/how-to/run-on-a-server.md`` says of the proxy holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("tls", ["given", "made"])
def test_where_this_server_ends_tls_the_word_of_a_browser_is_not_believed(tls: str) -> None:
    assert _ask(tls) == "301 https://testserver/ 301"


def test_an_unknown_word_for_tls_is_refused_in_a_sentence() -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        _ask("có")
    assert failed.value.stderr == (
        "DIENHONG_TLS: không hiểu «có». Đặt 0, hoặc 1 khi đứng sau proxy có TLS.\n"
    )


_HOSTS = """
from django.conf import settings
print(settings.DIENHONG_OFFICE_HOSTS, settings.ALLOWED_HOSTS)
"""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("mot=mot.example\n\nhai = Hai.example\n", "{'mot.example': 'mot', 'hai.example': 'hai'}"),
        ("mot mot.example", "chưa hiểu dòng «mot mot.example»"),
        ("mot=a.example\nhai=a.example", "chưa hiểu dòng «hai=a.example»"),
        ("mot=a.example\nmot=b.example", "chưa hiểu dòng «mot=b.example»"),
    ],
)
def test_names_of_offices_come_from_a_file_of_lines(tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "ten").write_text(lines)
    env = os.environ | {
        "DIENHONG_OFFICE_HOSTS_FILE": str(tmp_path / "ten"),
        "DJANGO_SETTINGS_MODULE": "dienhong.site.settings",
    }
    asked = subprocess.run(
        [sys.executable, "-c", _HOSTS], env=env, capture_output=True, text=True, check=False
    )
    assert said in asked.stdout + asked.stderr
    assert ("Traceback" in asked.stderr) is False
