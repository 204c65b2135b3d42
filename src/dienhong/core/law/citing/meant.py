"""Whether a reference that leads somewhere can be meant, and what is meant instead."""

import re

from dienhong.core.citation import say_address
from dienhong.core.law.citing.citing import Chain
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.finding.wording import says
from dienhong.core.law.tree import Kind, Node, Tree

# What an article can hold, in the words by which it is cited and by which it begins.
_CLASSES = (
    r"việc|vấn đề|nội dung|thông tin",
    r"hình thức|phương thức|cách thức",
    r"trường hợp",
    r"tiêu chuẩn|điều kiện",
    r"đối tượng|thành phần",
    r"nhiệm vụ|quyền hạn|trách nhiệm",
    r"nguyên tắc",
)
_CITED_AS = re.compile(
    r"\b(?:những|các|một số|mọi)\s++(?P<noun>việc|vấn đề|nội dung|thông tin|hình thức|trường hợp"
    r"|tiêu chuẩn|điều kiện|đối tượng|nguyên tắc|nhiệm vụ)\b[^.;:“”]{0,60}?"
    r"(?:quy định|nêu|ghi|liệt kê|nói)\s++(?:tại|ở|trong)\s*+$",
    re.IGNORECASE,
)
_BEFORE = 140
_NEAR = 2


def instead_of(text: CitedText, node: Node, chain: Chain, found: Node) -> Node | None:
    """Return the article that is meant where the cited one holds nothing of what is spoken of.

    "những việc quy định tại Điều 4", where article 4 lists no matters and just one article
    beside it does. None where the citation may stand.
    """
    if found.kind is not Kind.ARTICLE or len(chain.paths) > 1:
        return None
    before = text.folded[max(node.start, chain.start - _BEFORE) : chain.start]
    cited = _CITED_AS.search(before)
    if cited is None:
        return None
    noun = cited["noun"].lower()
    holds = next((words for words in _CLASSES if noun in words.split("|")), "")
    pattern = re.compile(rf"\b(?:{holds})\b", re.IGNORECASE)
    own = node.address.split(".")[0]
    if not holds or (found.address != own and _holds(found, pattern)):
        return None
    beside = [
        article
        for article in _beside(text.tree, found)
        if article.address != own and _holds(article, pattern)
    ]
    return _the_one(text.tree, beside)


def _holds(article: Node, pattern: re.Pattern[str]) -> bool:
    """Tell whether an article speaks of such things where it says what it is about."""
    return pattern.search(says(article)) is not None


def _beside(tree: Tree, found: Node) -> list[Node]:
    articles = [
        node for node in tree.nodes if node.kind is Kind.ARTICLE and node.part == found.part
    ]
    place = next(at for at, article in enumerate(articles) if article.address == found.address)
    return articles[max(0, place - _NEAR) : place + _NEAR + 1]


def _the_one(tree: Tree, beside: list[Node]) -> Node | None:
    """Return the article that lists such things, if just one does."""
    listing = [article for article in beside if tree.children(article)]
    return listing[0] if len(listing) == 1 else None


def reason(found: Node, intended: Node) -> str:
    """Say why ``found`` cannot be meant."""
    return (
        f"Dẫn {say_address(found.address)}, nhưng những điều được nói đến nằm ở "
        f"{say_address(intended.address)}"
    )


def cites_itself(node: Node, chain: Chain, found: Node) -> bool:
    """Tell whether a bare number leads to the very article in which it stands."""
    is_own = f"{node.address}.".startswith(f"{found.address}.")
    return is_own and found.kind is Kind.ARTICLE and all(path[0][1] for path in chain.paths)
