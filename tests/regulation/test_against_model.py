"""A regulation beside the model: missing, different, only there; and the page that shows it."""

import pytest

from dienhong.core.citation import Citation
from dienhong.regulation import actions, against_model, deciding, model_regulation
from dienhong.regulation.against_model import Standing, compare
from dienhong.regulation.combining import Value
from tests.publication.story import REGULATION, act, adopt, at_desk
from tests.scenarios.walker import Reader


def value(
    name: str, said: int | str, unit: str = "", bound: str = "", *, at: str = "dieu-1.khoan-1"
) -> tuple[str, Value]:
    return name, Value(said, unit, bound, Citation("quy-che-1", at))


TERM = value("publication.term", 5, "working_day", "at_most")
QUORUM = value("conference.quorum", "2/3", bound="at_least")
MONTHLY, YEARLY = value("briefing.period", "month"), value("briefing.period", "year")


def standings(own: list[tuple[str, Value]], model: list[tuple[str, Value]]) -> dict[str, Standing]:
    return {line.meant.name: line.standing for line in compare(own, model)}


def test_the_model_beside_itself_differs_in_nothing() -> None:
    lines = compare(model_regulation.values(), model_regulation.values())

    assert lines
    assert {line.standing for line in lines} == {Standing.SAME}


def test_a_regulation_that_sets_nothing_lacks_all_of_it() -> None:
    lines = compare([], model_regulation.values())

    assert {line.standing for line in lines} == {Standing.MISSING}
    assert {line.meant.name for line in lines} >= {
        "publication.term",
        "publication.run",
        "publication.kind",
        "publication.form",
    }


@pytest.mark.parametrize(
    ("own", "model", "standing"),
    [
        ([], [TERM], Standing.MISSING),
        ([TERM], [], Standing.ONLY_OWN),
        ([TERM], [TERM], Standing.SAME),
        ([value("publication.term", 3, "working_day", "at_most")], [TERM], Standing.DIFFERENT),
        ([value("publication.term", 5, "day", "at_most")], [TERM], Standing.DIFFERENT),
        ([QUORUM], [value("conference.quorum", "1/2", bound="more_than")], Standing.DIFFERENT),
        ([YEARLY, MONTHLY], [MONTHLY, YEARLY], Standing.SAME),
        ([MONTHLY], [MONTHLY, YEARLY], Standing.DIFFERENT),
        ([value("voice.reserve", "được bảo lưu")], [value("voice.reserve", "giữ")], Standing.SAME),
    ],
)
def test_where_a_parameter_stands(
    own: list[tuple[str, Value]], model: list[tuple[str, Value]], standing: Standing
) -> None:
    assert list(standings(own, model).values()) == [standing]


def test_channels_count_however_they_are_grouped() -> None:
    one = [value("publication.form", "posting,conference")]
    two = [value("publication.form", "conference"), value("publication.form", "posting")]

    assert standings(one, two) == {"publication.form": Standing.SAME}


def test_of_a_list_in_words_the_number_of_items_is_compared_and_its_article_named() -> None:
    own = [value("publication.kind", "Sổ quỹ", at="dieu-2.khoan-1")]  # the only one: itself
    model = [value("publication.kind", word, at=f"dieu-13.khoan-{word}") for word in "12"]
    (line,) = compare(own, model)

    assert line.standing is Standing.DIFFERENT
    assert (line.own_said, line.model_said) == ("1 mục", "2 mục")
    assert line.addresses == ("dieu-13",)
    assert line.sources == (Citation("quy-che-1", "dieu-2.khoan-1"),)


def test_lines_come_in_the_order_of_the_vocabulary() -> None:
    names = [line.meant.name for line in compare([QUORUM, TERM], [MONTHLY])]

    assert names == ["publication.term", "conference.quorum", "briefing.period"]


def test_values_are_said_as_people_say_them() -> None:
    (line,) = compare([], [MONTHLY, YEARLY])
    (duty,) = compare([], [value("voice.reserve", "được bảo lưu ý kiến")])

    assert line.model_said == "hằng tháng; hằng năm"
    assert duty.model_said == "có quy định"
    assert against_model.say_values(duty.meant, ()) == ""


# The page.


def row_of(reader: Reader, heading: str, words: str) -> str:
    """Return the words of the table's row about something, under a heading."""
    rows = reader.section(heading).every("tr")
    return next(row.words for row in rows if words in row.words)


@pytest.mark.usefixtures("staffed")
def test_the_page_names_what_is_missing_and_what_then_applies() -> None:
    version = adopt(REGULATION.replace("3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.\n", ""))
    page = at_desk("lan").follow("Quy chế").follow("So với quy chế mẫu")

    row = row_of(page, "Mẫu có, bản này chưa có", "Thời gian niêm yết")
    assert "ít nhất 20 ngày liên tục" in row
    assert "Điều 48" in row
    assert f"Bản {version.number}" in page.words


@pytest.mark.usefixtures("staffed")
def test_the_page_shows_both_values_where_they_differ() -> None:
    adopt(REGULATION.replace("05 ngày", "03 ngày"))
    page = at_desk("minh", "quy-che/ban/1/so-voi-mau/")

    row = row_of(page, "Đặt khác nhau", "Thời hạn công khai")
    assert "chậm nhất 3 ngày làm việc" in row
    assert "chậm nhất 5 ngày làm việc" in row
    assert page.follow("Điều 15 khoản 1").path.endswith("/quy-che/mau/")


@pytest.mark.usefixtures("staffed")
def test_a_draft_is_compared_before_it_is_confirmed_and_only_for_who_prepares_it() -> None:
    actions.upload(REGULATION, name="ban-moi.txt", by=act("lan"))
    page = at_desk("lan", "quy-che/ban/1/so-voi-mau/")

    assert "mục đọc được chưa có người xác nhận" in page.words
    assert at_desk("minh", "quy-che/ban/1/so-voi-mau/").status == 404


@pytest.mark.usefixtures("staffed")
def test_what_was_left_open_counts_as_missing() -> None:
    version = actions.upload(REGULATION, name="ban-moi.txt", by=act("lan"))
    term = version.parameters.get(name="publication.term")
    deciding.leave_open(version, [term.order], by=act("lan"))
    page = at_desk("lan", "quy-che/ban/1/so-voi-mau/")

    assert "Điều 47" in row_of(page, "Mẫu có, bản này chưa có", "Thời hạn công khai")
