"""``DIENHONG_DATABASE``: what it may say, and that a mistake is told in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dienhong.hosting.postgresql.address import database


def test_an_address_names_person_password_machine_port_and_database() -> None:
    found = database("postgresql://dienhong:m%40t@db.example:5433/so?sslmode=verify-full")
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "dienhong", "m@t", "db.example", "5433", "so",
    ]  # fmt: skip
    assert found["OPTIONS"] == {"sslmode": "verify-full"}


def test_a_socket_needs_neither_machine_nor_port() -> None:
    found = database("postgresql:///dienhong?host=/run/postgresql")
    assert (found["HOST"], found["NAME"], found["PORT"]) == ("/run/postgresql", "dienhong", "")


WRONG = {
    "mysql://a:mat-khau@b/c": "địa chỉ không bắt đầu bằng postgresql://",
    "dienhong": "địa chỉ không bắt đầu bằng postgresql://",
    "postgresql://a:mat-khau@b": "địa chỉ thiếu tên cơ sở dữ liệu ở cuối",
    "postgresql://a:mat-khau@b/c?khong=co": "không đọc được địa chỉ",
    "postgresql://a:mat-khau@[b/c": "không đọc được địa chỉ",
    "postgresql://a:mat-khau@b:cong/c": "cổng không phải là số",
}


@pytest.mark.parametrize(("address", "reason"), WRONG.items())
def test_a_mistake_is_named_with_the_form_and_without_the_password(
    address: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason) as told:
        database(address)
    assert "postgresql://NGƯỜI:MẬT-KHẨU@MÁY:CỔNG/TÊN" in str(told.value)
    assert "mat-khau" not in str(told.value)


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dienhong.site.cli", *arguments],
        env=os.environ | {"DIENHONG_DATA": str(folder)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_program_stops_at_a_malformed_address_with_one_sentence(tmp_path: Path) -> None:
    told = _run(tmp_path, "agency", "list", DIENHONG_DATABASE="postgresql://a:mat-khau@b")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        "DIENHONG_DATABASE: địa chỉ thiếu tên cơ sở dữ liệu ở cuối; viết theo mẫu "
        "postgresql://NGƯỜI:MẬT-KHẨU@MÁY:CỔNG/TÊN, hoặc để trống để dùng SQLite.\n"
    )


def test_an_address_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "address").write_text("khong-phai\n")
    told = _run(tmp_path, "agency", "list", DIENHONG_DATABASE_FILE=str(tmp_path / "address"))
    assert told.stderr.startswith("DIENHONG_DATABASE: địa chỉ không bắt đầu bằng postgresql://")


def test_a_database_that_does_not_answer_is_told_in_one_sentence(tmp_path: Path) -> None:
    address = f"postgresql://a:mat-khau@/so?host={tmp_path}"
    told = _run(tmp_path, "prepare", DIENHONG_DATABASE=address)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        "Không nối được tới cơ sở dữ liệu: kiểm tra DIENHONG_DATABASE, và PostgreSQL có đang "
        "chạy không.\n"
    )


@pytest.mark.parametrize(
    ("workers", "reason"),
    [
        ("0", "DIENHONG_WORKERS: «0» không phải là số từ 1 trở lên."),
        ("nhiều", "DIENHONG_WORKERS: «nhiều» không phải là số từ 1 trở lên."),
        ("2", "DIENHONG_WORKERS: với SQLite chỉ chạy một tiến trình"),
    ],
)
def test_two_processes_do_not_serve_files_and_less_than_one_serves_nobody(
    tmp_path: Path, workers: str, reason: str
) -> None:
    told = _run(tmp_path, "serve", DIENHONG_WORKERS=workers, DIENHONG_DATABASE="")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(reason)
