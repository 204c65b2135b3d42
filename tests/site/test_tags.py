"""The frame of the pages: chips and their clauses, due lines, derivations, fields, wording."""

import re
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

import dienhong
from dienhong.core.citation import Citation
from dienhong.core.days import count, vietnam
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.refusal import Refused
from dienhong.site import say, shown

OWN = Citation("quy-che-1", "dieu-10.khoan-2.gach-1")
LAW = Citation("luat-10-2022", "dieu-47.khoan-2")
TUESDAY = date(2026, 3, 24)
TEMPLATES = sorted(Path(dienhong.__file__).parent.rglob("templates/**/*.html"))


def drawn(source: str, path: str = "/", **values: Any) -> str:
    """Return a template's HTML as a page would have it, with runs of blanks made one."""
    template = engines["django"].from_string("{% load dienhong %}" + source)
    html = template.render(values, RequestFactory().get(path))
    return re.sub(r"[ \n]+", " ", html).strip()


# Chips and clauses.


def test_a_chip_of_the_regulation_leads_to_the_foot_of_the_page() -> None:
    assert drawn("{% cite c %}", c=OWN) == (
        '<a class="cite" id="dan-quy-che-1:dieu-10.khoan-2.gach-1"'
        ' href="#c-quy-che-1:dieu-10.khoan-2.gach-1">'
        "Điều\u00a010 khoản\u00a02, gạch\u00a01</a>"
    )


def test_a_chip_of_the_law_names_the_law_and_looks_different() -> None:
    assert drawn("{% cite c %}", c=LAW) == (
        '<a class="cite cite-law" id="dan-luat-10-2022:dieu-47.khoan-2"'
        ' href="#c-luat-10-2022:dieu-47.khoan-2">Luật\u00a010/2022, Điều\u00a047 khoản\u00a02</a>'
    )


def test_a_clause_cited_twice_stands_once_at_the_foot_and_leads_back_to_its_first_chip() -> None:
    html = drawn("{% cite c %} {% cite c %} {% cited_clauses %}", c=LAW)

    ids = re.findall(r' id="([^"]*)"', html)
    assert ids == [
        "dan-luat-10-2022:dieu-47.khoan-2",
        "dieu-khoan",
        "c-luat-10-2022:dieu-47.khoan-2",
    ]
    assert re.findall(r' href="#([^"]*)"', html) == [ids[2], ids[2], ids[0]]


def test_chips_inside_a_derivation_and_a_refusal_are_collected_too() -> None:
    derivation = Derivation(
        TUESDAY, (Step(TUESDAY, TUESDAY, StepKind.END, "Hết hạn", LAW),), "Lịch thử"
    )
    refusal = Refused("Chưa gỡ được: còn sớm", LAW, derivation=derivation)

    page = "{% include 'parts/refusal.html' %}{% cited_clauses %}"

    assert drawn(page, refusal=refusal).count('class="clause"') == 1


def test_the_laws_summary_is_not_passed_off_as_its_text() -> None:
    html = drawn("{% cite c %}{% cited_clauses %}", c=LAW)

    assert html.count("Trên đây là tóm tắt, không phải nguyên văn.") == 1


def test_an_act_that_is_not_known_here_keeps_its_key_and_says_that_it_is_not_held() -> None:
    html = drawn("{% cite c %}{% cited_clauses %}", c=Citation("luat-xa-la", "dieu-3"))

    assert re.findall(r"<h3>(.*?)</h3>", html) == ["luat-xa-la, Điều\u00a03"]
    assert html.count("Nguyên văn không lưu tại đây.") == 1


def test_a_page_without_citations_has_no_list_of_clauses() -> None:
    assert drawn("{% cite c %}{% cited_clauses %}", c=None) == ""


def test_without_a_request_a_chip_is_no_link_as_nothing_could_stand_at_the_foot() -> None:
    html = Template("{% load dienhong %}{% cite c %}").render(Context({"c": OWN}))

    assert html == '<span class="cite">Điều\u00a010 khoản\u00a02, gạch\u00a01</span>'


CITATIONS = st.builds(Citation, st.from_regex(r"[a-z0-9-]+", fullmatch=True), st.text())


@given(CITATIONS, CITATIONS)
def test_two_citations_share_an_id_only_if_they_are_the_same(one: Citation, two: Citation) -> None:
    assert (say.clause_id(one) == say.clause_id(two)) == (one == two)


@given(CITATIONS)
def test_an_id_holds_in_html_and_in_a_link_as_it_stands(citation: Citation) -> None:
    assert re.fullmatch(r"c-[A-Za-z0-9:._-]+", say.clause_id(citation))


