"""``dienhong offices``: the offices of this server."""

from typing import Any

from django.core.management.base import BaseCommand

from dienhong.site.offices import listed


class Command(BaseCommand):
    """List the offices."""

    help = "Liệt kê các văn phòng trên máy này."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        for office in listed():
            self.stdout.write(f"{office['code']}\t{office['name']}")
