"""The real server, killed in the middle of its work: nothing that it acknowledged is lost."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPException
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from dienhong.core.journal.export import read_line
from dienhong.core.journal.verify import verify
from tests import databases
from tests.file_samples import pdf, stream
from tests.site.browser import Browser

TOTAL = 200
CLIENTS = 4
PASSWORD = "mat-khau-cua-lan"
_CLI = [sys.executable, "-m", "dienhong.site.cli"]


@pytest.fixture
def database() -> Iterator[dict[str, str]]:
    """Give the program a database of its own; where it can, two processes."""
    with databases.fresh() as environment:
        yield environment | ({"DIENHONG_WORKERS": "2"} if environment else {})


class Server:
    """The program as ``make run`` starts it, with a data folder and a port of its own."""

    def __init__(self, folder: Path, database: dict[str, str]) -> None:
        self.environment = (
            os.environ
            | database
            | {
                "DIENHONG_DATA": str(folder),
                "DIENHONG_OPEN_BY_CLICKS": "1",
            }
        )
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        subprocess.run([*_CLI, "prepare"], env=self.environment, check=True, timeout=60)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Start, wait until it answers, and at the end kill it with all its processes."""
        command = [*_CLI, "serve", "--port", str(self.port)]
        program = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            self._wait()
            yield program
        finally:
            kill(program)

    def _wait(self) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("the server does not answer")


def kill(program: subprocess.Popen[bytes]) -> None:
    """Kill the whole group at once, as a power cut would."""
    if program.poll() is None:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _open_office(port: int) -> None:
    words = {
        "name": "Văn phòng Sương Mai",
        "code": "thu",
        "person": "Lan",
        "function": "administration",
        "login": "lan",
        "password": PASSWORD,
    }
    with closing(Browser(port)) as browser:
        browser.get("/may-chu/mo-van-phong/")
        assert browser.send('name="code"', words) == "/thu/dang-nhap/"


def sign_in(browser: Browser) -> None:
    """Sign Lan in."""
    browser.get("/thu/dang-nhap/")
    words = {"username": "lan", "password": PASSWORD}
    assert browser.send('name="username"', words) == "/thu/"


def _file(number: int) -> bytes:
    return pdf(f"Viec {number}", objects={7: stream(str(number).encode() * 4000)})


def _publish(browser: Browser, number: int) -> str:
    """Draft, clear and publish one matter through its forms; return its address."""
    browser.get("/thu/cong-khai/soan/")
    today = timezone.localdate()
    words = {
        "title": f"Việc số {number}.",
        "decided_on": f"{today:%d/%m/%Y}",
        "kind": browser.options("kind")[number % 3],
        "checker": browser.options("checker")[0],
    }
    matter = browser.send('name="title"', words, {"attachments": ("ke.pdf", _file(number))})
    browser.get(matter)
    assert browser.send('value="clear"') == matter
    browser.get(matter)
    assert browser.send('/cong-khai/"') == matter
    return matter


def _listed(browser: Browser) -> set[str]:
    """Return the matters on every page of the list."""
    found: set[str] = set()
    page, more = 0, True
    while more:
        page += 1
        browser.get(f"/thu/cong-khai/?trang={page}")
        found |= set(re.findall(r'href="(/thu/cong-khai/[0-9a-f-]{36}/)"', browser.page))
        more = f"trang={page + 1}#" in browser.page
    return found


class Work:
    """Numbers to publish, taken by several clients, and what the server acknowledged."""

    def __init__(self) -> None:
        self.acknowledged: dict[int, str] = {}
        self.seen: set[int] = set()
        self.begun = 0
        self.lock = threading.Lock()

    def client(self, port: int, until: int) -> None:
        """Publish until so many are begun or the server is gone."""
        with closing(Browser(port)) as browser:
            try:
                sign_in(browser)
                while (number := self._next(until)) is not None:
                    self.acknowledged[number] = _publish(browser, number)
            except (OSError, HTTPException):
                return  # killed; what was on its way was not acknowledged

    def _next(self, until: int) -> int | None:
        with self.lock:
            if len(self.acknowledged) >= until:
                return None
            self.begun += 1
            return self.begun

    def all_there(self, port: int) -> int:
        """See that all that was acknowledged is there; return how many more there are."""
        with closing(Browser(port)) as browser:
            sign_in(browser)
            for number in self.acknowledged.keys() - self.seen:
                _see(browser, self.acknowledged[number], number)
                self.seen.add(number)
            browser.get("/thu/so-ghi/xuat/")
            report = verify(BytesIO(browser.body))
            assert (report.faults, report.opened) == ((), report.size)
            written = _published(browser.body)
            listed = _listed(browser)
        assert set(self.acknowledged.values()) <= written <= listed
        return len(written) - len(self.acknowledged)


def _see(browser: Browser, matter: str, number: int) -> None:
    """See a matter's page, and its file to the last byte."""
    assert browser.get(matter) == 200
    assert f"Việc số {number}." in browser.page
    file = re.search(rf'href="({matter}tep/[^"]+)"', browser.page)
    assert file is not None
    assert browser.get(f"{file[1]}ke.pdf") == 200
    assert browser.body == _file(number)


def _published(lines: bytes) -> set[str]:
    """Return the addresses of the matters that the export says were published."""
    read = [read_line(line).opening for line in BytesIO(lines).readlines()[1:]]
    entries = [opening.entry for opening in read if opening is not None]
    subjects = [e.subject for e in entries if e.kind == "publication.published"]
    return {f"/thu/cong-khai/{subject.removeprefix('matter:')}/" for subject in subjects}


@contextmanager
def _clients(work: Work, port: int, until: int) -> Iterator[None]:
    with ThreadPoolExecutor(max_workers=CLIENTS) as pool:
        sent = [pool.submit(work.client, port, until) for _ in range(CLIENTS)]
        yield
        for each in sent:
            each.result()


@pytest.mark.database
def test_what_a_client_saw_acknowledged_is_there_after_the_server_was_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], database: dict[str, str]
) -> None:
    began = time.monotonic()
    server, work = Server(tmp_path, database), Work()
    with server.running() as program:
        _open_office(server.port)
        with _clients(work, server.port, TOTAL):
            while len(work.acknowledged) < TOTAL // 2:
                time.sleep(0.01)
            kill(program)
    before = len(work.acknowledged)
    assert TOTAL // 2 <= before < TOTAL
    with server.running():
        more = work.all_there(server.port)
        assert 0 <= more <= CLIENTS  # committed, but the answer did not come through
        with _clients(work, server.port, TOTAL):
            pass
        assert len(work.acknowledged) >= TOTAL
        assert work.all_there(server.port) == more
    with capsys.disabled():
        sys.stdout.write(
            f"\n{before} acknowledged before kill -9, {more} committed without an answer, "
            f"{len(work.acknowledged)} in the end; {time.monotonic() - began:.0f} s\n"
        )
