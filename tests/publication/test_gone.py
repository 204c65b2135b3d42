"""What was withdrawn or held back is on no page, list, count, paper or file of others."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.publication import actions, correcting
from dienhong.publication.models import Matter
from dienhong.record.models import StoredFile
from tests.file_samples import pdf
from tests.publication.story import (
    BOARD,
    EVERYONE,
    MONDAY,
    PDF,
    act,
    at_desk,
    drafted,
    entered,
    files_of,
    moment,
    page_of,
    person,
    published,
    text_of,
    the_matter,
    upload,
    withdrawn,
    words,
)

pytestmark = pytest.mark.usefixtures("clock")


# Emergency withdrawal: gone from everywhere.

TOKEN = "kin4711"


def crawl(login: str) -> dict[str, str]:
    """Return the HTML, or the words of the PDF, of every page that links lead to from the first."""
    reader = at_desk(login)
    seen: dict[str, str] = {}
    todo = [reader.url]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        reader.open(path)
        answer = reader.response
        if answer.streaming:
            seen[path] = reader.content.decode("latin-1")
            continue
        is_pdf = answer.headers.get("Content-Type") == "application/pdf"
        seen[path] = text_of(reader.content) if is_pdf else reader.html
        todo += re.findall(r'<a [^>]*href="(/thu/[^"#]*)', reader.html)
    return seen


def hidden_in(pages: dict[str, str]) -> list[str]:
    """Return the pages on which the secret word stands, in their words or in their address."""
    return [path for path, html in pages.items() if TOKEN in html or TOKEN in path]


def test_bk_dieu_9_after_a_withdrawal_the_words_are_on_no_page_of_anybody() -> None:
    secret = pdf(TOKEN)
    matter = published(
        upload(secret, f"{TOKEN}.pdf"),
        title=f"Tên {TOKEN}",
        summary=f"Lời {TOKEN}",
        forms=[BOARD],
    )
    place = StoredFile.objects.get().place
    url = f"{page_of(matter)}tep/1/{TOKEN}.pdf"
    # First page, list, journal, calendar (two addresses), its page, the file's, the file, the
    # sheet, the minutes, where it is confirmed, and where more of it is asked for.
    assert len(hidden_in(crawl("minh"))) == 12
    parts = [f"{page_of(matter)}tep/1/{part}" for part in ("", "nho/", "trang/1/")]
    assert [at_desk("minh", part).status for part in parts] == [200, 200, 200]
    drawn = Path(storages["previews"].path(StoredFile.objects.get().digest))
    assert {part.name for part in drawn.iterdir()} == {"words.json", "small", "1"}

    tu = at_desk("tu", page_of(matter)).send("Đề nghị thu hồi", {"Căn cứ": "Có bí mật."})
    assert "chờ người thứ hai xác nhận" in tu.words
    assert not tu.may_send("Xác nhận thu hồi")
    hoa = at_desk("hoa").follow("Xác nhận thu hồi").send("Xác nhận thu hồi")
    assert "Việc này đã được thu hồi khẩn cấp" in hoa.words

    for login in EVERYONE:
        pages = crawl(login)
        assert len(pages) > 8
        assert hidden_in(pages) == []
        assert [at_desk(login, each).status for each in (url, *parts)] == [410] * 4
        page = at_desk(login, page_of(matter))
        assert (page.status, TOKEN in page.html) == (200, False)
        assert matter.content_digest in page.words
    assert not default_storage.exists(place)
    assert not drawn.exists()


def every_row() -> str:
    """Return all that the office's database holds, table by table, as words."""
    return "\n".join(str(list(model.objects.values())) for model in apps.get_models())


def test_bk_dieu_9_after_a_withdrawal_its_saves_and_corrections_hold_no_words() -> None:
    matter = drafted(title=f"Một {TOKEN}", summary=TOKEN)
    said = words(title=f"Hai {TOKEN}", summary=f"Lời {TOKEN}")
    actions.redraft(matter, said, [upload(name=f"{TOKEN}.pdf")], edition=1, by=act("lan"))
    actions.clear(matter, edition=2, by=act("hoa"))
    matter = actions.publish(matter, forms=[], by=act("lan"))
    given = {"ground": TOKEN, "checker": person("hoa"), "by": act("lan")}
    scan = upload(pdf(TOKEN), f"{TOKEN}-dung.pdf")
    for code, value, file in (("title", f"Ba {TOKEN}", None), ("file-1", "", scan)):
        asked = correcting.ask(matter, code, value, upload=file, **given)
        correcting.sign(asked, by=act("hoa"))
    correcting.ask(matter, "summary", f"Khác {TOKEN}", **given)
    places = [file.place for file in StoredFile.objects.all()]
    before = {login: set(hidden_in(crawl(login))) for login in ("hoa", "tu")}
    assert "/thu/dinh-chinh/" in before["tu"]
    assert f"/thu/{page_of(matter)}cac-lan-sua/" in before["hoa"]
    withdrawn(Matter.objects.get())

    assert TOKEN not in every_row()
    assert [place for place in places if default_storage.exists(place)] == []
    for login in ("hoa", "tu", "minh"):
        assert hidden_in(crawl(login)) == []
    inside = {path.removeprefix("/thu/") for path in set.union(*before.values())}
    for path in sorted(inside):
        assert TOKEN not in at_desk("hoa", path).html


