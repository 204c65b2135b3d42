"""A file of confirmations to begin with: everything found is pending, nothing is said yet."""

from collections.abc import Iterable, Iterator

from dienhong.core.law.finding.finding import Confidence, Finding
from dienhong.core.law.tree import Node, Tree
from dienhong.regulation import vocabulary
from dienhong.regulation.profiles import copying
from dienhong.regulation.profiles.keys import keys_of_findings, keys_of_nodes
from dienhong.regulation.profiles.toml import quoted

_HEAD = """\
# Xác nhận đã ghi cho một quy chế. Văn bản gốc không nằm ở đây: chỉ có lời của ta.
# Đổi [[pending]] thành [[confirm]], [[correct]] (at, value, unit, because) hoặc [[open]]
# (because); điều không đọc được thì thêm [[enter]] (name, at, value, unit, because).
# Bỏ dòng at: quyết định cho mọi mục đọc được của tên đó.
"""
_SURE = {
    Confidence.CERTAIN: "đọc chắc",
    Confidence.LIKELY: "nhiều khả năng",
    Confidence.DOUBTFUL: "cần xem kỹ",
}


def skeleton(tree: Tree, found: Iterable[Finding], *, digest: str) -> str:
    """Return a confirmations file for a text: each finding pending, each gist empty.

    Behind each clause stand its first words, fewer than make a copy.
    """
    nodes = keys_of_nodes(tree)
    lines = [
        _HEAD,
        'title = ""',
        'number = ""',
        f"source_sha256 = {quoted(digest)}",
        *_pending(keys_of_findings(found)),
        *_phrases("heading", [(key, node) for key, node in nodes if node.heading]),
        *_phrases("gist", nodes),
    ]
    return "\n".join(lines) + "\n"


def _pending(found: list[tuple[str, Finding]]) -> Iterator[str]:
    for name in dict.fromkeys(finding.name for _, finding in found):
        rows = [(key, finding) for key, finding in found if finding.name == name]
        yield f"\n[[pending]]  # {vocabulary.BY_NAME[name].label}"
        yield f"name = {quoted(name)}"
        yield "at = ["
        for key, finding in rows:
            yield f"  {quoted(key)},  # {_SURE[finding.confidence]}: {_said(finding)}"
        yield "]"


def _said(finding: Finding) -> str:
    if copying.is_long(finding.value):
        return _begin(str(finding.value))
    meant = vocabulary.BY_NAME[finding.name]
    return vocabulary.say(meant, finding.value, finding.unit, finding.bound)


def _phrases(table: str, nodes: Iterable[tuple[str, Node]]) -> Iterator[str]:
    yield f"\n[{table}]"
    for key, node in nodes:
        yield f'{quoted(key)} = ""  # {_begin(f"{node.heading} {node.text}")}'


def _begin(text: str) -> str:
    row = text.split()
    few = " ".join(row[: copying.LIFTED - 1])
    return f"{few} …" if len(row) >= copying.LIFTED else few
