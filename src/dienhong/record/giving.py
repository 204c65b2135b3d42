"""Giving files out so that nothing in them runs: the original as a download, pictures of ours."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import IO, TypeVar

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from dienhong.core.refusal import Refused
from dienhong.record.models import StoredFile

Answer = TypeVar("Answer", bound=HttpResponseBase)
# No script, no form, no plug-in, whatever a browser takes the content for (W3C CSP Level 3, Fetch).
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def original(request: HttpRequest, file: StoredFile, name: str) -> HttpResponseBase:
    """Give out the very bytes that came, always as a download; a part of them where asked for.

    Raises ``Refused`` where the bytes on the disk are not those that came.
    """
    _check_size(file)
    span = _span_asked_for(request, file)
    if span is not None and not span:
        answer: HttpResponseBase = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        answer["Content-Range"] = f"bytes */{file.size}"
        return _with(answer, SAFE)
    span = span or range(file.size)
    answer = FileResponse(
        _Part(default_storage.open(file.place), span),
        as_attachment=True,
        filename=name,
        content_type=file.kind.media_type,
    )
    if len(span) < file.size:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{file.size}"
    length = {"Content-Length": str(len(span)), "Accept-Ranges": "bytes", "ETag": _mark(file)}
    return _with(answer, SAFE | length)


def drawn(content: bytes) -> HttpResponse | None:
    """Give out a picture that was drawn here; None if the content is none."""
    media = next((said for start, said in _PICTURES.items() if content.startswith(start)), None)
    return None if media is None else _with(HttpResponse(content, content_type=media), SAFE)


def chart(words: str) -> HttpResponse:
    """Give out a chart of ours as SVG: nothing in it runs, whatever words it is made of."""
    return _with(HttpResponse(words, content_type="image/svg+xml"), SAFE)


def _with(answer: Answer, headers: dict[str, str]) -> Answer:
    for name, said in headers.items():
        answer[name] = said
    return answer


def _mark(file: StoredFile) -> str:
    return f'"{file.digest}"'


def _check_size(file: StoredFile) -> None:
    try:
        size = default_storage.size(file.place)
    except FileNotFoundError:
        size = -1
    if size != file.size:
        raise Refused(
            "Chưa tải được tệp: bản lưu trên máy chủ không còn đúng như khi nhận",
            cure="Báo người quản trị máy chủ chạy lệnh «files check» và lấy lại từ bản sao lưu.",
        )


def _span_asked_for(request: HttpRequest, file: StoredFile) -> range | None:
    """Return the bytes of a request for one part (RFC 9110, 14): None for all, empty for none.

    Several parts at once, and parts of another edition, are answered with the whole.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or not any(asked.groups()) or request.method != "GET":
        return None
    if request.headers.get("If-Range", _mark(file)) != _mark(file):
        return None
    first, last = asked.groups()
    if not first:
        return range(max(0, file.size - int(last)), file.size)
    return range(int(first), min(int(last or file.size), file.size - 1) + 1)


class _Part:
    """A file from which only some bytes are read."""

    def __init__(self, file: IO[bytes], span: range) -> None:
        file.seek(span.start)
        self._file, self._left = file, len(span)
        self.name = ""

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(content)
        return content

    def close(self) -> None:
        self._file.close()
