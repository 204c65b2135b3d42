"""What may be an office's code, and that an office is there whole or not at all."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dienhong.core.refusal import Refused
from dienhong.hosting import directory, schema
from dienhong.hosting.context import use_agency
from dienhong.hosting.store import store
from dienhong.organisation.models import Agency, Person
from dienhong.record import queries as record
from dienhong.site.offices import Opening, listed, open_office
from tests.conftest import NOW
from tests.hosting import bare

OPENING = Opening(name="Trạm thử", person="Lan", login="lan", password="mat-khau-cua-lan")
# Letters that paths, addresses and shells give a meaning to, and some that look like others.
_TEXTS = st.text() | st.text(alphabet="abz09-_./\\%~ \x00\nÀạ․／", max_size=50)


@given(_TEXTS)
def test_whatever_the_text_a_code_is_one_plain_name_of_a_folder(text: str) -> None:
    if directory.is_code(text):
        assert re.fullmatch(r"[a-z0-9-]{1,40}", text)
        assert directory.folder(text).parent == directory.data() / "agencies"
        assert directory.folder(text).resolve().parent == directory.folder(text).parent.resolve()
    else:
        assert not directory.exists(text)


@given(st.from_regex(r"[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True))
def test_plain_words_joined_by_hyphens_are_codes(text: str) -> None:
    assert directory.is_code(text) == (text not in directory.RESERVED)


@pytest.mark.parametrize(
    "text",
    ["", "a" * 41, "A", "1a", "-a", "a-", "a--b", "a_b", "á", "a b", "a\n", "a/b", "..", ".a",
     "_template", "template/../x", "static", "may-chu", "favicon", "robots"],
)  # fmt: skip
def test_these_are_refused_with_a_cure_and_make_nothing(data: Path, text: str) -> None:
    before = sorted(data.rglob("*"))
    with pytest.raises(Refused) as refused:
        open_office(text, OPENING, at=NOW)
    reason = f"Chưa mở được văn phòng: mã «{text}» không dùng được trong địa chỉ"
    assert refused.value.reason == reason
    assert "Ví dụ: van-phong-tinh" in refused.value.cure
    assert sorted(data.rglob("*")) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS)
def test_whatever_the_first_part_of_an_address_nothing_is_made(data: Path, text: str) -> None:
    before = sorted(data.rglob("*"))
    answer = Client().get("/" + quote(text.lstrip("/"), safe="/"))
    assert answer.status_code in {200, 404}
    assert sorted(data.rglob("*")) == before


def test_an_opened_office_has_its_row_its_person_and_its_journal(data: Path) -> None:
    open_office("tram", OPENING, at=NOW)
    assert directory.codes() == ["tram"]
    assert listed() == [
        {"code": "tram", "name": "Trạm thử", "demo": False, "backup": "chưa có lần nào"}
    ]
    with use_agency("tram"):
        assert Person.objects.get().name == "Lan"
        assert record.head()[0] == 3
    assert (data / "agencies" / "tram" / "files").is_dir()


def test_a_code_that_is_taken_is_refused_and_the_office_stays_as_it_was(data: Path) -> None:
    open_office("tram", OPENING, at=NOW)
    other = Opening(name="Trạm khác", person="Minh", login="minh", password="mat-khau-cua-minh")
    with pytest.raises(Refused, match="mã «tram» đã có văn phòng khác dùng"):
        open_office("tram", other, at=NOW)
    assert bare.name_of("tram") == "Trạm thử"
    assert [path.name for path in (data / "agencies").iterdir()] == ["tram"]


def test_a_folder_that_lies_in_the_way_is_left_alone(data: Path) -> None:
    (data / "agencies" / "tram").mkdir(parents=True)
    (data / "agencies" / "tram" / "ghi-chu.txt").write_text("của người khác")
    with pytest.raises(Refused, match="đã có văn phòng khác dùng"):
        open_office("tram", OPENING, at=NOW)
    assert directory.codes() == []
    assert [p.name for p in (data / "agencies" / "tram").iterdir()] == ["ghi-chu.txt"]


@pytest.mark.sqlite
def test_without_a_template_nothing_is_left_of_the_office(data: Path) -> None:
    shutil.rmtree(data / "template")
    with pytest.raises(FileNotFoundError):
        open_office("tram", OPENING, at=NOW)
    assert list((data / "agencies").iterdir()) == []


@pytest.mark.sqlite
def test_with_a_damaged_template_nothing_is_left_of_the_office(data: Path) -> None:
    (data / "template" / directory.DATABASE).write_bytes(b"khong phai co so du lieu" * 100)
    with pytest.raises(DatabaseError):
        open_office("tram", OPENING, at=NOW)
    assert list((data / "agencies").iterdir()) == []


def test_where_no_folder_can_be_made_the_cause_is_told(data: Path) -> None:
    (data / "agencies").write_text("a file where the folder should be")
    with pytest.raises(NotADirectoryError):
        open_office("tram", OPENING, at=NOW)
    assert directory.codes() == []


def test_when_the_first_person_cannot_be_written_nothing_is_left_of_the_office(data: Path) -> None:
    nameless = Opening(name="Trạm", person=None, login="lan", password="mat-khau-cua-lan")  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        open_office("tram", nameless, at=NOW)
    assert list((data / "agencies").iterdir()) == []
    open_office("tram", OPENING, at=NOW)
    assert bare.name_of("tram") == "Trạm thử"


def test_of_eight_who_open_the_same_office_at_once_one_does(data: Path) -> None:
    start = threading.Barrier(8)

    def try_it(number: int) -> str:
        opening = Opening(name=f"Trạm {number}", person="Lan", login="lan", password="")
        start.wait()
        try:
            open_office("tram", opening, at=NOW)
        except Refused as refusal:
            return refusal.reason
        finally:
            connection.close_everything()  # type: ignore[attr-defined]
        return opening.name

    with ThreadPoolExecutor(max_workers=8) as pool:
        said = list(pool.map(try_it, range(8)))
    refused = "Chưa mở được văn phòng: mã «tram» đã có văn phòng khác dùng"
    assert said.count(refused) == 7
    assert [bare.name_of("tram")] == [answer for answer in said if answer != refused]
    assert [path.name for path in (data / "agencies").iterdir()] == ["tram"]


_OPENS_ONE_AFTER_THE_OTHER = """
import django
django.setup()
from datetime import UTC, datetime
from dienhong.site.offices import Opening, open_office
print("ready", flush=True)
for number in range(10_000):
    opening = Opening(name=f"Trạm {number}", person="Lan", login="lan", password="")
    open_office(f"tram-{number}", opening, at=datetime(2026, 3, 2, 2, tzinfo=UTC))
    print(number, flush=True)
