"""The commands, run as people run them: in a process of their own."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from dienhong.core.journal.verify import verify
from tests import databases
from tests.site.commands import run as _run
from tests.site.commands import whole as _whole

pytestmark = pytest.mark.database


@pytest.fixture(scope="module", autouse=True)
def database() -> Iterator[None]:
    """Give the programs that these tests start a database of their own, where files are not it."""
    with pytest.MonkeyPatch.context() as patch, databases.fresh() as environment:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare a data folder with the three demonstration offices."""
    folder = tmp_path_factory.mktemp("data")
    done = _run(folder, "prepare", "--demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "  • đã tạo cơ sở dữ liệu mẫu",
        "  • đã tạo văn phòng trình diễn /mau-a/",
        "  • đã tạo văn phòng trình diễn /mau-b/",
        "  • đã tạo văn phòng trình diễn /mau-c/",
    ]
    return folder


def test_preparing_twice_changes_nothing(prepared: Path) -> None:
    before = _whole(prepared)
    assert " mục\n" in before["mau-a"]
    assert " mục\n" in before["mau-b"]
    again = _run(prepared, "prepare", "--demo")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert _whole(prepared) == before


def test_the_offices_are_listed_with_code_and_name(prepared: Path) -> None:
    listed = _run(prepared, "agency", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [line.split("\t")[0] for line in listed.stdout.splitlines()] == [
        "mau-a",
        "mau-b",
        "mau-c",
    ]


def test_the_demonstration_has_a_journal_that_verifies(prepared: Path) -> None:
    for code in ("mau-a", "mau-b", "mau-c"):
        program = (
            "import sys; from datetime import UTC, datetime as d;"
            "from dienhong.record.queries import export_lines as lines;"
            f"sys.stdout.buffer.writelines(lines('{code}', at=d(2026, 3, 2, tzinfo=UTC)))"
        )
        told = _run(prepared, "shell", "--no-imports", "-c", program, office=code)
        report = verify(line.encode() + b"\n" for line in told.stdout.splitlines())
        assert (report.faults, report.size > 20) == ((), True)


def test_an_unknown_office_is_one_sentence_with_the_cure(prepared: Path) -> None:
    before = _whole(prepared)
    for code in ("khong-co", "../mau-a", "MAU-A", ".new-a"):
        told = _run(prepared, "check", office=code)
        assert (told.returncode, told.stdout) == (1, "")
        assert told.stderr == (
            f"Không có văn phòng «{code}». Xem danh sách bằng: dienhong agency list\n"
        )
    assert _whole(prepared) == before


def test_an_office_option_without_a_code_is_one_sentence(tmp_path: Path) -> None:
    told = _run(tmp_path, "--office")
    assert told.returncode == 1
    assert told.stderr == (
        "Thiếu mã văn phòng sau --office. Ví dụ: dienhong --office mau-a check\n"
    )


def test_a_command_that_reads_the_database_needs_an_office(prepared: Path) -> None:
    told = _run(prepared, "showmigrations")
    assert told.returncode == 1
    assert "NoAgencyChosen" in told.stderr
    assert _run(prepared, "showmigrations", office="mau-a").returncode == 0


def test_a_busy_port_is_refused_with_one_sentence(prepared: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        told = _run(prepared, "serve", "--port", str(port))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        f"Cổng {port} đang có chương trình khác dùng: dừng nó, hoặc chọn cổng khác, "
        f"ví dụ: make run PORT={port + 1}\n"
    )


def test_a_folder_that_cannot_be_one_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("a file where the folder should be")
    told = _run(tmp_path / "tep" / "du-lieu", "prepare")
    assert told.returncode == 1
    assert told.stderr == (
        f"Không ghi được vào {tmp_path / 'tep' / 'du-lieu'}: "
        "đặt DIENHONG_DATA sang thư mục ghi được.\n"
    )


def test_a_secret_file_that_cannot_be_read_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIENHONG_SECRET_KEY_FILE", str(tmp_path / "khong-co"))
    told = _run(tmp_path, "agency", "list")
    assert told.returncode == 1
    assert told.stderr == (
        f"DIENHONG_SECRET_KEY_FILE: không đọc được {tmp_path / 'khong-co'}. "
        "Sửa đường dẫn hoặc quyền đọc.\n"
    )


def test_the_key_of_an_installation_is_made_once_and_read_by_its_owner_only(prepared: Path) -> None:
    key = prepared / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text()) >= 48
