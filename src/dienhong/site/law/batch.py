"""Many files at once: a process for each core; one that dies or stalls takes no other with it."""

import contextlib
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait

from dienhong.core.refusal import Refused

DIED = "Chưa đọc được: chương trình đọc dừng giữa chừng vì tệp này"
_CURE = "Lưu tệp lại bằng chương trình đã tạo ra nó rồi thử lại."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the words to say on each stream, and whether it went well."""

    well: bool
    out: str = ""
    said: tuple[str, ...] = ()


Work = Callable[[str], Outcome]


def each(
    files: Sequence[str], work: Work, *, jobs: int, seconds: float
) -> Iterator[tuple[str, Outcome]]:
    """Yield each file with its outcome as it is done, in any order.

    A file that takes longer than ``seconds``, or ends the process that reads it, has failed.
    """
    waiting = list(reversed(files))
    hands = [_Hand(work, seconds) for _ in range(min(jobs, len(files)))]
    try:
        for hand in hands:
            hand.give(waiting.pop())
        while any(hand.file for hand in hands):
            for hand in _ready(hands):
                file, outcome = hand.take()
                if waiting:
                    hand.give(waiting.pop())
                yield file, outcome
    finally:
        for hand in hands:
            hand.stop()


def _ready(hands: "list[_Hand]") -> "list[_Hand]":
    """Wait until some hand has an answer or has had its time."""
    busy = [hand for hand in hands if hand.file]
    soonest = min(hand.until for hand in busy)
    answers = wait([hand.pipe for hand in busy], timeout=max(0.0, soonest - time.monotonic()))
    late = time.monotonic()
    return [hand for hand in busy if hand.pipe in answers or hand.until <= late]


class _Hand:
    """A process that reads one file after another."""

    def __init__(self, work: Work, seconds: float) -> None:
        self._work, self._seconds = work, seconds
        self.file = ""
        self.until = 0.0
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = Pipe()
        self._process = Process(target=_serve, args=(self._work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, file: str) -> None:
        self.file, self.until = file, time.monotonic() + self._seconds
        # A process that has just died is found out when its answer is taken.
        with contextlib.suppress(OSError):
            self.pipe.send(file)

    def take(self) -> tuple[str, Outcome]:
        """Return the file and its outcome; a hand that failed is a new one afterwards."""
        file, self.file = self.file, ""
        try:
            if self.pipe.poll():
                return file, self.pipe.recv()
            reason = f"Chưa đọc được: quá {self._seconds:.0f} giây"
        except (EOFError, OSError):
            reason = DIED
        self.stop()
        self._start()
        return file, Outcome(well=False, said=(Refused(reason, cure=_CURE).in_full,))

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(work: Work, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv()))
