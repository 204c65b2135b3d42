"""Locks of files that the system itself lets go: however a process ends, nothing stale is left."""

import os
import sys
from pathlib import Path

# Where the locked byte lies: behind the words, so that Windows lets others read them.
_BYTE = 1 << 20


def try_lock(path: Path) -> int | None:
    """Take the lock of a file and return its handle; None while anybody else has it.

    Whoever closes the handle lets it go; so does the end of the process.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if lock(handle):
        return handle
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def lock(handle: int) -> bool:
        """Take the lock of an open file; tell whether it was free."""
        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def lock(handle: int) -> bool:
        """Take the lock of an open file; tell whether it was free."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
