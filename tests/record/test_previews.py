"""Previews show what is in a file, carry nothing more, and go with it."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection, transaction
from PIL import Image

from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.record import files, previews, worker
from dienhong.record.models import StoredFile
from tests.conftest import NOW
from tests.file_samples import docx, part_of, pdf, photo_with_place, picture, stream, xlsx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _kept(content: bytes) -> StoredFile:
    return files.keep(ContentFile(content), "tep", at=NOW).file


def _drawn(file: StoredFile, page: int = 1) -> Image.Image:
    content = previews.page_of(file, page)
    assert content is not None
    return Image.open(BytesIO(content))


def _parts(code: str) -> list[str]:
    folder = directory.folder(code) / "previews"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# What they show.


def test_the_pages_of_a_pdf_are_drawn_in_order_and_their_words_are_read(office: str) -> None:
    red = stream(b"1 0 0 rg 0 0 400 200 re f")
    file = _kept(pdf("Trang mot", "Trang hai", objects={13: red}))
    assert file.pages == 2
    assert previews.words_of(file) == {
        "pages": [
            {"width": 1100, "height": 550, "words": "Trang mot"},
            {"width": 1100, "height": 550, "words": ""},
        ]
    }
    first, second = _drawn(file, 1), _drawn(file, 2)
    assert (first.format, first.size, second.size) == ("PNG", (1100, 550), (1100, 550))
    assert first.getpixel((5, 5)) == (255, 255, 255)
    assert first.convert("L").getextrema()[0] < 50  # the letters
    assert second.getpixel((5, 5)) == (255, 0, 0)
    assert (previews.page_of(file, 3), previews.page_of(file, 0)) == (None, None)


def test_a_script_in_a_pdf_that_nobody_found_does_not_run_when_a_page_is_drawn(office: str) -> None:
    """The picture of a page is the same with and without it."""
    file = _kept(pdf("Mot"))
    other = StoredFile.objects.create(
        digest="f" * 64, size=1, media_type="application/pdf", stored_at=NOW, pages=1
    )
    script = "/OpenAction << /S /JavaScript /JS (while(true){}) >>"
    default_storage.save(other.place, ContentFile(pdf("Mot", catalog=script)))
    assert previews.page_of(other, 1) == previews.page_of(file, 1)


def test_of_a_long_pdf_the_first_thirty_pages_are_shown_five_at_a_go(office: str) -> None:
    file = _kept(pdf(*(f"Trang {n}" for n in range(1, 33))))
    words = previews.words_of(file)
    assert words is not None
    assert [page["words"] for page in words["pages"]] == [f"Trang {n}" for n in range(1, 31)]
    assert previews.page_of(file, 7)
    assert _parts(office) == ["10", "6", "7", "8", "9", "words.json"]
    assert previews.page_of(file, 30)
    assert previews.page_of(file, 31) is None


def test_a_photograph_is_redrawn_upright_small_and_without_place_or_camera(office: str) -> None:
    file = _kept(photo_with_place())
    assert file.located
    shown = _drawn(file)
    assert (shown.format, shown.size) == ("JPEG", (20, 40))  # it was held sideways
    assert dict(shown.getexif()) == {}
    assert "exif" not in shown.info
    assert b"May anh" not in (previews.page_of(file, 1) or b"")
    red, blue = shown.getpixel((10, 5)), shown.getpixel((10, 35))
    assert (red[0] > 200, red[2] < 50) == (True, True)  # type: ignore[index]
    assert (blue[0] < 50, blue[2] > 200) == (True, True)  # type: ignore[index]
    with default_storage.open(file.place) as original:
        assert original.read() == photo_with_place()


def test_a_large_picture_is_made_smaller_and_a_transparent_one_stands_on_white(
    office: str,
) -> None:
    assert _drawn(_kept(picture("PNG", size=(3200, 800)))).size == (1600, 400)
    out = BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(out, "PNG")
    assert _drawn(_kept(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16"])
def test_pictures_of_every_depth_are_drawn(office: str, mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 10), 0).save(out, "PNG")
    assert _drawn(_kept(out.getvalue())).size == (20, 10)


def test_a_small_picture_of_a_pdf_and_of_a_photograph(office: str) -> None:
    for content in (pdf("Mot"), picture("JPEG", size=(800, 400))):
        small = previews.thumbnail_of(_kept(content))
        assert small is not None
        assert Image.open(BytesIO(small)).size == (240, 120)
    assert previews.thumbnail_of(_kept(docx())) is None


def test_the_words_and_tables_of_a_word_document_stand_in_order(office: str) -> None:
    file = _kept(docx("Tờ trình <b>số 1</b>", "Điều 2."))
    assert previews.words_of(file) == {
        "blocks": [
            {"words": "Tờ trình <b>số 1</b>"},
            {"words": "Điều 2."},
            {"rows": [["Ô một", "Ô hai"]]},
        ],
        "more": False,
    }


def test_no_words_are_missed_that_word_would_show_and_none_shown_that_it_would_not(
    office: str,
) -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>thêm </w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r>"
        "</w:del><w:r><w:t>vào</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>đã chuyển</w:t></w:r></w:moveFrom></w:p>"
    )
    made = part_of(docx(), "word/document.xml").replace("<w:body>", f"<w:body>{body}")
    words = previews.words_of(_kept(docx(parts={"word/document.xml": made})))
    assert words is not None
    assert words["blocks"][:2] == [{"words": "Trong khung"}, {"words": "thêm vào\ndòng hai"}]
    assert "đã chuyển" not in str(words)


def test_a_long_word_document_is_cut_and_says_so(office: str) -> None:
    words = previews.words_of(_kept(docx(*(f"Dòng {n}" for n in range(2_100)))))
    assert words is not None
    assert (len(words["blocks"]), words["more"]) == (2_000, True)


def test_the_cells_of_a_workbook_are_read_as_people_write_them(office: str) -> None:
    rows = [["Ngày", "Số tiền", "Đủ"], [NOW.date(), 1234.5, True], [None, 20, "=1+1"]]
    words = previews.words_of(_kept(xlsx(rows)))
    assert words is not None
    assert words["sheets"] == [
        {
            "name": "Sheet",
            "hidden": False,
            "rows": [["Ngày", "Số tiền", "Đủ"], ["02/03/2026", "1234,5", "TRUE"], ["", "20", ""]],
            "more_rows": False,
            "more_columns": False,
        }
    ]


def test_of_a_large_workbook_the_beginning_is_read_and_the_rest_is_told(office: str) -> None:
    words = previews.words_of(_kept(xlsx([[f"{n}"] * 25 for n in range(300)])))
    assert words is not None
    sheet = words["sheets"][0]
    assert (len(sheet["rows"]), len(sheet["rows"][0])) == (200, 20)
    assert (sheet["more_rows"], sheet["more_columns"]) == (True, True)


# When they are made, and when they go.


def test_nothing_is_drawn_before_somebody_looks_and_nothing_twice(office: str) -> None:
    file = _kept(pdf())
    assert _parts(office) == []
    assert previews.page_of(file, 1)
    place = Path(storages["previews"].path(file.digest)) / "1"
    before = place.stat().st_mtime_ns
    assert previews.page_of(file, 1)
    assert place.stat().st_mtime_ns == before
    place.unlink()  # a cache: it may go at any time
    assert previews.page_of(file, 1)


def test_what_cannot_be_drawn_is_not_tried_again_at_once(office: str) -> None:
    file = _kept(pdf())
    Path(default_storage.path(file.place)).write_bytes(b"%PDF-1.7 hong")
    assert previews.words_of(file) is None
    Path(default_storage.path(file.place)).write_bytes(pdf())
    assert previews.words_of(file) is None
    place = Path(storages["previews"].path(file.digest)) / "words.json"
    os.utime(place, (0, 0))
    assert previews.words_of(file) is not None


def test_who_has_to_wait_too_long_for_his_turn_is_told_so(
    office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_PATIENCE", 0.05)
    file = _kept(pdf())
    with worker.turn(), pytest.raises(worker.Busy):
        previews.page_of(file, 1)
    assert previews.page_of(file, 1)


def test_previews_go_with_the_bytes_when_a_file_is_erased_or_discarded(office: str) -> None:
    for go in (lambda file: files.erase(file, at=NOW), files.discard):
        file = _kept(pdf() if go is files.discard else pdf("Kin"))
        assert previews.words_of(file)
        assert previews.page_of(file, 1)
        with transaction.atomic():
            go(file)  # type: ignore[no-untyped-call]
            assert _parts(office)
        assert _parts(office) == []


def test_a_file_erased_while_it_is_drawn_leaves_no_preview(
    office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _kept(pdf("Kin"))
    draw = worker.run

    def erased_meanwhile(*args: object) -> worker.Answer:
        answer = draw(*args)  # type: ignore[arg-type]
        with transaction.atomic():
            files.erase(StoredFile.objects.get(), at=NOW)
        return answer

    monkeypatch.setattr(worker, "run", erased_meanwhile)
    assert previews.page_of(file, 1) is None
    assert _parts(office) == []


def test_previews_of_one_office_are_not_seen_in_another(new_office: object) -> None:
    for code in ("mot", "hai"):
        new_office(code)  # type: ignore[operator]
    with use_agency("mot"):
        assert previews.page_of(_kept(pdf()), 1)
    assert (_parts("mot"), _parts("hai")) == (["1"], [])


def test_two_who_look_at_once_see_the_same(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_PATIENCE", 60.0)
    file, seen = _kept(pdf("Mot")), []

    def look() -> None:
        with use_agency(office):
            seen.append(previews.thumbnail_of(file))
        connection.close_everything()  # type: ignore[attr-defined]

    both = [Thread(target=look) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert seen[0] == seen[1]
    assert seen[0]


def test_sweeping_takes_old_previews_those_of_no_file_and_the_oldest_of_too_many(
    office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [_kept(pdf(f"Tep {n}")) for n in range(3)]
    for age, file in enumerate(kept):
        assert previews.thumbnail_of(file)
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(storages["previews"].path(file.digest), (moment, moment))
    stray = Path(storages["previews"].path("0" * 64))
    stray.mkdir()
    previews.sweep(at=NOW)
    assert len(_parts(office)) == 3
    assert not stray.exists()
    previews.sweep(at=NOW + timedelta(days=29, hours=1))
    assert len(_parts(office)) == 1
    previews.sweep(at=NOW + timedelta(days=31))
    assert _parts(office) == []

    assert all(previews.thumbnail_of(file) for file in kept)
    monkeypatch.setattr(previews, "MOST_BYTES", 1)
    previews.sweep(at=NOW)
    assert _parts(office) == []
