"""A browser with nothing but Python's own: cookies, forms as they stand, and real connections."""

import http.client
import re
import secrets
from html import unescape
from http.client import HTTPResponse
from http.cookies import SimpleCookie
from time import monotonic

Files = dict[str, tuple[str, bytes]]
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_INPUT = re.compile(r"<input\b[^>]*>")
# The server hangs up on who is silent for ten seconds (``serve``: http1-header-read-timeout).
_IDLE = 5.0
_OPTION = re.compile(r'<option value="([^"]+)"')


class Browser:
    """One person at a browser; raises OSError or HTTPException when the server goes away.

    Like every browser it lets go of a connection that has idled, and asks for a page again, once,
    where the server hung up on a used connection instead of answering (RFC 9112, 9.3.1). A form is
    never sent twice.
    """

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.answered = monotonic()
        self.path = "/"
        self.body = b""

    @property
    def page(self) -> str:
        """Return the page on the screen."""
        return self.body.decode()

    def get(self, path: str) -> int:
        """Open an address; return the status."""
        status, _ = self._ask("GET", path, b"", "")
        self.path = path
        return status

    def send(
        self, marked: str, words: dict[str, str] | None = None, files: Files | None = None
    ) -> str:
        """Send the form in which ``marked`` stands; return where its answer leads, or ""."""
        action, fields = self._form(marked)
        content, kind = _multipart(fields | (words or {}), files or {})
        status, location = self._ask("POST", action or self.path, content, kind)
        return location if status in {302, 303} else ""

    def options(self, name: str) -> list[str]:
        """Return the values that a list on the page offers."""
        select = re.search(rf'<select[^>]*name="{name}".*?</select>', self.page, re.DOTALL)
        return [unescape(value) for value in _OPTION.findall(select[0])] if select else []

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def _form(self, marked: str) -> tuple[str, dict[str, str]]:
        for attributes, inside in _FORM.findall(self.page):
            if marked in attributes + inside:
                inputs = [_attributes(tag) for tag in _INPUT.findall(inside)]
                given = {
                    each["name"]: each.get("value", "")
                    for each in inputs
                    if each.get("type") not in {"file", "checkbox", "radio"} and "name" in each
                }
                return _attributes(attributes).get("action", ""), given
        raise AssertionError(f"no form with {marked!r} at {self.path}:\n{self.page}")

    def _ask(self, method: str, path: str, content: bytes, kind: str) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        answer = self._answer(method, path, content, headers)
        self.body = answer.read()
        self.answered = monotonic()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, answer.headers.get("Location", "")

    def _answer(
        self, method: str, path: str, content: bytes, headers: dict[str, str]
    ) -> HTTPResponse:
        if monotonic() - self.answered > _IDLE:
            self.connection.close()  # the next request opens another
        used = self.connection.sock is not None
        try:
            self.connection.request(method, path, content or None, headers)
            return self.connection.getresponse()
        except ConnectionError:
            if method != "GET" or not used:
                raise
        self.connection.close()
        self.connection.request(method, path, None, headers)
        return self.connection.getresponse()


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}


def _multipart(words: dict[str, str], files: Files) -> tuple[bytes, str]:
    """Return a form's content and its media type (RFC 7578)."""
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in words.items()
    ]
    for name, (file_name, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"'
        parts.append(f"{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
