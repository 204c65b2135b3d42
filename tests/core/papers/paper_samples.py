"""An invented office with an invented matter, for tests of what papers say."""

from datetime import date

from dienhong.core.papers.paper import Letterhead
from dienhong.core.papers.posting import AttachedFile, JournalMark, Matter, PostingTerm

LETTERHEAD = Letterhead(
    superior_body="UBND tỉnh Mẫu",
    issuing_body="Văn phòng",
    place="Tỉnh Mẫu",
    symbol="TB-VP",
    number="6",
    on=date(2026, 1, 30),
)
MATTER = Matter(
    title="Công khai kế hoạch mua sắm năm 2026",
    kind="Kế hoạch mua sắm",
    kind_clause="Điều 9 khoản 3 Quy chế",
    decision_on=date(2026, 1, 28),
    decision_number="05/QĐ-VP",
    files=(AttachedFile("Kế hoạch.pdf", "0123456789abcdef" * 4),),
)
TERM = PostingTerm(
    place="Bảng tin tầng 1",
    posted_on=date(2026, 1, 5),
    counted_from=date(2026, 1, 6),
    last_day=date(2026, 1, 25),
    days=20,
    clause="Quy chế, Điều 10 khoản 2, gạch 1",
)
GROUPS = " ".join(f"{group:04}" for group in range(1, 13))
MARK = JournalMark(entry=1024, fingerprint=GROUPS, confirmation="XN-2026-0031")
DIGEST = "01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef"
