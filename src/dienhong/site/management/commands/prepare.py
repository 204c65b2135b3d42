"""``dienhong prepare``: bring template and offices up to date, and make the demonstration."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.utils import OperationalError
from django.utils import timezone

from dienhong.accounts import sessions
from dienhong.hosting import directory, schema
from dienhong.hosting.context import use_agency
from dienhong.record import upkeep
from dienhong.site.demo import seed


class Command(BaseCommand):
    """Prepare the data folder; doing it twice changes nothing."""

    help = "Chuẩn bị dữ liệu: bản mẫu, nâng cấp các văn phòng, ba văn phòng trình diễn."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="tạo ba văn phòng trình diễn")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not os.access(_nearest_folder(), os.W_OK):
            raise SystemExit(
                f"Không ghi được vào {directory.data()}: đặt DIENHONG_DATA sang thư mục ghi được."
            )
        _check_database()
        directory.sweep()
        if schema.prepare_template():
            self.stdout.write("  • đã tạo cơ sở dữ liệu mẫu")
        for code in schema.migrate_all():
            self.stdout.write(f"  • đã nâng cấp {code}")
        if options["demo"]:
            self._make_demo()
        for code in directory.codes():
            with use_agency(code):
                upkeep.sweep(at=timezone.now())
                sessions.sweep(at=timezone.now())

    def _make_demo(self) -> None:
        for code in seed.office_codes():
            if not directory.is_taken(code):
                seed.make(code, at=timezone.now())
                self.stdout.write(f"  • đã tạo văn phòng trình diễn /{code}/")


def _check_database() -> None:
    try:
        directory.codes()
    except OperationalError as error:
        raise SystemExit(
            "Không nối được tới cơ sở dữ liệu: kiểm tra DIENHONG_DATABASE, và PostgreSQL có đang "
            "chạy không."
        ) from error


def _nearest_folder() -> str:
    folder = directory.data()
    while not folder.exists():
        folder = folder.parent
    return str(folder)
