"""``dienhong secret rotate | retire``: a new key for sessions, without ending any."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.hosting import directory
from dienhong.site import secret
from dienhong.site.serving import holding

_DAYS = 14


class Command(BaseCommand):
    """Replace the key kept beside the data; the old one is believed for some days."""

    help = "Khóa ký phiên làm việc: thay khóa mới, bỏ khóa cũ."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        rotate = what.add_parser("rotate", help="thay khóa mới; khóa cũ còn được nhận ít ngày")
        rotate.add_argument("--days", type=int, default=_DAYS, help="số ngày còn nhận khóa cũ")
        what.add_parser("retire", help="bỏ những khóa cũ đã hết ngày")

    def handle(self, *_args: Any, **options: Any) -> None:
        if _kept() != settings.SECRET_KEY:
            raise SystemExit(
                "Khóa đang do DIENHONG_SECRET_KEY đặt: thay khóa ở đó, rồi đặt khóa cũ vào "
                "DIENHONG_SECRET_KEY_OLD."
            )
        today = timezone.localdate()
        if options["what"] == "rotate":
            until = today + timedelta(days=max(options["days"], 1))
            secret.rotate(directory.data(), keep_until=until)
            self.stdout.write(f"Đã thay khóa. Khóa cũ còn được nhận đến hết ngày {until:%d/%m/%Y}.")
        else:
            kept = secret.retire(directory.data(), today=today)
            self.stdout.write(f"Đã bỏ các khóa cũ hết ngày; còn giữ {kept} khóa cũ.")
        if holding.holder(directory.data()):
            self.stdout.write("Máy chủ đang chạy: khởi động lại để dùng khóa mới.")


def _kept() -> str:
    path = directory.data() / secret.KEY
    return path.read_text("utf-8").strip() if path.exists() else ""
