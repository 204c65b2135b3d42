"""The folder for an inspection: numbered, made beside the requests, whole, and gone in time."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from pypdf import PdfReader

from dienhong.core.papers.paper import Letterhead, Paper, Table
from dienhong.duties import occasions
from dienhong.duties.models import Evidence
from dienhong.papers.draw import pdf as pdf_of
from dienhong.publication.models import Matter
from dienhong.record import files, made
from dienhong.record.models import JournalEntry
from dienhong.reporting import annexes, binding, folders
from dienhong.reporting import folder as contents
from dienhong.reporting.models import Folder, Report
from dienhong.reporting.outline import content_of
from dienhong.site import making as thread
from tests.duties import story as duties
from tests.duties.story import system
from tests.file_samples import docx, pdf, picture
from tests.meetings import story as meetings
from tests.publication import story
from tests.publication.story import MONDAY, act, at_desk, body_of_last_entry, moment, no
from tests.reporting.story import AFTER, finished, half_a_year, report


@pytest.fixture
def lived(office: str) -> Iterator[dict[str, Matter]]:
    matters = half_a_year()
    with time_machine.travel(moment(AFTER, 10), tick=False):
        yield matters


def made_of(row: Report) -> Folder:
    """Ask for the folder of a report and let it be made."""
    folders.ask(row, by=act("lan", AFTER))
    return folders.make_waiting(by=system(AFTER))[0]


def pages_of(folder: Folder) -> list[str]:
    with zip_of(folder) as archive:
        bound = PdfReader(BytesIO(archive.read("ho-so.pdf")))
    return [" ".join(page.extract_text().split()) for page in bound.pages]


def zip_of(folder: Folder) -> ZipFile:
    content = made.opened(folder.file_name)
    assert content is not None
    with content:
        return ZipFile(BytesIO(content.read()))


def shown(name: str, content: bytes) -> Evidence:
    """Show a file as evidence of the briefing of April."""
    april = MONDAY.replace(month=4, day=1)
    duties.swept(april)
    occasion = duties.the("briefing", april)
    kept = files.keep(ContentFile(content), name, at=moment(april))
    row = Evidence(kind="meeting", number="09/BB", file=kept.file, file_name=kept.name)
    occasions.show(occasion, row, by=act("lan", april))
    return row


def test_the_page_asks_and_the_thread_of_the_server_makes_it(
    office: str, lived: dict[str, Matter]
) -> None:
    reader = at_desk("lan", f"bao-cao/{finished(report()).pk}/").send("Lập hồ sơ kiểm tra")
    assert "01/2026/HSKT" in reader.words
    assert "đang lập" in reader.words
    # Other tests of this process have asked for folders of their offices too.
    wanted = [made.WANTED.get_nowait() for _ in range(made.WANTED.qsize())]
    assert wanted[-1] == office

    thread.make(office)
    reader.open(reader.url)
    assert "3 phụ lục" in reader.words
    reader.follow("Tải hồ sơ")
    row = Folder.objects.get()
    assert hashlib.sha256(reader.content).hexdigest() == row.digest
    assert f'"digest":"{row.digest}"' in JournalEntry.objects.latest("number").body


def test_one_numbered_pdf_with_index_and_a_journal_that_verifies(
    lived: dict[str, Matter], tmp_path: Path
) -> None:
    gone = story.withdrawn(story.published(title="Việc phải giấu", kind="dieu-2.khoan-1"))
    folder = made_of(finished(report()))

    with zip_of(folder) as archive:
        assert archive.namelist() == ["ho-so.pdf", "so-ghi.jsonl", "doc-truoc.txt"]
        archive.extractall(tmp_path)
    words = pages_of(folder)
    assert all(f"{n}/{len(words)}" in page for n, page in enumerate(words, 1))
    assert folder.pages == len(words)
    whole = " ".join(words)
    assert "Hồ sơ kiểm tra số 01/2026/HSKT" in words[0]
    assert "Biên bản niêm yết: Lịch trực tháng ba" in whole
    assert "Việc phải giấu" not in whole
    assert str(gone.pk) not in whole
    for title in ("Các mục sổ mà mỗi số liệu đếm", "Biên bản niêm yết: Lịch trực tháng ba"):
        listed = re.findall(rf"Phụ lục \d+\. {title} (\d+)", whole)
        page = words[int(listed[0]) - 1].casefold()
        assert title.casefold().split(":")[0] in page or "lịch trực tháng ba" in page
    told = subprocess.run(
        [sys.executable, "-m", "dienhong.core.journal", "verify", str(tmp_path / "so-ghi.jsonl")],
        capture_output=True,
        check=True,
    )
    assert "nguyên vẹn" in told.stdout.decode()


def test_meetings_papers_are_in_it_signed_or_as_they_were_finished(
    lived: dict[str, Matter],
) -> None:
    meetings.signed(meetings.planned(occasions=()))
    meetings.finished(meetings.planned(occasions=()))
    meetings.held(meetings.planned(occasions=()))
    folder = made_of(report())

    index = pages_of(folder)[0]
    assert index.count("Biên bản") - index.count("Biên bản niêm yết") == 2
    assert index.count("(chưa có bản ký)") == 1
    with zip_of(folder) as archive:
        scans = [name for name in archive.namelist() if name.startswith("phu-luc/")]
        assert len(scans) == 1
        digest = hashlib.sha256(archive.read(scans[0])).hexdigest()
    assert any(digest in page.replace(" ", "") for page in pages_of(folder))


@pytest.mark.parametrize(
    ("name", "content", "sheets"),
    [
        ("bien-ban.pdf", pdf("Mot", "Hai", "Ba"), 3),
        ("anh.png", picture("PNG"), 1),
        ("bang.docx", docx("Số liệu"), 0),
    ],
)
def test_evidence_is_printed_page_by_page_behind_its_sheet_and_lies_in_it_as_it_came(
    lived: dict[str, Matter], name: str, content: bytes, sheets: int
) -> None:
    without = made_of(report()).pages
    shown(name, content)
    folder = made_of(report())

    with zip_of(folder) as archive:
        inside = [each for each in archive.namelist() if each.startswith("phu-luc/")]
        assert [archive.read(each) for each in inside] == [content]
        bound = PdfReader(BytesIO(archive.read("ho-so.pdf")))
    assert "Chứng cứ: Họp giao ban tháng 4/2026, số 09/BB" in pages_of(folder)[0]
    pictured = [page for page in bound.pages if any(page.images)]
    assert len(pictured) == sheets
    assert len(bound.pages) >= without + sheets


def test_a_file_that_is_evidence_twice_is_one_annex(lived: dict[str, Matter]) -> None:
    shown("bien-ban.pdf", pdf("Mot"))
    row = Evidence.objects.get(number="09/BB")
    Evidence.objects.create(
        occasion=row.occasion,
        kind="paper",
        number="10/BB",
        file=row.file,
        file_name="lai.pdf",
        given_by="Lan",
        given_at=row.given_at,
    )
    assert pages_of(made_of(report()))[0].count("Chứng cứ") == 1


# The register.


def test_numbers_run_through_the_year_and_begin_anew(lived: dict[str, Matter]) -> None:
    one, two = made_of(report()), made_of(report())
    later = AFTER.replace(year=2027)
    with time_machine.travel(moment(later, 10), tick=False):
        three = folders.ask(report(), by=act("lan", later))

    assert [row.said for row in (one, two, three)] == [
        "01/2026/HSKT",
        "02/2026/HSKT",
        "01/2027/HSKT",
    ]
    assert body_of_last_entry()["facts"] == {"folder_number": "01/2027/HSKT"}


def test_only_who_prepares_asks_and_one_folder_of_a_report_waits_at_a_time(
    lived: dict[str, Matter],
) -> None:
    row = report()
    assert "lập hồ sơ" in no(lambda: folders.ask(row, by=act("minh", AFTER))).reason
    folders.ask(row, by=act("lan", AFTER))
    assert "01/2026/HSKT đang lập" in no(lambda: folders.ask(row, by=act("hoa", AFTER))).reason


# Made once, and never out of what was taken away.


def maker(office: str, *more: str) -> subprocess.Popen[str]:
    """Start another process that makes what waits in the office."""
    environment = os.environ | {
        "DIENHONG_DATA": str(settings.DIENHONG_DATA),
        "DJANGO_SETTINGS_MODULE": "dienhong.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    at = moment(AFTER, 10).isoformat()
    program = [sys.executable, "-m", "tests.reporting.makers", office, at, *more]
    connection.close_everything()  # type: ignore[attr-defined]
    return subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, text=True)


def half_written() -> list[Path]:
    return list(Path(storages["made"].path("")).glob(".*"))


def entries_of_making() -> int:
    return JournalEntry.objects.filter(kind="reporting.folder_made").count()


def test_a_folder_whose_maker_was_killed_is_taken_up_at_once_and_not_before(
    office: str, lived: dict[str, Matter]
) -> None:
    folders.ask(report(), by=act("lan", AFTER))
    with maker(office, "--hang") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        while_it_lives = folders.make_waiting(by=system(AFTER))
        other.kill()
        other.wait()
    assert while_it_lives == []
    assert Folder.objects.get().begun_at is not None

    assert len(folders.make_waiting(by=system(AFTER))) == 1
    assert folders.make_waiting(by=system(AFTER.replace(day=8))) == []
    assert entries_of_making() == 1
    assert not half_written()


def test_the_same_data_and_moment_give_the_same_file_whenever_it_is_made(
    lived: dict[str, Matter],
) -> None:
    row = folders.ask(report(), by=act("lan", AFTER))
    once, again = BytesIO(), BytesIO()
    contents.write(row, content_of(row.report, AFTER), "thu", moment(AFTER), once)
    with time_machine.travel(moment(AFTER.replace(year=2027), 17)):
        contents.write(row, content_of(row.report, AFTER), "thu", moment(AFTER), again)

    assert once.getvalue() == again.getvalue()
    with ZipFile(once) as archive:
        bound = PdfReader(BytesIO(archive.read("ho-so.pdf")))
        assert {info.date_time for info in archive.infolist()} == {(2026, 7, 6, 9, 0, 0)}
    assert bound.metadata is not None
    assert bound.metadata.creation_date == moment(AFTER)


def test_two_processes_that_make_at_once_make_a_folder_once(
    office: str, lived: dict[str, Matter]
) -> None:
    folders.ask(report(), by=act("lan", AFTER))
    both = [maker(office), maker(office)]
    told = [int(each.communicate(timeout=100)[0]) for each in both]

    assert sorted(told) == [0, 1]
    assert entries_of_making() == 1
    assert not half_written()


def test_what_is_withdrawn_takes_with_it_the_folders_that_it_was_in(
    lived: dict[str, Matter],
) -> None:
    folder = made_of(report())
    assert made.is_there(folder)

    story.withdrawn(lived["two"])

    assert not made.is_there(folder)
    reader = at_desk("lan", "bao-cao/ho-so/")
    assert "đã bỏ tệp" in reader.words
    assert at_desk("lan", f"bao-cao/ho-so/{folder.pk}.zip").status == 404


def test_what_is_withdrawn_while_it_is_made_is_not_in_it(
    lived: dict[str, Matter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try is cut short by the withdrawal, the second begins after it."""
    folders.ask(report(), by=act("lan", AFTER))
    again = _once(annexes.pdf, lambda: story.withdrawn(lived["two"]))
    monkeypatch.setattr(annexes, "pdf", again)

    folder = folders.make_waiting(by=system(AFTER))[0]
    assert "Lịch gieo hạt" not in " ".join(pages_of(folder))


