"""``dienhong --office CODE journal …``: export, fingerprint, and comparison with a paper."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.core.journal.compare import contains_past
from dienhong.core.refusal import Refused
from dienhong.hosting.context import chosen, current
from dienhong.record import queries


class Command(BaseCommand):
    """The journal of one office, from the command line."""

    help = "Sổ ghi: xuất, xem dấu sổ, đối chiếu với dấu sổ trên giấy."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        export = what.add_parser("export", help="xuất cả sổ ra tệp, kiểm tra được ngoài hệ thống")
        export.add_argument("file", type=Path)
        what.add_parser("verify", help="kiểm tra cả sổ: từng mục còn đúng như khi ghi không")
        what.add_parser("fingerprint", help="dấu sổ lúc này")
        compare = what.add_parser("compare", help="sổ hôm nay còn chứa dấu sổ trên giấy cũ không")
        compare.add_argument("fingerprint", nargs="+")

    def handle(self, *_args: Any, **options: Any) -> None:
        if chosen() is None:
            raise SystemExit("Nêu văn phòng trước lệnh: dienhong --office MÃ journal …")
        match options["what"]:
            case "export":
                self._export(options["file"])
            case "verify":
                self._verify()
            case "fingerprint":
                size, fingerprint = queries.head()
                self.stdout.write(f"{size} mục\n{fingerprint}")
            case _:
                self._compare(" ".join(options["fingerprint"]))

    def _export(self, file: Path) -> None:
        building = file.with_name(f".{file.name}.part")
        try:
            with building.open("wb") as out:
                out.writelines(queries.export_lines(current(), at=timezone.now()))
            building.replace(file)
        except OSError as error:
            raise SystemExit(f"Không ghi được {file}: {error.strerror}.") from error
        self.stdout.write(
            f"Đã xuất {file}. Kiểm tra: python -m dienhong.core.journal verify {file}"
        )

    def _verify(self) -> None:
        report = queries.check(current(), at=timezone.now())
        if report.ok:
            self.stdout.write(f"Sổ ghi nguyên vẹn: {report.size} mục\n{report.fingerprint}")
            return
        for fault in report.faults:
            self.stdout.write(fault.reason)
        sys.exit(1)

    def _compare(self, fingerprint: str) -> None:
        self._verify()
        try:
            size = contains_past(queries.commitments(), fingerprint)
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        if size is None:
            self.stdout.write("Sổ hôm nay KHÔNG chứa dấu sổ này: sổ đã bị đổi, hoặc chép sai số.")
            sys.exit(1)
        self.stdout.write(f"Sổ hôm nay còn chứa đúng quá khứ đó: dấu sổ của {size} mục đầu tiên.")
