"""``dienhong sweep``: in real processes, killed, started twice, with a broken office."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties import actions
from dienhong.duties.models import Letter, Occasion, Preference, Reminder, Sweep
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation.functions import Function
from dienhong.record import queries as record
from dienhong.site import sweeping
from dienhong.site.health import data as health
from tests.duties.story import REGULATION
from tests.publication.story import MONDAY, add_people, adopt, after, moment, person
from tests.site import swept

MANY = 12
KILLS, DAYS = 12, 3


@pytest.fixture
def folder(template: None) -> Path:
    """Give the folder in which the offices of this test lie."""
    return directory.data()


@pytest.fixture
def thu(new_office: Callable[..., str]) -> str:
    """Open an office with people, letters wanted, a regulation, and duties of many days."""
    code = new_office("thu")
    with use_agency(code):
        _fill()
    connection.close_everything()  # type: ignore[attr-defined]
    return code


def _fill() -> None:
    add_people()
    adopt(REGULATION)
    for login in ("lan", "hoa"):
        Preference.objects.create(
            person=person(login),
            mode="each",
            address=f"{login}@thu.test",
            since=moment(MONDAY, 0),
        )
    for number in range(MANY):
        due = after(MONDAY, number)
        actions.open_duty(
            "thu.viec",
            f"matter:{number}",
            title=f"Việc số {number}",
            verb="Làm",
            path="cong-khai/",
            due=Derivation(due, (Step(due, due, StepKind.END, "Hết hạn"),)),
            clauses=[],
            functions=[Function.ADMINISTRATION],
        )


@pytest.fixture
def in_office(thu: str) -> Iterator[str]:
    """Look into the office after its sweeps."""
    with use_agency(thu):
        yield thu
    connection.close_everything()  # type: ignore[attr-defined]


def letters(code: str) -> list[str]:
    """Return the Message-ID of each letter in the office's folder."""
    paths = (directory.folder(code) / "mail").glob("*.eml")
    return [message_from_bytes(path.read_bytes())["Message-ID"] for path in paths]


def told() -> set[tuple[str, str, str]]:
    """Return what people were reminded of: duty, milestone, person."""
    rows = Reminder.objects.values_list("duty__subject", "milestone", "person__name")
    return set(rows.exclude(duty__subject__startswith="occasion:"))


def test_stopped_for_three_days_and_started_twice_each_mail_comes_once(
    folder: Path, in_office: str
) -> None:
    assert swept.sweep(folder, moment(MONDAY))[0] == 0
    first = letters("thu")
    thursday = moment(after(MONDAY, 3))
    both = [swept.start(folder, thursday), swept.start(folder, thursday)]
    assert [swept.finish(program)[0] for program in both] == [0, 0]
    assert swept.sweep(folder, thursday + timedelta(hours=1))[0] == 0

    ids = letters("thu")
    assert len(ids) == len(set(ids)) == Letter.objects.filter(state="sent").count()
    assert set(first) < set(ids)
    since = Reminder.objects.filter(day__gt=MONDAY, letter__isnull=False)
    mailed = list(since.values_list("duty_id", "person_id"))
    assert len(mailed) == len(set(mailed))  # of each duty the newest milestone alone
    assert Reminder.objects.filter(ended="overtaken", day=after(MONDAY, 2)).exists()


def test_two_sweeps_at_once_on_two_machines_double_nothing(
    in_office: str, folder: Path, tmp_path: Path
) -> None:
    """Without the lock file, as two machines would be, the database's own locks have to do."""
    both = [swept.start(folder, moment(MONDAY)) for _ in range(2)]
    (folder / sweeping.LOCK).unlink(missing_ok=True)
    for program in both:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
        (folder / sweeping.LOCK).unlink(missing_ok=True)
    assert [program.wait(60) for program in both] == [0, 0]
    for program in both:
        program.communicate()

    titles = [occasion.duty.title for occasion in Occasion.objects.select_related("duty")]
    assert len(titles) == len(set(titles))
    ids = letters("thu")
    assert len(ids) == len(set(ids)) == Letter.objects.filter(state="sent").count() > 0


