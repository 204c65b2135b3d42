"""Taking a clause out of the regulation of a test's offices: the program knows nothing of it.

The mutation job (``tests/scenarios/mutate.py``) says in a file which test has to do without which
clause. From an office that has a version, the parameters at exactly that address are deleted
before each request; from a text that is uploaded, the clause and what stands in it is cut.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from dienhong.core.citation import BASES
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Node, NoiseKind, Tree
from dienhong.hosting.context import use_agency
from dienhong.regulation.actions import address_of
from dienhong.regulation.models import Parameter
from dienhong.site.ledger.book import Clause, clauses

PLAN = "DIENHONG_LEDGER_PLAN"


@dataclass
class TakenOut:
    """A clause to do without, none in an ordinary run, and what was taken of it."""

    clause: Clause | None = None
    what: set[str] = field(default_factory=set)

    def from_office(self, code: str) -> None:
        """Delete the clause's parameters from every version of an office."""
        if self.clause is None:
            return
        with use_agency(code):
            rows = Parameter.objects.filter(address=self.clause.address)
            if "#" in self.clause.id:  # one of several duties: only what it is read from
                rows = rows.filter(name__in=self.clause.parameters)
            if rows.delete()[0]:
                self.what.add("parameters")

    def from_text(self, text: str) -> str:
        """Cut the clause, and what stands in it, out of a text."""
        if self.clause is None or "#" in self.clause.id:
            return text
        tree = parse(text)
        cut = {id(node) for node in _with_all_below(tree, self.clause.address)}
        if self.clause.address == BASES:
            cut = {id(each) for each in tree.noise if each.kind is NoiseKind.PREAMBLE}
        if cut:
            self.what.add("text")
        kept = (text[start:end] for start, end, owner in tree.stretches() if id(owner) not in cut)
        return "".join(kept)


def _with_all_below(tree: Tree, address: str) -> list[Node]:
    found = [node for node in tree.nodes if address_of(node.part, node.address) == address]
    for node in found:
        found += tree.children(node)
    return found


def for_test(test: str) -> TakenOut:
    """Return what the plan of this run takes out for a test: nothing where there is no plan."""
    plan = os.environ.get(PLAN)
    wanted = json.loads(Path(plan).read_text("utf-8")).get(test) if plan else None
    return TakenOut(clauses(wanted[0])[wanted[1]] if wanted else None)


# The one of the test that runs; scenarios upload their texts through it.
current = TakenOut()
