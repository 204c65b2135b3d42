"""No office chosen, no query: whichever way one tries."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signals import request_finished
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client

from dienhong.hosting import directory
from dienhong.hosting.context import (
    NoAgencyChosen,
    SwitchedInsideTransaction,
    chosen,
    current,
    use_agency,
)
from dienhong.hosting.sqlite.base import MOST_OPEN_FILES
from dienhong.hosting.store import store
from dienhong.organisation.models import Agency, Department
from tests.hosting import bare


def _raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _atomic() -> None:
    with transaction.atomic():
        pass


WAYS: dict[str, Callable[[], object]] = {
    "reading": lambda: list(Agency.objects.all()),
    "counting": Agency.objects.count,
    "writing": lambda: Department.objects.create(name="Phòng lạc"),
    "writing many": lambda: Department.objects.bulk_create([Department(name="Phòng lạc")]),
    "changing": lambda: Department.objects.update(name="Phòng lạc"),
    "deleting": lambda: Department.objects.all().delete(),
    "raw SQL by the ORM": lambda: list(Agency.objects.raw("SELECT * FROM organisation_agency")),
    "a cursor": _raw,
    "a transaction": _atomic,
    "something after a transaction": lambda: transaction.on_commit(_raw),
    "the tables' names": connection.introspection.table_names,
    "reading a file": lambda: default_storage.open("ab/abc"),
    "writing a file": lambda: default_storage.save("ab/abc", ContentFile(b"x")),
}
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())


@each_way
def test_nothing_is_asked_of_any_database_while_no_office_is_chosen(
    office: str, way: Callable[[], object]
) -> None:
    with use_agency(None), pytest.raises(NoAgencyChosen):
        way()


@each_way
def test_leaving_an_office_closes_it_although_its_file_is_still_open(
    new_office: Callable[..., str], way: Callable[[], object]
) -> None:
    with use_agency(new_office("thu")):
        assert Agency.objects.count() == 1
    with pytest.raises(NoAgencyChosen):
        way()


@each_way
def test_a_new_thread_begins_without_an_office(office: str, way: Callable[[], object]) -> None:
    assert current() == office
    with ThreadPoolExecutor(max_workers=1) as pool:
        error = pool.submit(way).exception()
    assert type(error) is NoAgencyChosen


def test_after_a_request_no_office_is_chosen(new_office: Callable[..., str]) -> None:
    new_office("thu")
    assert Client().get("/thu/dang-nhap/").status_code == 200
    assert chosen() is None
    with pytest.raises(NoAgencyChosen):
        Agency.objects.count()


def test_after_a_request_that_failed_no_office_is_chosen(data: Path) -> None:
    with directory.making("rong"):
        pass
    answer = Client(raise_request_exception=False).get("/rong/dang-nhap/")
    assert answer.status_code == 500
    assert chosen() is None


def test_inside_a_transaction_no_other_office_can_be_chosen(
    new_office: Callable[..., str],
) -> None:
    new_office("mot")
    new_office("hai")
    with use_agency("mot"), transaction.atomic():
        with pytest.raises(SwitchedInsideTransaction), use_agency("hai"):
            pass
        with pytest.raises(SwitchedInsideTransaction), use_agency(None):
            pass
        with use_agency("mot"):
            assert Agency.objects.get().name == "Văn phòng mot"


def test_offices_may_be_entered_one_inside_the_other(new_office: Callable[..., str]) -> None:
    new_office("mot")
    new_office("hai")
    with use_agency("mot"):
        with use_agency("hai"):
            assert Agency.objects.get().name == "Văn phòng hai"
        assert Agency.objects.get().name == "Văn phòng mot"


def test_an_unknown_office_makes_nothing_on_the_disk(data: Path) -> None:
    bare.make("co-that")
    before = sorted(data.rglob("*")), store().names()
    for way in (Agency.objects.count, lambda: Department.objects.create(name="Phòng lạc")):
        with use_agency("khong-co"), pytest.raises(DatabaseError):
            way()
    for path in ("/khong-co/", "/khong-co", "/..%2f..%2fetc/passwd", "/template/", "/_template/"):
        assert Client().get(path).status_code == 404
    assert (sorted(data.rglob("*")), store().names()) == before


def _open_databases() -> int:
    """Return how many database files this process has open, as the system tells."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return sum(link.readlink().name == directory.DATABASE for link in links)


