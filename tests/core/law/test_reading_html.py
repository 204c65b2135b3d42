"""The main text of a web page, as a browser shows it."""

import pytest

from dienhong.core.law.reading.files import read_file
from dienhong.core.law.reading.html import read_html
from dienhong.core.law.structure.parse import parse
from dienhong.core.refusal import Refused
from tests.core.law.law_samples import SAMPLE

PAGE = """<!DOCTYPE html>
<html><head><title>Văn bản | Trang</title><style>p {{ color: red }}</style></head><body>
<header><a href="/">Trang chủ</a><form><input name=q><button>Tìm</button></form></header>
<div class="sidebar-menu"><ul><li><a href=1>Điều 1. Mục lục</a><li><a href=2>Liên hệ</a></ul></div>
<h1>Quy chế mẫu</h1>
<table width=100%><tr><td><div id=noi-dung>{body}</div></td><td>Quảng cáo</td></tr></table>
<div class="related">Tin khác</div><footer>© Sở Mây Trời</footer>
<script>document.write("Điều 9. Mã lệnh")</script></body></html>
"""


def lines(body: str) -> list[str]:
    text = read_html(PAGE.format(body=f"<p>Điều 1. Việc</p>{body}<p>Điều 2. Hết</p>")).text
    found = [line for line in text.split("\n") if line]
    assert found[:2] == ["Quy chế mẫu", "Điều 1. Việc"]
    assert found[-1] == "Điều 2. Hết"
    return found[2:-1]


def test_menus_scripts_and_advertisements_are_left_out_and_counted() -> None:
    reading = read_html(PAGE.format(body="<p>Điều 1. Việc</p><p>1. Cùng làm việc.</p>"))

    assert reading.text == "Quy chế mẫu\n\nĐiều 1. Việc\n\n1. Cùng làm việc."
    assert reading.notes == (
        "Bỏ 63 ký tự ngoài phần văn bản của trang web (thanh mục, chân trang, liên kết).",
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>a<br>b</p>c", ["a", "b", "c"]),
        ("<p>a\n   b&nbsp;c &#272;i&#7873;u</p>", ["a b\u00a0c Điều"]),
        ("&amp; &lt;x&gt; &hellip; &khongco;", ["& <x> … &khongco;"]),
        ("<p><b>1</b><i>.</i> x<span>y</span></p>", ["1. xy"]),
        ("<ol><li>x<li>y</ol>", ["1. x", "2. y"]),
        ("<ol start=3 type=a><li>x<li value=9>y<li><p>z</p></ol>", ["c. x", "i. y", "j. z"]),
        ('<ol style="list-style-type: upper-roman"><li>x</ol>', ["I. x"]),
        ('<ol style="list-style: none"><li>x</ol>', ["x"]),
        ("<ol><li>1. đã có số<li>a) cũng vậy</ol>", ["1. đã có số", "a) cũng vậy"]),
        ("<ul><li>x<ol><li>y</ol><li>z</ul>", ["- x", "1. y", "- z"]),
        ("<pre>a\n  b</pre>", ["a", "b"]),
        ("<p style='display:none'>giấu</p><p hidden>giấu</p>x", ["x"]),
        ("<!-- Điều 8. Ghi chú --><template>x</template>y", ["y"]),
        ("<p>chưa <b>đóng <p>thẻ", ["chưa đóng", "thẻ"]),
        (
            "<table><tr><th>Số<th>Việc<th>Ai<tr><td>1<td>Trực<td>Lan<tr><td>2<td><td>Hoa</table>",
            ["| Số | Việc | Ai |", "| 1 | Trực | Lan |", "| 2 |  | Hoa |"],
        ),
        (
            "<table><tr><td><p>SỞ<p>PHÒNG<td>CỘNG HÒA<br>Độc lập</table>",
            ["SỞ", "PHÒNG", "CỘNG HÒA", "Độc lập"],
        ),
        ("<table><tr><td>a)<td>Một<tr><td>b)<td>Hai</table>", ["a) Một", "b) Hai"]),
    ],
)  # fmt: skip
def test_what_a_browser_shows(body: str, said: list[str]) -> None:
    assert lines(body) == said


def test_a_page_without_articles_is_read_without_its_menus() -> None:
    reading = read_html("<nav>Mục</nav><main><p>Thông báo</p></main><div role=search>Tìm</div>")
    assert reading.text == "Thông báo"


def test_a_signature_in_a_block_named_for_the_foot_stays() -> None:
    page = (
        "<div><p>Điều 1. x</p><div class='vb-footer'>CHÁNH VĂN PHÒNG</div><p>Nơi nhận: ai</p></div>"
    )
    assert "CHÁNH VĂN PHÒNG" in read_html(page).text


def test_our_invented_regulation_comes_back_from_a_page() -> None:
    body = "".join(f"<p>{line}</p>" for line in SAMPLE.splitlines() if line.strip())
    found = parse(read_file(PAGE.format(body=body).encode()).text)
    expected = parse(SAMPLE)

    assert [(n.part, n.address, n.heading) for n in found.nodes] == [
        (n.part, n.address, n.heading) for n in expected.nodes
    ]
    assert [" ".join(n.text.split()) for n in found.nodes] == [
        " ".join(n.text.split()) for n in expected.nodes
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"), ("", "utf-8-sig"), ("", "utf-16"),
        ('<meta charset="utf-8">', "utf-8"), ('<meta charset="windows-1252">', "utf-8"),
        ('<meta charset="khong-co">', "utf-8"), ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="undefined">', "utf-8"), ('<meta charset="idna">', "utf-8"),
    ],
)  # fmt: skip
def test_a_page_in_any_encoding_that_it_names_rightly_or_not(head: str, encoding: str) -> None:
    page = f"<html>{head}<p>Điều 1. Phạm vi điều chỉnh</p></html>"
    assert read_file(page.encode(encoding), "trang.html").text == "Điều 1. Phạm vi điều chỉnh"


def test_a_page_in_windows_1258_and_one_in_the_letters_of_vni() -> None:
    named = '<html><meta charset="windows-1258"><p>Điê\u0300u 1. Viê\u0323c</p></html>'
    assert read_file(named.encode("cp1258")).text == "Điều 1. Việc"
    old = "<html><p>Ñieàu 1. Vieäc thöïc hieän daân chuû ôû cô quan</p></html>"
    reading = read_file(old.encode())
    assert reading.text == "Điều 1. Việc thực hiện dân chủ ở cơ quan"
    assert any("VNI" in note for note in reading.notes)


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(Refused, match="Tệp không có chữ nào"):
        read_file(b"<html><script>x()</script></html>")
