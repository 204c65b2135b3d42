"""Costs of the law engine on files: reading each kind, and many at once."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.core_costs import regulation
from bench.measure import Case, Row, once, seconds_of
from dienhong.core.law.reading.files import read_file
from dienhong.site.law.main import main
from tests.core.law.word_samples import numbered
from tests.file_samples import repacked

_FEW, _MANY, _TIMES = 100, 1_000, 3
_FILES, _ARTICLES = 24, 300


def rows() -> Iterator[Row]:
    """Yield what reading a file costs at 1 and 10 times its length, and by two processes."""
    for what, made in (("DOCX", _word), ("web page", _page), ("old font", _old)):
        small, large = made(_FEW), made(_MANY)
        yield Row(
            f"read a {what}",
            Case(_said(small), seconds_of(lambda data=small: read_file(data), times=_TIMES)),
            Case(_said(large), seconds_of(lambda data=large: read_file(data), times=_TIMES)),
        )
    yield _processes()


def _said(data: bytes) -> str:
    return f"{len(read_file(data).text.encode()) / 1e6:.2f} MB of text"


def _word(articles: int) -> bytes:
    lines = regulation(articles).splitlines()
    words = "".join(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="72"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{line}</w:t></w:r></w:p>"
        for line in lines
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body>{words}</w:body></w:document>"
    return repacked(numbered([(2, "x")]), {"word/document.xml": body})


def _page(articles: int) -> bytes:
    lines = regulation(articles).splitlines()
    return f"<html><div>{''.join(f'<p>{line}</p>' for line in lines)}</div></html>".encode()


def _old(articles: int) -> bytes:
    line = "§iÒu {}. Néi quy c¬ quan\n1. Hµng tuÇn, ng­êi trùc ghi sæ viÖc ®· lµm.\n"
    return "".join(map(line.format, range(articles))).encode("cp1252")


def _processes() -> Row:
    """Return the same files by one process and by two."""
    with TemporaryDirectory(prefix="dienhong-law-") as folder:
        files = [Path(folder, f"{number}.txt") for number in range(_FILES)]
        for file in files:
            file.write_text(regulation(_ARTICLES), encoding="utf-8")
        two, one = (
            min(once(lambda jobs=jobs: _parsed(files, folder, jobs)) for _ in range(_TIMES))
            for jobs in (2, 1)
        )
    return Row(f"parse {_FILES} files", Case("2 processes", two), Case("1 process", one))


def _parsed(files: list[Path], folder: str, jobs: int) -> None:
    words = ["parse", *map(str, files), "--out", f"{folder}/ra", "--jobs", str(jobs)]
    with redirect_stderr(StringIO()):
        main(words)