@pytest.mark.sqlite
def test_each_office_gives_its_own_data_and_few_files_stay_open(data: Path) -> None:
    codes = [bare.make(f"van-phong-{number}") for number in range(MOST_OPEN_FILES + 12)]
    connection.close_everything()  # type: ignore[attr-defined]
    for order in (codes, codes[::-1], codes[::7] * 2):
        assert [bare.name_of(code) for code in order] == order
        assert _open_databases() <= MOST_OPEN_FILES
    assert _open_databases() >= MOST_OPEN_FILES - 1  # and those that fit stay open


def _held() -> tuple[int, int]:
    """Return how many megabytes and descriptors this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000, descriptors


def test_a_hundred_offices_open_at_once_hold_little_memory_and_few_descriptors(data: Path) -> None:
    codes = [bare.make(f"van-phong-{number}") for number in range(100)]
    connection.close_everything()  # type: ignore[attr-defined]
    assert bare.name_of(codes[0]) == codes[0]
    one = _held()
    assert [bare.name_of(code) for code in codes * 2] == codes * 2
    hundred = _held()
    files = 3 * MOST_OPEN_FILES if connection.vendor == "sqlite" else 0
    assert hundred[0] - one[0] < 60
    assert hundred[1] - one[1] <= files


def test_threads_that_change_between_offices_never_read_the_other(data: Path) -> None:
    codes = [bare.make(f"van-phong-{number}") for number in range(8)]
    start = threading.Barrier(4)

    def walk(step: int) -> list[tuple[str, str]]:
        start.wait()
        order = [codes[(number * step) % len(codes)] for number in range(60)]
        seen = [(code, bare.name_of(code)) for code in order]
        connection.close_everything()  # type: ignore[attr-defined]
        return seen

    with ThreadPoolExecutor(max_workers=4) as pool:
        walks = list(pool.map(walk, (1, 3, 5, 7)))
    assert [said for walk in walks for _, said in walk] == [
        code for walk in walks for code, _ in walk
    ]


def test_an_error_in_one_office_leaves_the_next_query_in_order(
    new_office: Callable[..., str],
) -> None:
    new_office("mot")
    new_office("hai")
    with use_agency("mot"):
        Department.objects.create(name="Phòng một")
        with pytest.raises(IntegrityError):
            Department.objects.create(name="Phòng một")
    with use_agency("hai"):
        assert Department.objects.count() == 0
    with use_agency("mot"):
        assert Department.objects.count() == 1


def _made_again(said: str) -> None:
    """Take an office away and make it anew, as a command in another process does."""

    def work() -> None:
        directory.remove("tram")
        with directory.making("tram") as name, use_agency(name):
            Agency.objects.create(pk=1, name=said, go_live_on=date(2026, 3, 2))
            connection.close()
        connection.close_everything()  # type: ignore[attr-defined]

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize("between", ["tram", "khac"])
def test_an_office_that_was_restored_under_an_open_server_is_the_new_one(
    data: Path, between: str
) -> None:
    bare.make("tram")
    bare.make("khac")
    assert "tram" in Client().get("/tram/dang-nhap/").content.decode()
    assert Client().get(f"/{between}/dang-nhap/").status_code == 200
    _made_again("Trạm sau")
    # Django's test client leaves out what a server does between two requests.
    request_finished.send(None)
    assert "Trạm sau" in Client().get("/tram/dang-nhap/").content.decode()
