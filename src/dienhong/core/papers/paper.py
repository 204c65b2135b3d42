"""The parts of an official paper as data (Decree 30/2020/NĐ-CP, article 8)."""

import re
from dataclasses import dataclass
from datetime import date

from dienhong.core.papers import wording

LONGEST_QR_PAYLOAD = 1000  # bytes; a denser code is hard to read from a sheet on a board

_FINGERPRINT = re.compile(r"[0-9]{4}( [0-9]{4}){11}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A line break begins a new paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line in bold that opens a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the paper with the pages on which they stand, under ``title``."""

    title: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value. An empty value is a dotted line to be filled by hand."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; columns listed in ``numeric`` (from 0) are set flush right.

    Raises ValueError if a row is not as long as the header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("A row is not as long as the header")


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of a count in each of several spans: its caption, then label and value of each.

    The same numbers stand in a table beside it, which is all that a file without charts has.
    """

    caption: str
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """How a date was counted: pairs of span and reason, and the calendar that was used."""

    rows: tuple[tuple[str, str], ...]
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words taken over as they stand, with where they come from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The journal's fingerprint, as ``core.journal.fingerprint`` writes it, under ``caption``.

    Raises ValueError for anything but twelve groups of four digits.
    """

    text: str
    caption: str = ""

    def __post_init__(self) -> None:
        if not _FINGERPRINT.fullmatch(self.text):
            raise ValueError("A fingerprint has twelve groups of four digits")


Block = Paragraph | Heading | Contents | Facts | Table | Bars | Steps | Quote | Fingerprint


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: ``KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG``, then the name.

    ``mark`` is one of TM., KT., TL., TUQ., Q. or empty; ``own_office`` is the signer's own
    office where a mark stands before another one's. An empty ``name`` is a dotted line.
    """

    office: str
    name: str = ""
    mark: str = ""
    own_office: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines above the signature, in capitals."""
        first = f"{self.mark} {self.office}".strip().upper()
        return (first, self.own_office.upper()) if self.own_office else (first,)


@dataclass(frozen=True, slots=True)
class PostingBox:
    """The box at the foot of a posted sheet: a QR code beside ``lines``, the first in bold.

    Raises ValueError if ``qr_payload`` is empty or longer than 1,000 bytes.
    """

    qr_payload: str
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.qr_payload.encode()) <= LONGEST_QR_PAYLOAD:
            raise ValueError("A QR code holds 1 to 1,000 bytes here")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Whose paper it is. ``number`` and ``on`` stay empty until the office's register gives them.

    ``symbol`` is what follows the number (``TB-VP``); empty for what no register numbers.
    ``demo`` marks every page as a demonstration without legal value.
    """

    issuing_body: str
    place: str
    symbol: str
    superior_body: str = ""
    number: str = ""
    on: date | None = None
    demo: bool = False

    @property
    def number_line(self) -> str:
        """``Số: 06/TB-VP``, with a gap where the number is awaited; empty without a symbol."""
        return self.symbol and wording.number_line(self.number, self.symbol)

    @property
    def place_and_date(self) -> str:
        """``Bắc Kạn, ngày 05 tháng 01 năm 2026``, with gaps where the date is awaited."""
        return wording.place_and_date(self.place, self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An official paper, complete but for how it looks.

    Every text is plain: nothing in it is markup, whoever wrote it.
    """

    letterhead: Letterhead
    kind: str  # THÔNG BÁO, BIÊN BẢN
    about: str
    body: tuple[Block, ...]
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...] = ()
    foot: PostingBox | None = None
    # What stands beside the page's number from the second page on; of long papers only.
    running: str = ""
    # What it is worth, where it is neither a draft nor to be signed.
    worth: str = ""

    @property
    def awaits_number(self) -> bool:
        """Whether the office's register has yet to give a number or a date ("chờ số")."""
        return not self.letterhead.number or self.letterhead.on is None

    @property
    def standing(self) -> str:
        """What a sheet from our printer is worth, said on each page."""
        if self.worth:
            return self.worth
        if self.awaits_number:
            return "Dự thảo, chờ số. Chưa có giá trị khi chưa có số, ngày và chữ ký."
        return "Bản in để ký. Còn là dự thảo khi chưa có chữ ký."
