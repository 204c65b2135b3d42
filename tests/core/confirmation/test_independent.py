"""The proofs as a second implementation reads them, written from RFC 9162 §2.1.3.2 and §2.1.4.2.

It shares nothing with ours but SHA-256 and HMAC: the leaf from the document's own bytes.
"""

import hmac
import json
from hashlib import sha256
from typing import Any

from dienhong.core.confirmation import document
from tests.core.confirmation.confirmations import make

DOCUMENT: dict[str, Any] = json.loads(document.write(make()))
SIZE, ROOT = DOCUMENT["tree"]["size"], bytes.fromhex(DOCUMENT["tree"]["root"])


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def leaf_of(entry: dict[str, Any]) -> bytes:
    """Spell the body again as RFC 8785 does (its keys are ASCII), commit to it, and hash it."""
    body = json.dumps(entry["body"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    commitment = hmac.new(bytes.fromhex(entry["salt"]), body.encode(), sha256).digest()
    return sha256(b"\x00" + commitment).digest()


def is_included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def is_consistent(first: int, second: int, old: bytes, new: bytes, path: list[bytes]) -> bool:
    path = [old, *path] if first & (first - 1) == 0 else path
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return fr == old and sr == new and sn == 0


def nodes(proof: list[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in proof]


def test_each_entry_lies_under_the_root() -> None:
    for entry in DOCUMENT["entries"]:
        index, path = entry["body"]["number"] - 1, nodes(entry["proof"])

        assert is_included(leaf_of(entry), index, SIZE, path, ROOT)
        assert not is_included(leaf_of(entry), index ^ 1, SIZE, path, ROOT)
        assert not is_included(leaf_of(entry), index, SIZE, path[:-1], ROOT)


def test_the_journal_of_the_printed_fingerprint_went_on_to_this_one() -> None:
    told, one = DOCUMENT["facts"]["printed"][0], DOCUMENT["printed"][0]
    old, path = bytes.fromhex(one["root"]), nodes(one["proof"])

    assert is_consistent(told["size"], SIZE, old, ROOT, path)
    assert not is_consistent(told["size"], SIZE, bytes(32), ROOT, path)
    assert not is_consistent(told["size"], SIZE, old, ROOT, path[::-1])
