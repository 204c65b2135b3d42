"""The parts of a DOCX: opened within limits, read as XML without entities."""

from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException, ElementTree

from dienhong.core.refusal import Refused

MOST_ENTRIES = 4_000
MOST_UNPACKED = 150_000_000  # bytes of all parts that are read
MOST_WHOLE = 20_000_000  # bytes of a part that is kept whole: styles, lists, notes
MOST_DEPTH = 200  # elements in each other; Word itself writes some forty
_AGAIN = "Mở tệp bằng Word hoặc LibreOffice, lưu lại thành DOCX mới rồi dùng tệp mới đó."
_NOT_READ = "Chưa đọc được tệp Word: "
_ENCRYPTED = 0x1
# LookupError: a part names an encoding that there is not.
_BROKEN = (
    BadZipFile,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class Package:
    """A DOCX whose parts are read one at a time, each counted against one limit."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise broken("tệp hỏng hoặc chưa chép về hết") from error
        self._check_entries()
        self._left = MOST_UNPACKED
        self.main = self._main()

    def _check_entries(self) -> None:
        entries = self._archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise broken(f"tệp nén có {len(entries)} phần")
        if any(e.flag_bits & _ENCRYPTED for e in entries):
            raise broken("tệp có mật khẩu", "Mở tệp, bỏ mật khẩu, lưu lại rồi dùng tệp đã lưu.")

    def _main(self) -> str:
        for kind, target in self.relations(""):
            if kind == "officeDocument":
                return target
        raise broken("tệp nén này không phải văn bản Word", "Chọn tệp .docx do Word lưu.")

    def relations(self, part: str) -> list[tuple[str, str]]:
        """Return kind ("styles", "header") and name of each part that a part is related to."""
        folder, _, name = part.rpartition("/")
        folder = f"{folder}/" if folder else ""
        root = self.root(f"{folder}_rels/{name}.rels")
        return [
            (row.get("Type", "").rpartition("/")[2], _joined(folder, row.get("Target", "")))
            for row in ([] if root is None else root)
            if row.get("TargetMode", "") != "External"
        ]

    def root(self, part: str) -> Element | None:
        """Return a part read whole; None where there is none."""
        there = self._archive.NameToInfo.get(part)
        if there is not None and there.file_size > MOST_WHOLE:
            raise broken(f"phần {part} phình ra quá lớn khi mở")
        root = None
        for event, each in self.events(part):
            if event == "start" and root is None:
                root = each
        return root

    def events(self, part: str) -> Iterator[tuple[str, Element]]:
        """Yield the beginnings and ends of a part's elements; nothing where there is none."""
        if part not in self._archive.NameToInfo:
            return
        depth = 0
        try:
            with self._archive.open(part) as content:
                counted = _Counted(content, self)
                parsed = ElementTree.iterparse(counted, events=("start", "end"), forbid_dtd=True)
                for event, each in parsed:
                    depth += 1 if event == "start" else -1
                    if depth > MOST_DEPTH:
                        raise broken(f"phần {part} lồng nhau quá {MOST_DEPTH} tầng")
                    yield event, each
        except ParseError as error:
            line, column = error.position
            raise broken(f"phần {part} hỏng ở dòng {line}, cột {column + 1}") from error
        except DefusedXmlException as error:
            raise broken(f"phần {part} có khai báo XML không được phép") from error
        except _BROKEN as error:
            raise broken(f"phần {part} hỏng hoặc chưa chép về hết") from error

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked; what an archive says of its sizes may be a lie."""
        self._left -= size
        if self._left < 0:
            raise broken("tệp nén phình ra quá lớn khi mở")


class _Counted:
    """A part being unpacked, with its bytes counted."""

    def __init__(self, content: IO[bytes], package: Package) -> None:
        self._content, self._package = content, package

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self._package.spend(len(piece))
        return piece


def broken(why: str, cure: str = _AGAIN) -> Refused:
    """Return the refusal of a DOCX."""
    return Refused(f"{_NOT_READ}{why}", cure=cure)


def _joined(folder: str, target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"{folder}{target}"


def local(tag: str) -> str:
    """Return a name without its namespace, which differs between the standard's two forms."""
    return tag.rpartition("}")[2]


def attribute(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute by its name without namespace; None where there is none."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of this name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each.tag) == name), None)
    return element


def whole(text: str | None, default: int) -> int:
    """Return a number that a file gives, or the default where it gives none or nonsense."""
    small = text is not None and text.isascii() and text.isdigit() and len(text) < 7  # noqa: PLR2004 (no list has a million items)
    return int(text) if small and text else default
