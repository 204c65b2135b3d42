"""Who a clause speaks of: the functions that it charges with something, and those it names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dienhong.core.law.finding.cues import Words
from dienhong.core.law.finding.sentences import Sentence, sentences_of
from dienhong.core.law.spelling import plain
from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import Node, Part, Tree

# Behind these an actor is a place, a receiver or an owner, not who is to act.
_NOT_SUBJECT = re.compile(
    r"(?:của|cho|với|trước|đến|qua|theo|tại|từ|giúp|báo cáo|đối với|về|thuộc|bởi|bầu|giao cho|"
    r"để|ý kiến|yêu cầu|và tổ chức|làm|là|thông báo|vào)\s+(?:các\s+|mọi\s+|toàn thể\s+)?$"
)
_CHARGED_BEHIND = re.compile(r"(?:^|\s)(?:do|giao)\s+$")
_ORDERS = re.compile(
    r"[^.;:]{0,140}?\b(?:trách nhiệm|phải|có quyền|được|không|thực hiện|tổ chức|chỉ đạo|quản lý|"
    r"xem xét|phối hợp|lắng nghe|lãnh đạo|thường xuyên|chủ trì|tham gia|theo dõi|thấy|đề xuất|"
    r"đề nghị|yêu cầu|bàn|báo cáo|kiểm tra|giám sát|ban hành|bố trí|họp|bầu|giải quyết)\b"
)
# "Trưởng các phòng, đơn vị trực thuộc và nhân viên": what else the first of them heads.
_HEADED = r"(?:,\s*(?:các\s+)?(?:đơn vị|bộ phận|phòng)(?:\s+trực thuộc)?)?"
_JOINED = re.compile(rf"{_HEADED}\s*(?:,|và|hoặc|, và)\s*(?:(?:các|toàn thể|mọi)\s+)?")
_LEADS = re.compile(
    r"[\s\x00.*#•+–-]*(?:\d{1,2}[a-zđ]?[.)]|[a-zđ]\d?\))?[\s\x00]*(?:các |mọi |toàn thể )?"
)
# "Những việc công chức được tham gia ý kiến" charges them, and so does such a heading.
_WHAT = re.compile(r"(?:những|các)\s+(?:công\s+)?(?:việc|nội\s+dung)\s+(?:mà\s+)?$")
_TAKES_PART = re.compile(r"[^.;:,]{0,20}?\b(?:tham gia|bàn|kiểm tra|giám sát|quyết định)\b")
_TOGETHER = re.compile(r"phối\s+hợp\s+(?:\w+\s+)?(?:với|cùng)\s+$")
_DOES = re.compile(r"\s*(?:tổ chức|thực hiện|xây dựng|tiến hành|hướng dẫn|tuyên truyền)\b")
# "Công chức giữ chức vụ (trưởng phòng, …) còn phải" charges those named, not all the staff.
_IN_OFFICE = re.compile(r"\s*(?:đang )?(?:giữ|nắm giữ)(?: các)? chức vụ\b")
_TITLE = re.compile(
    r"(?:trách nhiệm|nghĩa vụ|nhiệm vụ|quyền hạn|quyền)(?: và [\w ]{1,20})?(?: chung)?(?: của)?\s+"
    r"(?:các\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Words for who acts, and the functions that they mean.

    ``is_name`` is false for words that fit any agency: "người đứng đầu".
    """

    functions: tuple[str, ...]
    words: Words
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class Speaks:
    """Which functions a clause charges, itself or by what it stands under, and which it names."""

    part: Part
    address: str
    charged: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    actor: Actor
    start: int  # in the sentence
    end: int

    @property
    def functions(self) -> tuple[str, ...]:
        return self.actor.functions


