"""Verify, compare or show an export of the journal, with nothing but Python."""

import sys
from collections.abc import Iterator
from datetime import timedelta, timezone
from io import TextIOWrapper
from pathlib import Path
from typing import cast

from dienhong.core.journal import export
from dienhong.core.journal.compare import contains_past
from dienhong.core.journal.entry import Entry, moment
from dienhong.core.journal.fingerprint import parse_fingerprint
from dienhong.core.journal.verify import Found, Report, examine, verify
from dienhong.core.plain import printable
from dienhong.core.refusal import Refused

USAGE = (
    "Cách dùng: python -m dienhong.core.journal verify TỆP | compare TỆP DẤU-SỔ | show TỆP [SỐ-MỤC]"
)
OK, FAULTY, UNUSABLE = 0, 1, 2
_TOO_LONG = 17  # digits; no journal has as many entries
_VIETNAM = timezone(timedelta(hours=7))


def main(arguments: list[str]) -> int:
    """Run one command; return 0 for yes, 1 for no, 2 when it could not be run."""
    try:
        return _run(arguments)
    except FileNotFoundError as error:
        return _unusable(f"Không có tệp {error.filename}.")
    except OSError as error:
        what = f"đọc được tệp {error.filename}" if error.filename else "đọc hoặc ghi được"
        return _unusable(f"Không {what} ({error.strerror}).")
    except Refused as refused:
        return _unusable(refused.reason)


def _run(arguments: list[str]) -> int:
    match arguments:
        case ["verify", path]:
            return _verify(Path(path))
        case ["compare", path, *digits] if digits:
            return _compare(Path(path), " ".join(digits))
        case ["show", path]:
            return _show(Path(path), None)
        case ["show", path, number] if number.isdecimal() and len(number) < _TOO_LONG:
            return _show(Path(path), int(number))
    return _unusable(USAGE)


def _verify(path: Path) -> int:
    report = verify(_lines(path))
    if report.header:
        _say(f"Sổ ghi của: {report.header.agency} (xuất {_moment(report.header.exported_at)})")
    _say(f"Số mục: {report.size}, trong đó {report.opened} mục kèm nội dung khớp với cam kết")
    if report.fingerprint:
        _say(f"Dấu sổ: {report.fingerprint}")
    return _conclude(report)


def _conclude(report: Report) -> int:
    if report.ok:
        _say("Sổ ghi nguyên vẹn.")
        return OK
    _say(f"Sổ ghi KHÔNG nguyên vẹn, {len(report.faults)} chỗ:")
    for fault in report.faults:
        _say(f"- dòng {fault.line}: {fault.reason}")
    return FAULTY


def _compare(path: Path, digits: str) -> int:
    wanted = parse_fingerprint(digits)
    report = verify(_lines(path))
    if not report.ok:
        return _conclude(report)
    size = contains_past(export.read_commitments(_lines(path)), wanted)
    if size is None:
        _say("Sổ ghi này KHÔNG chứa quá khứ mang dấu sổ ấy: hãy soát lại từng nhóm số trên giấy.")
        return FAULTY
    _say(f"Dấu sổ ấy là của sổ khi có {size} mục; {size} mục ấy hôm nay vẫn nguyên vẹn.")
    return OK


def _show(path: Path, number: int | None) -> int:
    shown = 0
    rows = enumerate(_lines(path), start=1)
    next(rows, None)  # the first line is no entry
    for row, line in rows:
        found = examine(row, line)
        if number is None or found.claim == number:
            shown += 1
            for text in _described(found):
                _say(text)
    if number is not None and not shown:
        _say(f"Tệp này không có mục số {number}.")
        return FAULTY
    return OK


def _described(found: Found) -> Iterator[str]:
    if found.line is None:
        yield f"Dòng {found.row}: không đọc được."
        return
    yield f"Mục số {found.line.number}"
    if found.line.opening is None:
        yield "  Nội dung không kèm theo tệp này."
        return
    if not found.opens:
        yield "  CẢNH BÁO: nội dung dưới đây không khớp với cam kết."
    for label, text in _fields(found.line.opening.entry):
        if text:
            yield f"  {label}: {text}"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Lúc", _moment(entry.at)
    yield "Việc", entry.kind
    yield "Người ghi", _person(entry.by_name, entry.by)
    yield "Với tư cách", entry.acting_as
    yield "Thay cho", _person(entry.on_behalf_name, entry.on_behalf_of)
    yield "Ghi từ", _SOURCES[entry.recorded_from]
    yield "Về", entry.subject
    yield "Căn cứ", "; ".join(entry.clauses)
    yield "Số liệu", "; ".join(f"{name} = {value}" for name, value in sorted(entry.facts.items()))
    yield "SHA-256 của nội dung", entry.digest
    yield "Ai được xem", _AUDIENCES[entry.audience]


_SOURCES = {"screen": "màn hình", "paper": "giấy", "speech": "lời nói", "system": "hệ thống"}
_AUDIENCES = {"public": "mọi người", "office": "người trong cơ quan", "sealed": "niêm kín"}


def _person(name: str, identifier: str) -> str:
    return f"{name} ({identifier})" if identifier else name


def _moment(at: str) -> str:
    return f"{moment(at).astimezone(_VIETNAM):%H:%M:%S ngày %d/%m/%Y}, giờ Việt Nam"


def _lines(path: Path) -> Iterator[bytes]:
    # A line longer than any export has is cut, and so is found as a fault,
    # rather than filling the memory.
    with path.open("rb") as file:
        while line := file.readline(export.MAX_LINE):
            yield line


def _say(line: str) -> None:
    sys.stdout.write(f"{printable(line)}\n")


def _unusable(sentence: str) -> int:
    sys.stderr.write(f"{printable(sentence)}\n")
    return UNUSABLE


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(encoding="utf-8")  # Windows pipes are not
    sys.exit(main(sys.argv[1:]))