# Days.


@pytest.mark.parametrize(
    ("due", "done", "look", "words"),
    [
        (date(2026, 3, 31), None, "due", "Còn 5 ngày làm việc, đến hết thứ Ba 31/03/2026"),
        (
            date(2026, 3, 27),
            None,
            "due due-soon",
            "Còn 3 ngày làm việc, đến hết thứ Sáu 27/03/2026",
        ),
        (TUESDAY, None, "due due-soon", "Hôm nay là ngày cuối, đến hết thứ Ba 24/03/2026"),
        (date(2026, 3, 20), None, "due due-late", "Trễ 2 ngày làm việc, hạn là thứ Sáu 20/03/2026"),
        (
            date(2026, 3, 31),
            TUESDAY,
            "due due-done",
            "Xong ngày 24/03/2026, trước hạn 5 ngày làm việc",
        ),
        (date(2050, 3, 24), None, "due", "Hạn là thứ Năm 24/03/2050"),
    ],
    ids=["far", "soon", "today", "late", "done", "year-without-calendar"],
)
def test_a_due_line_says_what_its_colour_says(
    due: date, done: date | None, look: str, words: str
) -> None:
    html = drawn("{% due_line due today done_on=done %}", due=due, today=TUESDAY, done=done)

    assert html.startswith(f'<p class="{look}"><b>')
    assert re.sub(r"<[^>]+>", "", html).replace(say.NBSP, " ") == words


def test_a_due_line_sets_what_is_left_bold_and_its_date_for_machines() -> None:
    assert drawn("{% due_line due today %}", due=date(2026, 3, 27), today=TUESDAY) == (
        '<p class="due due-soon"><b>Còn 3\u00a0ngày làm việc</b>, đến hết thứ Sáu'
        ' <time datetime="2026-03-27">27/03/2026</time></p>'
    )


def test_four_working_days_are_not_soon_yet() -> None:
    due = shown.due(vietnam.calendar(), date(2026, 3, 30), TUESDAY)

    assert due == shown.Due("", "Còn 4\u00a0ngày làm việc", ", đến hết thứ Hai 30/03/2026")


def test_a_derivation_shows_every_step_and_names_the_calendar_last() -> None:
    found = count.due_in_working_days(
        vietnam.calendar(), date(2026, 3, 20), 2, event="Ký", source=OWN, not_counted_source=None
    )

    assert shown.rows(found) == [
        shown.Row("Thứ Sáu 20/03", "Ký. Ngày đầu không tính", "", None),
        shown.Row("21/03 – 22/03", "Bỏ qua: thứ Bảy, Chủ nhật", "off", None),
        shown.Row("23/03 – 24/03", "Ngày làm việc thứ 1 đến thứ 2", "", None),
        shown.Row(
            "Thứ Ba 24/03", f"Hết hạn 2 ngày làm việc. {vietnam.calendar().version}.", "fin", OWN
        ),
    ]


def test_a_derivation_into_a_year_without_a_decision_says_that_it_is_provisional() -> None:
    end = Step(date(2027, 1, 4), date(2027, 1, 4), StepKind.END, "Hết hạn")
    found = Derivation(date(2027, 1, 4), (end,), "Lịch thử", provisional=True)

    assert shown.rows(found) == [
        shown.Row("Thứ Hai 04/01", "Hết hạn. Lịch thử. Năm 2027 là lịch dự kiến.", "fin", None)
    ]


def test_a_derivation_is_folded_unless_the_page_opens_it() -> None:
    found = Derivation(TUESDAY, (Step(TUESDAY, TUESDAY, StepKind.END, "Hết hạn"),))

    folded = drawn("{% derivation d %}", d=found)
    unfolded = drawn("{% derivation d open=True summary='Cách đếm' %}", d=found)

    assert folded.startswith('<details class="why"> <summary>Vì sao là ngày 24/03</summary>')
    assert unfolded.startswith('<details class="why" open> <summary>Cách đếm</summary>')
    assert drawn("{% derivation d %}", d=None) == ""


def test_a_leaf_shows_the_day_and_is_hidden_from_screen_readers() -> None:
    assert drawn("{% leaf day late=True %}", day=date(2026, 3, 5)) == (
        '<div class="leaf leaf-late" aria-hidden="true">Thứ Năm<b>05</b>tháng 3</div>'
    )


def strip(*states: str) -> list[shown.Cell]:
    days = (TUESDAY + timedelta(days=number) for number in range(len(states)))
    return shown.cells(
        SimpleNamespace(day=day, state=state, label="")
        for day, state in zip(days, states, strict=True)
    )


