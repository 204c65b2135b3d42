"""The real server on the local network: TLS by its own certificate, one at a time, in order."""

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dienhong.site.serving import addresses, certificates

_CLI = [sys.executable, "-m", "dienhong.site.cli"]
_OTHERS = {"DIENHONG_OPEN_BY_CLICKS": "0", "DIENHONG_HOSTS": "localhost"}


def _run(folder: Path, *arguments: str, **told: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_CLI, *arguments],
        env=os.environ | _OTHERS | {"DIENHONG_DATA": str(folder)} | told,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lan") / "data"
    assert _run(folder, "prepare").returncode == 0
    return folder


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def _serving(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """Serve, wait for the address to be said, and give program, port and what was said."""
    port = _free_port()
    program = subprocess.Popen(
        [*_CLI, "serve", "--port", str(port), *arguments],
        env=os.environ | _OTHERS | {"DIENHONG_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert program.stdout is not None
        said = ""
        while "đang chạy tại" not in said:
            line = program.stdout.readline()
            assert line, said
            said += line
        _wait_for(port)
        yield program, port, said
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        if program.stdout is not None:
            program.stdout.close()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server does not answer")


def _get(address: str, authority: Path) -> tuple[int, dict[str, str], bytes]:
    context = ssl.create_default_context(cafile=str(authority))
    with urllib.request.urlopen(address, context=context, timeout=20) as answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, headers, answer.read()


def test_a_machine_that_trusts_the_authority_comes_in_by_every_name(prepared: Path) -> None:
    authority = prepared / "tls" / "ca.pem"
    with _serving(prepared, "--lan", "--name", "127.0.0.1") as (_, port, said):
        assert f"https://127.0.0.1:{port}/" in said
        for host in ("127.0.0.1", "localhost", *addresses.lan_addresses()):
            status, headers, page = _get(f"https://{host}:{port}/may-chu/dia-chi/", authority)
            assert status == 200
            assert "strict-transport-security" not in headers
            assert "upgrade-insecure-requests" in headers["content-security-policy"]
        certificate = certificates.read(authority)
        assert certificates.fingerprint(certificate) in page.decode()
        _, headers, given = _get(f"https://localhost:{port}/may-chu/chung-thu.crt", authority)
        assert headers["content-type"] == "application/x-x509-ca-cert"
        assert ssl.DER_cert_to_PEM_cert(given) == authority.read_text()
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(f"https://localhost:{port}/", timeout=20)
        with pytest.raises((OSError, HTTPException)):  # plain HTTP is not spoken here
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20)


def test_a_second_server_is_refused_with_who_serves_and_a_killed_one_is_not_in_the_way(
    prepared: Path,
) -> None:
    with _serving(prepared) as (first, port, _):
        told = _run(prepared, "serve", "--port", str(_free_port()))
        assert (told.returncode, told.stdout) == (1, "")
        assert told.stderr == (
            f"Chưa chạy được: tiến trình {first.pid} đang phục vụ dữ liệu này tại "
            f"http://127.0.0.1:{port}/. Dừng nó, hoặc đặt DIENHONG_DATA sang thư mục khác.\n"
        )
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    with _serving(prepared):
        pass


@pytest.mark.parametrize("told_to_stop", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_in_order_and_what_is_on_its_way_arrives(
    prepared: Path, told_to_stop: signal.Signals
) -> None:
    arrived: list[int] = []
    with _serving(prepared) as (program, port, _):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
            # A form whose last byte comes after the server was told to stop.
            slow.sendall(
                b"POST /may-chu/dia-chi/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\na"
            )
            time.sleep(0.3)
            reader = threading.Thread(target=lambda: arrived.append(len(slow.recv(4096))))
            reader.start()
            program.send_signal(told_to_stop)
            time.sleep(0.3)
            slow.sendall(b"=")
            reader.join(20)
        assert program.wait(40) == 0
    assert arrived[0] > 0


def test_dangers_are_said_at_the_start(tmp_path: Path) -> None:
    assert _run(tmp_path / "d", "prepare", "--demo").returncode == 0
    with _serving(tmp_path / "d", "--lan", "--name", "may-chu.local") as (_, port, said):
        assert "Cần sửa: ai cũng vào được không cần mật khẩu: mau-a, mau-b, mau-c." in said
        found = json.loads(_run(tmp_path / "d", "doctor", "--json").stdout)
        by_name = {each["name"]: each for each in found}
        assert by_name["máy chủ"]["what"].startswith(f"đang chạy tại https://may-chu.local:{port}/")
        assert by_name["văn phòng trình diễn"]["ok"] is False
        assert by_name["mã hóa đường truyền"]["ok"] is True
        _comes_in(f"https://localhost:{port}", tmp_path / "d" / "tls" / "ca.pem")


def _comes_in(server: str, authority: Path) -> None:
    """Come in over TLS as a browser does: its cookies are secure, its forms are taken."""
    context = ssl.create_default_context(cafile=str(authority))
    jar = CookieJar()
    browser = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=context), urllib.request.HTTPCookieProcessor(jar)
    )
    page = browser.open(f"{server}/mau-a/dang-nhap/", timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    login = re.search(r'name="login" value="(\w+)"', page)
    assert token is not None
    assert login is not None
    words = urlencode({"csrfmiddlewaretoken": token[1], "login": login[1]}).encode()
    for origin, status in (("https://vi-du.invalid", 403), (server, 200)):
        sent = urllib.request.Request(
            f"{server}/mau-a/dang-nhap/thu/", words, headers={"Origin": origin}
        )
        try:
            answer = browser.open(sent, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        assert (answer.status, origin) == (status, origin)
        answer.close()
    assert {cookie.name: cookie.secure for cookie in jar} == {
        "dienhong-csrf": True,
        "dienhong-session": True,
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "x"], "chỉ dùng cùng --lan"),
        (["--lan", "--certificate", "a.pem"], "phải đi cùng nhau"),
        (["--lan", "--certificate", "a.pem", "--key", "b.pem"], "không đọc được chứng thư"),
        (["--lan", "--name", "máy chủ"], "không phải tên máy"),
    ],
)
def test_what_cannot_be_served_is_refused_in_a_sentence(
    prepared: Path, arguments: list[str], said: str
) -> None:
    told = _run(prepared, "serve", "--port", str(_free_port()), *arguments)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("Chưa chạy được: ")
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_before_it_is_prepared_nothing_is_served(tmp_path: Path) -> None:
    told = _run(tmp_path, "serve", "--port", str(_free_port()))
    assert told.returncode == 1
    assert told.stderr == (
        "Chưa chạy được: dữ liệu chưa theo kịp phần mềm (bản mẫu). Chạy: dienhong prepare\n"
    )


def test_alone_the_command_says_what_an_operator_needs(tmp_path: Path) -> None:
    told = _run(tmp_path / "khong-co")
    assert (told.returncode, told.stderr) == (0, "")
    for command in ("start", "serve", "doctor", "prepare", "agency create", "secret rotate"):
        assert f"dienhong {command}" in told.stdout
    assert not (tmp_path / "khong-co").exists()


def test_start_prepares_and_serves(tmp_path: Path) -> None:
    port = _free_port()
    command = [*_CLI, "start", "--demo", "--port", str(port)]
    environ = os.environ | {"DIENHONG_DATA": str(tmp_path / "d")}
    environ.pop("DIENHONG_OPEN_BY_CLICKS")
    with subprocess.Popen(command, env=environ, start_new_session=True) as program:
        try:
            _wait_for(port)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
                page = answer.read().decode()
        finally:
            program.send_signal(signal.SIGTERM)
            assert program.wait(40) == 0
    assert 'href="/mau-a/"' in page
    assert "Mở văn phòng mới" in page
