"""``dienhong clauses``: which clauses of the two real regulations work, by recorded marks."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dienhong.site.ledger import pages
from dienhong.site.ledger.book import REGULATIONS, State, lines


class Command(BaseCommand):
    """Print the ledger: per clause the four marks, and how many are covered, open, principle."""

    help = "Sổ điều khoản: điều khoản nào của hai quy chế thật đã chạy được, theo bốn dấu."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regulation", choices=REGULATIONS, help="chỉ một quy chế")
        parser.add_argument("--open", action="store_true", help="chỉ điều khoản còn mở")
        parser.add_argument("--json", action="store_true", help="cho chương trình khác đọc")
        parser.add_argument("--markdown", action="store_true", help="trang tài liệu tham khảo")

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = [options["regulation"]] if options["regulation"] else list(REGULATIONS)
        if options["markdown"]:
            self.stdout.write(pages.markdown(chosen), ending="")
            return
        shown = {
            regulation: [
                line
                for line in lines(regulation)
                if line.state is State.OPEN or not options["open"]
            ]
            for regulation in chosen
        }
        if options["json"]:
            every = [pages.members(line) for rows in shown.values() for line in rows]
            self.stdout.write(json.dumps(every, ensure_ascii=False, indent=1))
            return
        self.stdout.write("\n\n".join(pages.terminal(name, rows) for name, rows in shown.items()))
