"""Offices made once a process by their real acts, kept aside, and copied for each test.

A copy is the same rows and files in a database of the test's own: what a test does to it no other
test sees. Kept ones have a name that is no code: no request reaches them, no list shows them.
"""

import shutil
from collections.abc import Callable

from dienhong.hosting import directory
from dienhong.hosting.store import store


def place(code: str, name: str, make: Callable[[], object]) -> None:
    """Put the office in place that ``make`` opens under ``code``; ``name`` says what is in it."""
    kept = f".kept-{name}"
    if not directory.folder(kept).exists():
        make()
        with store().renaming(code, kept):
            directory.folder(code).rename(directory.folder(kept))
        store().settle(kept)
    shutil.copytree(directory.folder(kept), directory.folder(code))
    store().copy(kept, code)
