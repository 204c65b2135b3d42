"""The tree is that of RFC 6962, as an implementation that was not written here finds it too."""

from hashlib import sha256

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.journal import merkle
from dienhong.core.journal.merkle import Frontier

# The leaves and roots with which the implementations of Certificate Transparency are tested.
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CT_PATH_OF_LEAF_5 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
CT_PROOF_FROM_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]

CT_PROOF_FROM_2_TO_5 = [
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
]

trees = st.lists(st.binary(max_size=40), min_size=1, max_size=70)
relaxed = settings(deadline=None)  # the machine may be busy


def frontier_of(leaves: list[bytes]) -> Frontier:
    frontier = Frontier.empty()
    for leaf in leaves:
        frontier = frontier.append(merkle.leaf_hash(leaf))
    return frontier


def holds_by_rfc_9162(
    old_size: int, size: int, old_root: bytes, new_root: bytes, proof: list[bytes]
) -> bool:
    """Verify as RFC 9162 §2.1.4.2 counts it, with shifted bits: another way than ours."""
    first, *rest = [old_root, *proof] if old_size.bit_count() == 1 else proof
    old_bits, bits, old, new = old_size - 1, size - 1, first, first
    while old_bits & 1:
        old_bits, bits = old_bits >> 1, bits >> 1
    for node in rest:
        if old_bits & 1 or old_bits == bits:
            old, new = merkle.node_hash(node, old), merkle.node_hash(node, new)
            while not old_bits & 1 and old_bits:
                old_bits, bits = old_bits >> 1, bits >> 1
        else:
            new = merkle.node_hash(new, node)
        old_bits, bits = old_bits >> 1, bits >> 1
    return (old, new, bits) == (old_root, new_root, 0)


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    leaves = CT_LEAVES[:size]

    assert merkle.root(leaves).hex() == CT_ROOTS[size]
    assert frontier_of(leaves).root().hex() == CT_ROOTS[size]


def test_the_proofs_are_those_of_certificate_transparency() -> None:
    inclusion = merkle.inclusion_proof(CT_LEAVES, 5)
    from_6_to_8 = merkle.consistency_proof(CT_LEAVES, 6)
    from_2_to_5 = merkle.consistency_proof(CT_LEAVES[:5], 2)

    assert [node.hex() for node in inclusion] == CT_PATH_OF_LEAF_5
    assert [node.hex() for node in from_6_to_8] == CT_PROOF_FROM_6_TO_8
    assert [node.hex() for node in from_2_to_5] == CT_PROOF_FROM_2_TO_5


@relaxed
@given(trees)
def test_root_and_frontier_agree_with_the_oracle(leaves: list[bytes]) -> None:
    oracle = pymerkle.InmemoryTree.init_from_entries(leaves).get_root()

    assert merkle.root(leaves) == oracle
    assert frontier_of(leaves).root() == oracle


