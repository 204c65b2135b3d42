"""Versions in force, and what sets a number on a day: the text, else the law, else nothing."""

from datetime import date
from pathlib import Path

import pytest

from dienhong.core.citation import Citation
from dienhong.publication import actions as publication
from dienhong.publication.models import Matter
from dienhong.publication.queries import terms_for
from dienhong.regulation import actions, deciding, queries, vocabulary
from dienhong.regulation.models import Version
from tests.publication.story import (
    MONDAY,
    NEW,
    REGULATION,
    act,
    adopt,
    after,
    at_desk,
    drafted,
    page_of,
    words,
)

SHARED = Path(__file__).parents[2].parent / "shared"
TERM, RUN = vocabulary.TERM.name, vocabulary.RUN.name
SILENT = REGULATION.replace(
    "2. Việc nào cũng công khai chậm nhất là 05 ngày làm việc tính từ ngày có quyết định.\n", ""
).replace("3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.\n", "")


pytestmark = pytest.mark.usefixtures("staffed")


def said(name: str, version: Version | None, day: date) -> tuple[str, str, bool] | None:
    """Return a number in force: its words, its citation, whether it has to be confirmed."""
    found = queries.quantity(name, version, day)
    return (found.said, str(found.source), found.to_confirm) if found else None


def test_without_a_regulation_the_law_of_the_day_holds() -> None:
    assert queries.version_on(MONDAY) is None
    assert said(TERM, None, MONDAY) == (
        "chậm nhất 5 ngày làm việc",
        "luat-10-2022:dieu-47.khoan-2",
        False,
    )
    assert [item.by_law for item in queries.items(vocabulary.KIND.name, None, MONDAY)] == [
        True
    ] * 11


def test_the_texts_own_numbers_come_before_the_laws() -> None:
    version = adopt(REGULATION.replace("05 ngày", "04 ngày").replace("20 ngày", "25 ngày"))

    assert said(TERM, version, MONDAY) == (
        "chậm nhất 4 ngày làm việc",
        "quy-che-1:dieu-3.khoan-2",
        False,
    )
    assert said(RUN, version, MONDAY) == (
        "ít nhất 25 ngày liên tục",
        "quy-che-1:dieu-3.khoan-3",
        False,
    )


def test_own_kinds_and_forms_come_first_and_the_laws_are_added_each_with_its_source() -> None:
    version = adopt()
    kinds = queries.items(vocabulary.KIND.name, version, MONDAY)
    forms = queries.items(vocabulary.FORM.name, version, MONDAY)

    assert [str(item.source) for item in kinds] == [
        *(f"quy-che-1:dieu-2.khoan-{n}" for n in (1, 2, 3)),
        *(f"luat-10-2022:dieu-46.khoan-{n}" for n in range(1, 12)),
    ]
    assert [item.by_law for item in forms] == [False] * 2 + [True] * 7


@pytest.mark.parametrize(
    ("day", "term", "run"),
    [
        (
            date(2023, 7, 1),
            ("chậm nhất 5 ngày làm việc", "luat-10-2022:dieu-47.khoan-2", False),
            ("ít nhất 20 ngày liên tục", "luat-10-2022:dieu-48.khoan-1", False),
        ),
        (
            date(2023, 6, 30),
            ("chậm nhất 3 ngày làm việc", "nghi-dinh-04-2015:dieu-8.khoan-2", True),
            ("ít nhất 30 ngày liên tục", "nghi-dinh-04-2015:dieu-8.khoan-2", True),
        ),
        (date(2015, 2, 24), None, None),
    ],
)
def test_where_the_text_is_silent_the_law_of_the_day_holds_with_its_clause(
    day: date, term: tuple[str, str, bool] | None, run: tuple[str, str, bool] | None
) -> None:
    version = adopt(SILENT)

    assert (said(TERM, version, day), said(RUN, version, day)) == (term, run)


@pytest.mark.shared
def test_lang_son_2010_is_silent_on_term_and_run_and_the_law_holds() -> None:
    text = (SHARED / "regulations" / "lang-son-2010.txt").read_text("utf-8")
    version = actions.upload(text, name="lang-son.txt", by=act("lan"))
    orders = version.parameters.values_list("order", flat=True)
    deciding.confirm(version, orders, by=act("lan"))
    issued = actions.issue(
        version,
        number="27/QĐ-VP",
        issued_on=date(2026, 1, 5),
        in_force_from=date(2026, 1, 5),
        origin=NEW,
        doubts=[Citation(version.act, "dieu-17")],
        doubts_seen=True,
        by=act("hoa"),
    )
    terms = terms_for(MONDAY, MONDAY)

    names = {row.name for row in issued.parameters.all()}
    assert {"publication.kind", "publication.form"} <= names
    assert names.isdisjoint({"publication.term", "publication.run"})
    assert terms.publish_within is not None
    assert terms.post_for is not None
    assert (terms.publish_within.value, terms.publish_within.unit) == (5, "working_day")
    assert terms.publish_within.source == Citation("luat-10-2022", "dieu-47.khoan-2")
    assert (terms.post_for.value, terms.post_for.source) == (
        20,
        Citation("luat-10-2022", "dieu-48.khoan-1"),
    )
    assert [str(k.source) for k in terms.kinds if not k.by_law] == [
        f"quy-che-1:dieu-16.khoan-{n}" for n in range(1, 6)
    ]
    assert [(str(f.source), f.value) for f in terms.forms if not f.by_law] == [
        ("quy-che-1:dieu-17.khoan-1", "posting"),
        ("quy-che-1:dieu-17.khoan-2", "briefing,conference"),
        ("quy-che-1:dieu-17.khoan-3", "heads"),
    ]


