"""``dienhong backup``: a copy of one office or of all, encrypted to a public key."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from pyrage.x25519 import Recipient

from dienhong.core.refusal import Refused
from dienhong.hosting import backup, directory, sealing
from dienhong.site.offices import the_system

_IN_CLEAR = (
    "Bản sao lưu KHÔNG mã hoá: ai đọc được tệp là đọc được mọi việc, mọi tệp và danh sách người "
    "của văn phòng. Giữ nơi chỉ người có trách nhiệm mở được."
)


class Command(BaseCommand):
    """Back up while the office is in use; each file is read back before it has its name."""

    help = "Sao lưu một văn phòng hoặc tất cả, mã hoá bằng khoá công khai."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", default="all", help="mã văn phòng, hoặc all")
        parser.add_argument("--to", type=Path, required=True, help="thư mục chứa bản sao lưu")
        add_key_options(parser)
        parser.add_argument(
            "--keep", type=int, default=0, help="giữ N bản mới nhất của mỗi văn phòng"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            keys = keys_of(options)
            codes = _codes(options["office"])
            _check_folder(options["to"])
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        if not keys:
            self.stderr.write(_IN_CLEAR)
        failed = [code for code in codes if not self._back_up(code, keys, options)]
        if failed:
            sys.exit(1)

    def _back_up(self, code: str, keys: list[Recipient], options: dict[str, Any]) -> bool:
        """Back one office up and say what came of it; one that fails does not stop the others."""
        folder: Path = options["to"]
        try:
            path, manifest = backup.back_up(
                code, folder, keys, by=the_system(timezone.now()), clock=timezone.now
            )
            gone = backup.keep_newest(code, folder, options["keep"]) if options["keep"] > 0 else []
        except Refused as refusal:
            self.stderr.write(f"{code}: {refusal.in_full}")
            return False
        except OSError as error:
            self.stderr.write(f"{code}: không ghi được vào {folder} ({error.strerror}).")
            return False
        head = manifest.head
        self.stdout.write(f"{path}\n  sổ ghi {head.size} mục, dấu sổ {head.fingerprint}")
        self.stdout.write("  đã đọc lại từ đĩa, nguyên vẹn")
        for old in gone:
            self.stdout.write(f"  đã bỏ bản cũ {old.name}")
        return self._tell_lost(backup.lost_files(code, manifest))

    def _tell_lost(self, lost: int) -> bool:
        if lost:
            self.stderr.write(f"  Văn phòng này đã mất hoặc hỏng {lost} tệp: tìm lại ở bản cũ hơn.")
        return not lost


def add_key_options(parser: CommandParser) -> None:
    """Let a command be told to which public keys it encrypts, or that it does not."""
    parser.add_argument("--recipient", action="append", default=[], help="khoá công khai age1…")
    parser.add_argument("--recipients-file", type=Path, help="tệp có khoá công khai, mỗi dòng một")
    parser.add_argument("--unencrypted", action="store_true", help="không mã hoá")


def keys_of(options: dict[str, Any]) -> list[Recipient]:
    """Return the public keys; without any, only whoever says so gets a copy in clear."""
    keys = [sealing.recipient(text) for text in options["recipient"]]
    if options["recipients_file"] is not None:
        keys += sealing.recipients_of(options["recipients_file"])
    if bool(keys) == options["unencrypted"]:
        raise Refused(
            "Chưa chép được: nêu khoá công khai, hoặc nói rõ là không mã hoá",
            cure="Dùng --recipient age1… hoặc --recipients-file; không mã hoá thì --unencrypted.",
        )
    return keys


def _codes(office: str) -> list[str]:
    if office == "all":
        return directory.codes()
    if not directory.exists(office):
        raise Refused(
            f"Không có văn phòng «{office}»", cure="Xem danh sách bằng: dienhong agency list"
        )
    return [office]


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise Refused(
            f"Chưa sao lưu được: không có thư mục {folder}",
            cure="Tạo thư mục, hoặc gắn ổ đĩa sao lưu rồi chạy lại.",
        )
