"""Signed copies of a simulated year: the paper as it was drawn, in the place of its scan."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from django.core.files.base import File

from dienhong.core.papers.paper import Paper
from dienhong.papers.draw import pdf
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as an upload brings it, and what the limited process would say of it."""

    file: File[bytes]
    seen: Seen


def scan_of(paper: Paper, name: str) -> Scan:
    """Return the signed copy of a paper."""
    content = pdf(paper)
    pages = len(pypdfium2.PdfDocument(content))
    return Scan(File(BytesIO(content), name=name), Seen(Kind.PDF, pages))
