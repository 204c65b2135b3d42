"""The boards for citizens of a demonstration office: one changed since, one with a gap."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.base import File

from dienhong.core.papers.paper import Facts, Letterhead, Paper, Signer
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Department
from dienhong.papers.draw import pdf
from dienhong.public_service import actions, queries
from dienhong.public_service.actions import PartWords, Words
from dienhong.public_service.models import Edition, Procedure
from dienhong.public_service.rules import Demanded
from dienhong.publication.drafting import Upload
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.data import read
from dienhong.site.demo.play import Step

_NONE = "-"
# After what else was done on that morning.
_LATER = timedelta(hours=2, minutes=30)


def tell(office: dict[str, Any], cast: Cast, at: datetime) -> Iterator[Step]:
    """Post the boards of an office, and the next edition of those that changed."""
    for row in read("procedures.toml")["procedure"]:
        if row["office"] != office["code"]:
            continue
        then = at - timedelta(days=row["days"]) + _LATER
        yield then, partial(_post, office, row, cast, then)
        if "changed" in row:
            later = at - timedelta(days=row["changed"]["days"]) + _LATER
            yield later, partial(_change, office, row, cast, later)


def _post(office: dict[str, Any], row: dict[str, Any], cast: Cast, at: datetime) -> None:
    by = cast.actor(Function.ADMINISTRATION, at)
    edition = actions.begin(_words(office, row, queries.demanded(by.today)), by=by)
    _hang(edition.procedure, cast, at)


def _hang(procedure: Procedure, cast: Cast, at: datetime) -> None:
    """Let the head post what administration wrote."""
    actions.post(procedure, with_gaps=True, by=cast.actor(Function.CHIEF, at))


def _change(office: dict[str, Any], row: dict[str, Any], cast: Cast, at: datetime) -> None:
    by = cast.actor(Function.ADMINISTRATION, at)
    edition = Edition.objects.select_related("procedure").get(name=row["name"])
    said = {**dict(enumerate(row["parts"])), **_by_place(row["changed"]["parts"])}
    new = row | {"parts": [said[place] for place in range(len(said))], "form": ""}
    words = _words(office, new, queries.demanded(by.today))
    actions.write(edition.procedure, words, read=edition.saved, by=by)
    _hang(edition.procedure, cast, at)


def _by_place(parts: dict[str, str]) -> dict[int, str]:
    return {int(place): said for place, said in parts.items()}


def _words(office: dict[str, Any], row: dict[str, Any], wanted: list[Demanded]) -> Words:
    said = dict(zip((str(part.source) for part in wanted), row["parts"], strict=True))
    parts = {source: _part(words) for source, words in said.items()}
    if row.get("form"):
        where = next(source for source, words in said.items() if "mẫu kèm" in words)
        parts[where] = replace(parts[where], uploads=(_form(office, row["form"]),))
    return Words(
        name=row["name"],
        code=row["code"],
        business=row["business"],
        department=Department.objects.get(name=row["department"]),
        working_days=row["working_days"],
        parts=parts,
    )


def _part(words: str) -> PartWords:
    return PartWords(is_none=True) if words == _NONE else PartWords(words)


def _form(office: dict[str, Any], kind: str) -> Upload:
    """Draw a form to be filled in by hand."""
    asked = ("Họ và tên", "Địa chỉ", "Nội dung", "Ngày đề nghị")
    paper = Paper(
        letterhead=Letterhead(
            superior_body=office["superior_body"],
            issuing_body=office["name"],
            symbol="",
            place=office["place"],
            demo=True,
        ),
        kind=kind,
        about="Dành cho công dân, tổ chức",
        body=(Facts(tuple((label, "") for label in asked)),),
        signers=(Signer("Người đề nghị"),),
    )
    return Upload("mau-phieu.pdf", File(BytesIO(pdf(paper)), name="mau.pdf"), Seen(Kind.PDF, 1))
