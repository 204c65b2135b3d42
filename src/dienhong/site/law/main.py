"""``dienhong law parse | read | lint | compare``: legal texts without an office."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from dienhong.core.law.reading.files import read_file
from dienhong.core.law.reading.reading import Reading
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.writing.written import SUFFIXES, WRITERS
from dienhong.core.refusal import Refused
from dienhong.site.law import batch, comparing, linting, seeing
from dienhong.site.law.progress import Progress
from dienhong.site.law.texts import LARGEST, MOST_TEXT

_SECONDS = 600.0
_STDIN = "-"
_ASK_FOR_IT = "Xem quyền đọc của tệp, hoặc chép tệp sang thư mục khác."
_OUT = "Mỗi tệp ra một tệp kết quả cùng tên: đổi tên một trong hai, hoặc chạy hai lần."


def main(arguments: Sequence[str]) -> int:
    """Run one command; return 0 if all went well, 1 if something was refused, 2 for wrong use."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except Refused as refusal:
        sys.stderr.write(f"{refusal.in_full}\n")
        return 1
    except BrokenPipeError:
        # Whoever read our answer has had enough: head, less.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dienhong law", description="Đọc văn bản pháp luật.")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    parsing = commands.add_parser("parse", help="đọc văn bản thành cây điều khoản")
    parsing.add_argument("files", nargs="+", metavar="TỆP", help="tệp cần đọc; - là đầu vào chuẩn")
    parsing.add_argument("--format", choices=tuple(WRITERS), default="jsonl", help="dạng ra")
    parsing.add_argument("--out", type=Path, metavar="THƯ-MỤC", help="mỗi tệp ra một tệp trong đây")
    parsing.add_argument("--jobs", type=int, default=_cores(), help="số tệp đọc cùng lúc")
    parsing.add_argument("--seconds", type=float, default=_SECONDS, help="giới hạn cho mỗi tệp")
    parsing.set_defaults(run=_parse_all)
    reading = commands.add_parser("read", help="in chữ đọc được từ một tệp, kèm ghi chú")
    reading.add_argument("file", metavar="TỆP", help="tệp cần đọc; - là đầu vào chuẩn")
    reading.set_defaults(run=_read_one)
    linting.add_to(commands)
    comparing.add_to(commands)
    return parser


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read_one(options: argparse.Namespace) -> int:
    reading = _read(options.file, _bytes(options.file))
    sys.stdout.write(reading.text if reading.text.endswith("\n") else f"{reading.text}\n")
    sys.stdout.flush()
    sys.stderr.write(f"Đọc như {reading.kind}: {len(reading.text)} ký tự.\n")
    for note in reading.notes:
        sys.stderr.write(f"{note}\n")
    for aside in reading.asides:
        sys.stderr.write(f"[{aside.place}] {aside.text}\n")
    return 0


def _parse_all(options: argparse.Namespace) -> int:
    files = list(dict.fromkeys(options.files))
    if options.out is not None:
        _check_names(files, options.format)
        options.out.mkdir(parents=True, exist_ok=True)
    given = {_STDIN: _bytes(_STDIN)} if _STDIN in files else {}
    work = partial(parse_one, form=options.format, out=options.out, given=given)
    progress = Progress(len(files), sys.stderr)
    jobs = max(1, options.jobs)
    done = batch.each(files, work, jobs=jobs, seconds=options.seconds)
    failed = [file for file, well in _said_in_order(files, done, progress) if not well]
    progress.end()
    if failed and len(files) > 1:
        sys.stderr.write(f"Đọc được {len(files) - len(failed)} trên {len(files)} tệp.\n")
    return 1 if failed else 0


def _said_in_order(
    files: Sequence[str], done: Iterable[tuple[str, batch.Outcome]], progress: Progress
) -> Iterable[tuple[str, bool]]:
    """Say what became of each file as soon as it and all before it are done."""
    kept: dict[str, batch.Outcome] = {}
    left = list(reversed(files))
    for file, outcome in done:
        progress.step(file)
        kept[file] = outcome
        while left and left[-1] in kept:
            first = left.pop()
            known = kept.pop(first)
            progress.clear()
            sys.stdout.write(known.out)
            sys.stderr.writelines(f"{first}: {words}\n" for words in known.said)
            yield first, known.well


def parse_one(file: str, *, form: str, out: Path | None, given: dict[str, bytes]) -> batch.Outcome:
    """Read and parse one file; what it says comes back, or lies in the folder ``out``."""
    try:
        reading = _read(file, given[file] if file in given else _bytes(file))
        lines = WRITERS[form](parse(reading.text))
        words = "".join(lines)
        if out is not None:
            _put(out / _named(file, form), words)
    except Refused as refusal:
        return batch.Outcome(well=False, said=(refusal.in_full,))
    except OSError as error:
        return batch.Outcome(well=False, said=(f"Không đọc hoặc ghi được: {error.strerror}.",))
    return batch.Outcome(well=True, out="" if out else words, said=reading.notes)


def _read(file: str, data: bytes) -> Reading:
    return read_file(data, file, most=MOST_TEXT, largest=LARGEST, eyes=seeing.eyes())


def _bytes(file: str) -> bytes:
    if file == _STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    path = Path(file)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Refused(
                f"Tệp nặng {size // 10**6} MB, quá giới hạn {LARGEST // 10**6} MB",
                cure="Chia tệp ra, hoặc bỏ hình ảnh khỏi tệp.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("Không có tệp này", cure="Xem lại tên và thư mục.") from error
    except OSError as error:
        raise Refused(f"Không đọc được tệp: {error.strerror}", cure=_ASK_FOR_IT) from error


def _check_names(files: Sequence[str], form: str) -> None:
    """Refuse two files whose results would lie in one."""
    seen: dict[str, str] = {}
    for file in files:
        other = seen.setdefault(_named(file, form), file)
        if other != file:
            raise Refused(f"Không ghi được: {other} và {file} cùng tên", cure=_OUT)


def _named(file: str, form: str) -> str:
    return f"{'stdin' if file == _STDIN else Path(file).stem}{SUFFIXES[form]}"


def _put(place: Path, words: str) -> None:
    """Write a result beside its place and rename it: nobody reads half of one."""
    building = place.with_name(f".{place.name}.{os.getpid()}")
    building.write_text(words, encoding="utf-8", newline="")
    building.replace(place)
