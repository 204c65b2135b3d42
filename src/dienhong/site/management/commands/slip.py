"""``dienhong --office CODE slip LOGIN``: a sign-in slip from the terminal of the server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.accounts import actions, brake, queries
from dienhong.hosting.context import chosen, current


class Command(BaseCommand):
    """Make a slip where nobody in the office can: the last administrator forgot the password."""

    help = "Cấp một phiếu đăng nhập, khi trong văn phòng không còn ai cấp được."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="tên đăng nhập của người nhận phiếu")

    def handle(self, *_args: Any, **options: Any) -> None:
        if chosen() is None:
            raise SystemExit("Nêu văn phòng trước lệnh: dienhong --office MÃ slip TÊN")
        by = brake.nobody(timezone.now())
        account = queries.of_staff(by.today).filter(login=options["login"].lower()).first()
        if account is None:
            raise SystemExit(f"Không có tài khoản «{options['login']}» của người đang làm việc.")
        (printed,) = actions.make_slips([account], by=by)
        self.stdout.write(
            f"Mã dùng một lần của {account.person.name}: {printed.code}\n"
            f"Dùng đến hết ngày {printed.slip.valid_to:%d/%m/%Y} tại "
            f"/{current()}/dang-nhap/phieu/ để tự đặt mật khẩu."
        )
