"""``dienhong serve``: run the server, on this machine or for the local network."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import timezone

from dienhong.core.refusal import Refused
from dienhong.hosting import directory, schema
from dienhong.site import offices
from dienhong.site.health import dangers
from dienhong.site.health.finding import Finding
from dienhong.site.serving import addresses, certificates, holding, reach
from dienhong.site.serving.reach import Reach

# A browser has ten seconds for its headers; a worker that will not stop is ended after thirty.
_GRANIAN = (
    *("--interface", "wsgi", "--blocking-threads", "4", "--no-ws"),
    *("--http1-header-read-timeout", "10000", "--workers-kill-timeout", "30"),
    *("--log-level", "warning"),
)


class Command(BaseCommand):
    """Serve on http://127.0.0.1:8000, or by TLS on every interface with ``--lan``."""

    help = "Chạy máy chủ: riêng cho máy này, hoặc cho mạng nội bộ với --lan."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)
        parser.add_argument("--host", default="127.0.0.1", help="chỉ dùng khi có proxy ở máy khác")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            way = _way(options)
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        workers = _workers()
        _check_free(way.host, way.port)
        _check_prepared()
        _hold(way)
        os.environ.update(way.told)
        os.environ["DIENHONG_SWEEP"] = "1" if options["sweep"] else "0"
        for name in way.told:
            os.environ.pop(f"{name}_FILE", None)
        for finding in _dangers(way):
            self.stderr.write(f"Cần sửa: {finding.what}. {finding.cure}")
        for line in way.lines:
            self.stdout.write(line)
        self.stdout.write(f"Diên Hồng đang chạy tại {way.address}/ (Ctrl+C để dừng)")
        self.stdout.flush()
        _become(way, workers)


def add_arguments(parser: CommandParser) -> None:
    """Add what ``serve`` and ``start`` have in common."""
    parser.add_argument("--lan", action="store_true", help="cho các máy trong mạng nội bộ, có TLS")
    parser.add_argument("--port", type=int, help="mặc định 8000, với --lan là 8443")
    parser.add_argument("--name", action="append", default=[], help="tên máy mọi người sẽ gõ")
    parser.add_argument("--certificate", type=Path, help="chứng thư có sẵn (PEM, cả chuỗi)")
    parser.add_argument(
        "--no-sweep", dest="sweep", action="store_false", help="để dienhong sweep cho bộ hẹn giờ"
    )
    parser.add_argument("--key", type=Path, help="khóa của chứng thư đó (PEM, PKCS#8)")


def _way(options: dict[str, Any]) -> Reach:
    if not options["lan"]:
        if options["certificate"] or options["key"] or options["name"]:
            raise Refused(
                "Chưa chạy được: --certificate, --key, --name chỉ dùng cùng --lan",
                cure="Thêm --lan.",
            )
        return reach.local(options["host"], options["port"] or reach.LOCAL_PORT)
    now, port = timezone.now(), options["port"] or reach.LAN_PORT
    also = settings.ALLOWED_HOSTS
    if options["certificate"] or options["key"]:
        if not (options["certificate"] and options["key"]):
            raise Refused(
                "Chưa chạy được: chứng thư và khóa phải đi cùng nhau",
                cure="Nêu cả --certificate và --key.",
            )
        files = certificates.Files(options["certificate"].absolute(), options["key"].absolute())
        return reach.by_given_certificate(files, port, options["name"], also, at=now)
    folder = directory.data() / "tls"
    return reach.by_made_certificate(folder, port, options["name"], also, at=now)


def _dangers(way: Reach) -> list[Finding]:
    """Return what is dangerous where other machines come in; nothing is where none does."""
    if not way.told:
        return []
    demo = [str(office["code"]) for office in offices.listed() if office["demo"]]
    found = dangers.found(
        reachable=True, tls=True, by_clicks=settings.DIENHONG_OPEN_BY_CLICKS, demo=demo
    )
    return [finding for finding in found if not finding.ok]


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
    try:
        addresses.probe_port(host, port)
    except PermissionError as error:
        raise SystemExit(
            f"Tài khoản này không được mở cổng {port}: chọn cổng từ 1024 trở lên, ví dụ --port 8443"
        ) from error
    except OSError as error:
        raise SystemExit(
            f"Cổng {port} đang có chương trình khác dùng: dừng nó, hoặc chọn cổng khác, "
            f"ví dụ: make run PORT={port + 1}"
        ) from error


def _check_prepared() -> None:
    behind = schema.behind()
    if behind:
        named = ", ".join("bản mẫu" if code == directory.TEMPLATE else code for code in behind[:5])
        raise SystemExit(
            f"Chưa chạy được: dữ liệu chưa theo kịp phần mềm ({named}). Chạy: dienhong prepare"
        )


def _hold(way: Reach) -> None:
    certificate = str(way.tls.certificate) if way.tls else ""
    mine = holding.Holder(os.getpid(), way.address, certificate)
    try:
        holding.hold(directory.data(), mine)
    except holding.Held as held:
        raise SystemExit(
            f"Chưa chạy được: tiến trình {held.holder.pid} đang phục vụ dữ liệu này tại "
            f"{held.holder.address}/. Dừng nó, hoặc đặt DIENHONG_DATA sang thư mục khác."
        ) from held


def _become(way: Reach, workers: int) -> None:
    """Let the server take the place of this process: what preparing loaded is given back."""
    tls = (
        ("--ssl-certificate", str(way.tls.certificate), "--ssl-keyfile", str(way.tls.key))
        if way.tls
        else ()
    )
    count = ("--workers", str(workers))
    where = ("--host", way.host, "--port", str(way.port))
    program = "dienhong.site.wsgi:application"
    command = [sys.executable, "-m", "granian", *_GRANIAN, *count, *where, *tls, program]
    if os.name == "nt":
        raise SystemExit(_wait_for(command))
    os.execv(sys.executable, command)  # noqa: S606 (our own interpreter, our own arguments)


def _wait_for(command: list[str]) -> int:
    """Run a program and wait for it, as Windows cannot put one in the place of another."""
    with subprocess.Popen(command) as program:  # noqa: S603 (as above)
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:  # it was told too, and ends in its own order
                continue
