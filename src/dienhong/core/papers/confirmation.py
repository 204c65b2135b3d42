"""The technical confirmation as a paper: every word of it comes from the document inside it."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from dienhong.core.confirmation.document import (
    Confirmation,
    Facts,
    day_of,
    digest_of,
    maybe_day,
)
from dienhong.core.days.runs import State
from dienhong.core.days.say import STATES, say_day
from dienhong.core.journal.entry import moment
from dienhong.core.papers import paper as parts
from dienhong.core.papers import wording
from dienhong.core.papers.paper import Block, Heading, Letterhead, Paper, Paragraph, Table

ATTACHED = "xac-nhan.json"  # the name of the document inside the PDF
WORTH = "Bản in để đối chiếu. Không thay biên bản, chữ ký và con dấu."
_GROUP = 8  # hexadecimal digits that an eye can compare at a time
_VIETNAM = timezone(timedelta(hours=7))
_UNITS = {"day": "ngày", "working_day": "ngày làm việc"}


def qr_of(confirmation: Confirmation) -> str:
    """Return what the code says: the address, then size, root and short digest behind a ``#``.

    What stands behind it a browser sends nowhere; it is to be compared by eye or by program.
    """
    head, address = confirmation.head, confirmation.facts["made"]["address"]
    return f"{address}#so-muc={head.size}&goc={head.root.hex()}&ma={code_of(confirmation)}"


def code_of(confirmation: Confirmation) -> str:
    """Return the first sixteen digits of the digest of the facts, as people compare them."""
    return _groups(digest_of(confirmation.facts, confirmation.salt)[: 2 * _GROUP]).replace(" ", "-")


def paper_of(confirmation: Confirmation) -> Paper:
    """Return the paper that shows a confirmation."""
    facts = confirmation.facts
    agency, content = facts["agency"], facts["content"]["of"]
    return Paper(
        letterhead=Letterhead(
            superior_body=agency["superior"],
            issuing_body=agency["name"],
            symbol="",
            place=agency["place"],
            on=day_of(facts["made"]["on"]),
            demo=agency["demo"],
        ),
        kind="BẢN XÁC NHẬN KỸ THUẬT",
        about=f"Việc công khai “{content['title']}”",
        body=tuple(_body(confirmation)),
        signers=(),
        foot=parts.PostingBox(qr_of(confirmation), _box(confirmation)),
        worth=WORTH,
    )


def _body(confirmation: Confirmation) -> Iterator[Block]:
    facts, head = confirmation.facts, confirmation.head
    own = confirmation.evidence[-1].entry
    yield Paragraph(
        f"Hệ thống Diên Hồng của {facts['agency']['name']} xác nhận theo sổ ghi, hồi "
        f"{wording.hour_words(_local(own.at))} (mục số {own.number}):"
    )
    sections = [_what(facts), _why(facts), _forms(facts), _where(facts), _asked(facts)]
    sections += [_reached(facts), _entries(confirmation)]
    for number, (title, *blocks) in enumerate(filter(len, map(tuple, sections)), start=1):
        yield Heading(f"{number}. {title}")
        yield from blocks
    yield parts.Fingerprint(head.fingerprint, f"Dấu sổ khi sổ có {head.size} mục:")
    for said in facts["printed"][-1:]:
        caption = f"Dấu sổ đã in gần nhất ({said['paper']}), khi sổ có {said['size']} mục:"
        yield parts.Fingerprint(said["fingerprint"], caption)
    yield Paragraph(
        "Tệp PDF này mang theo dữ liệu và đường chứng minh. Kiểm tra trên máy bất kỳ có Diên Hồng, "
        "không cần máy chủ, không cần mạng: dienhong verify TỆP. Người giữ biên bản có dấu sổ so "
        "dấu trên giấy với dấu ở đây./."
    )


Section = Iterator[Any]  # a title, then blocks; nothing where there is nothing to say


def _what(facts: Facts) -> Section:
    content, matter = facts["content"]["of"], facts["matter"]
    decided = day_of(content["decided_on"])
    yield "Nội dung đã công khai"
    yield parts.Facts(
        (
            ("Tên", content["title"]),
            ("Văn bản", wording.decision_words("Văn bản", content["decision"], decided)),
            ("Loại nội dung", matter["kind"]),
            ("Công khai", say_day(day_of(matter["published_on"]))),
            ("Dấu băm nội dung", _groups(facts["content"]["digest"])),
        )
    )
    rows = zip(facts["content"]["names"], content["files"], strict=False)
    table = tuple((name, _groups(digest)) for name, digest in rows)
    if table:
        yield Table(("Tệp", "Mã SHA-256"), table)


def _why(facts: Facts) -> Section:
    yield "Căn cứ"
    yield parts.Facts(tuple((one["use"], one["said"]) for one in facts["clauses"]))


def _forms(facts: Facts) -> Section:
    if facts["forms"]:
        rows = (
            (
                one["said"],
                "không đếm" if one["people"] is None else str(one["people"]),
                one["state"],
            )
            for one in facts["forms"]
        )
        yield "Hình thức công khai"
        yield Table(("Hình thức", "Số người", "Tình trạng"), tuple(rows))


def _where(facts: Facts) -> Section:
    yield "Niêm yết"
    for posting in facts["postings"]:
        yield parts.Facts(tuple(_rows(posting, facts["required"])))


def _rows(posting: dict[str, Any], required: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Nơi", posting["place"]
    yield "Bắt đầu", f"{say_day(day_of(posting['posted_on']))} (mục số {posting['entry']})"
    for gap in posting["gaps"]:
        yield "Đứt quãng", _gap(gap)
    if posting["ended_on"]:
        end = f" (mục số {posting['end_entry']})" if posting["end_entry"] else ""
        yield "Kết thúc", f"{say_day(day_of(posting['ended_on']))}{end}"
    run = posting["run"]
    start, last = say_day(day_of(run["start"])), say_day(day_of(run["last_day"]))
    yield "Đợt liên tục", f"từ {start}, đủ khi hết {last}"
    count = f"{run['done']} trên {required['days']} {_UNITS[required['unit']]} liên tục"
    yield "Đã tính", f"{count}, {_standing(run)}"


def _gap(gap: dict[str, Any]) -> str:
    again = maybe_day(gap["again"])
    entries = ", ".join(str(n) for n in (gap["entry"], gap["again_entry"]) if n is not None)
    until = f"dán lại {say_day(again)}" if again else "chưa dán lại"
    return f"từ {say_day(day_of(gap['first']))}, {gap['said']}; {until} (mục số {entries})"


def _standing(run: dict[str, Any]) -> str:
    if run["fulfilled"]:
        return "đã đủ"
    stopped = maybe_day(run["stopped_on"])
    return f"bị ngắt {say_day(stopped)}" if stopped else "đang tính, chưa đủ"


def _asked(facts: Facts) -> Section:
    if not facts["asked"]:
        return
    yield "Hỏi về một ngày"
    for asked in facts["asked"]:
        rows = (
            (posting["place"], STATES[State(state)])
            for posting, state in zip(facts["postings"], asked["states"], strict=False)
        )
        yield Paragraph(f"Ngày {day_of(asked['day']):%d/%m/%Y} có niêm yết không?")
        yield parts.Facts(tuple(rows))


def _reached(facts: Facts) -> Section:
    reach = facts["reach"]
    yield "Đã đến người của cơ quan"
    yield parts.Facts(
        (
            ("Người của cơ quan", str(reach["staff"])),
            ("Đã nhận", str(reach["received"])),
            ("Đã mở", str(reach["opened"])),
            ("Đã xác nhận đọc", f"{reach['confirmed']}, trong đó ký giấy {reach['on_paper']}"),
        )
    )


def _entries(confirmation: Confirmation) -> Section:
    acts = confirmation.facts["acts"]
    rows = (
        (
            str(one.entry.number),
            f"{_local(one.entry.at):%H:%M %d/%m/%Y}",
            acts.get(one.entry.kind, one.entry.kind),
        )
        for one in confirmation.evidence
    )
    yield "Mục sổ ghi làm chứng"
    yield Table(("Mục số", "Lúc", "Việc"), tuple(rows), numeric=(0,))


def _box(confirmation: Confirmation) -> tuple[str, ...]:
    return (
        f"Mã bản xác nhận: {code_of(confirmation)}.",
        f"Sổ ghi có {confirmation.head.size} mục. Mã ô vuông chứa địa chỉ, số mục và gốc sổ.",
        confirmation.facts["made"]["address"],
    )


def _groups(digest: str) -> str:
    return " ".join(digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP))


def _local(at: str) -> datetime:
    return moment(at).astimezone(_VIETNAM)
