"""One task on one file: ``check``, ``text``, ``table``, or of a known kind ``read``, ``draw``,
``sheets``, ``thumbnail``, ``places``, ``fill``; of a PDF ``inside``.

The answer is one line of JSON, then the bytes of the pictures, whose sizes the line tells. What
goes wrong in any other way than by a refusal ends the process: the parent says "cannot be read".
"""

import json
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

from dienhong.core.refusal import Refused
from dienhong.record.inspection import Kind, limits

Answer = tuple[dict[str, Any], list[bytes]]


def _check(file: BinaryIO) -> Answer:
    from dienhong.record.inspection import check  # noqa: PLC0415 (each task loads its own)

    return check.check(file), []


def _read(file: BinaryIO, kind: str) -> Answer:
    match Kind(kind):
        case Kind.PDF:
            from dienhong.record.inspection import pdf  # noqa: PLC0415

            return pdf.read(file), []
        case Kind.DOCX:
            from dienhong.record.inspection import docx  # noqa: PLC0415

            return docx.read(file), []
        case Kind.XLSX:
            from dienhong.record.inspection import xlsx  # noqa: PLC0415

            return xlsx.read(file), []
        case _:
            from dienhong.record.inspection import picture  # noqa: PLC0415

            return picture.read(file, kind), []


def _draw(file: BinaryIO, kind: str, first: str, last: str) -> Answer:
    if Kind(kind) is Kind.PDF:
        from dienhong.record.inspection import pdf  # noqa: PLC0415

        return {}, pdf.draw(file, range(int(first), int(last) + 1))
    from dienhong.record.inspection import picture  # noqa: PLC0415

    return {}, [picture.draw(file, kind)]


def _sheets(file: BinaryIO, kind: str, first: str, last: str) -> Answer:
    if Kind(kind) is Kind.PDF:
        from dienhong.record.inspection import pdf  # noqa: PLC0415

        return {}, pdf.sheets(file, range(int(first), int(last) + 1))
    return _draw(file, kind, first, last)


def _thumbnail(file: BinaryIO, kind: str) -> Answer:
    if Kind(kind) is Kind.PDF:
        from dienhong.record.inspection import pdf  # noqa: PLC0415

        return {}, [pdf.thumbnail(file)]
    from dienhong.record.inspection import picture  # noqa: PLC0415

    return {}, [picture.thumbnail(file, kind)]


def _text(file: BinaryIO, name: str) -> Answer:
    from dienhong.core.law.reading import files  # noqa: PLC0415

    reading = files.read_file(file.read(), name)
    return {"text": reading.text, "kind": reading.kind, "notes": reading.notes}, []


def _table(file: BinaryIO) -> Answer:
    from dienhong.record.inspection import table  # noqa: PLC0415

    return table.read(file), []


def _places(file: BinaryIO, kind: str) -> Answer:
    found = [[each.key, each.words, each.named] for each in _outline(kind).find(file)]
    return {"places": found}, []


def _fill(file: BinaryIO, kind: str) -> Answer:
    """Fill an outline: the first line is the words by key, the rest the file."""
    words = json.loads(file.readline())
    return {}, [_outline(kind).fill(BytesIO(file.read()), words)]


def _outline(kind: str) -> Any:
    if Kind(kind) is Kind.DOCX:
        from dienhong.record.inspection import outline_docx  # noqa: PLC0415

        return outline_docx
    from dienhong.record.inspection import outline_xlsx  # noqa: PLC0415

    return outline_xlsx


def _inside(file: BinaryIO, name: str) -> Answer:
    from dienhong.record.inspection import inside  # noqa: PLC0415

    return {}, [inside.read(file, name)]


TASKS: dict[str, Callable[..., Answer]] = {
    "check": _check,
    "read": _read,
    "draw": _draw,
    "sheets": _sheets,
    "thumbnail": _thumbnail,
    "text": _text,
    "table": _table,
    "places": _places,
    "fill": _fill,
    "inside": _inside,
}


def main() -> None:
    """Do the task that the arguments name on standard input."""
    limits.tighten()
    task, *words = sys.argv[1:]
    with open(0, "rb", closefd=False) as file:
        file.seek(0)
        try:
            facts, pictures = TASKS[task](file, *words)
        except Refused as refusal:
            facts, pictures = {"refused": refusal.reason, "cure": refusal.cure}, []
    facts["pictures"] = [len(picture) for picture in pictures]
    out = sys.stdout.buffer
    out.write(json.dumps(facts).encode() + b"\n")
    out.writelines(pictures)


if __name__ == "__main__":
    main()
