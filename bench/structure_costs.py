"""What reading the structure of a text costs, from 0.1 to 100 MB, and what hostile text costs.

``python -m bench.structure_costs`` measures the full sizes, each in a process of its own, with
its memory; ``python -m bench`` takes the first ones along.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time

from bench.measure import Case, Row, once, seconds_of
from dienhong.core.law.structure.parse import parse
from dienhong.core.refusal import Refused

_MB = 1_000_000
_SIZES = (100_000, _MB, 10 * _MB, 100 * _MB)
_LINE = 50 * _MB
_ARTICLE = (
    "Điều {}. Việc giữ sách trong kho chung của cơ quan\n"
    "1. Người giữ kho ghi sổ mỗi ngày, báo cho tổ trưởng biết trước khi đóng cửa kho và giao lại "
    "chìa khóa cho người trực đêm theo quy định tại khoản 2 Điều 3 của bản này.\n"
    "2. Sách mượn về được trả trong thời hạn 15 ngày làm việc; quá hạn thì:\n"
    "a) Tổ trực nhắc người mượn bằng thư, mỗi tuần một lần, cho đến khi sách được trả lại;\n"
    "b) Người mượn không được mượn thêm cuốn nào khác cho đến khi đã trả đủ số sách cũ.\n"
    "3. Sách hỏng, sách mất được đền bằng cuốn cùng tên hoặc cuốn khác cùng giá do hai bên bàn.\n\n"
)
# Text made to be slow: what each is, and how it is made at a size in characters.
HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": lambda size: "việc chung của kho " * (size // 19),
    "one line of articles": lambda size: "Việc. Điều 2. Tên " * (size // 18),
    "one line of lists": lambda size: "Điều 2. Tên 1. A: a) b; b) c. 2. D “: a) e; " * (size // 45),
    "nestings": lambda size: "".join(
        f"Điều {n}. A\n1. B\na) C\n- D\n" for n in range(1, size // 30)
    ),
    "only markers": lambda size: "Điều 2.\n" * (size // 8),
    "only opening marks": lambda size: "“" * size,
    "only quoted lines": lambda size: "Sửa đổi khoản 2 như sau:\n“2. a\n" * (size // 32),
    "bytes": lambda size: bytes(n * n * 7 % 251 for n in range(size)).decode("utf-8", "replace"),
}


def regulation(size: int) -> str:
    """Return a text of about ``size`` bytes of UTF-8."""
    return "".join(map(_ARTICLE.format, range(1, size // len(_ARTICLE.encode()) + 2)))


def rows() -> Iterator[Row]:
    """Yield what the structure costs at 0.1 and 10 MB, and hostile text at 0.1 and 1 MB."""
    small, large = regulation(_SIZES[0]), regulation(_SIZES[2])
    yield Row(
        "read the structure",
        Case("0.1 MB", seconds_of(lambda: parse(small), times=9)),
        Case("10 MB", once(lambda: parse(large))),
    )
    for what, made in HOSTILE.items():
        yield Row(
            f"read {what}",
            Case("0.1 million", _seconds(made(100_000))),
            Case("1 million", _seconds(made(_MB))),
        )


def _seconds(text: str) -> float:
    """Return the processor's seconds for a text, refused or not."""
    began = process_time()
    with suppress(Refused):
        parse(f"Điều 1. Mở đầu\n{text}")
    return process_time() - began


def _measure(what: str, size: int) -> str:
    """Return one line: seconds, speed and memory of one text, in this process alone."""
    text = HOSTILE[what](size) if what in HOSTILE else regulation(size)
    megabytes = len(text.encode()) / _MB
    _forget_peak()
    before = _peak()
    seconds = _seconds(text)
    memory = (_peak() - before) / _MB / megabytes
    return (
        f"{what:22} {megabytes:8.1f} MB {seconds:8.2f} s "
        f"{megabytes / seconds:7.2f} MB/s   memory {memory:5.1f} x the text"
    )


def _forget_peak() -> None:
    """Let the peak of memory begin at what is held now (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak() -> int:
    """Return the highest memory held, in bytes."""
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


def main(arguments: list[str]) -> None:
    """Print a line for each case, or measure the one that is named."""
    if arguments:
        sys.stdout.write(_measure(arguments[0], int(arguments[1])) + "\n")
        return
    cases = [("a regulation", size) for size in _SIZES] + [(what, _LINE // 10) for what in HOSTILE]
    cases[len(_SIZES)] = ("one line", _LINE)
    for what, size in cases:
        command = [sys.executable, "-m", "bench.structure_costs", what, str(size)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
