"""``dienhong start``: prepare and serve in one, for who installed the program as a package."""

import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from dienhong.hosting import directory
from dienhong.site.management.commands import serve


class Command(BaseCommand):
    """Prepare the data folder, then serve; on this computer alone unless told otherwise."""

    help = "Chuẩn bị dữ liệu rồi chạy máy chủ, trong một lệnh."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="tạo ba văn phòng trình diễn")
        serve.add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stdout.write(f"Dữ liệu ở {directory.data()}")
        call_command("prepare", demo=options.pop("demo"))
        if not options["lan"]:
            # Nobody but the owner of this computer comes: offices may be opened on the page.
            os.environ.setdefault("DIENHONG_OPEN_BY_CLICKS", "1")
        call_command("serve", **options)
