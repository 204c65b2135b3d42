"""Offices as bundles, in memory, and what lies in them."""

import io
import json
import tarfile
from datetime import datetime

from dienhong.hosting import bundle
from dienhong.hosting.context import use_agency
from dienhong.hosting.snapshot import snapshot
from tests.conftest import NOW


def exported(code: str, *, at: datetime = NOW) -> bytes:
    """Return an office as one bundle, with no entry written about it."""
    with use_agency(code), snapshot():
        return b"".join(bundle.export(at=at))


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of a bundle by name, as another program reads them."""
    with tarfile.open(fileobj=io.BytesIO(data)) as other:
        found = {info.name: other.extractfile(info) for info in other}
        return {name: file.read() for name, file in found.items() if file is not None}


def rows(data: bytes, table: str) -> list[dict[str, object]]:
    """Return the rows of a table of a bundle."""
    lines = members(data)[f"tables/{table}.jsonl"].splitlines()
    return [json.loads(line) for line in lines]
