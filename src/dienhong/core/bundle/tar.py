"""The tar of a bundle: plain files with plain names only (POSIX.1-1988, ustar).

The standard library reads whatever tar there is: links, devices, headers of any length that
it takes into memory. A bundle has none of these, so each is a fault here.
"""

import re
import tarfile

from dienhong.core.refusal import Refused

BLOCK = 512
END = bytes(2 * BLOCK)
# Eleven octal digits are what the header has room for.
LARGEST = 8**11 - 1

_NAME = re.compile(
    r"head\.json|manifest\.json|journal\.jsonl"
    r"|tables/[a-z][a-z0-9_]{0,62}\.jsonl"
    r"|files/([0-9a-f]{2})/\1[0-9a-f]{62}"
)
_ORDER = ("head.json", "tables/", "files/", "journal.jsonl", "manifest.json")
CURE = "Lấy lại tệp từ nơi lưu khác rồi chạy lại. Chưa có gì được nhập."


def damaged(place: str, what: str) -> Refused:
    """Return the refusal of a bundle that is not as it was written: where, and what is wrong."""
    return Refused(f"Không đọc được gói dữ liệu: {place}: {what}", cure=CURE)


def place_in_order(name: str) -> tuple[int, str]:
    """Return what members are ordered by; a bundle has each name once, in this order."""
    group = next(n for n, start in enumerate(_ORDER) if name.startswith(start))
    return group, name


def header(name: str, size: int) -> bytes:
    """Return the header block of a member; the same for the same name and size."""
    if _NAME.fullmatch(name) is None:
        raise ValueError(f"no name of a member: {name!r}")
    if size > LARGEST:
        raise Refused(
            f"Chưa xuất được: phần «{name}» lớn hơn 8 GB",
            cure="Báo cho người phụ trách phần mềm: gói dữ liệu chưa chứa được phần lớn như vậy.",
        )
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def padding(size: int) -> int:
    """Return how many zero bytes follow a member of ``size`` bytes."""
    return -size % BLOCK


def read_header(block: bytes, after: str) -> tuple[str, int] | None:
    """Return name and size of the next member, None at the end; ``after`` is the one before."""
    if len(block) < BLOCK:
        raise damaged(f"sau «{after}»", "tệp bị cắt cụt")
    if block == bytes(BLOCK):
        return None
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, ValueError):
        raise damaged(f"sau «{after}»", "đầu mục không đọc được") from None
    # Our own header, byte for byte: no link, no device, no path that leads elsewhere.
    if _NAME.fullmatch(info.name) is None or block != header(info.name, info.size):
        raise damaged(f"sau «{after}»", f"có phần lạ {info.name[:100]!r}")
    if after and place_in_order(info.name) <= place_in_order(after):
        raise damaged(f"«{info.name}»", "lặp lại hoặc đứng sai chỗ")
    return info.name, info.size