@relaxed
@given(trees, st.data())
def test_inclusion_proofs_agree_with_the_oracle(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    oracle = pymerkle.InmemoryTree.init_from_entries(leaves).prove_inclusion(index + 1)

    proof = merkle.inclusion_proof(leaves, index)

    assert [merkle.leaf_hash(leaves[index]), *proof] == oracle.path
    assert merkle.verify_inclusion(leaves[index], index, len(leaves), proof, merkle.root(leaves))


@relaxed
@given(trees, st.data())
def test_consistency_proofs_hold_between_the_oracles_roots(
    leaves: list[bytes], data: st.DataObject
) -> None:
    size = len(leaves)
    old_size = data.draw(st.integers(1, size))
    oracle = pymerkle.InmemoryTree.init_from_entries(leaves)
    roots = oracle.get_root(old_size), oracle.get_root(size)

    proof = merkle.consistency_proof(leaves, old_size)

    assert merkle.verify_consistency(old_size, size, *roots, proof)
    assert old_size == size or holds_by_rfc_9162(old_size, size, *roots, proof)


@relaxed
@given(trees, st.data())
def test_an_inclusion_proof_shows_nothing_else(leaves: list[bytes], data: st.DataObject) -> None:
    size, root = len(leaves), merkle.root(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(leaves, index)
    leaf, alien = leaves[index], sha256(b"alien").digest()
    other = data.draw(st.integers(0, size - 1).filter(lambda at: leaves[at] != leaf) | st.none())

    assert not merkle.verify_inclusion(leaf + b"x", index, size, proof, root)
    assert not merkle.verify_inclusion(leaf, index, size, proof, alien)
    assert not merkle.verify_inclusion(leaf, index, size, [*proof, alien], root)
    assert not merkle.verify_inclusion(leaf, size, size, proof, root)
    assert not merkle.verify_inclusion(leaf, -1, size, proof, root)
    assert other is None or not merkle.verify_inclusion(leaf, other, size, proof, root)
    for place in range(len(proof)):
        changed = [*proof[:place], alien, *proof[place + 1 :]]
        assert not merkle.verify_inclusion(leaf, index, size, changed, root)


@relaxed
@given(trees, st.data())
def test_a_changed_past_has_no_proof(leaves: list[bytes], data: st.DataObject) -> None:
    size, new_root = len(leaves), merkle.root(leaves)
    old_size = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, old_size - 1))
    past = [*leaves[:changed], leaves[changed] + b"x", *leaves[changed + 1 : old_size]]
    old_root, alien = merkle.root(leaves[:old_size]), sha256(b"alien").digest()
    proof = merkle.consistency_proof(leaves, old_size)

    assert not merkle.verify_consistency(old_size, size, merkle.root(past), new_root, proof)
    assert not merkle.verify_consistency(old_size, size, old_root, alien, proof)
    assert not merkle.verify_consistency(old_size, size, old_root, new_root, [*proof, alien])
    assert not merkle.verify_consistency(0, size, old_root, new_root, proof)
    assert not merkle.verify_consistency(size + 1, size, old_root, new_root, proof)


def test_there_is_no_proof_of_what_is_not_there() -> None:
    for index in (-1, 8):
        with pytest.raises(IndexError):
            merkle.inclusion_proof(CT_LEAVES, index)
    for old_size in (0, 9):
        with pytest.raises(IndexError):
            merkle.consistency_proof(CT_LEAVES, old_size)


@relaxed
@given(st.lists(st.binary(max_size=4), max_size=70))
def test_a_frontier_is_kept_in_one_row_and_goes_on_from_there(leaves: list[bytes]) -> None:
    frontier = frontier_of(leaves)

    kept = Frontier.from_list(frontier.size, frontier.to_list())

    assert kept == frontier
    assert kept.append(merkle.leaf_hash(b"next")).root() == merkle.root([*leaves, b"next"])
    assert len(frontier.to_list()) == len(leaves).bit_count()


@pytest.mark.parametrize(
    ("size", "roots"),
    [(0, ["00" * 32]), (1, []), (3, ["00" * 32]), (-1, ["00" * 32]), (1, ["00" * 31]), (1, ["zz"])],
)
def test_a_row_that_is_no_frontier_is_refused(size: int, roots: list[str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Frontier.from_list(size, roots)


@given(trees, st.data())
@relaxed
def test_the_tree_of_all_subtrees_proves_what_the_recursion_proves(
    leaves: list[bytes], data: st.DataObject
) -> None:
    tree = merkle.Tree(leaves)
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))

    assert tree.root(size) == merkle.root(leaves[:size])
    assert tree.root(0) == merkle.root([])
    assert tree.inclusion(index, size) == merkle.inclusion_proof(leaves[:size], index)
    assert tree.consistency(old, size) == merkle.consistency_proof(leaves[:size], old)


def test_the_tree_of_all_subtrees_refuses_what_is_not_in_it() -> None:
    tree = merkle.Tree([b"a", b"b"])

    for ask in (
        lambda: tree.root(3),
        lambda: tree.root(-1),
        lambda: tree.inclusion(2, 2),
        lambda: tree.inclusion(-1, 2),
        lambda: tree.consistency(0, 2),
        lambda: tree.consistency(3, 2),
    ):
        with pytest.raises(IndexError):
            ask()
