"""``dienhong regulation …``: a profile of a regulation from its text, without an office."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dienhong.core.law.findings import find_publication
from dienhong.core.law.parse import parse
from dienhong.core.law.read import decode
from dienhong.core.refusal import Refused
from dienhong.regulation.profiles import toml
from dienhong.regulation.profiles.build import build
from dienhong.regulation.profiles.confirmations import read
from dienhong.regulation.profiles.skeleton import skeleton

HEAD = """\
Made by `dienhong regulation profile` from a text and the confirmations beside this file.
Not edited by hand: change the confirmations, then make it again. No text of the regulation
stands here; source_sha256 says which text was summarised."""


class Command(BaseCommand):
    """A regulation's profile, from the command line."""

    help = "Quy chế: lập hồ sơ cấu hình từ văn bản và các xác nhận đã ghi."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        profile = what.add_parser(
            "profile", help="lập hồ sơ; không nêu tệp xác nhận thì in tệp xác nhận để bắt đầu"
        )
        profile.add_argument("file", type=Path, help="văn bản quy chế (UTF-8)")
        profile.add_argument("--confirmations", type=Path, help="tệp xác nhận (TOML)")
        profile.add_argument("-o", dest="out", type=Path, help="ghi ra tệp này thay cho màn hình")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            made = _profile(options["file"], options["confirmations"])
            if options["out"] is None:
                self.stdout.write(made, ending="")
            else:
                options["out"].write_text(made, encoding="utf-8", newline="\n")
                self.stdout.write(f"Đã ghi {options['out']}.")
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        except OSError as error:
            raise SystemExit(
                f"Không đọc hoặc ghi được {error.filename}: {error.strerror}."
            ) from error


def _profile(file: Path, confirmations: Path | None) -> str:
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    tree = parse(decode(data))
    found = find_publication(tree)
    if confirmations is None:
        return skeleton(tree, found, digest=digest)
    recorded = read(decode(confirmations.read_bytes()))
    return toml.write(build(tree, found, recorded, digest=digest), head=HEAD)
