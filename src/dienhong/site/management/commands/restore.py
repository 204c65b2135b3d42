"""``dienhong restore``: an office from its backup, on any machine, with the proof that it is it."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.core.bundle.read import Reader
from dienhong.core.journal.compare import contains_past
from dienhong.core.journal.fingerprint import parse_fingerprint
from dienhong.core.refusal import Refused
from dienhong.hosting import backup, schema, sealing
from dienhong.hosting.context import use_agency
from dienhong.record import queries
from dienhong.site.offices import the_system


class Command(BaseCommand):
    """Restore an office and prove its journal; on an empty machine too."""

    help = "Khôi phục một văn phòng từ bản sao lưu và chứng minh sổ ghi còn nguyên."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, help="tệp khoá bí mật của age-keygen")
        parser.add_argument("--code", default="", help="mã khác với mã trong bản sao lưu")
        parser.add_argument("--fingerprint", default="", help="dấu sổ trên một tờ giấy cũ")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["fingerprint"]:
                parse_fingerprint(options["fingerprint"])
            keys = sealing.identities_of(options["identity"]) if options["identity"] else []
            schema.prepare_template()
            by = the_system(timezone.now())
            reader = backup.restore(options["file"], keys, code=options["code"], by=by)
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        except OSError as error:
            raise SystemExit(
                f"Không đọc hoặc ghi được {error.filename}: {error.strerror}."
            ) from error
        code = options["code"] or reader.head.code
        for line in said(reader, code):
            self.stdout.write(line)
        if options["fingerprint"] and not self._compare(code, options["fingerprint"]):
            sys.exit(1)

    def _compare(self, code: str, fingerprint: str) -> bool:
        """Say whether the journal still contains the past that a paper witnesses."""
        with use_agency(code):
            size = contains_past(queries.commitments(), fingerprint)
        if size is None:
            self.stdout.write(
                "Sổ đã khôi phục KHÔNG chứa quá khứ mang dấu sổ trên giấy: soát lại từng nhóm số; "
                "nếu số đúng, bản sao lưu này cũ hơn tờ giấy hoặc không phải của sổ ấy."
            )
            return False
        self.stdout.write(
            f"Dấu sổ trên giấy là của sổ khi có {size} mục; {size} mục ấy còn nguyên vẹn."
        )
        return True


def said(reader: Reader, code: str) -> list[str]:
    """Return what was restored, and the proof, as lines."""
    head = reader.head
    made = timezone.localtime(datetime.fromisoformat(head.made_at))
    lines = [
        f"Đã khôi phục «{head.name}». Địa chỉ: /{code}/",
        f"Bản này làm lúc {made:%H:%M:%S ngày %d/%m/%Y}, bằng phần mềm bản {head.program}.",
        f"Sổ ghi nguyên vẹn: {head.size} mục, đúng số mục và dấu sổ của lúc đó.",
        f"Dấu sổ: {head.fingerprint}",
        f"Mục {head.size + 1} của sổ ghi việc khôi phục này.",
    ]
    lines.append(
        "Thư nhắc việc đang được giữ, vì máy chủ cũ có thể đã gửi: mở Nhắc việc, Nhắc người khác, "
        "Thư gửi đi đâu để cho gửi lại."
    )
    if reader.missing:
        lines.append(f"Khi sao lưu văn phòng đã mất {len(reader.missing)} tệp: tìm ở bản cũ hơn.")
    return lines
