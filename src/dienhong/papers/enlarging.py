"""A paper enlarged from A4 to A3: the same page, drawn larger, to be read from further away."""

from io import BytesIO
from math import sqrt

import pypdfium2
from pypdfium2 import raw

_LARGER = sqrt(2)  # between two sizes of the A series (ISO 216)


def to_a3(content: bytes) -> bytes:
    """Return a PDF on A4 with each of its pages on A3; nothing on them changes but the size."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        width, height = (side * _LARGER for side in page.get_size())
        page.set_mediabox(0, 0, width, height)
        matrix = raw.FS_MATRIX(_LARGER, 0, 0, _LARGER, 0, 0)
        clip = raw.FS_RECTF(0, height, width, 0)
        raw.FPDFPage_TransFormWithClip(page, matrix, clip)
        page.close()
    written = BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()
