"""``dienhong serve``: run the server on this machine."""

import os
import socket
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

# One worker process: two that write one SQLite file wait for each other far longer.
_GRANIAN = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws")


class Command(BaseCommand):
    """Serve on http://127.0.0.1:8000 unless told otherwise."""

    help = "Chạy máy chủ."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        _check_free(host, port)
        self.stdout.write(f"Diên Hồng đang chạy tại http://{host}:{port}/ (Ctrl+C để dừng)")
        self.stdout.flush()
        # The server takes the place of this process: what preparing loaded is given back.
        os.execv(  # noqa: S606 (our own interpreter, our own arguments)
            sys.executable,
            [
                sys.executable,
                "-m",
                "granian",
                *_GRANIAN,
                "--host",
                host,
                "--port",
                str(port),
                "--log-level",
                "warning",
                "dienhong.site.wsgi:application",
            ],
        )


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(
                f"Cổng {port} đang có chương trình khác dùng: dừng nó, hoặc chọn cổng khác, "
                f"ví dụ: make run PORT={port + 1}"
            ) from error
