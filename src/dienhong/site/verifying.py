"""``dienhong verify FILE``: whether a technical confirmation holds, without server or network.

No office, no database, no settings: what is needed is in the file and in this program.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.core.files.base import File

from dienhong.core.confirmation import check, document
from dienhong.core.confirmation.check import Given
from dienhong.core.confirmation.document import Confirmation
from dienhong.core.days.say import STATES, say_day
from dienhong.core.journal.fingerprint import parse_fingerprint
from dienhong.core.papers.confirmation import ATTACHED, code_of
from dienhong.core.plain import printable
from dienhong.core.refusal import Refused
from dienhong.papers.confirmation import draw, drawn_with
from dienhong.record.worker import run

HOLDS, FAULTY, UNUSABLE = 0, 1, 2
LARGEST = 20_000_000  # bytes of a confirmation
_CHUNK = 1 << 20


def main(arguments: Sequence[str]) -> int:
    """Check a confirmation; return 0 if it holds, 1 if not, 2 if the file is none."""
    options = _parser().parse_args(arguments)
    logging.getLogger("dienhong").addHandler(logging.NullHandler())  # what went wrong is said here
    try:
        return _verify(options)
    except Refused as refusal:
        return _unusable(refusal.in_full)
    except FileNotFoundError as error:
        return _unusable(f"Không có tệp {error.filename}. Kiểm tra lại tên và thư mục.")
    except OSError as error:
        return _unusable(f"Không đọc được tệp {error.filename}. Kiểm tra quyền đọc tệp.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dienhong verify", description="Kiểm tra một bản xác nhận, không cần mạng."
    )
    parser.add_argument("file", metavar="TỆP", type=Path, help="bản xác nhận (PDF) đã nhận")
    parser.add_argument(
        "--content",
        metavar="TỆP",
        type=Path,
        action="append",
        default=[],
        help="tệp đang giữ, để so với tệp đã công khai",
    )
    parser.add_argument("--fingerprint", default="", help="dấu sổ trên một tờ giấy khác, để so")
    parser.add_argument(
        "--day", type=date.fromisoformat, help="ngày cần hỏi có niêm yết không, dạng 2026-03-12"
    )
    return parser


def _verify(options: argparse.Namespace) -> int:
    printed = parse_fingerprint(options.fingerprint) if options.fingerprint else ""
    contents = [_given(path) for path in options.content]
    whole = _read(options.file)
    is_paper = not whole.startswith(b"{")
    confirmation = document.read(_inside(options.file) if is_paper else whole)
    found = check.check(confirmation, contents, printed)
    same, said = _page(confirmation, whole) if is_paper and not found.faults else (True, "")
    for line in _told(confirmation, contents, printed, options.day):
        _say(line)
    for remark in found.remarks:
        _say(f"Lưu ý: {remark}")
    if same and said:
        _say(said)
    return _conclude([*found.faults, *([] if same else [said])])


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        whole = file.read(LARGEST + 1)
    if len(whole) > LARGEST:
        raise Refused(f"Tệp lớn quá {LARGEST // 1_000_000} MB, không phải bản xác nhận.")
    if not whole.startswith((b"%PDF-", b"{")):
        raise Refused("Tệp không phải PDF.", cure="Chọn tệp PDF của bản xác nhận.")
    return whole


def _inside(path: Path) -> bytes:
    """Return the document in a PDF: read by the process that opens strangers' files."""
    with path.open("rb") as file:
        try:
            return run(File(file), "inside", ATTACHED).pictures[0]
        except Refused as refusal:
            raise Refused(f"Không kiểm tra được: {refusal.reason}", cure=refusal.cure) from refusal


def _given(path: Path) -> Given:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Given(path.name, digest.hexdigest())


