"""The Merkle tree of RFC 6962 §2.1 over SHA-256, its proofs, and its right edge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = 32


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf's data (RFC 6962 §2.1: 0x00 before it)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node (RFC 6962 §2.1: 0x01 before its children).

    The two prefixes keep a node from passing for a leaf.
    """
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the tree's root over the leaves' data, ``MTH(D[n])`` of RFC 6962 §2.1."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = _split(len(leaves))
    return node_hash(root(leaves[:split]), root(leaves[split:]))


@dataclass(frozen=True, slots=True)
class Frontier:
    """What must be kept of a tree so as to append to it: the roots of its perfect subtrees.

    ``size`` is the number of leaves. ``roots`` stand from left to right, one for each bit
    set in ``size``, the largest first; so the whole is at most log2(size) + 1 hashes.
    ``ValueError`` when the two do not belong together.
    """

    size: int
    roots: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if self.size < 0 or self.size.bit_count() != len(self.roots):
            raise ValueError(f"{len(self.roots)} roots are no frontier of {self.size} leaves")
        if any(len(subtree) != HASH_BYTES for subtree in self.roots):
            raise ValueError(f"a root has {HASH_BYTES} bytes")

    @classmethod
    def empty(cls) -> "Frontier":
        """Return the frontier of the tree without leaves."""
        return cls(0, ())

    @classmethod
    def from_list(cls, size: int, roots: Sequence[str]) -> "Frontier":
        """Return the frontier of ``size`` leaves that ``to_list()`` wrote as ``roots``."""
        return cls(size, tuple(bytes.fromhex(subtree) for subtree in roots))

    def to_list(self) -> list[str]:
        """Return the roots in hexadecimal, for one row; ``size`` must be kept beside them."""
        return [subtree.hex() for subtree in self.roots]

    def append(self, leaf_hash: bytes) -> "Frontier":
        """Return the frontier after one more leaf, given as its ``leaf_hash()``."""
        roots = list(self.roots)
        node = leaf_hash
        # Each low bit that is set is a perfect subtree as large as the one just made.
        for _ in range((~self.size & (self.size + 1)).bit_length() - 1):
            node = node_hash(roots.pop(), node)
        return Frontier(self.size + 1, (*roots, node))

    def root(self) -> bytes:
        """Return the tree's root, as ``root()`` finds it from all leaves."""
        if not self.roots:
            return root([])
        *rest, node = self.roots
        for subtree in reversed(rest):
            node = node_hash(subtree, node)
        return node


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return ``PATH(index, D[n])`` of RFC 6962 §2.1.1; ``index`` counts from 0.

    ``IndexError`` when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """Say whether ``proof`` shows ``leaf`` at ``index`` (from 0) in the tree of ``size`` leaves."""
    if not 0 <= index < size:
        return False
    sides = _sides(index, size)
    if len(sides) != len(proof):
        return False
    node = leaf_hash(leaf)
    for sibling, stands_left in zip(proof, sides, strict=True):
        node = node_hash(sibling, node) if stands_left else node_hash(node, sibling)
    return node == expected_root


class Tree:
    """All subtrees that are full, so that many proofs cost one walk over the leaves.

    ``inclusion_proof`` and ``consistency_proof`` hash the leaves anew for each proof; this
    answers the same from ``commitments``, the data of the leaves.
    """

    def __init__(self, leaves: Iterable[bytes]) -> None:
        level = [leaf_hash(leaf) for leaf in leaves]
        self.size = len(level)
        self._levels = [level]
        while len(level) > 1:
            pairs = zip(level[::2], level[1::2], strict=False)  # one without a pair is not full
            level = [node_hash(left, right) for left, right in pairs]
            self._levels.append(level)

    def root(self, size: int) -> bytes:
        """Return the root that the tree had when it had so many leaves."""
        self._check(size)
        return self._over(0, size) if size else root([])

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return ``PATH(index, D[size])`` of RFC 6962 §2.1.1; ``index`` counts from 0."""
        self._check(size)
        if not 0 <= index < size:
            raise IndexError(f"no leaf {index} among {size}")
        path, start, end = [], 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            path.append(self._over(middle, end) if index < middle else self._over(start, middle))
            start, end = (start, middle) if index < middle else (middle, end)
        return path[::-1]

    def consistency(self, old_size: int, size: int) -> list[bytes]:
        """Return ``PROOF(old_size, D[size])`` of RFC 6962 §2.1.2."""
        self._check(size)
        if not 0 < old_size <= size:
            raise IndexError(f"no tree of {old_size} leaves before {size}")
        path, start, end, known = [], 0, size, True
        while old_size < end:
            middle = start + _split(end - start)
            is_left = old_size <= middle
            path.append(self._over(middle, end) if is_left else self._over(start, middle))
            known = known and is_left
            start, end = (start, middle) if is_left else (middle, end)
        return [*([] if known else [self._over(start, end)]), *path[::-1]]

    def _check(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise IndexError(f"no tree of {size} leaves in one of {self.size}")

    def _over(self, start: int, end: int) -> bytes:
        """Return the root over some leaves; ``start`` is where the tree itself splits."""
        count = end - start
        if count & (count - 1) == 0:
            return self._levels[count.bit_length() - 1][start // count]
        middle = start + _split(count)
        return node_hash(self._over(start, middle), self._over(middle, end))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return ``PROOF(old_size, D[n])`` of RFC 6962 §2.1.2.

    ``IndexError`` unless 0 < ``old_size`` <= n: RFC 6962 defines no proof from nothing.
    """
    if not 0 < old_size <= len(leaves):
        raise IndexError(f"no tree of {old_size} leaves before {len(leaves)}")
    return _subproof(leaves, old_size, known=True)


def verify_consistency(
    old_size: int, size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether ``proof`` shows that the tree of ``size`` leaves begins with the old one."""
    if not 0 < old_size <= size:
        return False
    shared, known = _shared(old_size, size)
    hashes = [old_root, *proof] if known else list(proof)
    if len(hashes) != len(shared) + 1:
        return False
    old = new = hashes[0]
    for sibling, in_both in zip(hashes[1:], shared, strict=True):
        old = node_hash(sibling, old) if in_both else old
        new = node_hash(sibling, new) if in_both else node_hash(new, sibling)
    return old == old_root and new == new_root


def _split(size: int) -> int:
    """Return the greatest power of two that is less than ``size`` (> 1)."""
    return 1 << ((size - 1).bit_length() - 1)


def _sides(index: int, size: int) -> list[bool]:
    """Return, from the leaf up, whether the sibling stands on the left."""
    sides = []
    while size > 1:
        split = _split(size)
        stands_left = index >= split
        sides.append(stands_left)
        index, size = (index - split, size - split) if stands_left else (index, split)
    return sides[::-1]


def _subproof(leaves: Sequence[bytes], old_size: int, *, known: bool) -> list[bytes]:
    """Return ``SUBPROOF(old_size, D[n], known)`` of RFC 6962 §2.1.2."""
    if old_size == len(leaves):
        return [] if known else [root(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, known=known), root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, known=False), root(leaves[:split])]


def _shared(old_size: int, size: int) -> tuple[list[bool], bool]:
    """Return, upwards, whether each sibling is in both trees, and if the start is the old root."""
    shared = []
    while old_size < size:
        split = _split(size)
        in_both = old_size > split
        shared.append(in_both)
        old_size, size = (old_size - split, size - split) if in_both else (old_size, split)
    return shared[::-1], not any(shared)
