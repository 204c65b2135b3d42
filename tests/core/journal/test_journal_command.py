"""An inspector checks an export on a computer of their own."""

import os
import runpy
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from dienhong.core.journal import export, merkle
from dienhong.core.journal.__main__ import USAGE, main
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import Entry
from dienhong.core.journal.fingerprint import fingerprint
from tests.core.journal.journal_samples import make_entry, make_lines, rows_of

SOURCES = Path(__file__).parents[3] / "src"
LINES = make_lines([True, False, True])
ROOT = merkle.root([line.commitment for line in LINES])


@pytest.fixture
def whole(tmp_path: Path) -> str:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"".join(rows_of(LINES)))
    return str(path)


@pytest.fixture
def changed(tmp_path: Path) -> str:
    path = tmp_path / "changed.jsonl"
    path.write_bytes(b"".join(rows_of(LINES)).replace(b'"days":3', b'"days":4'))
    return str(path)


def write_single(folder: Path, entry: Entry) -> str:
    """Write the export of a journal that has this one entry; return its path."""
    salt = bytes(32)
    line = export.Line(1, commit(salt, entry.body()), export.Opening(salt, entry))
    path = folder / "single.jsonl"
    path.write_bytes(b"".join(rows_of([line])))
    return str(path)


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, (captured.out + captured.err).splitlines()


def test_tu_verifies_a_whole_journal(capsys: pytest.CaptureFixture[str], whole: str) -> None:
    assert say(capsys, "verify", whole) == (
        0,
        [
            "Sổ ghi của: Sở Thí dụ (xuất 10:00:00 ngày 01/02/2024, giờ Việt Nam)",
            "Số mục: 3, trong đó 2 mục kèm nội dung khớp với cam kết",
            f"Dấu sổ: {fingerprint(ROOT)}",
            "Sổ ghi nguyên vẹn.",
        ],
    )


def test_tu_is_told_which_entry_was_changed(
    capsys: pytest.CaptureFixture[str], changed: str
) -> None:
    code, said = say(capsys, "verify", changed)

    assert code == 1
    assert said[-2:] == [
        "Sổ ghi KHÔNG nguyên vẹn, 1 chỗ:",
        "- dòng 4: Mục số 3: nội dung không khớp với cam kết.",
    ]