"""


def test_killed_at_any_moment_the_program_leaves_only_whole_offices(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIENHONG_DATA", str(data))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "dienhong.site.settings")
    program = subprocess.Popen(
        [sys.executable, "-c", _OPENS_ONE_AFTER_THE_OTHER], stdout=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        acknowledged = [program.stdout.readline().strip() for _ in range(3)]
        time.sleep(0.1)  # somewhere in the middle of a further one
        program.send_signal(signal.SIGKILL)
        acknowledged += program.stdout.read().split()
    opened = directory.codes()
    assert len(opened) >= 3
    assert {f"tram-{number}" for number in acknowledged} <= set(opened)
    for code in opened:
        assert bare.name_of(code) == f"Trạm {code.removeprefix('tram-')}"
        with use_agency(code):
            assert record.head()[0] == 3


def _left_by_a_crash(name: str, days: int) -> Path:
    """Make what is there when the program is killed while it fills an office."""
    folder = directory.folder(name)
    (folder / "files").mkdir(parents=True)
    store().copy(directory.TEMPLATE, name)
    touched = time.time() - days * 86_400
    os.utime(folder, (touched, touched))
    return folder


def test_what_a_crash_left_half_made_is_no_office(data: Path) -> None:
    bare.make("tram")
    left = _left_by_a_crash(".new-dang-do-1a2b3c4d", days=0)
    assert directory.codes() == ["tram"]
    assert not directory.exists(left.name)
    assert schema.migrate_all() == []
    assert Client().get(f"/{left.name}/").status_code == 404


def test_what_a_crash_left_is_swept_away_a_day_later_and_not_while_it_may_be_filled(
    data: Path,
) -> None:
    bare.make("tram")
    old = _left_by_a_crash(".new-cu-1a2b3c4d", days=2)
    new = _left_by_a_crash(".new-moi-1a2b3c4d", days=0)
    assert directory.sweep() == [old.name]
    assert (old.exists(), store().exists(old.name)) == (False, False)
    assert (new.exists(), store().exists(new.name)) == (True, True)
    assert bare.name_of("tram") == "tram"


def test_a_discarded_office_is_gone_and_its_code_is_free_again(data: Path) -> None:
    open_office("tram", OPENING, at=NOW)
    assert Client().get("/tram/dang-nhap/").status_code == 200
    directory.discard("tram")
    assert (directory.codes(), directory.is_taken("tram")) == ([], False)
    assert Client().get("/tram/dang-nhap/").status_code == 404
    bare.make("tram")
    assert bare.name_of("tram") == "tram"


def test_an_office_that_cannot_take_its_name_goes_as_a_whole(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="no space left"):
        open_office("tram", OPENING, at=NOW)
    assert (directory.codes(), list((data / "agencies").iterdir())) == ([], [])
    assert [name for name in store().names() if name != directory.TEMPLATE] == []


def test_the_template_is_no_office(data: Path) -> None:
    assert not directory.exists(directory.TEMPLATE)
    assert directory.codes() == []
    with use_agency(directory.TEMPLATE):
        assert not Agency.objects.exists()