def find_actors(tree: Tree, actors: Sequence[Actor]) -> tuple[Speaks, ...]:
    """Return for each article and what stands in it of whom it speaks, in document order.

    A clause charges the subject of its sentences. Where it has none, it charges whom its own
    heading, or what it stands under, charges: "Trách nhiệm của Chánh Văn phòng".
    """
    own: dict[int, tuple[Node, list[str], list[str], list[str]]] = {}
    of_holders: set[int] = set()  # where it speaks of who holds an office, the list of them follows
    for sentence, said in _said(tree):
        fresh: tuple[Node, list[str], list[str], list[str]] = (sentence.node, [], [], [])
        _, charged, joint, named = own.setdefault(sentence.node.start, fresh)
        mentions = list(_mentions(said, actors))
        named += [code for mention in mentions for code in mention.functions]
        begins = _office_begins(said, mentions)
        if sentence.node.start in of_holders or begins is not None:
            of_holders.add(sentence.node.start)
            charged += [code for each in mentions[begins or 0 :] for code in each.functions]
            continue
        charged += _charged(said, mentions)
        joint += _joint(said, mentions)
    above: dict[tuple[Part, str], tuple[str, ...]] = {
        (node.part, node.address): _by_title(node.heading, actors) for node in tree.nodes
    }
    found = []
    for node, charged, joint, named in own.values():
        inherited = above.get((node.part, node.address)) or above.get((node.part, node.parent), ())
        whole = _once([*(charged or inherited), *joint])
        above[node.part, node.address] = whole
        found.append(Speaks(node.part, node.address, whole, _once(named)))
    return tuple(found)


def names_of(tree: Tree, actors: Sequence[Actor]) -> dict[str, str]:
    """Return for each function the name that the text uses most, as written, the longest of equals.

    Words that mean several functions at once ("lãnh đạo cơ quan"), or that fit any agency, name
    none of them.
    """
    used: dict[str, Counter[str]] = {}
    for sentence, said in _said(tree):
        for mention in _mentions(said, actors):
            if mention.actor.is_name and len(mention.functions) == 1:
                start = sentence.start + mention.start
                name = clean(tree.source[start : sentence.start + mention.end])
                used.setdefault(mention.functions[0], Counter())[name] += 1
    return {
        code: max(names, key=lambda name: (names[name], len(name))) for code, names in used.items()
    }


def _said(tree: Tree) -> Iterator[tuple[Sentence, str]]:
    whole = ""
    for sentence in sentences_of(tree):
        whole = whole or plain(sentence.flat)
        yield sentence, whole[sentence.start : sentence.end]


def _mentions(said: str, actors: Sequence[Actor]) -> Iterator[_Mention]:
    """Yield the actors that a sentence names; of overlapping words the first, then the longest."""
    found = [
        _Mention(actor, match.start(), match.end())
        for actor in actors
        for match in actor.words.finditer(said)
    ]
    reach = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= reach:
            reach = mention.end
            yield mention


def _charged(said: str, mentions: Sequence[_Mention]) -> list[str]:
    """Return the functions that are subject of a sentence, and those joined to it."""
    charged: list[str] = []
    last: _Mention | None = None
    for mention in mentions:
        joined = last is not None and _JOINED.fullmatch(said, last.end, mention.start)
        if joined or _is_subject(said, mention):
            charged += mention.functions
            last = mention
    return charged


def _office_begins(said: str, mentions: Sequence[_Mention]) -> int | None:
    """Return which mention is the first of the offices whose holders a sentence speaks of."""
    holders = (n for n, each in enumerate(mentions, 1) if _IN_OFFICE.match(said, each.end))
    return next(holders, None)


def _joint(said: str, mentions: Sequence[_Mention]) -> list[str]:
    """Return the functions together with which the subject is to act."""
    return [
        code
        for mention in mentions
        if _TOGETHER.search(said[max(0, mention.start - 40) : mention.start])
        and _DOES.match(said, mention.end)
        for code in mention.functions
    ]


def _is_subject(said: str, mention: _Mention) -> bool:
    before = said[max(0, mention.start - 40) : mention.start]
    if _CHARGED_BEHIND.search(before):
        return True
    if _NOT_SUBJECT.search(before):
        return False
    if _is_of_list(said, mention):
        return True
    begins = _LEADS.fullmatch(said, 0, mention.start) or before.rstrip().endswith((",", "thì"))
    return bool(begins and _ORDERS.match(said, mention.end))


def _is_of_list(said: str, mention: _Mention) -> bool:
    what = _WHAT.search(said, 0, mention.start)
    begins = what is not None and _LEADS.fullmatch(said, 0, what.start())
    return bool(begins and _TAKES_PART.match(said, mention.end))


def _by_title(title: str, actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return the functions whose duties a heading announces."""
    said = plain(title)
    found: list[str] = []
    mentions = list(_mentions(said, actors))
    last: _Mention | None = None
    for mention in mentions:
        joined = found and last and _JOINED.fullmatch(said, last.end, mention.start)
        last = mention
        if joined or _is_of_list(said, mention) or _TITLE.search(said, 0, mention.start):
            found += mention.functions
    return _once(found)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
