"""The way from the model regulation to a draft of the office, and to a Word file."""

from io import BytesIO

import pytest
from docx import Document

from dienhong.core.law.structure.parse import parse
from dienhong.regulation import model_regulation
from dienhong.regulation.model_regulation import Names
from dienhong.regulation.models import Version
from tests.organisation.desks import client_of
from tests.publication.story import adopt, at_desk

OWN = Names("Văn phòng thu", "Chánh Văn phòng", "Phó Chánh Văn phòng")


pytestmark = pytest.mark.usefixtures("staffed")


@pytest.mark.parametrize("begun", [False, True])
def test_who_gives_texts_finds_the_model_from_the_regulations_page(begun: bool) -> None:
    if begun:
        adopt()
    page = at_desk("lan").follow("Quy chế").follow("Bắt đầu từ quy chế mẫu")

    assert "Điều 24" in page.words
    assert "Chánh Văn phòng" in page.words
    assert "Thủ trưởng Cơ quan" not in page.words


def test_the_upload_page_leads_there_too() -> None:
    page = at_desk("lan").follow("Quy chế").follow("Nạp quy chế").follow("Bắt đầu từ quy chế mẫu")

    assert page.may_send("Nạp nguyên văn quy chế mẫu")


def test_a_draft_is_made_from_its_text_with_the_offices_own_names() -> None:
    page = at_desk("lan", "quy-che/mau/").send("Nạp nguyên văn quy chế mẫu")

    assert "Cấu trúc đọc được" in page.words
    version = Version.objects.get()
    assert (version.source, version.stage) == (model_regulation.source_for(OWN), "draft")


def test_who_does_not_give_texts_reads_it_and_takes_the_word_file_along() -> None:
    page = at_desk("minh", "quy-che/mau/")

    assert page.may_follow("Tải bản Word")
    assert not page.may_send("Nạp nguyên văn quy chế mẫu")
    assert client_of("minh").post("/thu/quy-che/mau/nap/").status_code == 403
    assert not Version.objects.exists()


def test_the_word_file_holds_the_same_text() -> None:
    answer = client_of("minh").get("/thu/quy-che/mau/quy-che-mau.docx")
    document = Document(BytesIO(answer.content))
    back = parse("\n".join(paragraph.text for paragraph in document.paragraphs))

    assert answer["Content-Disposition"] == 'attachment; filename="quy-che-mau.docx"'
    assert [(node.address, node.text) for node in back.nodes] == [
        (node.address, node.text) for node in parse(model_regulation.source_for(OWN)).nodes
    ]
    assert "/QĐ-VP" in document.tables[0].rows[0].cells[0].text
