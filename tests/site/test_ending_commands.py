"""An ended office by commands: handed over, archived, and removed only after its archive."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from pyrage.x25519 import Identity

from dienhong.core.bundle.__main__ import main as check_bundle
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation import actions as organisation
from dienhong.organisation.rules_closing import Closing
from dienhong.publication.models import Matter
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from tests.organisation.desks import client_of
from tests.publication import enquiring, story
from tests.publication.story import at_desk

LAST = story.MONDAY
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def ended(data: Path, new_office: Callable[..., str]) -> str:
    """Open an office whose last day is Monday, with a matter that hangs, and its successor."""
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        for code in ("cu", "moi"):
            new_office(code)
            with use_agency(code):
                story.add_people()
                story.adopt()
        with use_agency("cu"):
            story.published(story.upload())
            closing = Closing(
                closed_on=LAST,
                number="15/QĐ-UBND",
                decided_on=story.FRIDAY,
                successor_name="Trạm mới",
                successor_code="moi",
            )
            organisation.record_closing(closing, by=story.act("hoa"))
    return "cu"


def _agency(*arguments: object) -> str:
    """Run ``dienhong agency …`` on the day after, and return what it said or refused with."""
    out = StringIO()
    with time_machine.travel(story.moment(AFTER), tick=False):
        try:
            call_command("agency", *map(str, arguments), stdout=out)
        except SystemExit as refused:
            return f"NO: {refused}"
    return out.getvalue()


def test_handed_over_archived_removed_and_still_verified(ended: str, tmp_path: Path) -> None:
    file = tmp_path / "cu.tar"
    assert "còn 1 việc đang dở" in _agency("archive", "cu", file, "--unencrypted")
    told = _agency("handover", "cu", "moi", "--receiver", "hoa", "--person", "lan=lan")
    assert told == "Đã bàn giao 1 việc đang dở cho «moi».\n"
    assert "nguyên vẹn" in _agency("archive", "cu", file, "--unencrypted")
    assert "Đã xoá văn phòng «cu»" in _agency("remove", "cu", "--after-archive", file)
    assert directory.codes() == ["moi"]
    assert Client().get("/cu/").status_code == 404
    assert list((directory.data() / "agencies").glob(".*")) == []
    assert check_bundle(["verify", str(file)]) == 0
    assert "Địa chỉ: /cu/" in _agency("import", file)
    with use_agency("cu"):
        assert Matter.objects.count() == 1
        kinds = JournalEntry.objects.values_list("kind", flat=True)
        assert list(kinds)[-2:] == ["hosting.exported", "hosting.restored"]
        facts = facts_of(JournalEntry.objects.filter(kind="hosting.exported").latest("number"))
        assert facts == {"purpose": "archive", "keys": []}


def test_what_nobody_takes_over_is_told_before_the_end_and_after(
    ended: str, tmp_path: Path
) -> None:
    with time_machine.travel(story.moment(LAST, 11), tick=False), use_agency("cu"):
        enquiring.asked()
        enquiring.answered()
        page = at_desk("hoa", "nguoi/ket-thuc-hoat-dong/", "cu")
    waits = "1 đề nghị cung cấp thông tin chưa trả lời"
    assert f"Còn {waits}. Những việc này không bàn giao được" in page.words

    told = _agency("handover", "cu", "moi", "--receiver", "hoa", "--person", "lan=lan")
    assert told.endswith(f"Không bàn giao được: {waits}.\n")
    file = tmp_path / "cu.tar"
    refused = _agency("archive", "cu", file, "--unencrypted")
    assert refused.startswith(f"NO: Chưa lưu trữ được: còn {waits}")
    assert "nguyên vẹn" in _agency("archive", "cu", file, "--unencrypted", "--leave-running")


def test_an_archive_may_be_encrypted_and_opens_for_its_removal(ended: str, tmp_path: Path) -> None:
    key, file, keys = Identity.generate(), tmp_path / "cu.tar.age", tmp_path / "khoa"
    keys.write_text(str(key))
    _agency("archive", "cu", file, "--leave-running", "--recipient", key.to_public())
    assert "đã mã hoá" in _agency("remove", "cu", "--after-archive", file)
    told = _agency("remove", "cu", "--after-archive", file, "--identity", keys)
    assert "Đã xoá" in told
    assert directory.codes() == ["moi"]


def test_what_came_after_the_archive_keeps_the_office_here(ended: str, tmp_path: Path) -> None:
    file = tmp_path / "cu.tar"
    _agency("archive", "cu", file, "--leave-running", "--unencrypted")
    with time_machine.travel(story.moment(AFTER), tick=False):
        client_of("", "cu").post(
            "/cu/dang-nhap/", {"username": "lan", "password": "mat-khau-cua-lan"}
        )
    told = _agency("remove", "cu", "--after-archive", file)
    assert told.startswith("NO: Chưa xoá được: tệp cu.tar khác văn phòng bây giờ ở «")
    assert directory.exists("cu")


@pytest.mark.parametrize("change", ["cut", "other", "none", "text"])
def test_only_the_whole_archive_of_this_very_office_lets_it_be_removed(
    ended: str, tmp_path: Path, change: str
) -> None:
    file, other = tmp_path / "cu.tar", tmp_path / "moi.tar"
    _agency("archive", "cu", file, "--leave-running", "--unencrypted")
    _agency("export", "moi", other)
    match change:
        case "cut":
            file.write_bytes(file.read_bytes()[:-600])
        case "other":
            file = other
        case "none":
            file.unlink()
        case _:
            file.write_text("da luu roi")
    assert _agency("remove", "cu", "--after-archive", file).startswith("NO: ")
    assert directory.codes() == ["cu", "moi"]


def test_an_office_that_has_not_ended_is_not_archived(ended: str, tmp_path: Path) -> None:
    file = tmp_path / "moi.tar"
    assert "chưa ghi kết thúc hoạt động" in _agency("archive", "moi", file, "--unencrypted")
    with use_agency("moi"):
        closing = Closing(closed_on=AFTER, number="16/QĐ-UBND", decided_on=story.FRIDAY)
        organisation.record_closing(closing, by=story.act("hoa"))
    assert "còn hoạt động hết ngày 03/03/2026" in _agency("archive", "moi", file, "--unencrypted")
    assert "không có dạng CŨ=MỚI" in _agency(
        "handover", "cu", "moi", "--receiver", "hoa", "--person", "lan"
    )
    assert "Không có văn phòng «x»" in _agency("handover", "cu", "x", "--receiver", "hoa")
    assert not file.exists()


def test_administration_and_the_chief_see_when_the_office_was_backed_up(
    ended: str, tmp_path: Path
) -> None:
    said = "Sao lưu của văn phòng: chưa có lần nào."
    for login in ("lan", "hoa"):
        assert said in client_of(login, "moi").get("/moi/so-ghi/").content.decode()
    assert said not in client_of("minh", "moi").get("/moi/so-ghi/").content.decode()
    assert "Sao lưu: chưa có lần nào" in Client().get("/").content.decode()
