"""What a bundle says of itself: the head before everything, the manifest after everything."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from dienhong.core.bundle.tar import damaged
from dienhong.core.journal.canonical import Json, canonical, parse_canonical
from dienhong.core.refusal import Refused

FORMAT = "dienhong-bundle"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known before the first row is written.

    ``code`` and ``name`` are the office's; ``made_at`` is UTC, RFC 3339; ``program`` the version
    that wrote it; ``migrations`` those that its tables have seen (``app.name``); ``tables`` the
    number of rows of each; ``size``, ``fingerprint`` and ``root`` those of its journal.
    """

    code: str
    name: str
    made_at: str
    program: str
    migrations: tuple[str, ...]
    tables: Mapping[str, int]
    size: int
    fingerprint: str
    root: str


@dataclass(frozen=True, slots=True)
class Member:
    """A part of the bundle, with what it must be found to be. ``sha256`` is hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The head again, every member before the manifest, and files that the office had lost.

    It stands last because digests are known only once the bytes have gone by.
    """

    head: Head
    members: tuple[Member, ...]
    missing: tuple[str, ...] = ()


_HEAD = {"format", "version", *(field.name for field in fields(Head))}


def head_bytes(head: Head) -> bytes:
    """Return the content of ``head.json``."""
    return canonical(_head_members(head)) + b"\n"


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the content of ``manifest.json``."""
    listed: list[Json] = [
        {"name": each.name, "size": each.size, "sha256": each.sha256} for each in manifest.members
    ]
    more: dict[str, Json] = {"members": listed, "missing": list(manifest.missing)}
    return canonical(_head_members(manifest.head) | more) + b"\n"


def _head_members(head: Head) -> dict[str, Json]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "code": head.code,
        "name": head.name,
        "made_at": head.made_at,
        "program": head.program,
        "migrations": list(head.migrations),
        "tables": dict(head.tables),
        "size": head.size,
        "fingerprint": head.fingerprint,
        "root": head.root,
    }


def read_head(data: bytes) -> Head:
    """Return what ``head_bytes`` wrote; refuse what is damaged or of a newer format."""
    return _head(_members("head.json", data), "head.json")


def read_manifest(data: bytes) -> Manifest:
    """Return what ``manifest_bytes`` wrote; refuse what is damaged."""
    members = _members("manifest.json", data)
    listed, missing = members.pop("members", None), members.pop("missing", None)
    head = _head(members, "manifest.json")
    if not isinstance(listed, list) or not isinstance(missing, list):
        raise damaged("«manifest.json»", "thiếu danh sách các phần")
    return Manifest(head, tuple(map(_member, listed)), tuple(map(_text, missing)))


def _members(place: str, data: bytes) -> dict[str, Json]:
    try:
        members = parse_canonical(data.removesuffix(b"\n"))
    except ValueError:
        raise damaged(f"«{place}»", "không đọc được") from None
    if not isinstance(members, dict) or members.get("format") != FORMAT:
        raise damaged(f"«{place}»", "không phải gói dữ liệu của Diên Hồng")
    version = members.get("version")
    if type(version) is not int or version != VERSION:
        raise Refused(
            f"Chưa nhập được: gói theo khuôn dạng số {version}, bản phần mềm này đọc số {VERSION}",
            cure=f"Dùng bản phần mềm đã làm ra gói ({members.get('program')}) rồi nhập lại.",
        )
    return members


def _head(members: dict[str, Json], place: str) -> Head:
    tables, migrations = members.get("tables"), members.get("migrations")
    counted = isinstance(tables, dict) and all(type(n) is int for n in tables.values())
    if members.keys() != _HEAD or not counted or not isinstance(migrations, list):
        raise damaged(f"«{place}»", "không đủ các mục")
    size = members["size"]
    if type(size) is not int:
        raise damaged(f"«{place}»", "số mục của sổ không phải số")
    return Head(
        code=_text(members["code"]),
        name=_text(members["name"]),
        made_at=_text(members["made_at"]),
        program=_text(members["program"]),
        migrations=tuple(map(_text, migrations)),
        tables=tables,  # type: ignore[arg-type]  # counted, above
        size=size,
        fingerprint=_text(members["fingerprint"]),
        root=_text(members["root"]),
    )


def _member(row: Json) -> Member:
    if not isinstance(row, dict) or row.keys() != {"name", "size", "sha256"}:
        raise damaged("«manifest.json»", "có dòng không đọc được")
    size = row["size"]
    if type(size) is not int:
        raise damaged("«manifest.json»", "có dòng không đọc được")
    return Member(_text(row["name"]), size, _text(row["sha256"]))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise damaged("«manifest.json»", "có mục không phải chữ")
    return value
