"""``dienhong serve``: run the server on this machine."""

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

_GRANIAN = ("--interface", "wsgi", "--blocking-threads", "4", "--no-ws")


class Command(BaseCommand):
    """Serve on http://127.0.0.1:8000 unless told otherwise."""

    help = "Chạy máy chủ."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        workers = _workers()
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
                "--workers",
                str(workers),
                "--host",
                host,
                "--port",
                str(port),
                "--log-level",
                "warning",
                "dienhong.site.wsgi:application",
            ],
        )


def _workers() -> int:
    """Return how many processes answer: with SQLite one, else as many as the setting says."""
    given = settings.DIENHONG_WORKERS
    if not given.isdecimal() or int(given) < 1:
        raise SystemExit(f"DIENHONG_WORKERS: «{given}» không phải là số từ 1 trở lên.")
    if int(given) > 1 and connection.vendor == "sqlite":
        raise SystemExit(
            "DIENHONG_WORKERS: với SQLite chỉ chạy một tiến trình, vì hai tiến trình cùng ghi một "
            "tệp phải chờ nhau rất lâu. Bỏ biến này, hoặc dùng PostgreSQL (DIENHONG_DATABASE)."
        )
    return int(given)


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
