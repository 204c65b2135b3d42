"""Chance, injected at the edge: the machine's own, or a seeded one for a simulated year.

Ids and salts of what is recorded come from here, so that a year lived through twice from one seed
has the same journal. Secrets (passwords, keys, sessions) never do: they ask the machine itself.
"""

import os
import random  # noqa: TID251 (for a seeded year alone, where being the same twice is the aim)
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_SOURCE: ContextVar[Callable[[int], bytes]] = ContextVar("chance", default=os.urandom)
_ID_BYTES = 16


def some_bytes(count: int) -> bytes:
    """Return random bytes, for a salt."""
    return _SOURCE.get()(count)


def new_id() -> UUID:
    """Return a random id that tells neither time nor order (UUID 4, RFC 9562 section 5.4)."""
    return UUID(bytes=some_bytes(_ID_BYTES), version=4)


@contextmanager
def seeded(seed: int) -> Iterator[random.Random]:
    """Let ids and salts inside follow from a seed, and give dice of their own for the rest.

    Only a demonstration may be made so: who knows the seed knows the salts, and commitments made
    inside hide nothing.
    """
    source = random.Random(f"{seed} ids")  # noqa: S311 (see the import)
    token = _SOURCE.set(source.randbytes)
    try:
        yield random.Random(f"{seed} dice")  # noqa: S311 (see the import)
    finally:
        _SOURCE.reset(token)
