"""The head of an office's own papers: whose they are, their number, where and when."""

from datetime import date

from dienhong.core.papers.paper import Letterhead
from dienhong.organisation.models import Agency


def letterhead(
    office: Agency, *, symbol: str = "", number: str = "", on: date | None = None
) -> Letterhead:
    """Return the head of a paper of an office; ``symbol`` is whole, as in "BC-VP"."""
    return Letterhead(
        superior_body=office.superior_body,
        issuing_body=office.name,
        number=number,
        symbol=symbol,
        place=office.place,
        on=on,
        demo=office.demo,
    )


def symbol_of(office: Agency, kind: str) -> str:
    """Return the symbol of a kind of paper with the office's own behind it, where it has one."""
    return f"{kind}-{office.symbol}" if office.symbol else kind
