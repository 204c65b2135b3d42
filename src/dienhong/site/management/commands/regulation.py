"""``dienhong regulation …``: a profile of a regulation from its text; two compared."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.core.citation import say_address
from dienhong.core.law.reading.read import decode
from dienhong.core.law.structure.parse import parse
from dienhong.core.refusal import Refused
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.regulation import comparing, queries
from dienhong.regulation.comparing import Row, Side
from dienhong.regulation.cues import find_in
from dienhong.regulation.profiles import toml
from dienhong.regulation.profiles.build import build
from dienhong.regulation.profiles.confirmations import read
from dienhong.regulation.profiles.skeleton import skeleton

HEAD = """\
Made by `dienhong regulation profile` from a text and the confirmations beside this file.
Not edited by hand: change the confirmations, then make it again. No text of the regulation
stands here; source_sha256 says which text was summarised."""


class Command(BaseCommand):
    """A regulation's profile, and two regulations compared, from the command line."""

    help = "Quy chế: lập hồ sơ cấu hình từ văn bản và các xác nhận đã ghi; so sánh hai quy chế."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        profile = what.add_parser(
            "profile", help="lập hồ sơ; không nêu tệp xác nhận thì in tệp xác nhận để bắt đầu"
        )
        profile.add_argument("file", type=Path, help="văn bản quy chế (UTF-8)")
        profile.add_argument("--confirmations", type=Path, help="tệp xác nhận (TOML)")
        profile.add_argument("-o", dest="out", type=Path, help="ghi ra tệp này thay cho màn hình")
        compare = what.add_parser("compare", help="so sánh hai quy chế theo từng thủ tục")
        for side in ("first", "second"):
            compare.add_argument(side, help="hồ sơ (.toml), văn bản, hoặc mã văn phòng")
        compare.add_argument(
            "--day", type=date.fromisoformat, help="theo luật ngày này (mặc định: hôm nay)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["what"] == "compare":
                day = options["day"] or timezone.localdate()
                self.stdout.write(_comparison(options["first"], options["second"], day))
            else:
                self._write(_profile(options["file"], options["confirmations"]), options["out"])
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        except OSError as error:
            raise SystemExit(
                f"Không đọc hoặc ghi được {error.filename}: {error.strerror}."
            ) from error

    def _write(self, made: str, out: Path | None) -> None:
        if out is None:
            self.stdout.write(made, ending="")
        else:
            out.write_text(made, encoding="utf-8", newline="\n")
            self.stdout.write(f"Đã ghi {out}.")


def _profile(file: Path, confirmations: Path | None) -> str:
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    tree = parse(decode(data))
    found = find_in(tree)
    if confirmations is None:
        return skeleton(tree, found, digest=digest)
    recorded = read(decode(confirmations.read_bytes()))
    return toml.write(build(tree, found, recorded, digest=digest), head=HEAD)


def _comparison(first: str, second: str, day: date) -> str:
    one, other = _side(first, day), _side(second, day)
    groups = comparing.group_by_procedure(one, other, comparing.law_on(day))
    lines = [f"So sánh {one.title} với {other.title}, theo luật ngày {day:%d/%m/%Y}."]
    for group in groups:
        lines += ["", f"{group.label}: {len(group.rows)} khác, {group.same} giống nhau"]
        lines += [line for row in group.rows for line in _row_lines(row)]
    return "\n".join(lines)


def _row_lines(row: Row) -> Iterator[str]:
    places = [*row.first.sources, *row.second.sources]
    cited = "; ".join(dict.fromkeys(say_address(place.address) for place in places))
    yield f"  • {row.sentence} ({cited})"
    if row.applies:
        yield f"    {row.applies}"


def _side(named: str, day: date) -> Side:
    """Return a side by what names it: a file, or an office that is open here."""
    file = Path(named)
    if file.is_file():
        data = file.read_bytes()
        if file.suffix == ".toml":
            return comparing.side_of_profile(file.stem, _toml(data, file))
        return _side_of_text(file.stem, decode(data))
    if not directory.is_code(named) or not directory.exists(named):
        raise Refused(
            f"Không so sánh được: không có tệp hay văn phòng «{named}»",
            cure="Nêu một tệp hồ sơ, một tệp văn bản, hoặc một mã trong: dienhong agency list.",
        )
    with use_agency(named):
        version = queries.version_on(day)
        if version is None:
            raise Refused(
                f"Không so sánh được: văn phòng «{named}» không có quy chế có hiệu lực ngày "
                f"{day:%d/%m/%Y}",
                cure="Chọn ngày khác bằng --day, hoặc so sánh bằng tệp.",
            )
        return queries.side_of(version, named, day)


def _toml(data: bytes, file: Path) -> dict[str, Any]:
    try:
        profile = tomllib.loads(decode(data))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"Không đọc được {file}: {error}", cure="Lập lại hồ sơ.") from error
    if "parameter" not in profile:
        raise Refused(
            f"Không đọc được {file}: không phải hồ sơ của một quy chế",
            cure="Chọn tệp do lệnh «dienhong regulation profile» lập.",
        )
    return profile


def _side_of_text(title: str, text: str) -> Side:
    return comparing.side_of_tree(f"{title} (đọc tự động, chưa ai xác nhận)", parse(text))
