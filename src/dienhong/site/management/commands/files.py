"""``dienhong --office CODE files check``: whether the files on the disk are those that came."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dienhong.hosting.context import chosen
from dienhong.record import upkeep
from dienhong.record.models import StoredFile


class Command(BaseCommand):
    """The files of one office, from the command line."""

    help = "Tệp: kiểm tra từng tệp trên đĩa còn đúng như khi nhận không."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("check", help="đọc lại từng tệp, so với mã đã ghi; nêu tệp mất, đổi, thừa")

    def handle(self, *_args: Any, **_options: Any) -> None:
        if chosen() is None:
            raise SystemExit("Nêu văn phòng trước lệnh: dienhong --office MÃ files check")
        found = list(upkeep.faults())
        for fault in found:
            self.stdout.write(f"{fault.name}: {fault.reason}")
        if found:
            self.stdout.write(f"Có {len(found)} chỗ sai.")
            sys.exit(1)
        count = StoredFile.objects.filter(erased_at=None).count()
        self.stdout.write(f"Đủ và đúng: {count} tệp.")
