"""Writes a bundle as a stream of chunks; whoever takes them decides where they go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from dienhong.core.bundle import tar
from dienhong.core.bundle.manifest import Head, Manifest, Member, head_bytes, manifest_bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A member on its way into the bundle: ``chunks`` give exactly ``size`` bytes."""

    name: str
    size: int
    chunks: Iterable[bytes]


def write(head: Head, parts: Iterable[Part], missing: list[str]) -> Iterator[bytes]:
    """Give the bundle chunk by chunk.

    ``parts`` come in the order of ``tar.place_in_order``. ``missing`` is read once the last
    part has gone by: making the parts may add to it.
    """
    ledger: list[Member] = []
    first = head_bytes(head)
    yield from _member(Part("head.json", len(first), [first]), ledger)
    for part in parts:
        yield from _member(part, ledger)
    last = manifest_bytes(Manifest(head, tuple(ledger), tuple(missing)))
    yield from _member(Part("manifest.json", len(last), [last]), ledger)
    yield tar.END


def _member(part: Part, ledger: list[Member]) -> Iterator[bytes]:
    yield tar.header(part.name, part.size)
    digest, size = sha256(), 0
    for chunk in part.chunks:
        digest.update(chunk)
        size += len(chunk)
        yield chunk
    if size != part.size:
        raise ValueError(f"{part.name}: {size} bytes came, {part.size} were announced")
    yield bytes(tar.padding(size))
    ledger.append(Member(part.name, size, digest.hexdigest()))
