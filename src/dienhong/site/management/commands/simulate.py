"""``dienhong simulate``: a whole year of an invented office, by the same acts as the pages."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from dienhong.core.refusal import Refused
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation.queries import agency
from dienhong.site.law.progress import Progress
from dienhong.site.simulation import year


class Command(BaseCommand):
    """Live a year; the same seed gives the same journal root."""

    help = "Mô phỏng một năm của một văn phòng; cùng hạt giống thì cùng dấu sổ."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", default="mo-phong", help="mã văn phòng sẽ tạo")
        parser.add_argument("--year", type=int, default=2026, help="năm dương lịch")
        parser.add_argument("--staff", type=int, default=80, help="số người")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống")
        parser.add_argument("--fresh", action="store_true", help="bỏ lần mô phỏng trước cùng mã")

    def handle(self, *_args: Any, **options: Any) -> None:
        code = options["agency"]
        progress = Progress(365, self.stderr)  # type: ignore[arg-type]
        call_command("prepare", stdout=self.stdout)
        try:
            _make_room(code, fresh=options["fresh"])
            plan = year.Plan(year=options["year"], staff=options["staff"], seed=options["seed"])
            lived = year.live(code, plan, each_day=lambda day: progress.step(f"{day:%d/%m/%Y}"))
        except Refused as refusal:
            raise SystemExit(refusal.in_full) from refusal
        finally:
            progress.end()
        self.stdout.write(
            f"Văn phòng /{code}/: năm {options['year']}, {options['staff']} người, hạt giống "
            f"{options['seed']}.\nSổ ghi có {lived.entries} mục, {lived.refused} việc bị từ chối."
            f"\nDấu sổ: {lived.fingerprint}\nGốc: {lived.root}"
        )


def _make_room(code: str, *, fresh: bool) -> None:
    """Remove an earlier simulation of this code where that was asked; never an office of use."""
    if not directory.is_taken(code):
        return
    with use_agency(code):
        is_demonstration = agency().demo
    if not is_demonstration:
        raise Refused(
            f"Chưa mô phỏng được: «{code}» là văn phòng thật",
            cure="Chọn mã khác với --agency, hoặc đặt DIENHONG_DATA sang thư mục khác.",
        )
    if not fresh:
        raise Refused(
            f"Chưa mô phỏng được: đã có văn phòng «{code}»",
            cure="Thêm --fresh để bỏ lần trước và làm lại.",
        )
    directory.remove(code)
