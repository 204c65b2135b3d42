"""The report as an official paper, and its figures as a table."""

from collections.abc import Iterable
from datetime import date

from dienhong.core.days.periods import Period
from dienhong.core.papers.paper import (
    Bars,
    Block,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signer,
    Table,
)
from dienhong.organisation import letterheads
from dienhong.organisation.actions import title_of
from dienhong.organisation.functions import Function
from dienhong.organisation.queries import agency
from dienhong.reporting.content import Content, Number, Part
from dienhong.reporting.figures import say_count
from dienhong.reporting.models import Report

SYMBOL = "BC"
_MOST_LISTED = 2_000  # a cell of a workbook holds 32,767 letters


def letterhead(report: Report) -> Letterhead:
    """Return whose paper it is; number and day come with the signature."""
    office = agency()
    return letterheads.letterhead(
        office,
        symbol=letterheads.symbol_of(office, SYMBOL),
        number=report.signed_number.partition("/")[0],
        on=report.signed_on,
    )


def paper(report: Report, content: Content) -> Paper:
    """Return the report as a paper to be signed; nothing in it that not everyone may see."""
    shown = content.without_secrets()
    period = report.period.said
    body: list[Block] = [Paragraph(f"Số liệu lấy từ sổ ghi của cơ quan, {_span(report)}.")]
    office = agency()
    if office.go_live_on > report.first:
        since = f"{office.go_live_on:%d/%m/%Y}"
        body.append(Paragraph(f"Sổ ghi có từ ngày {since}; việc trước đó không có trong số liệu."))
    for place, (heading, numbers) in enumerate(shown.groups(()), 1):
        body += [Heading(f"{_roman(place)}. {heading}"), _table(numbers)]
    body += _by_month(report, shown)
    body += [Heading("Kết quả theo từng điều của quy chế"), *_of_parts(shown, shown.told)]
    body += _missing(shown.missing)
    return Paper(
        letterhead=letterhead(report),
        kind="BÁO CÁO",
        about=f"Kết quả thực hiện dân chủ {period}",
        body=tuple(body),
        signers=(Signer(title_of(Function.CHIEF)),),
        recipients=(office.superior_body or "Cấp trên", "Lưu: VT"),
    )


def _span(report: Report) -> str:
    return f"từ ngày {report.first:%d/%m/%Y} đến hết ngày {report.last:%d/%m/%Y}"


def _table(numbers: Iterable[Number]) -> Table:
    rows = tuple((number.label, number.shown) for number in numbers)
    return Table(("Số liệu", "Số"), rows, numeric=(1,))


def _by_month(report: Report, content: Content) -> list[Block]:
    """Return what is told month by month: a table, and a chart of each figure with a count."""
    told = content.monthly
    if not told:
        return []
    rows = tuple(
        (month.said.capitalize(), *(say_count(number.months[place]) for number in told))
        for place, month in enumerate(report.months)
    )
    header = ("Tháng", *(number.label for number in told))
    table = Table(header, rows, numeric=tuple(range(1, len(header))))
    charts = [_chart(report, number) for number in told if any(number.months)]
    return [Heading("Theo tháng"), table, *charts]


def _chart(report: Report, number: Number) -> Bars:
    labels = (f"T{month.number}" for month in report.months)
    return Bars(number.label, tuple(zip(labels, number.months, strict=True)))


def _of_parts(content: Content, parts: Iterable[Part]) -> Iterable[Block]:
    for part in parts:
        yield Heading(f"{part.label}: {part.status_said}")
        yield Paragraph("\n".join(_lines(content, part)))


def _lines(content: Content, part: Part) -> Iterable[str]:
    held = content.by_code
    yield f"{part.asks}."
    for code in part.numbers:
        number = held.get(code)
        if number and number.count:
            yield f"- {number.label}: {number.shown}."
    for time in part.times:
        yield f"- {time.title}: {_ended(time.done_on, time.because, time.is_late)}."
    if part.unsettled:
        yield part.unsettled_said
    if part.answer:
        yield f"Chưa làm, vì: {part.answer}"


def _ended(done_on: str, because: str, is_late: bool) -> str:
    if done_on:
        day = date.fromisoformat(done_on)
        return f"xong ngày {day:%d/%m/%Y}{', trễ hạn' if is_late else ''}"
    if because:
        return f"không làm, vì {because.rstrip('.')}"
    return "chưa xong" if is_late else "chưa đến hạn"


def _missing(parts: list[Part]) -> list[Block]:
    if not parts:
        return []
    listed = "\n".join(
        f"- {part.label}: {part.asks}. {part.unsettled_said}".rstrip() for part in parts
    )
    return [Heading("Điều chưa có số liệu"), Paragraph(listed)]


def rows(content: Content, months: Iterable[Period] = ()) -> list[tuple[object, ...]]:
    """Return the figures as the rows of a table file, the entries of each by their numbers.

    Behind them stands what a figure counts in each month, of those told month by month.
    """
    said = [month.said.capitalize() for month in months] if content.monthly else []
    head: list[tuple[object, ...]] = [("Nhóm", "Số liệu", "Số", "Các mục sổ đã đếm", *said)]
    shown = content.without_secrets()
    return head + [
        (
            heading,
            number.label,
            number.shown,
            _listed(number.entries),
            *(number.months or ("",) * len(said)),
        )
        for heading, numbers in shown.groups(())
        for number in numbers
    ]


def _listed(entries: tuple[int, ...]) -> str:
    """Return the numbers of entries as one cell, which holds only so many letters."""
    more = len(entries) - _MOST_LISTED
    listed = " ".join(map(str, entries[:_MOST_LISTED]))
    return f"{listed} và {more} mục nữa" if more > 0 else listed


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]
