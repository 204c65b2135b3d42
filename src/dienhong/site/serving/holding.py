"""Who serves a data folder: one process, by a lock that the system itself lets go.

Two processes that write one SQLite file wait for each other far longer (decision 0010).
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from dienhong.record.locks import lock

LOCK = "serving.lock"
_PATIENCE = 2.0  # seconds; a server that was killed a moment ago may still be ending


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that serves a data folder, its address and its certificate, if it has one."""

    pid: int
    address: str
    certificate: str = ""


class Held(Exception):
    """Another process serves this data folder."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder.pid)
        self.holder = holder


def hold(folder: Path, holder: Holder, *, patience: float = _PATIENCE) -> int:
    """Take the lock and return its handle; raise ``Held`` if another process has it.

    The handle is passed on to the program that takes this process's place. However that ends,
    the system lets the lock go: nothing stale is left to be cleared away.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + patience
    while not lock(handle):
        if time.monotonic() > until:
            told = _read(handle)
            os.close(handle)
            raise Held(told)
        time.sleep(0.05)
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(asdict(holder)).encode())
    os.set_inheritable(handle, True)
    return handle


def holder(folder: Path) -> Holder | None:
    """Return who serves a data folder now, or None."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if lock(handle) else _read(handle)
    finally:
        os.close(handle)


def _read(handle: int) -> Holder:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        return Holder(**json.loads(os.read(handle, 4096)))
    except (ValueError, TypeError):
        return Holder(0, "")
