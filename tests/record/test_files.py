"""Files are kept by what is in them, under a name that does no harm."""

import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st

from dienhong.core.refusal import Refused
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.record import files
from dienhong.record.files import LARGEST, LONGEST_NAME, Kept, Seen, clean_name
from dienhong.record.inspection import Kind
from dienhong.record.models import StoredFile
from tests import file_samples
from tests.conftest import NOW

PDF, PNG, JPEG = file_samples.pdf(), file_samples.picture(), file_samples.picture("JPEG")
DOCX, XLSX = file_samples.docx(), file_samples.xlsx()
SEEN = {PDF: Seen(Kind.PDF, pages=1), PNG: Seen(Kind.PNG), XLSX: Seen(Kind.XLSX)}


def _keep(content: bytes, name: str = "to-trinh.pdf") -> Kept:
    """Keep a file; of the samples it is known what the process would say."""
    return files.keep(ContentFile(content), name, at=NOW, seen=SEEN.get(content))


def _on_disk(code: str) -> list[Path]:
    return sorted(p for p in (directory.folder(code) / "files").rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("content", "media_type", "suffix"),
    [
        (PDF, "application/pdf", ".pdf"),
        (PNG, "image/png", ".png"),
        (JPEG, "image/jpeg", ".jpg"),
        (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        (XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ],
    ids=["pdf", "png", "jpeg", "docx", "xlsx"],
)
def test_the_type_is_told_by_the_content_and_the_name_follows_it(
    office: str, content: bytes, media_type: str, suffix: str
) -> None:
    for name in ("bảng kê.exe", "bảng kê.html"):
        kept = files.keep(ContentFile(content), name, at=NOW)
        assert (kept.file.media_type, kept.name) == (media_type, f"bảng kê{suffix}")
    assert (kept.file.size, kept.file.digest) == (len(content), sha256(content).hexdigest())
    with default_storage.open(kept.file.place) as stored:
        assert stored.read() == content


def test_what_is_of_no_known_type_is_refused_whatever_its_name(office: str) -> None:
    with pytest.raises(Refused) as refused:
        _keep(b"<!doctype html><script>alert(1)</script>", "quyết định.pdf")
    assert refused.value.reason == (
        "Chưa nhận tệp «quyết định.pdf»: nội dung không phải PDF, DOCX, XLSX, PNG hoặc JPEG"
    )
    assert refused.value.cure.endswith("lưu lại thành PDF.")
    assert (StoredFile.objects.count(), _on_disk(office)) == (0, [])


def test_an_empty_file_is_refused(office: str) -> None:
    with pytest.raises(Refused) as refused:
        _keep(b"", "rỗng.pdf")
    assert refused.value.reason == "Chưa nhận tệp «rỗng.pdf»: tệp rỗng"


@pytest.fixture
def sparse(tmp_path: Path) -> "Iterator[File[bytes]]":
    """Give a PDF of one byte more than may be; on the disk it takes next to nothing."""
    with (tmp_path / "lon.pdf").open("w+b") as handle:
        handle.write(PDF)
        handle.truncate(LARGEST + 1)
        yield File(handle)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    office: str, sparse: "File[bytes]"
) -> None:
    with pytest.raises(Refused) as refused:
        files.keep(sparse, "báo.cáo.2026.pdf", at=NOW)
    assert refused.value.reason == ("Chưa nhận tệp «báo.cáo.2026.pdf»: tệp 50,0 MB, lớn hơn 50 MB")
    assert "Chia thành nhiều tệp" in refused.value.cure
    assert _on_disk(office) == []


def test_a_file_of_just_the_largest_size_is_kept(office: str, sparse: "File[bytes]") -> None:
    place = PDF.rindex(b"startxref")
    sparse.file.seek(LARGEST - len(PDF[place:]))  # type: ignore[union-attr]
    sparse.file.write(PDF[place:])  # type: ignore[union-attr]
    sparse.file.truncate()  # type: ignore[union-attr]
    assert files.keep(sparse, "vua.pdf", at=NOW).file.size == LARGEST
    assert [path.stat().st_size for path in _on_disk(office)] == [LARGEST]


NAMES = {
    "/etc/passwd": "passwd",
    "../../../tro-lai.pdf": "tro-lai.pdf",
    "C:\\Users\\lan\\Bảng kê.pdf": "Bảng kê.pdf",
    "a/../..": "tep",
    "": "tep",
    "   ": "tep",
    "...": "tep",
    ".htaccess": "htaccess",
    "\x00\x1f\x7f": "tep",
    "dòng một\r\nSet-Cookie: a=b.pdf": "dòng một Set-Cookie a=b.pdf",
    "một\u2028hai\u2029ba.pdf": "một hai ba.pdf",
    "lương\u202efdp.exe": "lươngfdp.exe",
    "lương\u2066\u200b.pdf": "lương.pdf",
    "lương.pdf.exe": "lương.pdf.exe",
    'nói "thẳng" <b>|?*.pdf': "nói thẳng b.pdf",
    "Quye\u0302\u0301t đi\u0323nh.pdf": "Quyết định.pdf",
    "\ud800nửa chữ.pdf": "nửa chữ.pdf",
    "a" * 300 + ".pdf": "a" * LONGEST_NAME + ".pdf",
    "ệ" * 300: "ệ" * LONGEST_NAME,
    " .pdf": "pdf",
}


@pytest.mark.parametrize(("given", "clean"), NAMES.items(), ids=map(ascii, NAMES))
def test_a_hostile_name_becomes_a_plain_one(given: str, clean: str) -> None:
    assert clean_name(given) == clean


@pytest.mark.parametrize("name", NAMES, ids=map(ascii, NAMES))
def test_under_any_name_a_file_is_kept_and_its_name_says_its_true_type(
    office: str, name: str
) -> None:
    kept = _keep(PDF, name)
    assert kept.name.endswith(".pdf")
    assert "exe" not in kept.name.rpartition(".")[2]
    assert _on_disk(office) == [
        directory.folder(office) / "files" / kept.file.digest[:2] / kept.file.digest
    ]


@given(st.text() | st.text(alphabet="ab./\\ :\x00\n\u202e\u2028đệ", max_size=200))
@example(" .")
@example("a :\rb")
def test_whatever_the_name_it_is_one_short_line_without_a_path(name: str) -> None:
    clean = clean_name(name)
    assert clean
    assert len(clean) <= LONGEST_NAME + len(".jpeg") + 1
    assert not set(clean) & set('/\\<>:"|?*')
    assert not clean.startswith(".")
    assert len(clean.splitlines()) == 1
    assert [c for c in clean if unicodedata.category(c)[0] == "C"] == []
    assert clean_name(clean) == clean


def test_the_same_bytes_are_kept_once_under_as_many_names_as_people_give(office: str) -> None:
    first, second = _keep(PDF, "một.pdf"), _keep(PDF, "hai.pdf")
    assert (first.name, second.name) == ("một.pdf", "hai.pdf")
    assert first.file == second.file
    assert StoredFile.objects.count() == len(_on_disk(office)) == 1


def test_bytes_that_were_lost_from_the_disk_come_back_with_the_next_upload(office: str) -> None:
    kept = _keep(PDF)
    Path(default_storage.path(kept.file.place)).unlink()
    _keep(PDF)
    assert [path.read_bytes() for path in _on_disk(office)] == [PDF]


def test_no_unfinished_copy_stays_beside_the_file(office: str) -> None:
    _keep(XLSX)
    assert [path.name for path in _on_disk(office)] == [sha256(XLSX).hexdigest()]


def test_each_office_keeps_its_own_copy(new_office: object) -> None:
    for code in ("mot", "hai"):
        new_office(code)  # type: ignore[operator]
    with use_agency("mot"):
        place = _keep(PDF).file.place
        assert default_storage.exists(place)
    with use_agency("hai"):
        assert not default_storage.exists(place)
        assert StoredFile.objects.count() == 0
    assert [len(_on_disk(code)) for code in ("mot", "hai")] == [1, 0]


def test_erasing_takes_the_bytes_when_the_act_is_done_and_keeps_the_digest(office: str) -> None:
    file = _keep(PDF).file
    with transaction.atomic():
        files.erase(file, at=NOW)
        assert len(_on_disk(office)) == 1
    assert _on_disk(office) == []
    row = StoredFile.objects.get()
    assert (row.digest, row.erased_at) == (sha256(PDF).hexdigest(), NOW)


def test_an_act_that_fails_after_erasing_leaves_the_bytes(office: str) -> None:
    file = _keep(PDF).file

    def erase_and_fail() -> None:
        with transaction.atomic():
            files.erase(file, at=NOW)
            raise Refused("Chưa thu hồi được")

    with pytest.raises(Refused):
        erase_and_fail()
    assert [path.read_bytes() for path in _on_disk(office)] == [PDF]
    assert StoredFile.objects.get().erased_at is None


def test_what_was_erased_is_refused_when_it_comes_again(office: str) -> None:
    with transaction.atomic():
        files.erase(_keep(PDF).file, at=NOW)
    with pytest.raises(Refused, match="đúng nội dung này đã bị thu hồi khẩn cấp"):
        _keep(PDF, "tên khác.pdf")
    assert _on_disk(office) == []
    assert _keep(PNG).file.erased_at is None


def test_sweeping_takes_away_what_a_crash_left_of_erased_files_and_nothing_else(
    office: str,
) -> None:
    erased, other = _keep(PDF).file, _keep(PNG).file
    StoredFile.objects.filter(pk=erased.pk).update(erased_at=NOW)  # committed, then the crash
    assert len(_on_disk(office)) == 2
    files.sweep_erased()
    assert [path.name for path in _on_disk(office)] == [other.digest]
    files.sweep_erased()
    assert [path.name for path in _on_disk(office)] == [other.digest]
