"""The doctor: each thing is broken for real, and its line says what is wrong and the cure."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from dienhong.hosting import backup, directory
from dienhong.hosting.context import use_agency
from dienhong.record.models import JournalEntry, StoredFile
from dienhong.site import secret
from dienhong.site.health import checks, dangers, data, machine, safety
from dienhong.site.health.finding import Finding, well
from dienhong.site.offices import the_system
from dienhong.site.serving import certificates
from tests.publication import story

_AFTER = datetime(2026, 3, 3, 2, tzinfo=UTC)


@pytest.fixture
def server(data: Path, settings: LazySettings, new_office: Callable[..., str]) -> Iterator[Path]:
    """Give a whole and healthy installation with two offices, one of which has a file."""
    data.chmod(0o700)
    settings.SECRET_KEY = secret.read_or_make(data)
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    settings.DIENHONG_OPEN_BY_CLICKS = False
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        new_office("mot")
        new_office("hai")
        with use_agency("mot"):
            story.add_people()
            story.adopt()
            story.published(story.upload())
        connection.close_everything()  # type: ignore[attr-defined]
    with time_machine.travel(_AFTER, tick=False):
        yield data


def _ill(*, deep: bool = False) -> list[Finding]:
    return [f for f in checks.examine(checks.all_checks(deep=deep)) if not f.ok]


def _only_ill(name: str, said: str, cure: str, *, deep: bool = False) -> None:
    """See that one line is wrong, and what it says."""
    found = _ill(deep=deep)
    assert [finding.name for finding in found] == [name], found
    assert said in found[0].what
    assert cure in found[0].cure


@pytest.mark.parametrize("deep", [False, True])
def test_a_healthy_server_has_nothing_to_mend(server: Path, deep: bool) -> None:
    assert _ill(deep=deep) == []
    findings = list(checks.examine(checks.all_checks(deep=deep)))
    assert len({finding.name for finding in findings}) == len(findings) >= 20
    assert not any(finding.cure for finding in findings)


def test_looking_changes_nothing(server: Path) -> None:
    def whole() -> dict[str, bytes]:
        return {
            str(path.relative_to(server)): path.read_bytes()
            for path in server.rglob("*")
            if path.is_file() and not path.name.endswith(("-wal", "-shm"))
        }

    before = whole()
    _ill(deep=True)
    assert whole() == before


# The data.


def test_a_folder_that_others_may_enter(server: Path) -> None:
    server.chmod(0o755)
    _only_ill("thư mục dữ liệu", "người khác trên máy vào được", f"chmod 700 {server}")


def test_a_folder_that_is_not_there(server: Path) -> None:
    with override_settings(DIENHONG_DATA=server / "khong-co"):
        assert data.folder().cure == "Chạy: dienhong prepare"


@pytest.mark.sqlite
def test_no_template(server: Path) -> None:
    shutil.rmtree(server / "template")
    _only_ill("bản mẫu", "chưa có", "dienhong prepare")


def _change(code: str, sql: str) -> None:
    with use_agency(code), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_office_that_is_behind(server: Path) -> None:
    last = "SELECT max(id) FROM django_migrations"
    _change("hai", f"DELETE FROM django_migrations WHERE id = ({last})")
    _only_ill("văn phòng", "chưa nâng cấp: hai", "dienhong prepare")


@pytest.mark.sqlite
def test_a_damaged_database(server: Path) -> None:
    path = directory.database("hai")
    connection.close_everything()  # type: ignore[attr-defined]
    content = bytearray(path.read_bytes())
    content[20_000:60_000] = bytes(40_000)
    path.write_bytes(content)
    found = {finding.name: finding for finding in _ill()}
    assert found["cơ sở dữ liệu"].what.startswith("hai: ")
    assert "mot" not in found["cơ sở dữ liệu"].what
    assert "sao lưu" in found["cơ sở dữ liệu"].cure


@pytest.mark.sqlite
def test_a_file_that_is_no_database(server: Path) -> None:
    connection.close_everything()  # type: ignore[attr-defined]
    directory.database("hai").write_bytes(b"khong phai co so du lieu" * 1000)
    found = {finding.name: finding for finding in _ill()}
    assert found["cơ sở dữ liệu"].what.startswith("hai: ")
    assert not any("không kiểm tra được" in finding.what for finding in found.values())


def test_a_journal_whose_last_entry_was_taken_away(server: Path) -> None:
    _change("hai", "DELETE FROM record_journalentry WHERE number = 3")
    _only_ill("sổ ghi", "hai: đầu sổ không khớp mục cuối", "dấu sổ trên giấy")


def test_a_journal_changed_in_the_middle_is_found_by_reading_it_all(server: Path) -> None:
    _change("hai", "UPDATE record_journalentry SET salt = commitment WHERE number = 2")
    assert _ill() == []
    found = _ill(deep=True)
    assert [finding.name for finding in found] == ["sổ ghi"]
    assert found[0].what.startswith("hai: ")


def _stored() -> Path:
    with use_agency("mot"):
        return directory.folder("mot") / "files" / StoredFile.objects.get().place


def test_a_file_that_is_gone(server: Path) -> None:
    _stored().unlink()
    _only_ill("tệp đã lưu", "mot: 1 tệp mất hoặc sai", "bản sao lưu")


def test_a_file_changed_without_its_size_is_found_by_reading_it_all(server: Path) -> None:
    content = _stored().read_bytes()
    _stored().write_bytes(content[:-1] + b"?")
    assert _ill() == []
    _only_ill("tệp đã lưu", "mot: 1 tệp mất hoặc sai", "bản sao lưu", deep=True)


def test_a_backup_that_is_old(server: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    shelf = tmp_path_factory.mktemp("sao-luu")
    assert data.backup().what == "chưa có lần nào: hai, mot"
    for code in ("hai", "mot"):
        backup.back_up(code, shelf, [], by=the_system(_AFTER), clock=timezone.now)
    assert (data.backup().ok, data.backup().what) == (True, "đều mới")
    with time_machine.travel(datetime(2099, 1, 1, tzinfo=UTC), tick=False):
        assert data.backup().what == "cũ hơn 7 ngày: hai, mot"
        assert data.backup().cure.startswith("Sao lưu ngay")


# What keeps others out.


def test_a_key_that_others_may_read(server: Path) -> None:
    (server / secret.KEY).chmod(0o644)
    _only_ill("khóa ký phiên", "đọc được", f"chmod 600 {server / secret.KEY}")


def test_a_key_that_is_short(server: Path, settings: LazySettings) -> None:
    settings.SECRET_KEY = "ngan"
    _only_ill("khóa ký phiên", "quá ngắn", "32 ký tự")


def test_an_old_key_that_outlived_its_day(server: Path) -> None:
    secret.rotate(server, keep_until=date(2026, 3, 2))
    _only_ill("khóa ký phiên", "khóa cũ đã hết ngày", "dienhong secret retire")


@pytest.mark.parametrize(
    ("later", "said"),
    [(370, "còn 2"), (500, "đã hết hạn")],
)
def test_a_certificate_that_ends(server: Path, later: int, said: str) -> None:
    certificates.made(server / "tls", ["may-chu.local"], at=_AFTER)
    assert safety.certificate().ok
    with time_machine.travel(_AFTER + timedelta(days=later), tick=False):
        found = safety.certificate()
    assert said in found.what
    assert "Khởi động lại" in found.cure


def test_a_certificate_that_cannot_be_read(server: Path) -> None:
    (server / "tls").mkdir()
    (server / "tls" / "server.pem").write_text("hong")
    _only_ill("chứng thư", "không đọc được", "dienhong serve --lan")


def test_a_certificates_key_that_others_may_read(server: Path) -> None:
    certificates.made(server / "tls", ["may-chu.local"], at=_AFTER)
    (server / "tls" / "server.key").chmod(0o640)
    _only_ill("chứng thư", "người khác đọc được khóa", "chmod 600")


@pytest.mark.parametrize("hosts", [["dan-chu.example"], ["*"], ["localhost", "192.168.1.5"]])
def test_settings_for_ones_own_computer_on_a_server_that_others_reach(
    server: Path, settings: LazySettings, new_office: Callable[..., str], hosts: list[str]
) -> None:
    new_office("mau", demo=True)
    settings.DIENHONG_OPEN_BY_CLICKS = True
    assert _ill() == []
    settings.ALLOWED_HOSTS = hosts
    assert [(finding.name, bool(finding.cure)) for finding in _ill()] == [
        ("mã hóa đường truyền", True),
        ("mở văn phòng", True),
        ("văn phòng trình diễn", True),
    ]


def test_a_server_that_others_reach_by_tls_with_nothing_open_is_well() -> None:
    found = dangers.found(reachable=True, tls=True, by_clicks=False, demo=[])
    assert [finding.ok for finding in found] == [True, True, True]


# The machine.


def test_a_clock_that_is_behind_the_journal(server: Path) -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        found = machine.clock()
    assert "sổ ghi đã có mục lúc 09:00 02/03/2026" in found.what
    assert "Chỉnh lại ngày giờ" in found.cure
    with use_agency("mot"):
        assert JournalEntry.objects.exists()


@pytest.mark.parametrize(
    ("today", "ok", "said"),
    [
        (date(2026, 11, 22), True, "có năm 2026 và 2027, năm 2027 là dự kiến"),
        (date(2025, 1, 1), True, "có năm 2025 và 2026"),
        (date(2027, 1, 1), False, "chưa có năm 2028"),
        (date(2031, 1, 1), False, "chưa có năm 2031, 2032"),
    ],
)
def test_a_calendar_that_does_not_reach_far_enough(today: date, ok: bool, said: str) -> None:
    found = machine.judge_calendar(today)
    assert (found.ok, found.what) == (ok, said)


@pytest.mark.parametrize(
    ("version", "bounds", "fits"),
    [
        ("5.2.19", ">=5.2,<5.3", True),
        ("5.3", ">=5.2,<5.3", False),
        ("5.1.9", "<5.3,>=5.2", False),
        ("5.10", ">=5.2", True),
        ("26.1.0", ">=25.1", True),
        ("2", "", True),
    ],
)
def test_whether_a_library_is_of_a_version_that_fits(version: str, bounds: str, fits: bool) -> None:
    assert machine.satisfies(version, bounds) is fits


_WITHOUT_SEGNO = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "segno":
            raise ImportError(name)
import django; django.setup()
sys.modules.pop("segno", None)
sys.meta_path.insert(0, Missing())
from dienhong.site.health import machine
found = machine.libraries()
print(found.ok, found.what, found.cure)
"""


