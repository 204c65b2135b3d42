"""Looking after the files on the disk: the command that checks them, the sweep that tidies up."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from dienhong.hosting.context import use_agency
from dienhong.record import files, upkeep
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from dienhong.record.models import StoredFile
from tests.conftest import NOW
from tests.file_samples import pdf


def _kept(words: str) -> StoredFile:
    upload = ContentFile(pdf(words))
    return files.keep(upload, "tep", at=NOW, seen=Seen(Kind.PDF, pages=1)).file


def _place(name: str) -> Path:
    return Path(default_storage.path(name))


def _check() -> tuple[str, int | str | None]:
    """Return what the command says, and its status."""
    out = StringIO()
    try:
        call_command("files", "check", stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def test_files_that_are_as_they_came_are_counted(office: str) -> None:
    _kept("Mot")
    StoredFile.objects.filter(pk=_kept("Hai").pk).update(erased_at=NOW)
    upkeep.sweep(at=NOW)
    assert _check() == ("Đủ và đúng: 1 tệp.\n", 0)


def test_what_is_missing_changed_left_over_or_withdrawn_and_still_there_is_named(
    office: str,
) -> None:
    gone, changed, erased = _kept("Mot"), _kept("Hai"), _kept("Ba")
    _place(gone.place).unlink()
    _place(changed.place).write_bytes(b"khac")
    StoredFile.objects.filter(pk=erased.pk).update(erased_at=NOW)
    stray = _place("00/00aa")
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")

    said, status = _check()

    assert set(said.splitlines()) == {
        f"{gone.digest}: mất nội dung trên đĩa",
        f"{changed.digest}: nội dung trên đĩa đã bị đổi",
        f"{erased.digest}: đã thu hồi mà nội dung còn trên đĩa",
        "00aa: nằm trên đĩa mà không thuộc tệp nào đã nhận",
        "Có 4 chỗ sai.",
    }
    assert status == 1


def test_without_an_office_the_command_says_how_to_name_one() -> None:
    with use_agency(None):
        assert _check()[1] == "Nêu văn phòng trước lệnh: dienhong --office MÃ files check"


def test_sweeping_takes_strays_and_unfinished_copies_once_they_are_a_day_old(office: str) -> None:
    kept = _kept("Mot")
    strays = [_place("00/00aa"), _place("00/.00aa.1234abcd")]
    strays[0].parent.mkdir(exist_ok=True)
    for stray in strays:
        stray.write_bytes(b"x")
        os.utime(stray, (NOW.timestamp(), NOW.timestamp()))
    os.utime(_place(kept.place), (0, 0))

    upkeep.sweep(at=NOW + timedelta(hours=23))
    assert all(stray.exists() for stray in strays)
    upkeep.sweep(at=NOW + timedelta(hours=25))
    assert not any(stray.exists() for stray in strays)
    assert _place(kept.place).exists()


def test_bytes_without_a_row_that_come_again_are_young_again(office: str) -> None:
    """The row of an act that is still under way is not seen by whoever sweeps."""
    kept = _kept("Mot")
    os.utime(_place(kept.place), (0, 0))
    StoredFile.objects.all().delete()

    assert _kept("Mot") == kept
    assert _place(kept.place).stat().st_mtime > 0
