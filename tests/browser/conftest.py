"""Fixtures: the real server as a process of its own, and visitors with Debian's chromium."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Visitor
from tests.conftest import CHROMIUM

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with suppress(OSError):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("GET", "/")
            return line.getresponse().status == 200
        finally:
            line.close()
    return False


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Prepare two demonstration offices in a folder of their own, serve them, give the address."""
    folder: Path = tmp_path_factory.mktemp("browser")
    port = _free_port()
    here = os.environ | {"DIENHONG_DATA": str(folder), "DIENHONG_OPEN_BY_CLICKS": "1"}
    program = [sys.executable, "-m", "dienhong.site.cli"]
    subprocess.run([*program, "prepare", "--demo"], env=here, check=True, capture_output=True)
    with (folder / "serve.log").open("wb") as log:
        running = subprocess.Popen(
            [*program, "serve", "--port", str(port)],
            env=here,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + 120
        while not _answers(port):
            assert running.poll() is None, (folder / "serve.log").read_text("utf-8")
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's chromium once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visitor(server: str, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Return a function that brings a new visitor; at the end no browser has complained."""
    came: list[Visitor] = []

    def come(
        *, width: int = 1280, script: bool = True, touch: bool = False, host: str = "127.0.0.1"
    ) -> Visitor:
        context = browser.new_context(
            base_url=server.replace("127.0.0.1", host),
            viewport={"width": width, "height": 800},
            locale="vi-VN",
            java_script_enabled=script,
            has_touch=touch,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        came.append(Visitor(context.new_page()))
        return came[-1]

    yield come
    for one in came:
        one.page.context.close()
    assert [complaint for one in came for complaint in one.complaints] == []
