"""One office whose regulation demands boards of three parts, and how its stories begin."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dienhong.organisation import staffing
from dienhong.organisation.models import Department
from dienhong.public_service import actions, checking, queries
from dienhong.public_service.actions import PartWords, Words
from dienhong.public_service.checking import Found
from dienhong.public_service.models import Check, Edition
from dienhong.public_service.rules import Result
from dienhong.publication.drafting import Upload
from dienhong.regulation import actions as regulation
from tests.publication import story
from tests.publication.story import MONDAY, act

# Our own wording, and three parts: how many there are is the text's to say.
ARTICLE = """
Điều 4. Niêm yết cho công dân
Trạm trưởng tổ chức, chỉ đạo và kiểm tra việc niêm yết công khai để công dân, tổ chức biết:
1. Quầy nhận việc;
2. Tờ mẫu và giấy tờ phải nộp;
3. Khoản tiền phải trả.
"""
REGULATION = story.REGULATION + ARTICLE
DESK, PAPERS, MONEY = (f"dieu-4.khoan-{number}" for number in (1, 2, 3))
FULL: Mapping[str, PartWords] = {
    DESK: PartWords("Quầy số 2, tầng 1."),
    PAPERS: PartWords("Đơn theo mẫu; bản sao giấy tờ."),
    MONEY: PartWords(is_none=True),
}


def adopt() -> None:
    """Put the regulation with boards into force."""
    story.adopt(REGULATION)


def part(address: str, version: int = 1) -> str:
    """Return a provision of the office's regulation as the acts take it."""
    return f"quy-che-{version}:{address}"


def words(name: str = "Cấp giống cây", parts: Mapping[str, PartWords] = FULL, **more: Any) -> Words:
    """Return what is written of a procedure, by default with every part."""
    version = max(int(each.source.act.rpartition("-")[2]) for each in queries.demanded(MONDAY))
    given = {part(address, version): said for address, said in parts.items()}
    return Words(name=name, parts=given, **more)


def lacking(*addresses: str) -> dict[str, PartWords]:
    """Return what is written, without some parts."""
    return {address: said for address, said in FULL.items() if address not in addresses}


def written(name: str = "Cấp giống cây", day: date = MONDAY, **more: Any) -> Edition:
    """Let Lan write a procedure."""
    return actions.begin(words(name, **more), by=act("lan", day))


def posted(name: str = "Cấp giống cây", day: date = MONDAY, **more: Any) -> Edition:
    """Let Lan write a procedure and post it."""
    edition = written(name, day, **more)
    return actions.post(edition.procedure, with_gaps=True, by=act("lan", day))


def changed(edition: Edition, day: date = MONDAY, **more: Any) -> Edition:
    """Let Lan write the next edition of a procedure and post it."""
    last = queries.newest(edition.procedure)
    assert last is not None
    given = words(more.pop("name", last.name), **more)
    actions.write(edition.procedure, given, read=last.saved, by=act("lan", day))
    return actions.post(edition.procedure, with_gaps=True, by=act("lan", day))


def with_file(upload: Upload) -> dict[str, PartWords]:
    """Return every part, with a form among the papers."""
    return {**FULL, PAPERS: PartWords("Đơn theo mẫu.", uploads=(upload,))}


def department(name: str = "Phòng Giống") -> Department:
    """Add a department."""
    return staffing.add_department(name, by=act("lan"))


def checked(login: str = "hoa", day: date = MONDAY, **more: Any) -> Check:
    """Let the Chief, or who is named, find every board in order."""
    found = {row.pk: Found(Result.AGREES) for row in queries.posted()}
    return checking.record(found, by=act(login, day), **more)


def settle_period(day: date = MONDAY) -> None:
    """Let the office say that boards are checked each month."""
    regulation.settle(
        "service.check_every",
        value="month",
        holds_from=day,
        decided_by="Trạm trưởng",
        ground="Biên bản giao ban số 5",
        by=act("hoa", day),
    )
