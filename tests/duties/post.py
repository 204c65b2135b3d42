"""A post office on 127.0.0.1 that speaks enough SMTP (RFC 5321) to receive, refuse and fail."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class PostOffice:
    """What came in, and what is answered to the next recipients: "250 OK" once this is used up."""

    port: int = 0
    came: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)


class _Counter(socketserver.StreamRequestHandler):
    office: PostOffice

    def handle(self) -> None:
        self._say("220 thu.test ESMTP")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].upper()
            if verb == "QUIT":
                self._say("221 tam biet")
                return
            self._answer(verb, line)

    def _answer(self, verb: str, line: str) -> None:
        if verb.startswith("EHLO"):
            self._say("250 thu.test")
        elif verb == "RCPT TO":
            self._say(self.office.answers.pop(0) if self.office.answers else "250 OK")
        elif verb == "DATA":
            self._say("354 viet di")
            self.office.came.append(self._letter())
            self._say("250 da nhan")
        else:
            if verb == "MAIL FROM":
                self.office.senders.append(line)
            self._say("250 OK")

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        read = message_from_bytes(b"".join(lines), policy=default)
        assert isinstance(read, EmailMessage)
        return read

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Open the post office for the length of a test."""
    office = PostOffice()
    counter = type("Counter", (_Counter,), {"office": office})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), counter) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        try:
            yield office
        finally:
            server.shutdown()
