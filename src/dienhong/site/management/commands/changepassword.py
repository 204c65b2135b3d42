"""``dienhong changepassword``: Django's own command, shut, as it lets one person set another's."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Say what to do instead."""

    help = "Không dùng: mỗi người tự đặt mật khẩu bằng phiếu (lệnh slip)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", nargs="?")

    def handle(self, *_args: Any, **_options: Any) -> None:
        raise SystemExit(
            "Không đặt mật khẩu thay người khác được. Cấp phiếu để người đó tự đặt: "
            "dienhong --office MÃ slip TÊN"
        )
