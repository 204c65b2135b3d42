"""A ZIP archive behind a file of another kind: one file that two programs read in two ways."""

from dienhong.core.refusal import Refused
from dienhong.record.inspection import SAVE_AGAIN

_ENTRY, _END = b"PK\x01\x02", b"PK\x05\x06"  # of the archive's directory (APPNOTE.TXT 4.3)
_WITHIN = 65_557  # a record of 22 bytes and its longest comment


def check_no_archive_behind(content: bytes) -> None:
    """Refuse content near whose end a ZIP archive's directory ends."""
    place = content.rfind(_END)
    while place >= max(0, len(content) - _WITHIN):
        directory = int.from_bytes(content[place + 12 : place + 16], "little")
        if 0 < directory <= place and content.startswith(_ENTRY, place - directory):
            raise Refused("tệp vừa là tài liệu vừa là tệp nén ZIP", cure=SAVE_AGAIN)
        place = content.rfind(_END, 0, place)
