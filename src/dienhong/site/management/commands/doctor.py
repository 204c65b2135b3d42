"""``dienhong doctor``: what is wrong with this installation, and the cure."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dienhong.site.health.checks import all_checks, examine


class Command(BaseCommand):
    """Look at everything, change nothing; status 1 if something has to be mended."""

    help = "Khám máy chủ: chỗ nào tốt, chỗ nào cần sửa và cách sửa."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--deep", action="store_true", help="đọc từng mục sổ ghi, từng tệp")
        parser.add_argument("--json", action="store_true", help="cho chương trình khác đọc")

    def handle(self, *_args: Any, **options: Any) -> None:
        findings = list(examine(all_checks(deep=options["deep"])))
        if options["json"]:
            shown = [asdict(finding) for finding in findings]
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1))
        else:
            for finding in findings:
                self.stdout.write(_line(finding.name, finding.what, finding.cure, ok=finding.ok))
        if not all(finding.ok for finding in findings):
            sys.exit(1)


def _line(name: str, what: str, cure: str, *, ok: bool) -> str:
    said = "✔ tốt    " if ok else "✘ cần sửa"
    return f"{said}  {name}: {what}." + (f" {cure}" if cure else "")
