"""The outlines of others: their places found, and the same file filled, in the limited process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import File
from django.core.files.storage import default_storage

from dienhong.record import worker
from dienhong.record.inspection import Kind
from dienhong.record.models import StoredFile

FILLABLE = (Kind.DOCX, Kind.XLSX)
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A place of an outline: its key, what is written at it, and whether somebody named it."""

    key: str
    words: str
    named: bool


def places_of(file: File, kind: Kind) -> list[Found]:  # type: ignore[type-arg]
    """Return the places of an upload that can be filled; ``Refused`` where it cannot be read."""
    facts = worker.run(file, "places", kind.value).facts
    return [Found(str(row[0]), str(row[1]), bool(row[2])) for row in facts["places"]]


def filled(stored: StoredFile, values: Mapping[str, str]) -> bytes:
    """Return a stored outline with words at the places of some keys."""
    with default_storage.open(stored.place) as file:
        content = file.read()
    told = json.dumps(dict(values)).encode()
    both = File(BytesIO(told + b"\n" + content))
    return worker.run(both, "fill", stored.kind.value).pictures[0]