def test_each_cell_of_a_run_says_in_words_what_it_shows() -> None:
    cells = strip("void", "gap", "on", "now", "end", "later")

    assert [(cell.look, cell.meaning) for cell in cells] == [
        ("void", "niêm yết, không tính"),
        ("gap", "bảng trống, đợt bị ngắt"),
        ("on", "niêm yết, tính đủ"),
        ("on now", "niêm yết, tính đủ, hôm nay"),
        ("end", "ngày cuối"),
        ("later", "chưa đến"),
    ]


def test_the_key_explains_the_states_that_occur_and_no_others() -> None:
    assert shown.key(strip("gap now", "later", "later")) == [
        ("gap", "bảng trống, đợt bị ngắt"),
        ("now", "hôm nay"),
        ("later", "chưa đến"),
    ]


def test_an_unknown_state_is_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="'hung' is not in list"):
        strip("hung")


# Forms.


class Entry(forms.Form):
    title = forms.CharField(label="Tên", help_text="Như trên văn bản")
    note = forms.CharField(label="Ghi chú", required=False)
    signed = forms.DateField(label="Ngày ký")
    place = forms.ChoiceField(label="Nơi", choices=[("a", "A")], widget=forms.RadioSelect)
    sure = forms.BooleanField(
        label="Đã kiểm tra", error_messages={"required": "Kiểm tra bí mật trước."}
    )


EMPTY = {"signed": "31/02/2026"}


