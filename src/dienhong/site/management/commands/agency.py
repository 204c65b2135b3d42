"""``dienhong agency …``: the offices of this server, and carrying one in or out."""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.core.refusal import Refused
from dienhong.hosting import backup, directory, handover, schema, sealing
from dienhong.hosting.context import use_agency
from dienhong.organisation.functions import Function
from dienhong.organisation.passwords import check_password
from dienhong.site import offices
from dienhong.site.management.commands.backup import add_key_options, keys_of
from dienhong.site.management.commands.restore import said


class Command(BaseCommand):
    """List the offices, open one with its first person, carry one in or out."""

    help = "Các văn phòng trên máy này: xem, mở, xuất, nhập, lưu trữ, xoá."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="mã, tên và lần sao lưu gần nhất của từng văn phòng")
        create = what.add_parser("create", help="mở một văn phòng; mật khẩu được hỏi sau")
        create.add_argument("code", help="mã trong địa chỉ, ví dụ van-phong-tinh")
        create.add_argument("--name", required=True, help="tên cơ quan")
        create.add_argument("--superior", default="", help="cơ quan cấp trên")
        create.add_argument("--place", default="", help="địa danh ghi trên văn bản")
        create.add_argument("--person", required=True, help="họ và tên người đầu tiên")
        create.add_argument("--login", required=True, help="tên đăng nhập của người đó")
        export = what.add_parser("export", help="chép cả văn phòng ra một tệp, không mã hoá")
        export.add_argument("code")
        export.add_argument("file", type=Path)
        take_in = what.add_parser("import", help="tạo văn phòng từ tệp đã xuất")
        take_in.add_argument("file", type=Path)
        take_in.add_argument("--code", default="", help="mã khác với mã trong tệp")

        _add_ending(what)

    def handle(self, *_args: Any, **options: Any) -> None:
        do: dict[str, Callable[[dict[str, Any]], None]] = {
            "list": self._list,
            "create": self._create,
            "export": self._export,
            "import": self._import,
            "archive": self._archive,
            "handover": self._hand_over,
            "remove": self._remove,
        }
        try:
            do[options["what"]](options)
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        except OSError as error:
            raise SystemExit(
                f"Không đọc hoặc ghi được {error.filename}: {error.strerror}."
            ) from error

    def _list(self, _options: dict[str, Any]) -> None:
        for office in offices.listed():
            self.stdout.write(f"{office['code']}\t{office['name']}\tsao lưu {office['backup']}")

    def _create(self, options: dict[str, Any]) -> None:
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
        offices.open_office(options["code"], opening, at=timezone.now())
        self.stdout.write(f"Đã mở văn phòng. Địa chỉ: /{options['code']}/")

    def _export(self, options: dict[str, Any]) -> None:
        code, file = _known(options["code"]), options["file"]
        _check_new(file)
        by = offices.the_system(timezone.now())
        manifest = backup.write_out(code, file, [], purpose="export", by=by)
        self.stdout.write(
            f"Đã xuất {file} (không mã hoá), sổ ghi {manifest.head.size} mục.\n"
            f"Dấu sổ: {manifest.head.fingerprint}\n"
            f"Kiểm tra: python -m dienhong.core.bundle verify {file}"
        )

    def _import(self, options: dict[str, Any]) -> None:
        schema.prepare_template()
        by = offices.the_system(timezone.now())
        reader = backup.restore(options["file"], [], code=options["code"], by=by)
        for line in said(reader, options["code"] or reader.head.code):
            self.stdout.write(line)

    def _archive(self, options: dict[str, Any]) -> None:
        code, file = _known(options["code"]), options["file"]
        _check_new(file)
        keys = keys_of(options)
        by = offices.the_system(timezone.now())
        offices.check_ended(code, by.today)
        if not options["leave_running"]:
            offices.check_nothing_runs(code)
        manifest = backup.write_out(code, file, keys, purpose="archive", by=by)
        self.stdout.write(
            f"Đã lưu trữ {file}, đã đọc lại từ đĩa, nguyên vẹn: sổ ghi {manifest.head.size} mục.\n"
            f"Dấu sổ: {manifest.head.fingerprint}\n"
            f"Văn phòng còn trên máy này, chỉ để tra cứu. Xoá hẳn: "
            f"dienhong agency remove {code} --after-archive {file}"
        )

    def _hand_over(self, options: dict[str, Any]) -> None:
        code, successor = _known(options["code"]), _known(options["successor"])
        went = handover.hand_over(
            code,
            successor,
            receiver=options["receiver"],
            people=dict(_pair(text) for text in options["person"]),
            by=offices.the_system(timezone.now()),
        )
        self.stdout.write(f"Đã bàn giao {len(went)} việc đang dở cho «{successor}».")
        with use_agency(code):
            left = offices.left_behind()
        if left:
            self.stdout.write(f"Không bàn giao được: {', '.join(left)}.")

    def _remove(self, options: dict[str, Any]) -> None:
        code = _known(options["code"])
        keys = sealing.identities_of(options["identity"]) if options["identity"] else []
        backup.check_equals(code, options["archive"], keys)
        directory.remove(code)
        self.stdout.write(f"Đã xoá văn phòng «{code}» khỏi máy này. Bản lưu: {options['archive']}")


def _add_ending(what: Any) -> None:
    """Add what is done with an office that has ended."""
    archive = what.add_parser("archive", help="lưu trữ một văn phòng đã kết thúc hoạt động")
    archive.add_argument("code")
    archive.add_argument("file", type=Path)
    archive.add_argument(
        "--leave-running", action="store_true", help="lưu trữ cả việc đang dở chưa bàn giao"
    )
    add_key_options(archive)
    hand = what.add_parser("handover", help="bàn giao việc đang dở cho cơ quan tiếp nhận")
    hand.add_argument("code")
    hand.add_argument("successor")
    hand.add_argument("--receiver", required=True, help="tên đăng nhập người nhận ở nơi mới")
    hand.add_argument("--person", action="append", default=[], help="CŨ=MỚI: tên đăng nhập hai nơi")
    remove = what.add_parser("remove", help="xoá một văn phòng khỏi máy này")
    remove.add_argument("code")
    remove.add_argument("--after-archive", type=Path, required=True, dest="archive")
    remove.add_argument("--identity", type=Path, help="tệp khoá bí mật, nếu tệp đã mã hoá")


def _known(code: str) -> str:
    if not directory.exists(code):
        raise Refused(
            f"Không có văn phòng «{code}»", cure="Xem danh sách bằng: dienhong agency list"
        )
    return code


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise Refused(
            f"Chưa bàn giao được: «{text}» không có dạng CŨ=MỚI", cure="Ví dụ: --person lan=lan.nt"
        )
    return old, new


def _check_new(file: Path) -> None:
    if file.exists():
        raise Refused(f"Chưa ghi được: đã có tệp {file}", cure="Chọn tên khác.")


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
