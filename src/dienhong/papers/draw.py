"""Draws a paper as PDF/A with Typst, the same bytes for the same paper."""

import json
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any, Final

from dienhong.core.papers.paper import Paper
from dienhong.papers.fonts import Typeface, host_typeface, loaded
from dienhong.papers.letters import drawable

_STANDARD: Final = "a-2b"  # PDF/A-2b also makes Typst refuse a letter that no font can draw
_WITH_FILE: Final = "a-3b"  # the same, and a file of any kind may lie in it
_NO_DATE = 0  # a fixed time in the file: the paper's own date is on the paper


@dataclass(frozen=True, slots=True)
class Inside:
    """A file that lies in a paper, as its source: a name, JSON, and what it is for."""

    name: str
    content: str
    what: str


def pdf(paper: Paper, *, typeface: Typeface | None = None, inside: Inside | None = None) -> bytes:
    """Return ``paper`` as a PDF/A-2b file; with a file ``inside`` as PDF/A-3b.

    ``typeface`` is the host's by default (see ``fonts.host_typeface``). The same paper in the
    same typeface gives the same bytes.
    """
    import typst  # noqa: PLC0415 - 20 MB that a server needs only from its first paper on

    face = typeface or host_typeface()
    return typst.compile(
        _template(),
        format="pdf",
        font_paths=loaded(face),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_description(paper, face)), **_inside(inside)},
        pdf_standards=_WITH_FILE if inside else _STANDARD,
        timestamp=_NO_DATE,
    )


def _inside(file: Inside | None) -> dict[str, str]:
    if file is None:
        return {}
    return {"inside": file.content, "inside-name": file.name, "inside-what": file.what}


@cache
def _template() -> bytes:
    return (resources.files("dienhong.papers") / "templates" / "paper.typ").read_bytes()


def _description(paper: Paper, face: Typeface) -> dict[str, Any]:
    """Return all that differs from paper to paper, as the template reads it."""
    described: dict[str, Any] = _as_data(paper)
    described["standing"] = drawable(paper.standing)
    described["letterhead"]["number_line"] = drawable(paper.letterhead.number_line)
    described["letterhead"]["place_and_date"] = drawable(paper.letterhead.place_and_date)
    for signer, drawn in zip(paper.signers, described["signers"], strict=True):
        drawn["lines"] = _as_data(signer.lines)
    if paper.foot:
        described["foot"]["qr"] = _qr(paper.foot.qr_payload)
    return described | {"fonts": face.families}


def _as_data(thing: object) -> Any:
    """Return dataclasses as dictionaries that name their class, every text made drawable."""
    if isinstance(thing, str):
        return drawable(thing)
    if isinstance(thing, tuple):
        return [_as_data(part) for part in thing]
    if is_dataclass(thing):
        parts = {part.name: _as_data(getattr(thing, part.name)) for part in fields(thing)}
        return {"is": type(thing).__name__, **parts}
    return str(thing) if not isinstance(thing, bool | int | None) else thing


def _qr(payload: str) -> str:
    """Return the QR code as SVG, drawn from ``payload`` as it stands."""
    import segno  # noqa: PLC0415 - needed only for a sheet with a code

    svg = BytesIO()
    segno.make(payload, error="m", micro=False).save(
        svg, kind="svg", border=4, light="white", xmldecl=False
    )
    return svg.getvalue().decode()
