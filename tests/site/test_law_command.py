"""``dienhong law``: many files, a bad one among them, no database and no settings."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dienhong.site.law import batch, main, seeing
from dienhong.site.law.progress import Progress
from tests.core.law.law_samples import SAMPLE, SHARED
from tests.core.law.test_reading_pdf import scanned
from tests.core.law.word_samples import numbered

ARTICLE = "Điều 1. Việc chung\n1. Một."


@pytest.fixture(autouse=True)
def _forget_eyes() -> Iterator[None]:
    seeing.eyes.cache_clear()
    yield
    seeing.eyes.cache_clear()


def put(folder: Path, **texts: str | bytes) -> list[str]:
    """Write files named like ``a_txt`` and return their paths."""
    paths = []
    for name, content in texts.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(str(path))
    return paths


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as people do, without any of the settings."""
    here = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "dienhong.site.cli", "law", *words]
    return subprocess.run(command, input=given, capture_output=True, env=here, check=False)


def test_a_line_of_json_a_node(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main.main(["parse", *put(tmp_path, a_txt=ARTICLE)]) == 0
    said = capfd.readouterr()

    assert [json.loads(line) for line in said.out.splitlines()] == [
        {
            "part": "main", "address": "dieu-1", "kind": "article", "heading": "Việc chung",
            "text": "", "start": 0, "end": 18, "confidence": "certain",
        },
        {
            "part": "main", "address": "dieu-1.khoan-1", "kind": "clause", "heading": "",
            "text": "Một.", "start": 19, "end": 26, "confidence": "certain",
        },
    ]  # fmt: skip
    assert said.err == ""


def test_a_list_to_look_at_and_a_page_that_drops_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (path,) = put(tmp_path, a_txt=SAMPLE)
    assert main.main(["parse", "--format", "tree", path]) == 0
    listed = capfd.readouterr().out
    assert main.main(["parse", "--format", "html", path]) == 0
    page = capfd.readouterr().out

    assert (
        "    qc dieu-2.khoan-2: Sổ thu chi:\n      qc dieu-2.khoan-2.diem-a: Thu quỹ trà;" in listed
    )
    assert '<p class="article" id="qc.dieu-1">Điều 1. Phạm vi\n' in page
    for line in filter(str.strip, SAMPLE.splitlines()):
        assert " ".join(line.replace("*", "").replace("#", "").split()) in page


def test_a_page_shows_signs_and_runs_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = 'Điều 1. <script>x()</script> & "y"\nThêm.'
    main.main(["parse", "--format", "html", *put(tmp_path, a_txt=text)])

    assert '<p class="article" id="main.dieu-1">Điều 1. &lt;script&gt;x()' in capfd.readouterr().out


def test_many_files_into_a_folder_and_a_bad_one_does_not_stop_the_others(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = put(
        tmp_path, a_txt=ARTICLE, b_txt="", c_docx=numbered([(1, "Việc")]), d_pdf=b"%PDF-1.4 x",
        e_html="<p>Điều 1. Việc</p>", g_txt="Chào.",
    )  # fmt: skip
    missing = str(tmp_path / "khong-co.txt")
    out = tmp_path / "ra"

    assert main.main(["parse", *files, missing, "--out", str(out), "--jobs", "2"]) == 1
    said = capfd.readouterr()
    assert {path.name for path in out.iterdir()} == {"a.jsonl", "c.jsonl", "e.jsonl"}
    assert json.loads((out / "c.jsonl").read_text("utf-8"))["address"] == "dieu-1"
    assert said.out == ""
    assert [line.removeprefix(str(tmp_path))[:40].strip() for line in said.err.splitlines()] == [
        "/b.txt: Tệp rỗng: 0 byte. Hãy chọn tệp c",
        "/c.docx: Đã viết ra 1 số thứ tự tự động.",
        "/d.pdf: Chưa đọc được tệp PDF: tệp hỏng",
        "/g.txt: Không thấy điều nào trong văn bả",
        "/khong-co.txt: Không có tệp này. Xem lại",
        "Đọc được 3 trên 7 tệp.",
    ]


def test_results_come_in_the_order_of_the_files(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    slow = "Điều 1. Dài\n" + "Chậm.\n" * 200_000
    files = put(tmp_path, z_txt=slow, a_txt=ARTICLE, m_txt=ARTICLE)
    main.main(["parse", *files, files[0], "--jobs", "2"])
    found = [json.loads(line)["heading"] for line in capfd.readouterr().out.splitlines()]

    assert found == ["Dài", "Việc chung", "", "Việc chung", ""]


def test_two_files_of_one_name_are_refused_before_anything_is_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ra"
    assert main.main(["parse", *put(tmp_path, a_txt="x", a_md="y"), "--out", str(out)]) == 1
    assert "cùng tên" in capfd.readouterr().err
    assert not out.exists()


def test_akoma_ntoso_is_written_for_each_text(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (file,) = put(tmp_path, a_txt="Điều 1. Việc chung\nMọi người cùng làm.\n")
    assert main.main(["parse", file, "--format", "akn"]) == 0
    written = capfd.readouterr().out
    assert written.startswith("<?xml")
    assert 'eId="art_1"' in written


# As people run it.


def test_it_needs_no_settings_and_does_not_load_django() -> None:
    ask = (
        "import sys; from dienhong.site.law.main import main; main(['parse', '-']); "
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], input=ARTICLE.encode(), capture_output=True, check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    modules = done.stdout.decode().splitlines()[-1].split()
    assert {"django", "lxml", "PIL", "pypdfium2", "typst"} & set(modules) == set()


def test_standard_input_to_standard_output() -> None:
    done = run("parse", "-", given=ARTICLE.encode("utf-16"))

    assert done.returncode == 0
    assert [json.loads(line)["address"] for line in done.stdout.decode().splitlines()] == [
        "dieu-1", "dieu-1.khoan-1",
    ]  # fmt: skip


def test_read_prints_the_text_and_says_what_was_done(tmp_path: Path) -> None:
    (path,) = put(tmp_path, a_docx=numbered([(1, "Việc")], change=_with_head))
    done = run("read", path)

    assert done.returncode == 0
    assert done.stdout.decode() == "Điều 1. Việc\n"
    assert done.stderr.decode().splitlines() == [
        "Đọc như Word (.docx): 12 ký tự.",
        "Đã viết ra 1 số thứ tự tự động.",
        "[Đầu trang] DỰ THẢO",
    ]


def _with_head(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "DỰ THẢO"


def test_read_refuses_with_status_one(tmp_path: Path) -> None:
    done = run("read", *put(tmp_path, a_txt=""))
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("Tệp rỗng: 0 byte.")


def test_who_has_read_enough_may_stop(tmp_path: Path) -> None:
    (path,) = put(tmp_path, a_txt="\n".join(f"Điều {n}. Việc" for n in range(1, 5000)))
    here = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    command = f"{sys.executable} -m dienhong.site.cli law parse {path} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=here, check=True)
    assert json.loads(done.stdout)["address"] == "dieu-1"
    assert done.stderr == b""


# Scans, with a program in tesseract's place.


def _tesseract(folder: Path, body: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


def test_a_scan_is_read_by_tesseract_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _tesseract(
        tmp_path,
        'case "$1" in --list-langs) echo eng; echo vie;; *) cat > /dev/null; '
        'echo "Điều 1. Việc của $1 $2 $3 $4";; esac',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert main.main(["parse", *put(tmp_path, a_pdf=scanned())]) == 0
    said = capfd.readouterr()

    assert json.loads(said.out)["text"] == "Việc của stdin stdout -l vie"
    assert "Nhận dạng chữ từ 1 trang ảnh" in said.err


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("exit 1", "Chưa đọc được tệp PDF: các trang là ảnh quét"),
        ("echo eng", "Chưa đọc được tệp PDF: các trang là ảnh quét"),
        ('[ "$1" = --list-langs ] && echo vie', "Chưa nhận dạng được trang ảnh"),
    ],
    ids=["broken", "without Vietnamese", "fails on the page"],
)
def test_without_a_tesseract_that_reads_vietnamese_the_cure_is_said(
    body: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    _tesseract(tmp_path, body)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert main.main(["parse", *put(tmp_path, a_pdf=scanned())]) == 1
    words = capfd.readouterr().err
    assert said in words
    assert "sudo apt install tesseract-ocr tesseract-ocr-vie" in words


# A file that ends or stalls the process that reads it.


def _work(file: str) -> batch.Outcome:
    if file == "dies":
        os._exit(3)
    if file == "stalls":
        while True:
            pass
    return batch.Outcome(well=True, out=file)


def test_a_process_that_dies_or_stalls_takes_no_other_file_with_it() -> None:
    files = ["a", "dies", "b", "stalls", "c", "dies too", "d"]
    found = dict(batch.each(files, _work, jobs=2, seconds=2.0))

    assert {file for file, outcome in found.items() if outcome.well} == set(files) - {
        "dies", "stalls",
    }  # fmt: skip
    assert found["dies"].said[0].startswith(batch.DIED)
    assert found["stalls"].said[0].startswith("Chưa đọc được: quá 2 giây.")


# The line that says how far it is.


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_says_how_far_it_is() -> None:
    terminal, pipe = _Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        progress = Progress(4, stream)
        progress.step("a.txt")
        progress.end()

    assert pipe.getvalue() == ""
    assert terminal.getvalue().startswith("\r█████··············· 1/4 a.txt ")
    assert terminal.getvalue().endswith(" \r")


# Against the labels that people made.


@pytest.mark.shared
def test_the_gold_texts_are_read_as_people_labelled_them(tmp_path: Path) -> None:
    gold = SHARED / "gold"
    names = ("bac-kan-2023.md", "lang-son-2010.txt")
    files = [SHARED / "regulations" / name for name in names]
    files += [gold / "texts" / name for name in ("01.txt", "22.txt")]
    assert main.main(["parse", *map(str, files), "--out", str(tmp_path)]) == 0
    command = [sys.executable, gold / "score.py", tmp_path, "--json"]
    scored = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    found = {
        name: (one["struct"][2], one["strict"][2]) for name, one in scored["documents"].items()
    }

    assert found["bac-kan-2023"] == found["lang-son-2010"] == (1.0, 1.0)
    assert min(*found["01"], *found["22"]) >= 0.995