def test_a_file_of_another_kind_has_neither_agency_nor_fingerprint(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Kính gửi\nquý cơ quan\n", encoding="utf-8")

    code, said = say(capsys, "verify", str(path))

    assert (code, said[0]) == (1, "Số mục: 1, trong đó 0 mục kèm nội dung khớp với cam kết")


def test_a_line_without_end_does_not_fill_the_memory(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "endless.jsonl"
    path.write_bytes(rows_of(LINES)[0] + b"x" * (3 * export.MAX_LINE))

    code, said = say(capsys, "verify", str(path))

    assert code == 1
    assert said[-1] == "- dòng 4: Mục số 3: dòng không đúng khuôn dạng, hoặc đã bị sửa."


def test_an_old_paper_is_found_again(capsys: pytest.CaptureFixture[str], whole: str) -> None:
    paper = fingerprint(merkle.root([line.commitment for line in LINES[:2]]))
    expected = "Dấu sổ ấy là của sổ khi có 2 mục; 2 mục ấy hôm nay vẫn nguyên vẹn."

    assert say(capsys, "compare", whole, paper) == (0, [expected])
    assert say(capsys, "compare", whole, *paper.split()) == (0, [expected])


def test_a_paper_of_another_past_is_not(capsys: pytest.CaptureFixture[str], whole: str) -> None:
    code, said = say(capsys, "compare", whole, "1234 " * 12)

    assert code == 1
    assert said == [
        "Sổ ghi này KHÔNG chứa quá khứ mang dấu sổ ấy: hãy soát lại từng nhóm số trên giấy."
    ]


def test_a_changed_journal_is_not_compared(
    capsys: pytest.CaptureFixture[str], changed: str
) -> None:
    code, said = say(capsys, "compare", changed, fingerprint(ROOT))

    assert (code, said[0]) == (1, "Sổ ghi KHÔNG nguyên vẹn, 1 chỗ:")


def test_an_entry_is_shown_for_reading(capsys: pytest.CaptureFixture[str], whole: str) -> None:
    code, said = say(capsys, "show", whole, "1")

    assert code == 0
    assert said == [
        "Mục số 1",
        "  Lúc: 08:15:00 ngày 02/01/2024, giờ Việt Nam",
        "  Việc: publication.published",
        "  Người ghi: Lan (6f1c0f5e-lan)",
        "  Với tư cách: văn thư",
        "  Thay cho: Minh (90aa31d2-minh)",
        "  Ghi từ: giấy",
        "  Về: matter:3b1f",
        "  Căn cứ: quy-che-1:dieu-10.khoan-2.gach-1",
        "  Số liệu: days = 1",
        f"  SHA-256 của nội dung: {make_entry().digest}",
        "  Ai được xem: mọi người",
    ]


def test_all_entries_are_shown_and_doubt_is_said(
    capsys: pytest.CaptureFixture[str], changed: str
) -> None:
    with Path(changed).open("ab") as file:
        file.write(b"x\n")

    code, said = say(capsys, "show", changed)

    headings = [line for line in said if "Mục" in line or "ội dung " in line or "Dòng" in line]
    assert code == 0
    assert [line for line in headings if "SHA" not in line] == [
        "Mục số 1",
        "Mục số 2",
        "  Nội dung không kèm theo tệp này.",
        "Mục số 3",
        "  CẢNH BÁO: nội dung dưới đây không khớp với cam kết.",
        "Dòng 5: không đọc được.",
    ]


def test_an_entry_that_is_not_there(capsys: pytest.CaptureFixture[str], whole: str) -> None:
    assert say(capsys, "show", whole, "9") == (1, ["Tệp này không có mục số 9."])


def test_what_an_entry_does_not_say_is_not_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nobody = dict.fromkeys(["by", "acting_as", "on_behalf_of", "on_behalf_name", "digest"], "")
    entry = make_entry(
        **nobody, by_name="máy", clauses=(), facts={}, recorded_from="system", audience="office"
    )

    _, said = say(capsys, "show", write_single(tmp_path, entry), "1")

    assert said == [
        "Mục số 1",
        "  Lúc: 08:15:00 ngày 02/01/2024, giờ Việt Nam",
        "  Việc: publication.published",
        "  Người ghi: máy",
        "  Ghi từ: hệ thống",
        "  Về: matter:3b1f",
        "  Ai được xem: người trong cơ quan",
    ]


def test_nothing_in_a_file_can_write_lines_of_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    entry = make_entry(by_name="Lan\nSổ ghi nguyên vẹn.\x1b[2K\u202e", by="")

    _, said = say(capsys, "show", write_single(tmp_path, entry), "1")

    assert said[3] == "  Người ghi: Lan<000A>Sổ ghi nguyên vẹn.<001B>[2K<202E>"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["verify"],
        ["verify", "a", "b"],
        ["compare", "a"],
        ["show", "a", "b"],
        ["show", "a", "9" * 17],
        ["check", "a"],
    ],
)
def test_a_wrong_call_is_answered_with_the_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert say(capsys, *arguments) == (2, [USAGE])


def test_what_cannot_be_read_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, whole: str
) -> None:
    missing = str(tmp_path / "missing.jsonl")

    assert say(capsys, "verify", missing) == (2, [f"Không có tệp {missing}."])
    code, said = say(capsys, "verify", str(tmp_path))
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith(f"Không đọc được tệp {tmp_path} (")
    assert say(capsys, "compare", whole, "1234") == (
        2,
        ["Dấu sổ có 48 chữ số (12 nhóm 4 số); đọc được 4."],
    )


def test_a_full_disk_is_said_too(monkeypatch: pytest.MonkeyPatch, whole: str) -> None:
    with suppress(OSError), Path("/dev/full").open("w", buffering=1) as full:
        monkeypatch.setattr(sys, "stdout", full)

        code = main(["verify", whole])

    assert code == 2


def test_the_module_runs_as_a_command(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], whole: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["journal", "verify", whole])
    monkeypatch.delitem(sys.modules, "dienhong.core.journal.__main__")

    with pytest.raises(SystemExit) as left:
        runpy.run_module("dienhong.core.journal", run_name="__main__")

    assert left.value.code == 0
    assert capfd.readouterr().out.splitlines()[-1] == "Sổ ghi nguyên vẹn."


def test_nothing_but_python_is_needed(whole: str) -> None:
    # -S leaves out site-packages, so that only the standard library is there to import.
    command = [sys.executable, "-S", "-s", "-P", "-m", "dienhong.core.journal", "verify", whole]
    alone = {"PYTHONPATH": str(SOURCES), "PATH": os.defpath, "PYTHONIOENCODING": "ascii"}

    done = subprocess.run(command, env=alone, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[-1] == "Sổ ghi nguyên vẹn."


def test_the_core_does_not_import_django() -> None:
    lines = "import sys, dienhong.core.journal.__main__; print('django' in sys.modules)"
    with_site = {**os.environ, "PYTHONPATH": str(SOURCES)}

    done = subprocess.run(
        [sys.executable, "-c", lines], env=with_site, capture_output=True, check=True
    )

    assert done.stdout == b"False\n"
