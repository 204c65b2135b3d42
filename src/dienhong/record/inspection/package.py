"""DOCX and XLSX by the structure that the standard gives them (ECMA-376 part 2, OPC)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from defusedxml import ElementTree

from dienhong.core.refusal import Refused
from dienhong.record.inspection import SAVE_AGAIN, Kind

MOST_ENTRIES = 4_000
MOST_BYTES = 400_000_000  # unpacked
_RATIO, _RATIO_FROM = 200, 10_000_000
_LARGEST_TABLE = 5_000_000  # bytes of a list of types or relations
_PROLOG = 65_536
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
_OTHER_KIND = Refused("nội dung không phải PDF, DOCX, XLSX, PNG hoặc JPEG", cure=SAVE_AGAIN)
_WITHOUT_MACROS = "Lưu lại thành DOCX hoặc XLSX không có macro, hoặc thành PDF, rồi chọn lại."
_AS_PDF = "Thay bằng ảnh hoặc bảng, hoặc lưu tệp thành PDF, rồi chọn lại."
# Relations that make the program fetch and open something when the file is opened.
_FETCHED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument", "/aFChunk")
_ON_THIS_COMPUTER = re.compile(r"file:///[a-z]:|[a-z]:\\|[^:/\\]+$", re.IGNORECASE)
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)


@dataclass(slots=True)
class _Types:
    by_part: dict[str, str] = field(default_factory=dict)
    by_ending: dict[str, str] = field(default_factory=dict)

    def of(self, part: str) -> str:
        ending = part.rpartition(".")[2].lower()
        return self.by_part.get(part.lower(), self.by_ending.get(ending, ""))


def check(file: BinaryIO) -> Kind:
    """Return which of the two a package is; refuse bombs and everything that could run."""
    file.seek(0)
    with ZipFile(file) as package:
        check_size(package)
        names = package.namelist()
        if "[Content_Types].xml" not in names:
            raise _OTHER_KIND
        types = _types(package)
        _check_parts(package, names, types)
        kind = _MAIN.get(types.of(main_part(package)))
        if kind is None:
            raise _OTHER_KIND
        for name in names:
            if name.lower().endswith((".xml", ".rels")):
                _check_prolog(package, name)
        _check_relations(package)
        _check_no_dde(package, kind, types)
        return kind


def check_size(package: ZipFile) -> None:
    """Refuse an archive that unpacks to too much, before any of it is unpacked."""
    entries = package.infolist()
    names = [entry.filename.lower() for entry in entries]
    bomb = len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_BYTES
    bomb |= any(
        e.file_size > _RATIO_FROM and e.file_size > _RATIO * e.compress_size for e in entries
    )
    if bomb:
        raise Refused("tệp nén phình ra quá lớn khi mở", cure=SAVE_AGAIN)
    odd = len(set(names)) < len(names) or any(".." in name.split("/") for name in names)
    odd |= any(
        e.flag_bits & 1 or e.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for e in entries
    )
    if odd:
        raise _OTHER_KIND


def _types(package: ZipFile) -> _Types:
    types = _Types()
    for row in _table(package, "[Content_Types].xml"):
        if "PartName" in row:
            types.by_part[row["PartName"].removeprefix("/").lower()] = row.get("ContentType", "")
        elif "Extension" in row:
            types.by_ending[row["Extension"].lower()] = row.get("ContentType", "")
    return types


def _table(package: ZipFile, name: str) -> list[dict[str, str]]:
    """Return the attributes of each row of a list of types or relations."""
    with package.open(name) as part:
        content = part.read(_LARGEST_TABLE)
    return [dict(row.attrib) for row in ElementTree.fromstring(content, forbid_dtd=True)]


def main_part(package: ZipFile) -> str:
    """Return the name of the part that the package's own relations call its document."""
    for row in _table(package, "_rels/.rels"):
        if row.get("Type", "").endswith("/officeDocument"):
            return row.get("Target", "").removeprefix("/")
    raise _OTHER_KIND


