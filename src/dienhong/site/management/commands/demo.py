"""``dienhong demo``: make the demonstration offices anew, in the stage that one wants to see."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation.queries import agency
from dienhong.site.demo import seed
from dienhong.site.demo.stages import MIDDLE, STAGES


class Command(BaseCommand):
    """Make the three offices in a stage; those that stand there are made anew."""

    help = "Tạo lại ba văn phòng trình diễn ở giai đoạn cần xem, và nói mở trang nào."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        said = "; ".join(f"{code}: {stage.shows}" for code, stage in STAGES.items())
        parser.add_argument("--stage", default=MIDDLE, help=said)

    def handle(self, *_args: Any, **options: Any) -> None:
        stage = STAGES.get(options["stage"])
        if stage is None:
            raise SystemExit(
                f"Không có giai đoạn «{options['stage']}». Chọn một trong: {', '.join(STAGES)}."
            )
        call_command("prepare", stdout=self.stdout)
        taken = [code for code in seed.office_codes() if directory.is_taken(code)]
        for code in taken:
            _check_is_demonstration(code)
        for code in taken:
            directory.remove(code)
        self.stdout.write(f"Giai đoạn {options['stage']}: {stage.shows}.")
        for code in seed.office_codes():
            seed.make(code, at=timezone.now(), stage=options["stage"])
            self.stdout.write(f"  • đã tạo văn phòng trình diễn /{code}/")
        self.stdout.write(f"Mở: {', '.join(f'/mau-c/{page}' for page in stage.opens)}")


def _check_is_demonstration(code: str) -> None:
    """Leave everything as it is where an office of real use has the code of a demonstration."""
    with use_agency(code):
        is_demonstration = agency().demo
    if not is_demonstration:
        raise SystemExit(
            f"Chưa tạo lại được: «{code}» là văn phòng thật, không phải trình diễn. "
            "Dùng thư mục khác: đặt DIENHONG_DATA."
        )