def _page(confirmation: Confirmation, whole: bytes) -> tuple[bool, str]:
    """Draw the paper again from its document: by the same program it is the same to the byte."""
    before, here = confirmation.facts["made"]["drawn_with"], drawn_with()
    if draw(confirmation) == whole:
        return True, "Trang in đúng từng byte với bản vẽ lại từ dữ liệu."
    if before == here:
        return False, "Trang in: khác với bản vẽ lại từ dữ liệu; tệp đã bị sửa sau khi lập."
    return True, (
        f"Lưu ý: trang in do chương trình khác vẽ ({before}; ở đây là {here}), chưa so được; chỉ "
        "tin những điều in ở trên, đừng tin trang."
    )


def _told(
    confirmation: Confirmation, contents: list[Given], printed: str, day: date | None
) -> Iterator[str]:
    facts, head = confirmation.facts, confirmation.head
    content, required = facts["content"]["of"], facts["required"]
    yield f"Bản xác nhận của: {facts['agency']['name']}, lập {say_day(_day(facts['made']['on']))}"
    yield f"Việc công khai: {content['title']}"
    yield f"Văn bản: {content['decision'] or 'không số'}, {say_day(_day(content['decided_on']))}"
    yield f"Mã bản xác nhận: {code_of(confirmation)}"
    for posting in facts["postings"]:
        ran = posting["run"]
        standing = "đã đủ" if ran["fulfilled"] else "chưa đủ"
        yield (
            f"{posting['place']}: từ {say_day(_day(posting['posted_on']))}, "
            f"{len(posting['gaps'])} lần ngắt, đợt tính từ {say_day(_day(ran['start']))}: "
            f"{ran['done']} trên {required['days']} ngày, {standing}"
        )
    yield from _answers(confirmation, day)
    numbers = ", ".join(str(one.entry.number) for one in confirmation.evidence)
    yield f"Mục sổ ghi làm chứng: {numbers}"
    yield f"Dấu sổ khi sổ có {head.size} mục: {head.fingerprint}"
    for one in facts["printed"]:
        yield f"Dấu sổ đã in ({one['paper']}, {one['size']} mục): {one['fingerprint']}"
    yield from _compared(confirmation, contents, printed)


def _answers(confirmation: Confirmation, day: date | None) -> Iterator[str]:
    facts = confirmation.facts
    asked = [(_day(one["day"]), one["states"]) for one in facts["asked"]]
    if day is not None and day > _day(facts["made"]["on"]):
        yield f"Ngày {day:%d/%m/%Y}: sau ngày lập, bản xác nhận này không nói đến."
    elif day is not None:
        asked.append((day, check.states_on(facts, day)))
    for one, states in asked:
        for posting, state in zip(facts["postings"], states, strict=False):
            yield f"Ngày {one:%d/%m/%Y}, {posting['place']}: {STATES[state]}"


def _compared(confirmation: Confirmation, contents: list[Given], printed: str) -> Iterator[str]:
    files = confirmation.facts["content"]["of"]["files"]
    for one in contents:
        if one.sha256 in files:
            yield f"Tệp «{one.name}»: đúng là tệp thứ {files.index(one.sha256) + 1} đã công khai."
    size = check.fingerprints_of(confirmation).get(printed)
    if size is not None:
        yield f"Dấu sổ đưa để so: khớp, là dấu của sổ khi có {size} mục."
    if not printed:
        yield "Chưa so với giấy: đưa dấu sổ trên một tờ đã ký vào --fingerprint để so."


def _day(text: str) -> date:
    return document.day_of(text)


def _conclude(faults: list[str]) -> int:
    if not faults:
        _say("Bản xác nhận ĐÚNG: mọi điều trên khớp với sổ ghi mang dấu sổ ấy.")
        return HOLDS
    _say(f"Bản xác nhận KHÔNG đúng, {len(faults)} chỗ; không dùng những điều in ở trên:")
    for fault in faults:
        _say(f"- {fault}")
    return FAULTY


def _say(line: str) -> None:
    sys.stdout.write(f"{printable(line)}\n")


def _unusable(sentence: str) -> int:
    sys.stderr.write(f"{printable(sentence)}\n")
    return UNUSABLE