def ids(html: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', html))


def test_the_list_of_errors_is_in_our_words_and_keeps_the_forms_own() -> None:
    html = drawn("{% error_summary form %}", form=Entry(EMPTY))

    assert re.findall(r'<a href="#(\w+)">(.*?)</a>', html) == [
        ("id_title", "Tên: Còn để trống."),
        ("id_signed", "Ngày ký: Ngày này không có trong lịch."),
        ("id_place_0", "Nơi: Chưa chọn."),
        ("id_sure", "Đã kiểm tra: Kiểm tra bí mật trước."),
    ]
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", html) == ["Chưa gửi được: bốn chỗ cần sửa"]


def test_every_error_leads_to_a_field_and_every_field_to_its_words() -> None:
    html = drawn("{% include 'parts/form.html' with button='Ghi' %}", form=Entry(EMPTY))

    links = set(re.findall(r'href="#([^"]+)"', html))
    described = {
        each for ref in re.findall(r'aria-describedby="([^"]+)"', html) for each in ref.split()
    }
    labels = set(re.findall(r' for="([^"]+)"', html))
    assert links | described | labels <= ids(html)
    assert described == {
        "id_title_helptext",
        "id_title_error",
        "id_signed_error",
        "id_place_error",
        "id_sure_error",
    }


def test_a_form_without_errors_shows_no_list() -> None:
    assert drawn("{% error_summary form %}", form=Entry()) == ""


PAGES = "{% include 'parts/pages.html' with leaf=leaf words=words place=place only %}"


def test_a_list_of_one_page_has_no_links_to_others() -> None:
    assert drawn(PAGES, leaf=Paginator(range(20), 20).page(1)) == ""


def test_pages_of_a_list_keep_what_was_asked_and_open_at_the_list() -> None:
    leaf = Paginator(range(50), 20).page(2)

    html = drawn(PAGES, leaf=leaf, words="tu=1&loai=2", place="danh-sach")

    assert re.findall(r'href="([^"]+)">([^<]+)<', html) == [
        ("?tu=1&amp;loai=2&amp;trang=1#danh-sach", "Trang trước"),
        ("?tu=1&amp;loai=2&amp;trang=3#danh-sach", "Trang sau"),
    ]
    assert "Trang 2 trên 3" in html


def test_a_list_without_questions_has_plain_links() -> None:
    html = drawn(PAGES, leaf=Paginator(range(50), 20).page(3))

    assert re.findall(r'href="([^"]+)"', html) == ["?trang=2"]


def test_a_date_has_the_browsers_picker_with_the_day_in_it() -> None:
    html = drawn("{% field form.signed %}", form=Entry({"signed": "2026-03-24"}))

    assert 'type="date" name="signed" value="2026-03-24" class="form-control"' in html


def test_a_date_that_cannot_be_read_stays_as_it_was_typed() -> None:
    html = drawn("{% field form.signed %}", form=Entry(EMPTY))

    assert 'type="text" name="signed" value="31/02/2026"' in html


def test_what_may_stay_empty_says_so() -> None:
    form = Entry()

    assert [
        bound.name for bound in form if "(không bắt buộc)" in drawn("{% field b %}", b=bound)
    ] == ["note"]


def test_a_field_of_several_parts_is_refused_as_its_parts_would_have_no_labels() -> None:
    class Meeting(forms.Form):
        at = forms.SplitDateTimeField(label="Lúc")

    with pytest.raises(TypeError, match="give each part a field of its own"):
        drawn("{% field form.at %}", form=Meeting())


# The refusal.


def test_a_refusal_says_no_then_when_then_what_now() -> None:
    refusal = Refused(
        "Chưa gỡ được: mới 19 trên 20 ngày", cure="Hẹn gỡ.", allowed_from=date(2026, 3, 26)
    )
    ways = [{"title": "Hẹn", "text": "", "url": "/hen", "label": "Hẹn gỡ"}]

    html = drawn(
        "{% include 'parts/refusal.html' %}", refusal=refusal, ways=ways, entry_number=4813
    )

    assert " ".join(re.sub(r"<[^>]+>", " ", html).split()) == (
        "Chưa gỡ được: mới 19 trên 20 ngày Gỡ được từ thứ Năm 26/03/2026 . Hẹn gỡ. "
        "Làm được ngay bây giờ Hẹn Hẹn gỡ "
        "Lần này được ghi vào sổ, mục 4.813, không nêu lỗi của ai."
    )


@pytest.mark.parametrize(
    ("reason", "opens"),
    [
        ("Chưa gỡ được: còn sớm", "Gỡ được từ"),
        ("Chưa công khai được: chưa kiểm tra bí mật", "Công khai được từ"),
        ("Không sửa được: đã ban hành", "Làm được từ"),
    ],
)
def test_the_day_of_permission_uses_the_verb_of_the_refusal(reason: str, opens: str) -> None:
    assert say.allowed_from_words(reason) == opens


# Wording.


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ day|say_day }}", "thứ Ba 24/03/2026"),
        ("{{ day|short_day }}", "24/03"),
        ("{{ day|dmy }}", "24/03/2026"),
        ("{{ 18420|count_vi }}", "18.420"),
        ("{{ 3|count_words }} việc", "Ba việc"),
        ("{{ 11|count_words }} việc", "11 việc"),
        ("{{ 812|filesize_vi }}", "812\u00a0byte"),
        ("{{ 999499|filesize_vi }}", "999\u00a0KB"),
        ("{{ 999500|filesize_vi }}", "1,0\u00a0MB"),
        ("{{ 1234567890|filesize_vi }}", "1.234,6\u00a0MB"),
        ("{{ 'dieu-9.khoan-4'|say_address }}", "Điều\u00a09 khoản\u00a04"),
        ("{{ 'Công khai 3 ngày'|bind }}", "Công\u00a0khai 3\u00a0ngày"),
        ("{{ typed|bind }}", "&lt;b&gt;ý\u00a0kiến&lt;/b&gt;"),
        ("{{ 'Lý Thuý Hằng'|family_names }}|{{ 'Lý Thuý Hằng'|given_name }}", "Lý Thuý|Hằng"),
        ("{{ ''|family_names }}|{{ ''|given_name }}", "|"),
    ],
)
def test_wording(source: str, words: str) -> None:
    assert drawn(source, day=TUESDAY, typed="<b>ý kiến</b>") == words


@given(st.text())
def test_binding_changes_nothing_but_blanks(text: str) -> None:
    assert say.bind(text).replace(say.NBSP, " ") == text.replace(say.NBSP, " ")


@given(st.integers())
def test_a_written_number_can_be_read_back(number: int) -> None:
    assert int(say.count(number).replace(".", "")) == number


# The frame.


@pytest.mark.parametrize(
    ("path", "mark"),
    [("/kiem-tra/", ' aria-current="page"'), ("/kiem-tra/1/", ' aria-current="true"'), ("/x/", "")],
)
def test_the_verb_at_hand_is_marked_in_the_navigation(path: str, mark: str) -> None:
    url = drawn("{% url 'inspection' %}")
    here = path.replace("/kiem-tra/", url)

    assert drawn("{% nav_link 'inspection' 'Kiểm tra' %}", path=here) == (
        f'<a href="{url}"{mark}>Kiểm tra</a>'
    )


@pytest.mark.parametrize("demo", [True, False])
def test_the_band_of_a_demonstration_stands_on_its_pages_only(demo: bool) -> None:
    agency = SimpleNamespace(name="Văn phòng mẫu", demo=demo)

    html = render_to_string("404.html", {"agency": agency}, RequestFactory().get("/"))

    assert html.count("BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ") == int(demo)