def test_a_library_that_cannot_be_loaded(server: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _WITHOUT_SEGNO],
        capture_output=True,
        text=True,
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "dienhong.site.settings", "DIENHONG_DATA": str(server)}
        | {"PYTHONPATH": ":".join(sys.path)},
    )
    assert told.stdout.startswith("False segno không nạp được (ImportError)")
    assert "pipx install --force dienhong" in told.stdout


_FEW_FILES = """
import resource
import django; django.setup()
resource.setrlimit(resource.RLIMIT_NOFILE, (110, 110))
from dienhong.site.health import machine
found = machine.open_files()
print(found.ok, found.what, found.cure)
"""


@pytest.mark.sqlite
def test_too_few_open_files_for_the_offices(server: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _FEW_FILES],
        capture_output=True,
        text=True,
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "dienhong.site.settings", "DIENHONG_DATA": str(server)}
        | {"PYTHONPATH": ":".join(sys.path)},
    )
    assert told.stdout == "False được 110, cần 124 Đặt LimitNOFILE=124 cho dịch vụ.\n"


# The command.


def test_a_check_that_falls_is_a_line_and_stops_no_other() -> None:
    def falls() -> Finding:
        raise RuntimeError("hỏng lạ")

    found = list(checks.examine((falls, lambda: well("sau", "vẫn xét"))))
    assert [(finding.name, finding.ok) for finding in found] == [("falls", False), ("sau", True)]
    assert "RuntimeError: hỏng lạ" in found[0].what


def test_the_command_says_a_line_each_and_fails_when_something_is_wrong(
    server: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("doctor")
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("✔ tốt ") for line in lines)
    (server / secret.KEY).chmod(0o644)
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    wrong = [line for line in capsys.readouterr().out.splitlines() if line.startswith("✘ cần sửa")]
    assert len(wrong) == 1
    assert wrong[0].endswith(f"Chạy: chmod 600 {server / secret.KEY}")


def test_for_other_programs_it_speaks_json(
    server: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("doctor", json=True)
    told = json.loads(capsys.readouterr().out)
    assert [sorted(each) for each in told] == [["cure", "name", "ok", "what"]] * len(told)
    assert all(each["ok"] is True for each in told)
