"""Our own browser: what it asks again when the server hangs up, and what it never does."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.site.browser import Browser

_FORM = b'<form action="/gui/"><input name="a" value="1"></form>'
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(_FORM), _FORM)


class HangingUp:
    """A server that answers one request a connection and then hangs up without saying so."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.asked: list[str] = []
        self.answers = True

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def run(self) -> None:
        """Answer until the listening socket is closed."""
        while True:
            try:
                there, _ = self.listening.accept()
            except OSError:
                return
            with there:
                self.asked.append(there.recv(65536).decode().partition(" HTTP")[0])
                if self.answers:
                    there.sendall(_ANSWER)


@pytest.fixture
def server() -> Iterator[HangingUp]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = HangingUp(listening)
        thread = threading.Thread(target=made.run, daemon=True)
        thread.start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=10)


def test_a_page_is_asked_for_again_where_the_server_hung_up(server: HangingUp) -> None:
    with closing(Browser(server.port)) as browser:
        assert [browser.get("/mot/"), browser.get("/hai/")] == [200, 200]
    assert server.asked == ["GET /mot/", "GET /hai/"]


def test_a_form_is_never_sent_twice(server: HangingUp) -> None:
    with closing(Browser(server.port)) as browser:
        browser.get("/mot/")
        with pytest.raises(ConnectionError):
            browser.send('name="a"')
    assert server.asked == ["GET /mot/"]


def test_a_server_that_gives_no_answer_is_asked_no_more_than_once_again(server: HangingUp) -> None:
    with closing(Browser(server.port)) as browser:
        browser.get("/mot/")
        server.answers = False
        with pytest.raises(ConnectionError):
            browser.get("/hai/")
    assert server.asked == ["GET /mot/", "GET /hai/"]
