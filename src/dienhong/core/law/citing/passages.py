"""A node's own words in the source, for whoever looks for citations in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dienhong.core.law.citing.citing import Chain, find_chains
from dienhong.core.law.citing.mentions import Mention, find_mentions
from dienhong.core.law.finding.wording import says
from dienhong.core.law.structure.lines import fold
from dienhong.core.law.structure.markers import read_marker
from dienhong.core.law.tree import Kind, Node, NoiseKind, Tree

_UNIT = re.compile(r"(?:^|\.)([a-z]+(?:-muc)?)-")
RULING = (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT, Kind.INDENT)
"""Kinds of node that rule something; the others are headings."""
PREAMBLE = "preamble"
_QUOTED = re.compile(r"“[^“”]*”")
_AMENDING = re.compile(r"\s*+(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay đổi)\b", re.IGNORECASE)
_AMENDS = re.compile(r"(?:[Ss]ửa đổi|[Bb]ổ sung|[Tt]hay thế|[Bb]ãi bỏ|[Bb]ỏ cụm từ)\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one owner without a break: source range, and what is named in it.

    ``node`` is None for the preamble, whose address is ``preamble``.
    """

    part: str
    address: str
    node: Node | None
    start: int
    end: int
    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]


@dataclass(frozen=True)
class CitedText:
    """A tree with its citations, found once for all who ask."""

    tree: Tree

    @cached_property
    def folded(self) -> str:
        """The source for matching, of the same length."""
        return fold(self.tree.source)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The texts of which the document consists."""
        return frozenset(node.part for node in self.tree.nodes)

    @cached_property
    def units(self) -> frozenset[str]:
        """The kinds of unit that have addresses here: "dieu", "muc" …"""
        return frozenset(_UNIT.split(node.address)[-2] for node in self.tree.nodes)

    @cached_property
    def amending(self) -> dict[tuple[str, str], Mention]:
        """The act that is amended, by part and address of the articles that amend one."""
        articles = (node for node in self.tree.nodes if node.kind is Kind.ARTICLE)
        acts = (((node.part, node.address), _amended(node)) for node in articles)
        return {place: act for place, act in acts if act}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in the order of the source."""
        found = [*self._of_nodes(), *self._of_preamble()]
        return tuple(sorted(found, key=lambda passage: passage.start))

    def _of_nodes(self) -> Iterator[Passage]:
        for node in self.tree.nodes:
            for place, (start, end) in enumerate(node.spans):
                begun = start if place else self._body(node)
                yield self._passage(node.part, node.address, node, (begun, end))

    def _of_preamble(self) -> Iterator[Passage]:
        part = self.tree.nodes[0].part if self.tree.nodes else ""
        for noise in self.tree.noise:
            if noise.kind is NoiseKind.PREAMBLE:
                yield self._passage(part, PREAMBLE, None, (noise.start, noise.end))

    def _body(self, node: Node) -> int:
        """Return where the words behind a node's marker begin."""
        start, end = node.spans[0]
        marker = read_marker(self.folded, start, end)
        return marker.body if marker else min(start + 1, end)

    def _passage(
        self, part: str, address: str, node: Node | None, span: tuple[int, int]
    ) -> Passage:
        start, end = span
        mentions = tuple(find_mentions(self.folded, start, end))
        chains = find_chains(self.folded, start, end, mentions, self.tree.header.title)
        kept = self._without_quoted(start, end, chains)
        return Passage(part, address, node, start, end, mentions, kept)

    def _without_quoted(self, start: int, end: int, chains: list[Chain]) -> tuple[Chain, ...]:
        """Leave out what an amending clause quotes: it speaks of the amended act's units."""
        if not (chains and _AMENDS.search(self.folded, start, end)):
            return tuple(chains)
        quoted = [found.span() for found in _QUOTED.finditer(self.folded, start, end)]
        return tuple(
            chain
            for chain in chains
            if not any(left <= chain.start < right for left, right in quoted)
        )


def _amended(node: Node) -> Mention | None:
    """Return the act that an article says it amends; its offsets are not the source's."""
    words = fold(says(node))
    return next(find_mentions(words, 0, len(words)), None) if _AMENDING.match(words) else None
