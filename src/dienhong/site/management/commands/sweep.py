"""``dienhong sweep``: open what comes back, remind, send letters; of all offices or of one."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.hosting import directory
from dienhong.hosting.context import chosen, use_agency
from dienhong.site import sweeping
from dienhong.site.sweeping import Swept


class Command(BaseCommand):
    """Do what the days ask for; killed at any moment and run again, nothing is lost or doubled."""

    help = "Quét các văn phòng: mở việc định kỳ đến kỳ, nhắc việc, gửi thư."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", default="", help="mã một văn phòng; không nêu là tất cả")

    def handle(self, *_args: Any, **options: Any) -> None:
        codes = _codes(options["office"] or chosen() or "")
        with use_agency(None), sweeping.alone() as handle:
            if handle is None:
                self.stdout.write("Một lượt quét khác đang chạy: không quét thêm.")
                return
            faults = [self._say(swept) for swept in sweeping.sweep_all(codes, timezone.now)]
        if any(faults):
            sys.exit(1)

    def _say(self, swept: Swept) -> str:
        if swept.fault:
            self.stderr.write(f"{swept.code}: chưa quét được. {swept.fault}")
        else:
            self.stdout.write(f"{swept.code}: mở {swept.opened} việc, gửi {swept.sent} thư")
        return swept.fault


def _codes(office: str) -> list[str]:
    if not office:
        return directory.codes()
    if not directory.exists(office):
        raise SystemExit(f"Không có văn phòng «{office}». Xem danh sách bằng: dienhong agency list")
    return [office]
