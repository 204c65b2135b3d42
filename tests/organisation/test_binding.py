"""What an office decides of its own functions and powers, and the pages that show and change it."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from dienhong.core.refusal import Refused
from dienhong.organisation import actions, binding, queries
from dienhong.organisation.binding import FunctionWords
from dienhong.organisation.functions import Function, FunctionKind, beginnings
from dienhong.organisation.models import Binding, Holding, LegalFunction
from dienhong.organisation.powers import powers
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from tests.organisation.desks import client_of
from tests.publication import story
from tests.publication.story import MONDAY, act, moment, person


@pytest.fixture(autouse=True)
def _monday_at_ten(peopled: str) -> Iterator[None]:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        yield


def _vacate(function: str) -> None:
    """Let a function have ended yesterday."""
    ended = {"held_from": story.after(MONDAY, -9), "held_to": story.after(MONDAY, -1)}
    Holding.objects.filter(function=function).update(**ended)


def _last() -> JournalEntry:
    return JournalEntry.objects.order_by("-number")[0]


# The tables with which an office begins.


def test_an_office_begins_with_every_function_that_procedures_name() -> None:
    rows = list(LegalFunction.objects.all())

    assert [row.code for row in rows] == list(Function) == [row.code for row in beginnings()]
    assert LegalFunction.objects.get(code="chief").label == "Chánh Văn phòng"
    assert queries.standing(MONDAY).say(["administration", "chief"]) == (
        "Chánh Văn phòng, Phụ trách hành chính"
    )


def test_every_power_is_given_to_functions_that_exist() -> None:
    codes = {row.code for row in beginnings()}
    assert [power.code for power in powers().values() if not power.functions <= codes] == []
    assert [power.code for power in powers().values() if not power.functions] == []
    verbs = [power.verb for power in powers().values()]
    assert len(set(verbs)) == len(verbs)


# Functions as data.


def test_a_function_of_the_offices_own_gets_a_code_and_can_be_held() -> None:
    words = FunctionWords(label="Kế toán trưởng", kind=FunctionKind.OFFICE, one_holder=True)
    row = binding.add_function(words, by=act("lan"))
    assert (row.code, row.order) == ("ke-toan-truong", len(Function) + 1)
    assert _last().kind == "organisation.function_added"

    actions.give_function(person("minh"), row.code, held_from=MONDAY, by=act("lan"))
    with pytest.raises(Refused) as refused:
        actions.give_function(person("khue"), row.code, held_from=MONDAY, by=act("lan"))
    assert refused.value.reason == (
        "Chưa giao được: Kế toán trưởng chỉ có một người giữ, hiện là Minh"
    )
    with pytest.raises(Refused, match="đã có chức năng tên «Kế toán trưởng»"):
        binding.add_function(words, by=act("lan"))


def test_a_part_in_a_procedure_is_not_held_by_a_person() -> None:
    with pytest.raises(Refused, match="là vai do một chức năng khác đảm nhiệm"):
        actions.give_function(person("minh"), "co-organiser", held_from=MONDAY, by=act("lan"))


def _words(code: str, **changed: object) -> FunctionWords:
    row = LegalFunction.objects.get(code=code)
    kept = {
        "label": row.label,
        "kind": FunctionKind(row.kind),
        "one_holder": row.one_holder,
        "through": row.through_id or "",
        "stand_in": row.stand_in_id or "",
        "ground": row.ground,
    }
    return FunctionWords(**(kept | changed))  # type: ignore[arg-type]


def test_who_stands_in_is_said_with_a_ground_and_never_in_a_circle() -> None:
    chief = LegalFunction.objects.get(code="chief")

    def change(**changed: object) -> LegalFunction:
        words = _words("chief", **changed)
        edition = LegalFunction.objects.get(code="chief").edition
        return binding.change_function(chief, words, edition=edition, by=act("lan"))

    with pytest.raises(Refused, match="chưa nêu căn cứ"):
        change(stand_in="deputy-chief")
    change(stand_in="deputy-chief", ground="Quyết định số 5/QĐ-VP")
    assert facts_of(_last()) == {"through": "", "stand_in": "deputy-chief"}
    deputy = LegalFunction.objects.get(code="deputy-chief")
    words = _words("deputy-chief", stand_in="chief", ground="Quyết định số 6/QĐ-VP")
    with pytest.raises(Refused, match="người làm thay đi vòng lại"):
        binding.change_function(deputy, words, edition=1, by=act("lan"))
    with pytest.raises(Refused, match="người khác vừa sửa"):
        binding.change_function(chief, _words("chief"), edition=1, by=act("lan"))


def test_a_vacant_chief_is_acted_for_and_the_journal_says_in_whose_right() -> None:
    chief = LegalFunction.objects.get(code="chief")
    words = _words("chief", stand_in="deputy-chief", ground="Quyết định số 5/QĐ-VP")
    binding.change_function(chief, words, edition=1, by=act("lan"))
    assert client_of("phong").get("/thu/nguoi/quyen/publication.post/").status_code == 403
    _vacate("chief")

    page = client_of("minh").get("/thu/nguoi/chuc-nang/").content.decode()
    assert "khuyết" in page
    assert "Phó Chánh Văn phòng làm thay" in page
    assert "Quyết định số 5/QĐ-VP" in page
    form = {"functions": ["chief"], "basis": "Quyết định số 7/QĐ-VP"}
    answer = client_of("phong").post("/thu/nguoi/quyen/publication.post/", form)
    assert answer.status_code == 302
    entry = story.body_of_last_entry()
    assert (entry["by_name"], entry["acting_as"]) == ("Phong", "chief")
    assert entry["facts"] == {"functions": ["chief"], "stands_in_as": "deputy-chief"}
    journal = client_of("minh").get("/thu/so-ghi/").content.decode()
    assert "Phó Chánh Văn phòng thay Chánh Văn phòng" in journal


def test_a_vacancy_that_stops_work_is_named_to_those_who_can_mend_it() -> None:
    said = "Chức năng đang khuyết, chưa ghi ai làm thay: Chánh Văn phòng"
    assert said not in client_of("lan").get("/thu/").content.decode()
    _vacate("chief")

    assert said in client_of("lan").get("/thu/").content.decode()
    assert said not in client_of("minh").get("/thu/").content.decode()


# Powers.


def test_the_chief_gives_a_power_to_other_functions_on_a_basis_and_doors_follow() -> None:
    matter = story.cleared()
    address = f"/thu/cong-khai/{matter.pk}/cong-khai/"
    assert client_of("khue").post(address).status_code in {404, 409}

    form = {"functions": ["chief", "head-of-department"], "basis": "Điều 4 khoản 2"}
    where = "/thu/nguoi/quyen/publication.publish/"
    assert client_of("lan").post(where, form).status_code == 403
    assert client_of("hoa").post(where, form).status_code == 302

    assert Binding.objects.get().functions == ["chief", "head-of-department"]
    assert facts_of(_last()) == {"functions": ["chief", "head-of-department"]}
    refusal = client_of("lan").post(address)
    assert refusal.status_code == 409
    assert "việc này thuộc Chánh Văn phòng, Trưởng phòng" in refusal.content.decode()
    shown = client_of("minh").get("/thu/nguoi/quyen/").content.decode()
    assert "Điều 4 khoản 2" in shown


@pytest.mark.parametrize(
    ("functions", "basis", "said"),
    [
        ([], "Điều 4", "không còn chức năng nào làm được việc này"),
        (["veterans"], "Điều 4", "đều đang khuyết"),
        (["chief"], " ", "chưa nêu căn cứ"),
        (["no-such"], "Điều 4", "không còn chức năng nào"),
    ],
)
def test_a_power_is_never_left_with_nobody_or_moved_without_a_basis(
    functions: list[str], basis: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        binding.bind_power("publication.post", functions, basis=basis, by=act("hoa"))
    assert not Binding.objects.exists()


def test_the_table_downloads_as_a_sheet_with_every_power_and_function() -> None:
    answer = client_of("minh").get("/thu/nguoi/quyen/bang.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]  # type: ignore[union-attr]

    assert rows[0][0] == "Việc"
    assert rows[0][1] == "Chánh Văn phòng"
    assert [row[0] for row in rows[1:]] == [power.verb for power in powers().values()]
    publish = next(row for row in rows if row[0] == "công khai, ghi niêm yết và gỡ")
    assert publish[1] == "có"
    assert publish[-1] == "Luật 10/2022, Điều 46"
    assert answer["Content-Disposition"].startswith("attachment")
