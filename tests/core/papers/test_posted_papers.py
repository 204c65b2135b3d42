"""What the sheet on the board, its minutes and the minutes of a withdrawal say."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dienhong.core.citation import Citation, say_address
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.papers.counting import derivation_steps
from dienhong.core.papers.paper import (
    Block,
    Facts,
    Fingerprint,
    Heading,
    Paper,
    Paragraph,
    PostingBox,
    Signer,
    Steps,
    Table,
)
from dienhong.core.papers.posting import (
    Present,
    PublicationDue,
    notice_sheet,
    posting_minutes,
)
from dienhong.core.papers.withdrawal import BrokenRun, Withdrawal, withdrawal_minutes
from dienhong.core.refusal import Refused
from tests.core.papers.paper_samples import DIGEST, GROUPS, LETTERHEAD, MARK, MATTER, TERM

CHIEF = Signer("Chánh Văn phòng", "Nguyễn Văn Mẫu")
CLERK = Present("Trần Thị Mẫu", "chuyên viên")
UNNAMED = Present()
LINK = "https://mau.example/tb/1"
AT = datetime(2026, 1, 5, 14, 5)  # noqa: DTZ001 - local time, as minutes tell it
DUE = PublicationDue(on=date(2026, 1, 6), clause="Quy chế, Điều 10 khoản 2, gạch 1")

AT_LEAST = "Ít nhất 20 ngày liên tục, tính từ ngày 06/01/2026 (Quy chế, Điều 10 khoản 2, gạch 1)"
BROKEN = (
    "Niêm yết từ thứ Năm 01/01/2026, bị đứt thứ Hai 05/01/2026, khi được 3 trên 20 ngày liên tục "
    "(Quy chế, Điều 10). Nếu công khai lại thì tính lại từ đầu"
)
COMPARED = "Dấu sổ của nhật ký hệ thống sau khi ghi mục này, người ký đã đối chiếu với màn hình:"
LAST_WORDS = (
    Heading("3. Ghi nhận"),
    Facts((("Số mục trong nhật ký", "1024"),)),
    Fingerprint(GROUPS, COMPARED),
    Paragraph(
        "Xác nhận kỹ thuật XN-2026-0031 chỉ để đối chiếu, không thay biên bản, chữ ký và con dấu."
    ),
    Paragraph(
        "Biên bản đã được đọc lại cho những người có mặt cùng nghe, công nhận là đúng và cùng "
        "ký tên./."
    ),
)


def sheet(**changes: object) -> Paper:
    matter = replace(MATTER, **changes)  # type: ignore[arg-type]
    return notice_sheet(LETTERHEAD, matter, TERM, posted_by="Trần Thị Mẫu", link=LINK, signer=CHIEF)


def minutes(due: PublicationDue = DUE, witness: Present = UNNAMED) -> Paper:
    return posting_minutes(
        LETTERHEAD, MATTER, TERM, at=AT, present=(CLERK, witness), record=(due, MARK)
    )


def test_the_sheet_says_what_is_published_by_which_clause_and_where_to_read_it() -> None:
    paper = sheet(full_text_at="phòng 102")

    assert (paper.kind, paper.about) == ("THÔNG BÁO", "Công khai kế hoạch mua sắm năm 2026")
    assert paper.body == (
        Paragraph("Thực hiện Điều 9 khoản 3 Quy chế, Văn phòng công khai nội dung sau:"),
        Facts(
            (
                ("Nội dung công khai", "Kế hoạch mua sắm"),
                ("Văn bản", "Quyết định số 05/QĐ-VP ngày 28 tháng 01 năm 2026"),
            )
        ),
        Table(("Số TT", "Tài liệu kèm theo"), (("1", "Kế hoạch.pdf"),), numeric=(0,)),
        Paragraph(
            "Toàn văn và tài liệu kèm theo: xem tại phòng 102, hoặc quét mã ở cuối tờ này./."
        ),
    )
    assert paper.recipients == ("Niêm yết tại Bảng tin tầng 1;", "Lưu: VT.")


def test_the_summary_stands_between_the_facts_and_the_files() -> None:
    summary: tuple[Block, ...] = (Paragraph("Mua 34 máy tính."), Paragraph("Không mua xe."))

    paper = sheet(summary=summary, files=())

    assert paper.body[2:] == (
        *summary,
        Paragraph("Toàn văn và tài liệu kèm theo: quét mã ở cuối tờ này./."),
    )


def test_the_box_says_from_when_to_when_and_that_the_first_day_is_not_counted() -> None:
    assert sheet().foot == PostingBox(
        LINK,
        (
            "Niêm yết từ thứ Hai 05/01/2026 đến hết Chủ nhật 25/01/2026.",
            f"Bảng tin tầng 1. {AT_LEAST}.",
            "Không gỡ trước ngày 26/01/2026. Người niêm yết: Trần Thị Mẫu.",
            "Quét mã để mở trang công khai của thông báo; hoặc mở:",
            LINK,
        ),
    )


def test_the_minutes_of_a_posting_hold_all_that_proves_it() -> None:
    paper = minutes()

    assert (paper.kind, paper.about) == (
        "BIÊN BẢN",
        "Niêm yết thông báo “Công khai kế hoạch mua sắm năm 2026”",
    )
    assert paper.body == (
        Paragraph(
            "Hồi 14 giờ 05 phút, ngày 05 tháng 01 năm 2026, tại Bảng tin tầng 1, "
            "những người có mặt:"
        ),
        Facts((("Người niêm yết", "Trần Thị Mẫu, chuyên viên"), ("Người chứng kiến", ""))),
        Heading("1. Nội dung niêm yết"),
        Facts(
            (
                ("Tên", "Công khai kế hoạch mua sắm năm 2026"),
                ("Nội dung công khai", "Kế hoạch mua sắm (Điều 9 khoản 3 Quy chế)"),
                ("Văn bản", "Quyết định số 05/QĐ-VP ngày 28 tháng 01 năm 2026"),
            )
        ),
        Table(("Tệp đã niêm yết", "Mã SHA-256"), (("Kế hoạch.pdf", DIGEST),)),
        Heading("2. Thời hạn niêm yết"),
        Facts(
            (
                (
                    "Thời hạn",
                    AT_LEAST,
                ),
                ("Từ", "thứ Hai 05/01/2026"),
                ("Đến hết", "Chủ nhật 25/01/2026. Không gỡ trước ngày 26/01/2026"),
                (
                    "Hạn công khai",
                    "chậm nhất là thứ Ba 06/01/2026 (Quy chế, Điều 10 khoản 2, gạch 1)",
                ),
                ("Đối chiếu với hạn", "Đúng hạn"),
            )
        ),
        *LAST_WORDS,
    )
    assert paper.signers == (
        Signer("Người chứng kiến", ""),
        Signer("Người niêm yết", "Trần Thị Mẫu"),
    )


@pytest.mark.parametrize(
    ("due_on", "late", "verdict"),
    [
        (date(2026, 1, 5), 0, "Đúng hạn"),
        (date(2026, 1, 2), 1, "Trễ hạn 1 ngày làm việc"),
        (date(2026, 1, 4), 0, "Trễ hạn"),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_late(
    due_on: date, late: int, verdict: str
) -> None:
    due = PublicationDue(on=due_on, clause="Điều 10", working_days_late=late)

    assert due.verdict(TERM.posted_on) == verdict


def test_minutes_show_how_the_due_date_was_counted() -> None:
    steps = Steps((("thứ Tư 28/01/2026", "bắt đầu"),), "Lịch dùng để tính: 2026.")

    assert steps in minutes(replace(DUE, steps=steps)).body


def test_a_derivation_becomes_lines_with_days_reasons_and_sources() -> None:
    notice = Citation("thong-bao-mau", "dieu-1")
    derivation = Derivation(
        date(2026, 2, 2),
        (
            Step(date(2026, 1, 28), date(2026, 1, 28), StepKind.START, "ngày ký quyết định"),
            Step(date(2026, 1, 31), date(2026, 2, 1), StepKind.SKIPPED, "nghỉ hằng tuần", notice),
        ),
        calendar="2026, bản 1",
        provisional=True,
    )

    assert derivation_steps(derivation, lambda source: say_address(source.address)) == Steps(
        (
            ("thứ Tư 28/01/2026", "bắt đầu, không tính ngày này: ngày ký quyết định"),
            ("31/01/2026 – 01/02/2026", "không tính: nghỉ hằng tuần (Điều 1)"),
        ),
        "Lịch dùng để tính: 2026, bản 1. Dự kiến: chưa có thông báo ngày nghỉ của năm đó.",
    )


def test_a_fingerprint_that_lost_a_group_is_refused_before_anything_is_printed() -> None:
    mark = replace(MARK, fingerprint=GROUPS[:-5])

    with pytest.raises(Refused):
        posting_minutes(LETTERHEAD, MATTER, TERM, at=AT, present=(CLERK, CLERK), record=(DUE, mark))


WITHDRAWAL = Withdrawal(
    at=AT,
    place="Văn phòng",
    ground="Nội dung có bí mật công tác",
    ground_clause="Quy chế, Điều 9",
    notice_entry=1001,
    content_sha256="0123456789abcdef" * 4,
    cleared=("bảng tin tầng 1", "trang thông báo"),
    run=BrokenRun(
        posted_on=date(2026, 1, 1),
        broken_on=date(2026, 1, 5),
        days_done=3,
        days_required=20,
        clause="Quy chế, Điều 10",
    ),
)


def withdrawn(withdrawal: Withdrawal) -> Paper:
    chief = Present("Nguyễn Văn Mẫu", "Chánh Văn phòng")
    return withdrawal_minutes(
        LETTERHEAD, withdrawal, decided_by=chief, carried_out_by=CLERK, mark=MARK
    )


def test_a_withdrawal_gives_ground_persons_digest_and_broken_run_but_never_the_content() -> None:
    paper = withdrawn(WITHDRAWAL)

    assert paper.about == "Thu hồi khẩn cấp nội dung đã công khai"
    assert paper.body == (
        Paragraph(
            "Hồi 14 giờ 05 phút, ngày 05 tháng 01 năm 2026, tại Văn phòng, những người có mặt:"
        ),
        Facts(
            (
                ("Người quyết định", "Nguyễn Văn Mẫu, Chánh Văn phòng"),
                ("Người thực hiện", "Trần Thị Mẫu, chuyên viên"),
            )
        ),
        Heading("1. Nội dung bị thu hồi"),
        Facts(
            (
                ("Căn cứ thu hồi", "Nội dung có bí mật công tác (Quy chế, Điều 9)"),
                ("Công khai trước đây", "Mục 1001 của nhật ký hệ thống"),
                ("Mã SHA-256", DIGEST),
            )
        ),
        Paragraph("Biên bản này không nhắc lại nội dung ấy; chỉ giữ mã SHA-256 để đối chiếu."),
        Heading("2. Việc đã làm"),
        Facts(
            (
                ("Đã gỡ khỏi", "bảng tin tầng 1; trang thông báo"),
                (
                    "Đợt niêm yết",
                    BROKEN,
                ),
            )
        ),
        *LAST_WORDS,
    )


def test_what_was_never_posted_has_no_run_to_break() -> None:
    paper = withdrawn(replace(WITHDRAWAL, run=None))

    assert Facts((("Đã gỡ khỏi", "bảng tin tầng 1; trang thông báo"),)) in paper.body
