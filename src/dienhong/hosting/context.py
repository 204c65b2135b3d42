"""The agency that the running code works for: one context variable, no default."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_current: ContextVar[str | None] = ContextVar("dienhong_agency", default=None)


class NoAgencyChosen(RuntimeError):
    """A query was tried while no agency was chosen: an error of the program, never of a person."""


class SwitchedInsideTransaction(RuntimeError):
    """The agency was changed while a transaction of another was open."""


def chosen() -> str | None:
    """Return the code of the chosen agency, or None."""
    return _current.get()


def current() -> str:
    """Return the code of the chosen agency; raise ``NoAgencyChosen`` when there is none."""
    code = _current.get()
    if code is None:
        raise NoAgencyChosen("No agency is chosen: wrap the call in use_agency(code).")
    return code


@contextmanager
def use_agency(code: str | None) -> Iterator[None]:
    """Work for the agency ``code`` inside the block; None closes every database to it."""
    if code != _current.get() and connection.in_atomic_block:
        raise SwitchedInsideTransaction(f"A transaction is open; cannot change to {code!r}.")
    token = _current.set(code)
    try:
        yield
    finally:
        _current.reset(token)