def test_bk_dieu_9_what_is_held_back_keeps_no_earlier_words() -> None:
    matter = drafted(title=f"Một {TOKEN}")
    actions.redraft(matter, words(title="Hai"), edition=1, by=act("lan"))
    actions.withhold(matter, ground="Bí mật công tác.", by=act("hoa"))

    assert TOKEN not in every_row()


def test_of_what_was_withdrawn_no_sheet_and_no_minutes_of_posting_are_drawn() -> None:
    matter = withdrawn(published())
    run = matter.postings.get().pk

    assert at_desk("lan", f"{page_of(matter)}niem-yet/{run}/to.pdf").status == 410
    assert at_desk("lan", f"{page_of(matter)}niem-yet/{run}/to-a3.pdf").status == 410
    assert at_desk("lan", f"{page_of(matter)}niem-yet/{run}/bien-ban.pdf").status == 410


def test_the_sheet_for_taking_it_off_the_boards_prints_without_its_words() -> None:
    matter = published(title=f"Tên {TOKEN}", forms=[BOARD])
    actions.post(matter, place="Sảnh lớn", posted_at=moment(MONDAY), by=act("lan"))
    entry = matter.postings.get(electronic=False).entry_number
    withdrawn(matter)

    lan = at_desk("lan", page_of(matter))
    assert "Tờ niêm yết còn trên bảng tin." in lan.words
    said = text_of(lan.follow("Phiếu gỡ tờ niêm yết (PDF)").content)
    assert f"1 Sảnh lớn 02/03/2026 {entry}" in said
    assert TOKEN not in said
    minh = at_desk("minh", page_of(matter))
    assert "Phiếu gỡ" not in minh.words
    assert at_desk("minh", f"{page_of(matter)}thu-hoi/phieu-go.pdf").status == 403


def test_where_no_sheet_hung_there_is_none_to_take_down() -> None:
    path = "thu-hoi/phieu-go.pdf"
    matter = published()
    assert at_desk("lan", f"{page_of(matter)}{path}").status == 404
    withdrawn(matter)
    assert at_desk("lan", f"{page_of(matter)}{path}").status == 404


def test_a_file_that_never_was_is_not_called_withdrawn() -> None:
    matter = withdrawn(published(upload()))

    assert at_desk("minh", f"{page_of(matter)}tep/7/x.pdf").status == 404


def test_what_was_not_withdrawn_has_no_minutes_of_withdrawal() -> None:
    assert at_desk("lan", f"{page_of(published())}thu-hoi/bien-ban.pdf").status == 404


def test_a_file_withdrawn_with_one_matter_is_no_dead_link_at_another() -> None:
    other = published(upload(name="chung.pdf"), title="Việc khác")
    withdrawn(published(upload(name="chung.pdf")))
    page = at_desk("minh", page_of(other))

    assert files_of(page) == []
    assert "chung.pdf đã thu hồi khẩn cấp" in page.section("Tệp kèm theo").words


def test_bk_dieu_9_what_is_held_back_is_in_no_list_count_or_duty_of_others() -> None:
    before = {login: at_desk(login).html for login in EVERYONE}
    entered(
        at_desk("khue"),
        **{
            "Tên việc": f"Tên {TOKEN}",
            "Tóm tắt": TOKEN,
            "Người kiểm tra": "Phong",
            "Tệp kèm theo": SimpleUploadedFile(f"{TOKEN}.pdf", PDF),
        },
    )
    at_desk("phong").follow("Kiểm tra bí mật").send(
        "Giữ lại vì bí mật", {"Căn cứ": f"Bí mật công tác {TOKEN}."}
    )
    matter = the_matter()

    for login in EVERYONE:
        pages = crawl(login)
        sees = login in {"khue", "phong", "hoa"}
        assert hidden_in(pages)[:1] == (["/thu/so-ghi/"] if sees else [])
        assert TOKEN not in pages["/thu/cong-khai/"]
        assert _without_foot(pages["/thu/"]) == _without_foot(before[login])
        page = at_desk(login, page_of(matter))
        assert page.status == (200 if sees else 404)
        assert (TOKEN in page.html) is sees
        assert at_desk(login, f"{page_of(matter)}tep/1/x.pdf").status == (200 if sees else 404)


def test_an_answer_to_the_check_that_no_button_gives_is_not_taken_for_one() -> None:
    matter = drafted()
    hoa = at_desk("hoa", page_of(matter))
    hoa.post_by_hand(f"/thu/{page_of(matter)}kiem-tra/", {"answer": "khác", "ground": "Mật."})

    assert (hoa.status, the_matter().stage) == (400, "checking")
    assert "Chưa đọc được yêu cầu" in hoa.words


def _without_foot(html: str) -> str:
    """Return a page without the journal's size and fingerprint, and without tokens of forms."""
    return re.sub(r"<footer.*</footer>|value=\"\w{64}\"", "", html, flags=re.DOTALL)
