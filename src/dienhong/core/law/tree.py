"""What a regulation's text is once it has been read: addressed nodes and named noise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

_FURTHER = re.compile(r"(?:qc|pl)-[1-9][0-9]{0,2}")


class Kind(StrEnum):
    """A level of a Vietnamese normative text (names from Akoma Ntoso)."""

    PART = "part"  # Phần
    CHAPTER = "chapter"  # Chương
    SECTION = "section"  # Mục
    SUBSECTION = "subsection"  # Tiểu mục
    ARTICLE = "article"  # Điều
    CLAUSE = "clause"  # khoản
    POINT = "point"  # điểm
    INDENT = "indent"  # gạch đầu dòng


GROUPS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)
"""The levels that group articles."""


class Part(StrEnum):
    """Which text of the document: articles are numbered from 1 in each."""

    DECISION = "qd"  # the decision that issues a regulation
    REGULATION = "qc"  # the regulation that it issues
    MAIN = "main"  # a document of one text only

    @classmethod
    def _missing_(cls, value: object) -> "Part | None":
        """Make the further parts of a document: ``qc-2``, ``pl-1`` (an appendix of articles)."""
        if not isinstance(value, str) or not _FURTHER.fullmatch(value):
            return None
        part = str.__new__(cls, value)
        part._name_ = part._value_ = value
        return part


class Certainty(StrEnum):
    """How sure it is that a node is one, and is this one; the node's reasons say why not."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


class NoiseKind(StrEnum):
    """What a stretch of text outside every node is; ``label`` says it in Vietnamese."""

    NAVIGATION = "navigation"  # what the web page or file puts around the document
    LETTERHEAD = "letterhead"  # agency, motto, number, place and date
    TITLE = "title"  # name of the document and what it is about
    PREAMBLE = "preamble"  # issuer, legal bases, enacting words
    RUNNING_HEAD = "running_head"  # what stands at the top or foot of every page
    RECIPIENTS = "recipients"  # "Nơi nhận"
    SIGNATURE = "signature"  # office and name of who signs
    APPENDIX = "appendix"  # forms, tables, further texts annexed
    PAGE_NUMBER = "page_number"
    BLANK = "blank"  # white space and marks of layout between two things

    @property
    def label(self) -> str:
        """The kind in Vietnamese, as a page shows it."""
        return _NOISE_LABELS[self]


_NOISE_LABELS = {
    NoiseKind.NAVIGATION: "Phần ngoài văn bản",
    NoiseKind.LETTERHEAD: "Quốc hiệu, cơ quan, số, ngày",
    NoiseKind.TITLE: "Tên văn bản",
    NoiseKind.PREAMBLE: "Căn cứ ban hành",
    NoiseKind.RUNNING_HEAD: "Dòng lặp lại ở mỗi trang",
    NoiseKind.RECIPIENTS: "Nơi nhận",
    NoiseKind.SIGNATURE: "Chữ ký",
    NoiseKind.APPENDIX: "Phụ lục, biểu mẫu",
    NoiseKind.PAGE_NUMBER: "Số trang",
    NoiseKind.BLANK: "Khoảng trống",
}


class Node(NamedTuple):
    """One unit of the text.

    ``address`` is Vietnamese without accents (``dieu-10.khoan-2.gach-1``,
    ``chuong-2.muc-1``); ``number`` is the unit's own number, Roman read as Arabic
    (``2``, ``5a``, ``đ``). ``heading`` is the title that the text sets apart, else "".
    ``text`` is the own text without marker, heading and children, paragraphs joined
    by a line feed. ``start`` is the offset of the marker's first character in the source,
    ``end`` the one behind the last character of the own text; ``breaks`` are the ranges in
    between that belong to others, such as a page's number. ``parent`` is an address or "".
    ``reasons`` say in Vietnamese why ``confidence`` is not certain.
    """

    part: Part
    address: str
    kind: Kind
    number: str
    heading: str
    text: str
    start: int
    end: int
    parent: str
    breaks: tuple[tuple[int, int], ...] = ()
    confidence: Certainty = Certainty.CERTAIN
    reasons: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return the half-open ranges of the source that are the node itself, sorted."""
        if not self.breaks:
            return ((self.start, self.end),)
        starts = (self.start, *(end for _, end in self.breaks))
        ends = (*(start for start, _ in self.breaks), self.end)
        return tuple(zip(starts, ends, strict=True))


class Noise(NamedTuple):
    """A half-open stretch of the source that belongs to no node."""

    kind: NoiseKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """What the document says about itself; "" or None for whatever it leaves blank.

    ``number`` is whole (``49/QĐ-VP``) or "" when the serial is blank; ``symbol`` is
    its last part (``QĐ-VP``). ``issued_text`` is the date as written. ``title`` is the
    regulation's, or the document's where there is no regulation. ``issuer`` is the
    office named above the legal bases. ``signer`` and ``signer_title`` are who signed the
    document, ``recipients`` those to whom it goes ("Nơi nhận"), a line each.
    """

    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issued_text: str = ""
    title: str = ""
    place: str = ""
    issuer: str = ""
    signer: str = ""
    signer_title: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tree:
    """A text that has been read; each of its characters lies in one node or one noise."""

    source: str
    nodes: tuple[Node, ...]
    noise: tuple[Noise, ...]
    header: Header

    @cached_property
    def _by_address(self) -> dict[tuple[Part, str], Node]:
        # Reversed, so that the first of two nodes with one address wins.
        return {(node.part, node.address): node for node in reversed(self.nodes)}

    @cached_property
    def _by_parent(self) -> dict[tuple[Part, str], list[Node]]:
        groups: dict[tuple[Part, str], list[Node]] = {}
        for node in self.nodes:
            groups.setdefault((node.part, node.parent), []).append(node)
        return groups

    def node(self, part: Part, address: str) -> Node:
        """Return the first node with this address; LookupError if there is none."""
        found = self._by_address.get((part, address))
        if found is None:
            raise LookupError(f"no node {address!r} in part {part.value!r}")
        return found

    def children(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes directly under ``node``, in document order."""
        return tuple(self._by_parent.get((node.part, node.address), ()))

    def own_source(self, node: Node) -> str:
        """Return the source of the node itself, marker included, children excluded."""
        return "".join(self.source[start:end] for start, end in node.spans)

    def stretches(self) -> Iterator[tuple[int, int, Node | Noise]]:
        """Yield start, end and owner of every stretch of the source, in order."""
        owned: list[tuple[int, int, Node | Noise]] = [
            (start, end, node) for node in self.nodes for start, end in node.spans
        ]
        owned += [(noise.start, noise.end, noise) for noise in self.noise]
        yield from sorted(owned, key=lambda stretch: stretch[:2])

    def text_of(self) -> str:
        """Rebuild the source from all nodes and noise: always equal to ``source``."""
        return "".join(self.source[start:end] for start, end, _ in self.stretches())
