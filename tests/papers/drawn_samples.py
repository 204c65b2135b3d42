"""A paper with one text in it, and what a reader finds in the file."""

import re
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from dienhong.core.papers.paper import (
    Bars,
    Block,
    Facts,
    Fingerprint,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    PostingBox,
    Quote,
    Signer,
    Steps,
    Table,
)
from dienhong.papers.draw import pdf
from dienhong.papers.fonts import BUILT_IN, Typeface

LETTERHEAD = Letterhead(
    superior_body="UBND tỉnh Mẫu",
    issuing_body="Văn phòng",
    place="Tỉnh Mẫu",
    symbol="TB-VP",
    number="6",
    on=date(2026, 1, 30),
)
GROUPS = " ".join(f"{group:04}" for group in range(1, 13))


def paper_of(*body: Block, letterhead: Letterhead = LETTERHEAD) -> Paper:
    """Return a small notice with ``body``."""
    return Paper(
        letterhead=letterhead,
        kind="THÔNG BÁO",
        about="Việc mẫu",
        body=body,
        signers=(Signer("Chánh Văn phòng", "Nguyễn Văn Mẫu"),),
        recipients=("Lưu: VT.",),
    )


def full_of(text: str) -> Paper:
    """Return a paper that has ``text`` in every place where a person's text can stand."""
    return Paper(
        letterhead=Letterhead(
            superior_body=text, issuing_body=text, place=text, symbol=text, number=text
        ),
        kind=text,
        about=text,
        body=(
            Heading(text),
            Facts(((text, text),)),
            Table((text, text), ((text, text),), numeric=(1,)),
            Bars(text, ((text, 2), (text, 0))),
            Steps(((text, text),), text),
            Quote(text, text),
            Fingerprint(GROUPS, text),
            Paragraph(text),
        ),
        signers=(Signer(text, text, text, text), Signer(text)),
        recipients=(text,),
        foot=PostingBox("https://mau.example", (text, text)),
    )


def pages(paper: Paper, typeface: Typeface = BUILT_IN) -> list[str]:
    """Return the text of each page as a reader would copy it."""
    return [page.extract_text() for page in reader(paper, typeface).pages]


def reader(paper: Paper, typeface: Typeface = BUILT_IN) -> PdfReader:
    """Return the paper's file, opened."""
    return PdfReader(BytesIO(pdf(paper, typeface=typeface)))


def bare(text: str) -> str:
    """Return ``text`` without white space, which a reader of PDF can't know for sure."""
    return re.sub(r"\s", "", text)
