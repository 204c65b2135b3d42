"""The commands that carry offices out and in, run as people run them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site.commands import run, whole

SECRET = re.compile(r"AGE-SECRET-KEY-1\w+")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare a data folder with the three demonstration offices."""
    folder = tmp_path_factory.mktemp("data")
    assert run(folder, "prepare", "--demo").returncode == 0
    return folder


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give a key file of age-keygen and its public key."""
    program = shutil.which("age-keygen")
    assert program, "Thiếu chương trình age-keygen: cài bằng «apt install age»"
    path = tmp_path_factory.mktemp("keys") / "khoa.txt"
    subprocess.run([program, "-o", str(path)], check=True, capture_output=True)
    told = subprocess.run([program, "-y", str(path)], check=True, capture_output=True, text=True)
    return path, told.stdout.strip()


def test_backed_up_here_restored_on_a_bare_machine_and_proven_by_a_paper(
    prepared: Path, keys: tuple[Path, str], tmp_path: Path
) -> None:
    shelf, bare = tmp_path / "sao-luu", tmp_path / "may-moi"
    shelf.mkdir()
    told = run(prepared, "journal", "fingerprint", office="mau-a")
    size, paper = told.stdout.splitlines()  # other stories may have written entries before
    done = run(prepared, "backup", "--to", str(shelf), "--recipient", keys[1], "--keep", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("đã đọc lại từ đĩa, nguyên vẹn") == 3
    assert run(prepared, "agency", "list").stdout.count("sao lưu gần nhất") == 3

    file = next(shelf.glob("dienhong-mau-a-*.tar.age"))
    identity = ["--identity", str(keys[0])]
    told = run(bare, "restore", str(file), *identity, "--fingerprint", paper)
    assert (told.returncode, told.stderr) == (0, "")
    printed = next(line for line in done.stdout.splitlines() if "dấu sổ" in line)
    assert printed.split("dấu sổ ")[1] in told.stdout
    assert f"{size} ấy còn nguyên vẹn" in told.stdout
    assert run(bare, "journal", "verify", office="mau-a").returncode == 0
    assert run(bare, "agency", "list").stdout.startswith("mau-a\t")

    before = whole(bare)
    again = run(bare, "restore", str(file), *identity)
    assert (again.returncode, again.stdout) == (1, "")
    assert "mã «mau-a» đã có văn phòng khác dùng" in again.stderr
    assert whole(bare) == before
    wrong = run(
        bare, "restore", str(file), *identity, "--code", "hai", "--fingerprint", "1234 " * 12
    )
    assert wrong.returncode == 1
    assert "KHÔNG chứa quá khứ" in wrong.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "{shelf}"], "nói rõ là không mã hoá"),
        (["--to", "{shelf}", "--unencrypted", "--recipient", "{key}"], "nói rõ"),
        (["--to", "{shelf}", "--recipient", "age1xyz"], "không phải khoá công khai"),
        (["--to", "{shelf}", "--recipients-file", "{shelf}/khong-co"], "Không đọc được tệp khoá"),
        (["--to", "{shelf}/khong-co", "--recipient", "{key}"], "không có thư mục"),
        (["--to", "{shelf}", "--recipient", "{key}", "--office", "khong-co"], "Không có văn phòng"),
        (["--to", "{shelf}", "--recipient", "{key}", "--office", "../mau-a"], "Không có văn phòng"),
    ],
)
def test_what_is_not_clear_is_refused_before_anything_is_written(
    prepared: Path, keys: tuple[Path, str], tmp_path: Path, arguments: list[str], said: str
) -> None:
    given = [part.format(shelf=tmp_path, key=keys[1]) for part in arguments]
    told = run(prepared, "backup", *given)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_copy_in_clear_says_what_that_means(prepared: Path, tmp_path: Path) -> None:
    told = run(prepared, "backup", "--to", str(tmp_path), "--unencrypted", "--office", "mau-b")
    assert told.returncode == 0
    assert "KHÔNG mã hoá: ai đọc được tệp là đọc được mọi việc" in told.stderr
    assert [path.suffix for path in tmp_path.iterdir()] == [".tar"]


def test_a_folder_that_takes_nothing_is_told_in_a_sentence(
    prepared: Path, keys: tuple[Path, str], tmp_path: Path
) -> None:
    told = run(prepared, "backup", "--to", "/proc/self", "--recipient", keys[1])
    assert told.returncode == 1
    assert "không ghi được vào /proc/self" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_office_is_exported_and_imported_under_another_code(
    prepared: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mau-b.tar"
    told = run(prepared, "agency", "export", "mau-b", str(file))
    assert (told.returncode, told.stderr) == (0, "")
    assert run(prepared, "agency", "export", "mau-b", str(file)).stderr.startswith("Chưa ghi được")
    assert "mẫu B" in run(tmp_path / "khac", "agency", "import", str(file)).stdout
    told = run(tmp_path / "khac", "agency", "import", str(file), "--code", "van-phong-b")
    assert "Địa chỉ: /van-phong-b/" in told.stdout
    listed = run(tmp_path / "khac", "agency", "list").stdout.splitlines()
    assert [line.split("\t")[0] for line in listed] == ["mau-b", "van-phong-b"]


def test_a_file_that_is_no_bundle_is_refused_and_the_folder_stays(
    prepared: Path, keys: tuple[Path, str], tmp_path: Path
) -> None:
    other = tmp_path / "tho.txt"
    other.write_text("mot bai tho")
    before = whole(prepared)
    for arguments, said in (
        (["agency", "import", str(other)], "Không đọc được gói dữ liệu"),
        (["agency", "import", str(tmp_path / "khong-co")], "Không đọc hoặc ghi được"),
        (["restore", str(other), "--fingerprint", "12"], "Dấu sổ có 48 chữ số"),
        (["restore", str(other), "--identity", str(other)], "không có khoá bí mật"),
        (["restore", str(other), "--code", "Á"], "đầu tệp"),
        (["agency", "export", "khong-co", str(tmp_path / "x")], "Không có văn phòng"),
    ):
        told = run(prepared, *arguments)
        assert (told.returncode, told.stdout) == (1, ""), arguments
        assert said in told.stderr or "bị cắt cụt" in told.stderr
        assert "Traceback" not in told.stderr
        assert SECRET.search(told.stderr) is None
    assert whole(prepared) == before
