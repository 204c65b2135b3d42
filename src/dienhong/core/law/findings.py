"""What a regulation's own text sets for publication: terms, kinds of content, forms."""

import re
from collections.abc import Iterator

from dienhong.core.law.channels import channels
from dienhong.core.law.finding import Confidence, Finding
from dienhong.core.law.lines import clean
from dienhong.core.law.terms import find_terms
from dienhong.core.law.tree import Kind, Node, Tree
from dienhong.core.law.wording import STAFF, for_citizens, line_of, says, units

__all__ = ["Confidence", "Finding", "find_publication", "form_holders", "kind_holders"]

_KINDS = re.compile(
    r"(?:nội dung|việc|thông tin|vấn đề)\b[^.;]{0,80}\bcông khai"
    r"|công khai\b[^.;:]{0,80}(?:nội dung|việc|thông tin|vấn đề)[^.;]{0,60}(?:sau|gồm|:)",
    re.IGNORECASE,
)
_NOT_KINDS = re.compile(
    r"hình thức|thời gian|thời hạn|thời điểm|trách nhiệm|trình tự|ý kiến|giám sát|kiểm tra",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"hình thức\b[^.;]{0,60}\bcông khai|(?:công khai|thông báo)\b[^;]{0,250}\bhình thức",
    re.IGNORECASE,
)
_FORM_AND_NO_MORE = re.compile(
    r"hình thức(?:\s+thực hiện)?\s+công khai\s*(?::|là\b|gồm\b|bao gồm\b)", re.IGNORECASE
)
_NOT_FORMS = re.compile(
    r"ý kiến|bàn và quyết định|giám sát|kiểm tra|kỷ luật|khen thưởng", re.IGNORECASE
)
_SHORT = 80
_COMBINED = re.compile(r"nội dung|thời gian|thời hạn|thời điểm", re.IGNORECASE)


def find_publication(tree: Tree) -> tuple[Finding, ...]:
    """Return what the text says on publication among the staff, in document order.

    Names: ``publication.term`` (days within which to publish), ``publication.run``
    (days that a posting hangs), ``publication.kind`` (each kind of content, value is
    its text), ``publication.form`` (each form, value is its channels joined by commas).
    Nothing is added that the text does not say; boards for citizens are left out.
    """
    found = [*find_terms(tree), *_kinds(tree), *_forms(tree)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.name)))


def kind_holders(tree: Tree) -> list[Node]:
    """Return the articles, or clauses of mixed articles, that list what to publish."""
    holders: list[Node] = []
    for node in units(tree):
        inside = {above.address for above in line_of(tree, node)[1:]}
        taken = any(holder.address in inside and holder.part is node.part for holder in holders)
        if not taken and tree.children(node) and _lists_kinds(tree, node):
            holders.append(node)
    return holders


def form_holders(tree: Tree) -> list[Node]:
    """Return the articles or clauses that list the forms of publication, the inmost ones."""
    holders = [node for node in units(tree) if _lists_forms(tree, node)]
    outer = {(above.part, above.address) for node in holders for above in line_of(tree, node)[1:]}
    return [node for node in holders if (node.part, node.address) not in outer]


def _lists_kinds(tree: Tree, node: Node) -> bool:
    subject = node.heading or node.text
    if _NOT_KINDS.search(subject) or for_citizens(tree, node):
        return False
    return _KINDS.search(says(node)) is not None


def _lists_forms(tree: Tree, node: Node) -> bool:
    words = says(node)
    if _NOT_FORMS.search(words) or for_citizens(tree, node):
        return False
    if tree.children(node):
        return _FORMS.search(words) is not None
    return _FORM_AND_NO_MORE.search(words) is not None and bool(channels(words))


def _kinds(tree: Tree) -> Iterator[Finding]:
    for holder in kind_holders(tree):
        sure = holder.heading != "" or STAFF.search(holder.text) is not None
        for node in tree.children(holder):
            yield _whole(
                tree,
                node,
                name="publication.kind",
                value=says(node),
                confidence=Confidence.CERTAIN if sure else Confidence.LIKELY,
                reason=f"nằm trong danh mục công khai “{_short(holder.heading or holder.text)}”",
            )


def _forms(tree: Tree) -> Iterator[Finding]:
    for holder in form_holders(tree):
        for node in _forms_in(tree, holder):
            known = channels(says(node))
            yield _whole(
                tree,
                node,
                name="publication.form",
                value=",".join(known) or "other",
                confidence=Confidence.CERTAIN if known else Confidence.DOUBTFUL,
                reason=f"nằm trong danh sách hình thức “{_short(holder.heading or holder.text)}”",
            )


def _forms_in(tree: Tree, holder: Node) -> list[Node]:
    """Return the forms: the children, of a mixed article only those that name a channel."""
    children = tree.children(holder)
    if not children:
        return [holder]
    mixed = holder.kind is Kind.ARTICLE and _COMBINED.search(holder.heading)
    return [node for node in children if not mixed or channels(says(node))]


def _whole(
    tree: Tree, node: Node, *, name: str, value: str, confidence: Confidence, reason: str
) -> Finding:
    """Return a finding whose decisive words are all that the node says."""
    return Finding(
        name=name,
        part=node.part,
        address=node.address,
        value=value,
        unit="",
        bound="",
        start=node.start,
        end=node.end,
        quote=clean(tree.source[node.start : node.end]),
        confidence=confidence,
        reason=reason,
    )


def _short(words: str) -> str:
    """Return the beginning of ``words``, cut between words, for a reason."""
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rsplit(' ', 1)[0]} …"
