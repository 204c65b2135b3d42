"""Whether JSON has the members that were agreed on; the first place where it has not is named."""

import re
from typing import Any

from dienhong.core.journal.canonical import Json

# A type; a pattern for text; a test; None; a list of one shape; a mapping with exactly these
# members; or a tuple of shapes of which one has to fit.
Shape = Any


class Misshapen(ValueError):
    """A member is missing, too many, or not of its form; ``place`` is its path."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def check_shape(value: Json, shape: Shape, place: str) -> None:
    """Raise ``Misshapen`` with the first place that is not of its shape."""
    if isinstance(shape, dict):
        _check_members(value, shape, place)
    elif isinstance(shape, list):
        _check_each(value, shape[0], place)
    elif isinstance(shape, tuple):
        if not any(_fits(value, one, place) for one in shape):
            raise Misshapen(place)
    elif not _is_plain(value, shape):
        raise Misshapen(place)


def _check_members(value: Json, shape: dict[str, Shape], place: str) -> None:
    if not isinstance(value, dict):
        raise Misshapen(place)
    for name in sorted(value.keys() ^ shape.keys()):
        raise Misshapen(f"{place}.{name}")
    for name, one in shape.items():
        check_shape(value[name], one, f"{place}.{name}")


def _check_each(value: Json, shape: Shape, place: str) -> None:
    if not isinstance(value, list):
        raise Misshapen(place)
    for number, one in enumerate(value, start=1):
        check_shape(one, shape, f"{place}[{number}]")


def _fits(value: Json, shape: Shape, place: str) -> bool:
    try:
        check_shape(value, shape, place)
    except Misshapen:
        return False
    return True


def _is_plain(value: Json, shape: Shape) -> bool:
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if isinstance(shape, type) or shape is None:
        return value is None if shape is None else type(value) is shape
    return bool(shape(value))
