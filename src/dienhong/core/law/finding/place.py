"""What stands around a clause: its own words, and the headings and clauses above it."""

from dataclasses import dataclass

from dienhong.core.law.finding.cues import Cue, Words, all_in, any_in
from dienhong.core.law.spelling import plain
from dienhong.core.law.tree import GROUPS, Kind, Node, Tree

_LONGEST = 600  # letters of a clause above that are looked at


@dataclass(frozen=True, slots=True)
class Place:
    """A node, its words, its article's, those above it, spelled plainly; what it is inside of."""

    node: Node
    says: str
    article: str
    above: str
    chapters: str
    inside: tuple[str, ...]

    def suits(self, cue: Cue) -> bool:
        """Tell whether the cue's words above are there, and the forbidden ones are not."""
        if any_in(cue.elsewhere, self.article) and not any_in(cue.here, self.article):
            return False
        return all_in(cue.under, self._titles) and not any_in(cue.not_under, self._titles)

    def names(self, cue: Cue) -> bool:
        """Tell whether what is above names what the cue is about."""
        return all_in(cue.about, self.above) and all_in(cue.under, self._titles)

    @property
    def _titles(self) -> str:
        return f"{self.above}. {self.chapters}"

    def speaks_of(self, patterns: tuple[Words, ...]) -> bool:
        """Tell whether all these words stand in the clause or above it."""
        return all(pattern.search(self.says) or pattern.search(self.above) for pattern in patterns)


def place_of(tree: Tree, node: Node) -> Place:
    """Return what stands around ``node``; its own heading is above it."""
    line = [node]
    while line[-1].parent:
        line.append(tree.node(node.part, line[-1].parent))
    inner = [above for above in line[1:] if above.kind not in GROUPS]
    article = next((above for above in line if above.kind is Kind.ARTICLE), node)
    titles = [node.heading, *(_says(above) for above in inner)]
    chapters = [above.heading for above in line[1 + len(inner) :]]
    return Place(
        node=node,
        says=plain(_says(node, longest=None)),
        article=plain(_says(article)),
        above=plain(". ".join(titles)),
        chapters=plain(". ".join(chapters)),
        inside=tuple(above.address for above in line[1:]),
    )


def _says(node: Node, longest: int | None = _LONGEST) -> str:
    return f"{node.heading} {node.text}".strip()[:longest]
