"""A picture that stands for the photograph of a board, where people who act are made up."""

from io import BytesIO

import segno
from django.core.files.base import ContentFile

from dienhong.publication.drafting import Upload
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind

_SCALE = 6  # pixels of each square of the code


def of_board(words: str) -> Upload:
    """Return a picture of a code that says ``words``: the same words give the same picture."""
    drawn = BytesIO()
    segno.make(words, micro=False).save(drawn, kind="png", scale=_SCALE)
    name = "anh-bang-tin.png"
    return Upload(name, ContentFile(drawn.getvalue(), name=name), Seen(Kind.PNG))