@pytest.mark.parametrize("name", ["404.html", "403.html", "csrf_failure.html", "too_large.html"])
def test_pages_for_what_went_wrong_need_no_office_and_no_database(name: str) -> None:
    html = render_to_string(name, {}, RequestFactory().get("/"))

    assert len(re.findall(r"<h1", html)) == 1


def test_the_page_of_last_resort_needs_nothing_at_all() -> None:
    (page,) = [path for path in TEMPLATES if path.name == "500.html"]

    assert re.findall(r"{[{%#]", page.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_more_than_the_policy_allows(path: Path) -> None:
    source = path.read_text("utf-8")

    # A script of our own, in a file of its own, is what the policy allows.
    source = re.sub(r"<script src=\"{% static '[a-z/]+\.js' %}\" defer></script>", "", source)
    assert re.findall(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", source) == []


FRAME = {
    "agency": SimpleNamespace(name="Văn phòng mẫu", demo=True),
    "person": SimpleNamespace(name="Lý Thuý Hằng", pk=1),
    "offices_held": ["Bộ phận hành chính"],
    "today": TUESDAY,
    "journal": {"size": 4812, "fingerprint": "4821 0937"},
    "is_chief": False,
    "is_administration": True,
}


def test_a_signed_in_person_finds_the_four_verbs_in_order() -> None:
    html = render_to_string("base.html", FRAME, RequestFactory().get("/x/"))

    (nav,) = re.findall(r"<nav.*?</nav>", html, re.DOTALL)
    assert re.findall(r">([^<>]+)</a>", nav) == [
        "Biết",
        "Bàn",
        "Quyết định",
        "Kiểm tra",
        "Việc định kỳ",
        "Cuộc họp",
        "Quy chế",
        "Người và chức năng",
        "Sổ ghi",
    ]


def test_only_the_chief_is_led_to_the_chiefs_page() -> None:
    request = RequestFactory().get("/x/")

    shown_to = {
        chief: "Việc của Chánh Văn phòng"
        in render_to_string(
            "base.html", FRAME | {"is_chief": chief, "head_title": "Chánh Văn phòng"}, request
        )
        for chief in (True, False)
    }

    assert shown_to == {True: True, False: False}


def test_signing_out_is_a_form_as_a_link_could_be_followed_by_a_machine() -> None:
    html = render_to_string("base.html", FRAME, RequestFactory().get("/x/"))

    url = drawn("{% url 'sign-out' %}")
    assert re.findall(rf'<(\w+)[^>]*"{re.escape(url)}"', html) == ["form"]


def test_a_visitor_sees_the_office_and_the_way_in_but_no_navigation() -> None:
    html = render_to_string("base.html", FRAME | {"person": None}, RequestFactory().get("/x/"))

    assert (html.count("<nav"), html.count("Đăng nhập</a>")) == (0, 1)


class WrongSignIn(forms.Form):
    username = forms.CharField()
    password = forms.CharField(widget=forms.PasswordInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Django's words", code="invalid_login")


@pytest.mark.usefixtures("office")  # the page asks whether boards for citizens hang
def test_a_failed_sign_in_does_not_say_whether_the_name_or_the_password_was_wrong() -> None:
    form = WrongSignIn({"username": "hang", "password": "sai"})
    page = FRAME | {"person": None, "form": form}

    html = render_to_string("accounts/sign_in.html", page, RequestFactory().get("/x/"))

    (said,) = re.findall(r'role="alert".*?<p>(.*?)</p>', html, re.DOTALL)
    assert said == (
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Soát lại chữ hoa, chữ thường và bộ gõ tiếng Việt."
    )
    assert "sai" not in re.findall(r'value="([^"]*)"', html)


@pytest.mark.usefixtures("office")
def test_a_persona_of_a_demonstration_is_one_button_and_keeps_where_one_was_going() -> None:
    personas = [SimpleNamespace(name="Nông Đức Khiêm", role="Chánh Văn phòng", login="khiem")]
    page = FRAME | {"person": None, "form": WrongSignIn(), "personas": personas, "next": "/den/"}

    html = render_to_string("accounts/sign_in.html", page, RequestFactory().get("/x/"))

    (form,) = re.findall(r'<form class="go".*?</form>', html, re.DOTALL)
    assert re.findall(r'name="(login|next)" value="([^"]*)"', form) == [
        ("login", "khiem"),
        ("next", "/den/"),
    ]
