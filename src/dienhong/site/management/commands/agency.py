"""``dienhong agency list | create``: the offices of this server."""

import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.core.refusal import Refused
from dienhong.hosting import schema
from dienhong.organisation.functions import Function
from dienhong.organisation.passwords import check_password
from dienhong.site import offices


class Command(BaseCommand):
    """List the offices, or open one with its first person."""

    help = "Các văn phòng trên máy này: xem danh sách, mở văn phòng mới."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="mã và tên của từng văn phòng")
        create = what.add_parser("create", help="mở một văn phòng; mật khẩu được hỏi sau")
        create.add_argument("code", help="mã trong địa chỉ, ví dụ van-phong-tinh")
        create.add_argument("--name", required=True, help="tên cơ quan")
        create.add_argument("--superior", default="", help="cơ quan cấp trên")
        create.add_argument("--place", default="", help="địa danh ghi trên văn bản")
        create.add_argument("--person", required=True, help="họ và tên người đầu tiên")
        create.add_argument("--login", required=True, help="tên đăng nhập của người đó")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "list":
            for office in offices.listed():
                self.stdout.write(f"{office['code']}\t{office['name']}")
            return
        opening = offices.Opening(
            name=options["name"],
            superior_body=options["superior"],
            place=options["place"],
            person=options["person"],
            login=options["login"],
            password=_ask_password(),
            function=Function.ADMINISTRATION,
        )
        schema.prepare_template()
        try:
            offices.open_office(options["code"], opening, at=timezone.now())
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        self.stdout.write(f"Đã mở văn phòng. Địa chỉ: /{options['code']}/")


def _ask_password() -> str:
    """Ask twice at the terminal: a password on a command line stays in its history."""
    password = getpass.getpass("Mật khẩu: ")
    if password != getpass.getpass("Nhập lại mật khẩu: "):
        raise SystemExit("Hai lần nhập không giống nhau. Chạy lại lệnh.")
    try:
        check_password(password)
    except ValidationError as error:
        raise SystemExit(" ".join(error.messages)) from error
    return password
