"""PNG and JPEG: whole or not, with a place in it or not, and the picture redrawn small."""

import struct
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from dienhong.core.refusal import Refused
from dienhong.record.inspection import UNREADABLE
from dienhong.record.inspection.tail import check_no_archive_behind

MOST_PIXELS = 60_000_000
LARGE, SMALL = 1_600, 240  # pixels of the longer side
_PLACE = 0x8825  # the tag under which EXIF keeps latitude and longitude
_NOTHING_TO_SEE = (OSError, SyntaxError, ValueError, struct.error)

# Our own limit, checked before anything is unpacked, stands instead of the library's warning.
Image.MAX_IMAGE_PIXELS = None


def check(file: BinaryIO, kind: str) -> bool:
    """Tell whether a place is written in a picture; refuse one too large, cut off, or ambiguous."""
    file.seek(0)
    check_no_archive_behind(file.read())
    try:
        image = _open(file, kind)
        if image.width * image.height > MOST_PIXELS:
            raise Refused(
                f"ảnh {image.width} × {image.height} điểm, lớn hơn {MOST_PIXELS // 10**6} triệu",
                cure="Chụp lại hoặc lưu lại ở độ phân giải thấp hơn.",
            )
        located = _has_place(image)
        _open(file, kind).verify()
        # A JPEG is read to its end at an eighth of its size: cut off or not shows all the same.
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()
    except _NOTHING_TO_SEE as error:
        raise Refused(UNREADABLE, cure="Chụp lại, hoặc chép lại tệp ảnh rồi chọn lại.") from error
    return located


def _open(file: BinaryIO, kind: str) -> Image.Image:
    file.seek(0)
    return Image.open(file, formats=[kind.upper()])


def _has_place(image: Image.Image) -> bool:
    packet = image.info.get("xmp", b"")
    if b"GPSLatitude" in (packet.encode() if isinstance(packet, str) else packet):
        return True
    with suppress(*_NOTHING_TO_SEE, KeyError, TypeError):
        return bool(image.getexif().get_ifd(_PLACE))
    return False


def read(file: BinaryIO, kind: str) -> dict[str, Any]:
    """Return the size in pixels of the picture as it is drawn."""
    image = _open(file, kind)
    image.draft("RGB", (LARGE, LARGE))
    upright = _upright(image, LARGE)
    return {"pages": [{"width": upright.width, "height": upright.height, "words": ""}]}


def draw(file: BinaryIO, kind: str) -> bytes:
    """Return the picture as JPEG, upright, at most 1,600 pixels wide and high."""
    return _jpeg(file, kind, LARGE)


def thumbnail(file: BinaryIO, kind: str) -> bytes:
    """Return the picture as a small JPEG."""
    return _jpeg(file, kind, SMALL)


def _jpeg(file: BinaryIO, kind: str, side: int) -> bytes:
    image = _open(file, kind)
    image.draft("RGB", (side, side))
    upright = _upright(image, side)
    # Only points are carried over: no place, no camera, no colour profile, no comment.
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    plain.save(out, "JPEG", quality=85)
    return out.getvalue()


def _upright(image: Image.Image, side: int) -> Image.Image:
    """Return the picture turned as the camera was held, in colours with transparency, and small."""
    if image.mode.startswith("I"):  # sixteen bits a point
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    image.thumbnail((side, side), reducing_gap=2)
    return ImageOps.exif_transpose(image).convert("RGBA")