def test_a_figure_of_the_decree_is_marked_to_confirm_on_the_matters_page() -> None:
    adopt(SILENT)
    old = drafted(decided_on=date(2023, 6, 15), kind="dieu-2.khoan-2")
    new = drafted(decided_on=date(2026, 2, 27), kind="dieu-2.khoan-2")
    marked = at_desk("lan", page_of(old)).section("Thời hạn công khai").words
    plain = at_desk("lan", page_of(new)).section("Thời hạn công khai").words

    assert old.due_on == date(2023, 6, 20)
    assert "cần cơ quan xác nhận Con số của luật mới đọc ở bản trích" in marked
    assert "Nghị định 04/2015, Điều 8 khoản 2" in marked
    assert "cần cơ quan xác nhận" not in plain


def test_where_neither_sets_a_number_the_page_says_so() -> None:
    adopt(SILENT)
    lan = at_desk("lan").follow("Soạn việc công khai")
    lan.send(
        "Trình kiểm tra bí mật",
        {
            "Tên việc": "Việc cũ",
            "Ngày quyết định": "2014-05-05",
            "Loại nội dung": "Sổ thu chi",
            "Người kiểm tra": "Hoa",
        },
    )

    assert lan.status == 422
    assert (
        "Chưa tính được: quy chế và luật của ngày đó đều không quy định thời hạn công khai"
        in lan.words
    )
    assert Matter.objects.count() == 0


# The chain of versions.


def test_the_version_in_force_is_the_last_that_had_begun() -> None:
    adopt(day=date(2026, 1, 5))
    adopt(number="02", day=MONDAY, in_force_from=after(MONDAY, 10))

    def number(day: date) -> int | None:
        version = queries.version_on(day)
        return version.number if version else None

    assert [
        number(day)
        for day in (
            date(2026, 1, 4),
            date(2026, 1, 5),
            after(MONDAY, 9),
            after(MONDAY, 10),
            date(2030, 1, 1),
        )
    ] == [None, 1, 1, 2, 2]


def test_a_draft_or_an_abandoned_text_is_never_in_force() -> None:
    draft = actions.upload(REGULATION, name="", by=act("lan"))
    assert queries.version_on(MONDAY) is None
    actions.abandon(draft, by=act("lan"))
    assert queries.version_on(MONDAY) is None


def test_what_was_decided_before_any_version_is_handled_under_the_one_of_its_entry() -> None:
    first = adopt(day=date(2026, 1, 5))
    adopt(number="02", day=after(MONDAY, 10), entered=after(MONDAY, 10))

    assert queries.version_for(date(2025, 6, 1), MONDAY) == first
    assert queries.version_for(date(2025, 6, 1), after(MONDAY, 10)) == queries.version_on(
        after(MONDAY, 10)
    )
    assert queries.version_for(date(2026, 1, 6), after(MONDAY, 10)) == first


def test_a_matter_begun_under_version_1_keeps_its_terms_and_version_2_rules_the_next() -> None:
    adopt()
    begun = drafted()
    day = after(MONDAY, 1)
    adopt(
        REGULATION.replace("05 ngày làm việc", "02 ngày làm việc"),
        number="02/QĐ-TSM",
        day=day,
        entered=day,
    )
    publication.clear(begun, by=act("hoa", day))
    kept = publication.publish(begun, forms=[], by=act("lan", day))
    later = publication.draft(words(decided_on=day, entered=day), by=act("lan", day))

    assert (kept.publish_within.value, str(kept.publish_within.source)) == (
        5,
        "quy-che-1:dieu-3.khoan-2",
    )
    assert (later.publish_within.value, str(later.publish_within.source)) == (
        2,
        "quy-che-2:dieu-3.khoan-2",
    )


# What can be shown of a clause.


def test_own_clauses_are_shown_in_their_words_and_the_laws_as_summaries() -> None:
    adopt()
    own = Citation("quy-che-1", "dieu-3.khoan-3")
    law = Citation("luat-10-2022", "dieu-47.khoan-2")
    none = Citation("quy-che-1", "dieu-99")
    found = queries.provisions_of([own, law, none])

    assert set(found) == {own, law}
    assert found[own].text == "Mỗi tờ niêm yết ít nhất 20 ngày liên tục."
    assert (found[own].held, found[law].held) == (True, False)
    assert found[own].label == "Điều 3 khoản 3"
    assert found[own].act_title == "QUY CHẾ DÂN CHỦ CỦA TRẠM SƯƠNG MAI, Quyết định số 01/QĐ-TSM"
    assert found[law].text.startswith("Công khai trong 5 ngày làm việc")
    assert queries.provision_of(own) == found[own]
    assert queries.provision_of(none) is None