def _check_parts(package: ZipFile, names: list[str], types: _Types) -> None:
    """Refuse macros, ActiveX and embedded objects; workbooks behind charts are looked into."""
    for name in names:
        low, kind = name.lower(), types.of(name).lower()
        if "vbaproject" in low + kind or "macroenabled" in kind or "/macrosheets/" in low:
            raise Refused("tệp có macro", cure=_WITHOUT_MACROS)
        if "activex" in low + kind:
            raise Refused("tệp có điều khiển ActiveX", cure=_AS_PDF)
        if "/embeddings/" in low:
            _check_embedded(package, name)


def _check_embedded(package: ZipFile, name: str) -> None:
    if not name.lower().endswith((".docx", ".xlsx")):
        raise Refused("tệp có đối tượng nhúng (OLE)", cure=_AS_PDF)
    with package.open(name) as part, ZipFile(BytesIO(part.read())) as inner:
        check_size(inner)
        names = inner.namelist()
        if any("/embeddings/" in each.lower() for each in names):
            raise Refused("tệp có tệp nhúng trong tệp nhúng", cure=_AS_PDF)
        _check_parts(inner, names, _types(inner))


def _check_prolog(package: ZipFile, name: str) -> None:
    """Refuse a part with a DOCTYPE: the standard forbids it, and entities grow from it."""

    class _Begun(Exception):
        pass

    def begun(*_: object) -> None:
        raise _Begun

    def doctype(*_: object) -> None:
        raise Refused("tệp có khai báo XML không được phép", cure=SAVE_AGAIN)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = doctype
    try:
        with package.open(name) as part:
            while chunk := part.read(_PROLOG):
                parser.Parse(chunk)
    except _Begun:
        return


def _check_relations(package: ZipFile) -> None:
    for name in package.namelist():
        if not name.lower().endswith(".rels"):
            continue
        for row in _table(package, name):
            fetched = row.get("Type", "").endswith(_FETCHED)
            outside = row.get("TargetMode", "").lower() == "external"
            if fetched and outside and not _ON_THIS_COMPUTER.match(row.get("Target", "")):
                raise Refused("tệp tự lấy nội dung từ nơi khác khi mở", cure=_AS_PDF)


def _check_no_dde(package: ZipFile, kind: Kind, types: _Types) -> None:
    """Refuse fields and links that ask another program to run (Dynamic Data Exchange)."""
    for name in package.namelist():
        if not name.lower().endswith(".xml"):
            continue
        in_field = kind is Kind.DOCX and any(map(_DDE.search, _fields(package, name)))
        in_link = "externallink+" in types.of(name).lower() and _links_to_program(package, name)
        if in_field or in_link:
            raise Refused("tệp có lệnh gọi chương trình khác (DDE)", cure=_AS_PDF)


def _links_to_program(package: ZipFile, name: str) -> bool:
    with package.open(name) as part:
        tags = {local(each.tag) for _, each in ElementTree.iterparse(part, forbid_dtd=True)}
    return bool(tags & {"ddeLink", "oleLink"})


def _fields(package: ZipFile, name: str) -> Iterator[str]:
    """Yield the instruction of each field of a part; Word may have cut it into pieces."""
    pieces: list[str] = []
    with package.open(name) as part:
        for _, each in ElementTree.iterparse(part, forbid_dtd=True):
            match local(each.tag):
                case "instrText":
                    pieces.append(each.text or "")
                case "fldSimple":
                    yield next((v for k, v in each.attrib.items() if local(k) == "instr"), "")
                case "fldChar":
                    yield "".join(pieces)
                    pieces.clear()
                case "p":
                    each.clear()
    yield "".join(pieces)


def local(tag: str) -> str:
    """Return a name without its namespace, which differs between the standard's two forms."""
    return tag.rpartition("}")[2]
