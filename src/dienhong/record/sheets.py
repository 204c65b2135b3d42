"""The pages of a stored file as pictures to be printed, drawn by the limited process."""

from collections.abc import Iterator

from django.core.files.storage import default_storage

from dienhong.core.refusal import Refused
from dienhong.record import worker
from dienhong.record.models import StoredFile

_AT_ONCE = 5  # pages drawn by one process


def pages_of(file: StoredFile) -> Iterator[bytes]:
    """Yield the pages of a PDF, or the picture that a file is, each as JPEG.

    Nothing for another kind, and nothing more from a page on that cannot be drawn.
    """
    if not file.is_pictured or file.erased_at is not None:
        return
    pages = max(file.pages, 1)
    for first in range(1, pages + 1, _AT_ONCE):
        last = min(first + _AT_ONCE - 1, pages)
        try:
            with default_storage.open(file.place) as content:
                drawn = worker.run(content, "sheets", file.kind, str(first), str(last))
        except (Refused, FileNotFoundError):
            return
        yield from drawn.pictures
