"""A photographed or scanned page: its text by whoever can read pictures."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from dienhong.core.law.reading.reading import INSTALL, RECOGNISED, Eyes, Reading
from dienhong.core.refusal import Refused

KIND = "ảnh"
FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 60_000_000
_MOST_PAGES = 500


def read_picture(data: bytes, eyes: Eyes | None = None) -> Reading:
    """Read a picture, page by page where a TIFF has several; refused without ``eyes``."""
    if eyes is None:
        raise Refused("Chưa đọc được tệp ảnh: không có chữ, chỉ có hình", cure=INSTALL)
    try:
        # A size that a picture only claims is refused below, before it is unpacked.
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(BytesIO(data), formats=FORMATS) as image,
        ):
            pages = [eyes(_page(image, at)) for at in range(_pages(image))]
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        cure = "Chụp hoặc quét lại, rồi dùng tệp mới."
        raise Refused("Chưa đọc được tệp ảnh: tệp hỏng hoặc quá lớn", cure=cure) from error
    return Reading("\f".join(pages), KIND, (RECOGNISED.format(len(pages)),))


def _pages(image: Image.Image) -> int:
    return min(int(getattr(image, "n_frames", 1)), _MOST_PAGES)


def _page(image: Image.Image, at: int) -> bytes:
    image.seek(at)
    if image.width * image.height > _MOST_PIXELS:
        raise Refused(
            f"Chưa đọc được tệp ảnh: {image.width} × {image.height} điểm là quá lớn",
            cure="Quét lại ở 300 dpi.",
        )
    out = BytesIO()
    ImageOps.exif_transpose(image).convert("L").save(out, "PNG")
    return out.getvalue()
