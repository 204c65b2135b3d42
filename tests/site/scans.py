"""A page that was printed and scanned: an invented regulation as a PDF of one picture."""

from io import BytesIO

import typst
from PIL import Image, ImageFilter

_PIXELS_AN_INCH = 200.0
_PAGE = """
#set page("a4", margin: 2.5cm)
#set text(size: 13pt, lang: "vi", font: "Libertinus Serif")
#set par(justify: true)
#for line in sys.inputs.lines.split("\\n") [#line #parbreak()]
"""


def scan(text: str) -> bytes:
    """Return ``text``, a paragraph a line, as a grey, slightly crooked and blurred picture."""
    drawn = typst.compile(
        _PAGE.encode(),
        format="png",
        ppi=_PIXELS_AN_INCH,
        ignore_system_fonts=True,
        sys_inputs={"lines": text},
    )
    assert isinstance(drawn, bytes)  # one page
    with Image.open(BytesIO(drawn)) as page:
        grey = page.convert("L")
    crooked = grey.rotate(0.4, fillcolor=255, resample=Image.Resampling.BILINEAR)
    out = BytesIO()
    crooked.filter(ImageFilter.GaussianBlur(0.6)).save(out, "PDF", resolution=_PIXELS_AN_INCH)
    return out.getvalue()
