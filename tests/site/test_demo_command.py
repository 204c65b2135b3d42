"""The command that makes the demonstration offices anew, on a server without any of them."""

from collections.abc import Callable

import pytest
import time_machine
from django.core.management import call_command

from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Agency
from dienhong.regulation.models import Version
from tests.conftest import NOW


@pytest.fixture
def shown(server: None, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Return a function that runs the command and gives the lines that it prints."""

    def run(*options: str) -> list[str]:
        with time_machine.travel(NOW, tick=False):
            call_command("demo", *options)
        return capsys.readouterr().out.splitlines()

    return run


def test_the_command_makes_the_offices_anew_and_says_what_to_open(
    shown: Callable[..., list[str]],
) -> None:
    shown("--stage", "moi")
    with use_agency("mau-c"):
        assert Version.objects.exists()

    told = shown("--stage", "trong")

    assert told[-1] == "Mở: /mau-c/quy-che/, /mau-c/quy-che/mau/, /mau-c/nguoi/"
    with use_agency("mau-c"):
        assert not Version.objects.exists()


def test_the_command_leaves_an_office_of_real_use_alone(
    shown: Callable[..., list[str]], new_office: Callable[..., str]
) -> None:
    new_office("mau-b")

    with pytest.raises(SystemExit, match="«mau-b» là văn phòng thật"):
        shown("--stage", "trong")
    assert not directory.is_taken("mau-a")
    with use_agency("mau-b"):
        assert not Agency.objects.get().demo


def test_a_stage_that_does_not_exist_is_one_sentence(shown: Callable[..., list[str]]) -> None:
    with pytest.raises(SystemExit, match=r"Không có giai đoạn «mai»\. Chọn một trong: trong, moi"):
        shown("--stage", "mai")
