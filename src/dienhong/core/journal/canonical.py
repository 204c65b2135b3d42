"""Canonical JSON: a value has one spelling, so that a hash of the spelling means the value."""

import json
import re
from typing import NoReturn, TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

# Greater integers are not exact in every JSON reader (RFC 8785 appendix D, RFC 7493 §2.2).
LARGEST = 2**53 - 1

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Sorts by code points, which is the same order for keys without signs beyond the 65,536 first.
_encode_sorted = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False
).encode
_BEYOND = re.compile(rb"[\xf0-\xf4]")  # how UTF-8 begins such a sign


def canonical(value: object) -> bytes:
    """Return the one spelling of ``value`` (RFC 8785): UTF-8, sorted keys, no spaces.

    Only plain ``str``, ``int``, ``bool``, ``None``, ``list`` and ``dict`` with ``str``
    keys are allowed; anything else, floats and subclasses included, is a ``TypeError``.
    Integers beyond ±(2**53 − 1) and lone surrogates are a ``ValueError``. Text is not
    normalised: two spellings of one Vietnamese letter are two values.
    """
    if _is_plain(value):
        return _encode_sorted(value).encode()
    return _encode(_ordered(value)).encode()


def parse_canonical(data: bytes) -> Json:
    """Return the value that ``canonical()`` spells as ``data``.

    Raises ``ValueError`` for every other spelling: a space, another order, a key
    written twice, an escape that was not needed, ``-0``, ``1.0``.
    """
    try:
        value: Json = _decoder.decode(data.decode())
        # What was parsed has no other types; an escaped sign is no canonical spelling anyway.
        spelling = canonical(value) if _BEYOND.search(data) else _encode_sorted(value).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if spelling != data:
        raise ValueError("not the canonical spelling")
    return value


def _is_plain(value: object) -> bool:
    """Tell whether the encoder itself spells a value rightly: nothing odd in it, ASCII keys.

    That is almost every entry, and five times as fast as putting it in order here.
    """
    kind = type(value)
    if kind is dict:
        keys = list(value)  # type: ignore[call-overload]
        if not all(type(key) is str and key.isascii() for key in keys):
            return False
        return all(map(_is_plain, value.values()))  # type: ignore[attr-defined]
    if kind is list:
        return all(map(_is_plain, value))  # type: ignore[call-overload]
    if kind is int:
        return -LARGEST <= value <= LARGEST  # type: ignore[operator]
    return kind is str or kind is bool or value is None


def _ordered(value: object) -> Json:
    if value is None or type(value) is str or type(value) is bool:
        return value
    if type(value) is int:
        return _exact(value)
    if type(value) is list:
        return [_ordered(item) for item in value]
    if type(value) is dict:
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    raise TypeError(f"canonical JSON has no {type(value).__name__}")


def _exact(number: int) -> int:
    if abs(number) > LARGEST:
        raise ValueError(f"beyond the exact integers of JSON: {number:#x}")
    return number


def _utf16(key: object) -> bytes:
    """Return what RFC 8785 §3.2.3 sorts a key by: its UTF-16 code units."""
    if type(key) is not str:
        raise TypeError(f"a key must be str, not {type(key).__name__}")
    return key.encode("utf-16-be", "surrogatepass")


def _parse_int(text: str) -> int:
    return _exact(int(text))


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"not an integer: {text}")


_decoder = json.JSONDecoder(parse_float=_refuse, parse_int=_parse_int, parse_constant=_refuse)