def _once(then: Callable[..., bytes], first: Callable[[], object]) -> Callable[..., bytes]:
    done: list[bool] = []

    def both(*args: object) -> bytes:
        if not done:
            done.append(True)
            first()
        return then(*args)

    return both


def test_what_cannot_be_made_says_so_and_another_can_be_asked_for(
    lived: dict[str, Matter], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = report()
    folders.ask(row, by=act("lan", AFTER))

    def full(*_: object) -> bytes:
        raise OSError("No space left")

    monkeypatch.setattr(annexes, "pdf", full)
    assert folders.make_waiting(by=system(AFTER)) == []
    assert "chưa lập được" in at_desk("lan", "bao-cao/ho-so/").words
    monkeypatch.undo()
    assert made_of(row).number == 2


def test_a_long_paper_is_numbered_through_in_the_order_of_its_pages() -> None:
    rows = tuple((f"việc {number}", "x") for number in range(2_500))
    head = Letterhead(issuing_body="Văn phòng", place="Hà Nội", symbol="VP")
    long, short = (
        Paper(letterhead=head, kind="PHỤ LỤC", about="Danh sách", body=(table,), signers=())
        for table in (Table(("Việc", "Ghi"), rows), Table(("Việc", "Ghi"), rows[:1]))
    )
    out = BytesIO()
    pieces = [binding.Piece("Dài", pdf_of(long)), binding.Piece("Ngắn", pdf_of(short))]
    total = binding.bind(pieces, lambda _: short, out, at=moment(AFTER))
    words = [page.extract_text() for page in PdfReader(out).pages]

    assert total == len(words) > 2 * binding._PORTION
    assert all(f"{place}/{total}" in said for place, said in enumerate(words, 1))
    first = [int(said.split("việc ")[1].split()[0]) for said in words[1:-1]]
    assert first == sorted(first)