def test_killed_at_many_moments_and_run_again_nothing_is_lost_or_doubled(
    folder: Path, in_office: str, new_office: Callable[..., str]
) -> None:
    other = new_office("thu-hai")
    connection.close_everything()  # type: ignore[attr-defined]
    with use_agency(other):
        _fill()
    took = _seconds(folder, MONDAY, other)
    swept.sweep(folder, moment(MONDAY), "--office", "thu")
    killed = 0
    for number in range(KILLS):
        day = moment(after(MONDAY, 1 + number * DAYS // KILLS), 9 + number % (KILLS // DAYS))
        program = swept.start(folder, day, "--office", "thu")
        killed += swept.kill_after(took * (number % 4 + number / KILLS) / 4, program)
    last = moment(after(MONDAY, DAYS), 20)
    assert swept.sweep(folder, last, "--office", "thu")[0] == 0
    # What was on its way as the last one was killed is taken up once its sender is given up.
    assert swept.sweep(folder, last + timedelta(hours=1), "--office", "thu")[0] == 0
    for number in range(DAYS):
        assert swept.sweep(folder, moment(after(MONDAY, 1 + number)), "--office", other)[0] == 0

    assert killed >= KILLS // 2
    with use_agency(other):
        wanted, occasions = told(), Occasion.objects.count()
    with use_agency("thu"):
        assert told() == wanted
        assert Occasion.objects.count() == occasions
        assert not Letter.objects.filter(state__in=["waiting", "sending"]).exists()
        ids = letters("thu")
        assert len(ids) == len(set(ids)) == Letter.objects.filter(state="sent").count()
        assert not record.check("thu", at=timezone.now()).faults
    assert not list((directory.folder("thu") / "mail").glob(".*.part"))


def _seconds(folder: Path, day: date, code: str) -> float:
    """Return how long a whole sweep takes here and now."""
    program = swept.start(folder, moment(day), "--office", code)
    began = time.monotonic()
    assert swept.finish(program)[0] == 0
    return time.monotonic() - began


def test_one_broken_office_is_named_and_stops_no_other(
    folder: Path, in_office: str, new_office: Callable[..., str]
) -> None:
    new_office("hong")
    with use_agency("hong"), connection.cursor() as cursor:
        cursor.execute("DROP TABLE duties_letter CASCADE" if _pg() else "DROP TABLE duties_letter")
    connection.close_everything()  # type: ignore[attr-defined]
    status, out, err = swept.sweep(folder, moment(MONDAY))

    assert status == 1
    assert err.startswith("hong: chưa quét được. ")
    assert "thu: mở " in out


def _pg() -> bool:
    return connection.vendor == "postgresql"


def test_an_office_that_is_not_there_is_refused(folder: Path, in_office: str) -> None:
    status, _, err = swept.sweep(folder, moment(MONDAY), "--office", "khong-co")

    assert status == 1
    assert "Không có văn phòng «khong-co»" in err


def test_while_another_sweeps_the_second_says_so_and_does_nothing(
    folder: Path, in_office: str
) -> None:
    with sweeping.alone() as handle:
        assert handle is not None
        status, out, _ = swept.sweep(folder, moment(MONDAY))

    assert (status, out) == (0, "Một lượt quét khác đang chạy: không quét thêm.\n")
    assert not Reminder.objects.exists()


# The server itself.


def _clock(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def test_the_server_sweeps_at_its_start_and_each_hour(folder: Path, in_office: str) -> None:
    with use_agency(None):
        (folder / sweeping.LOCK).unlink(missing_ok=True)
        start = moment(MONDAY)
        [office] = sweeping.sweep_if_due(_clock(start))
        assert (office.code, office.fault) == ("thu", "")
        assert sweeping.sweep_if_due(_clock(start + timedelta(minutes=59))) == []
        assert sweeping.sweep_if_due(_clock(start + timedelta(minutes=60)))
        assert sweeping.sweep_if_due(_clock(start - timedelta(days=1)))  # the clock was put back


@pytest.mark.parametrize(("arguments", "sweeps"), [((), True), (("--no-sweep",), False)])
def test_a_real_server_sweeps_unless_it_was_told_to_leave_it(
    data: Path, new_office: Callable[..., str], arguments: tuple[str, ...], sweeps: bool
) -> None:
    new_office("thu")
    connection.close_everything()  # type: ignore[attr-defined]
    with _serving(data, *arguments) as port:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        swept_to = _noted(data, 20 if sweeps else 2)

    assert (swept_to != "") == sweeps
    with use_agency("thu"):
        assert Sweep.objects.filter(swept_at__isnull=False).exists() == sweeps


@contextmanager
def _serving(folder: Path, *arguments: str) -> Iterator[int]:
    """Run the server until the block ends; give its port once somebody answers there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = subprocess.Popen(
        [sys.executable, "-m", "dienhong.site.cli", "serve", "--port", str(port), *arguments],
        env=os.environ | {"DIENHONG_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 120
        while not _answers(port):
            assert time.monotonic() < until
            time.sleep(0.05)
        yield port
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _noted(folder: Path, seconds: float) -> str:
    """Return when the server noted its sweep, waiting for it so long."""
    until, lock = time.monotonic() + seconds, folder / sweeping.LOCK
    while time.monotonic() < until:
        if lock.exists() and lock.read_text():
            return lock.read_text()
        time.sleep(0.05)
    return ""


def test_the_doctor_names_an_office_that_nobody_sweeps(folder: Path, in_office: str) -> None:
    with use_agency(None), time_machine.travel(moment(MONDAY, 10), tick=False) as clock:
        assert health.sweep().ok
        clock.move_to(moment(after(MONDAY, 2)))
        assert health.sweep().what == "thu: chưa quét lần nào"
        list(sweeping.sweep_all(["thu"], timezone.now))
        assert health.sweep().ok
        clock.move_to(moment(after(MONDAY, 4)))
        assert health.sweep().what == "thu: quét lần cuối 09:00 04/03/2026"
