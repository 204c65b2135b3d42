"""One line that says how far a long task is, on a terminal only."""

import shutil
from typing import TextIO

_BAR = 20


class Progress:
    """How many of a number of things are done."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total, self._stream = total, stream
        self._done = 0
        self._shown = stream.isatty() and total > 1

    def step(self, name: str) -> None:
        """Count one, and say which."""
        self._done += 1
        if self._shown:
            filled = _BAR * self._done // self._total
            bar = "█" * filled + "·" * (_BAR - filled)
            line = f"{bar} {self._done}/{self._total} {name}"
            width = shutil.get_terminal_size().columns - 1
            self._stream.write(f"\r{line[:width].ljust(width)}")
            self._stream.flush()

    def clear(self) -> None:
        """Leave the line empty for words of others."""
        if self._shown:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write(f"\r{' ' * width}\r")

    def end(self) -> None:
        """Take the line away."""
        self.clear()
        self._stream.flush()
