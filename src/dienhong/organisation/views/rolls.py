"""The rule on who is counted, and the rolls: making, mending, freezing, signing, giving out."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.voting.threshold import Threshold
from dienhong.organisation import rolls, rules, rules_rolls
from dienhong.organisation.access import kept_initial, only, signed_in
from dienhong.organisation.forms import CATEGORIES, OneLineField
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Roll, RollLine, RollRule
from dienhong.organisation.table_files import as_file
from dienhong.organisation.views.acting import by_form, changer, do

WHAT = "lập danh sách làm căn cứ tính tỷ lệ"
SHARES = tuple(
    Threshold(Fraction(above, below), strict, "số người được tính")
    for above, below, strict in ((1, 3, False), (1, 2, False), (1, 2, True), (2, 3, False))
)
_COLUMNS = ["STT", "Họ và tên", "Phòng", "Chức vụ", "Loại", "Được tính", "Căn cứ", "Sửa tay"]


def _yes_no(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("1", "Có tính"), ("0", "Không tính")],
        coerce=lambda words: words == "1",
        widget=forms.RadioSelect,
    )


class RuleForm(forms.Form):
    """Who is counted; no answer is chosen beforehand."""

    categories = forms.MultipleChoiceField(
        label="Loại được tính", choices=CATEGORIES, widget=forms.CheckboxSelectMultiple
    )
    long_leave_counted = _yes_no("Người nghỉ dài ngày")
    long_leave_days = forms.IntegerField(
        label="Nghỉ liên tục từ bao nhiêu ngày là dài ngày",
        required=False,
        min_value=1,
        max_value=3_650,
        help_text="Ghi khi người nghỉ dài ngày không được tính.",
    )
    seconded_out_counted = _yes_no("Người đang biệt phái đi nơi khác")
    seconded_in_counted = _yes_no("Người nơi khác biệt phái đến")
    probationers_counted = _yes_no("Người đang tập sự, thử việc")
    basis = OneLineField(
        label="Căn cứ", max_length=300, help_text="Số, ngày văn bản, hoặc điều khoản của quy chế."
    )
    in_force_from = forms.DateField(label="Áp dụng từ ngày")

    def clean(self) -> dict[str, Any]:
        """Ask what long leave is where it is not counted."""
        given = super().clean() or {}
        if given.get("long_leave_counted") is False and not given.get("long_leave_days"):
            self.add_error("long_leave_days", "Ghi số ngày.")
        if given.get("long_leave_counted"):
            given["long_leave_days"] = None
        return given


class RollForm(forms.Form):
    """What the roll is for, and of which day."""

    purpose = OneLineField(
        label="Dùng cho việc", max_length=200, help_text="Ví dụ: Hội nghị bất thường 12/3."
    )
    on_day = forms.DateField(label="Danh sách của ngày")


class ReplaceForm(RollForm):
    """A roll in place of another one, and why."""

    ground = OneLineField(label="Lý do thay danh sách trước", max_length=300)


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the rule in force and the rolls."""
    here = desk(request)
    now = rolls.rule_on(here.today)
    shown = {
        "rule": now,
        "rolls": Roll.objects.select_related("made_by", "replaced_by"),
        "may_make": here.may(rules.CHANGE_PEOPLE),
        "may_set": here.may(rules.SET_ROLL_RULE),
        "categories": _category_labels(now),
    }
    return render(request, "organisation/rolls.html", shown)


def _category_labels(rule: RollRule | None) -> list[str]:
    return [label for code, label in CATEGORIES if rule and code in rule.categories]


@only(rules.SET_ROLL_RULE)
def rule(request: HttpRequest) -> HttpResponse:
    """Set who is counted."""
    initial = {"in_force_from": desk(request).today} | kept_initial(request)
    return by_form(
        request,
        RuleForm(request.POST or None, initial=initial),
        lambda given: rolls.set_rule(
            RollRule(**given), by=desk(request).actor(rules.SET_ROLL_RULE)
        ),
        name="organisation.set_roll_rule",
        subject="agency:1",
        said="Đã định ai được tính.",
        back=reverse("organisation:rolls"),
        page={
            "title": "Định ai được tính khi cần tỷ lệ",
            "button": "Định quy tắc",
            "lead": "Quy chế và luật nạp tại đây không định việc này, nên không có câu trả lời nào "
            "chọn sẵn. Quy tắc đã định không sửa được; định lại thì quy tắc mới thay từ ngày ghi.",
        },
    )


@only(rules.CHANGE_PEOPLE)
def make(request: HttpRequest) -> HttpResponse:
    """Make a roll; before the rule is set the answer is no, and who sets it."""
    here = desk(request)
    rules_rolls.check_rule_set(rolls.rule_on(here.today) is not None)
    made: list[Roll] = []
    form = RollForm(request.POST or None, initial={"on_day": here.today} | kept_initial(request))
    return _made(request, form, lambda given: made.append(rolls.make(**given, by=changer(request))))


@only(rules.CHANGE_PEOPLE)
def replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a roll in place of one that was signed."""
    before = roll_or_404(pk)
    initial = {"purpose": before.purpose, "on_day": before.on_day} | kept_initial(request)
    form = ReplaceForm(request.POST or None, initial=initial)
    return _made(
        request, form, lambda given: rolls.make(**given, replaces=before, by=changer(request))
    )


def _made(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    return by_form(
        request,
        form,
        act,
        name="organisation.make_roll",
        subject="agency:1",
        said="Đã lập danh sách. Xem lại từng người rồi chốt.",
        back=reverse("organisation:rolls"),
        page={"title": "Lập danh sách làm căn cứ tính tỷ lệ", "button": "Lập danh sách"},
    )


def roll_or_404(pk: UUID) -> Roll:
    """Return a roll with its rule and signers."""
    rows = Roll.objects.select_related(
        "rule", "made_by", "frozen_by", "signed_by", "replaces", "replaced_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@signed_in
def roll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a roll: who is counted, who is not, on which ground, signatures, what shares mean."""
    here = desk(request)
    found = roll_or_404(pk)
    lines = list(found.lines.all())
    person_id = here.person.pk if here.person else None
    second = here.may(rules.SIGN_ROLL)
    frozen = found.frozen_by_id is not None
    signed = found.signed_by_id is not None
    counted = sum(line.counted is True for line in lines)
    told = all(line.counted is not None for line in lines)
    shown = {
        "roll": found,
        "untold": [line for line in lines if line.counted is None],
        "counted": [line for line in lines if line.counted],
        "uncounted": [line for line in lines if line.counted is False],
        "shares": [(share.say(), share.needed(counted)) for share in SHARES]
        if told and counted
        else [],
        "altered": frozen and rolls.digest_of(found) != found.digest,
        "signed_as": here.standing.say([found.signed_as]),
        "may_mend": here.may(rules.CHANGE_PEOPLE) and not frozen,
        "may_sign": second and frozen and not signed and found.frozen_by_id != person_id,
        "may_replace": here.may(rules.CHANGE_PEOPLE)
        and signed
        and not hasattr(found, "replaced_by"),
    }
    return render(request, "organisation/roll.html", shown)


class LineForm(forms.Form):
    """Whether a person is counted, by hand, and on which ground."""

    counted = _yes_no("Người này")
    ground = OneLineField(label="Căn cứ của việc sửa tay", max_length=300)


@only(rules.CHANGE_PEOPLE)
def line(request: HttpRequest, pk: UUID, line: int) -> HttpResponse:
    """Mend one line by hand."""
    found = roll_or_404(pk)
    row = RollLine.objects.filter(roll=found, pk=line).first()
    if row is None:
        raise Http404
    return by_form(
        request,
        LineForm(request.POST or None, initial=kept_initial(request)),
        lambda given: rolls.correct(found, row, **given, by=changer(request)),
        name="organisation.correct_roll",
        subject=found.subject,
        said="Đã sửa tay.",
        back=reverse("organisation:roll", args=[pk]),
        page={
            "title": f"Sửa tay: {row.name}",
            "button": "Ghi sửa tay",
            "lead": f"Hiện nay: {row.ground}. Căn cứ ghi ở đây ai cũng đọc được trên danh sách.",
        },
    )


@require_POST
@only(rules.CHANGE_PEOPLE)
def freeze(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Freeze a roll and sign it as the first."""
    return _act(request, pk, lambda roll: rolls.freeze(roll, by=changer(request)), "Đã chốt và ký.")


@require_POST
@only(rules.SIGN_ROLL)
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign as the second person, or return the list with what to mend."""
    by = desk(request).actor(rules.SIGN_ROLL)
    if request.POST.get("answer") == "return":
        ground = request.POST.get("ground", "")[:300]
        return _act(
            request, pk, lambda roll: rolls.give_back(roll, ground=ground, by=by), "Đã trả lại."
        )
    return _act(request, pk, lambda roll: rolls.sign(roll, by=by), "Đã ký, đủ hai chữ ký.")


@require_POST
@only(rules.CHANGE_PEOPLE)
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw away a roll that was not frozen."""
    found = roll_or_404(pk)
    return do(
        request,
        lambda: rolls.drop(found, by=changer(request)),
        name="organisation.drop_roll",
        subject=found.subject,
        said="Đã bỏ danh sách.",
        back=reverse("organisation:rolls"),
    )


def _act(request: HttpRequest, pk: UUID, act: Callable[[Roll], object], said: str) -> HttpResponse:
    found = roll_or_404(pk)
    return do(
        request,
        lambda: act(found),
        name="organisation.roll",
        subject=found.subject,
        said=said,
        back=reverse("organisation:roll", args=[pk]),
    )


@require_safe
@signed_in
def export(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """Give out a roll as a file: the same words that its page shows everyone."""
    found = roll_or_404(pk)
    said = {True: "có", False: "không", None: "chưa rõ"}
    rows: list[list[Any]] = [
        ["Dùng cho việc", found.purpose],
        ["Danh sách của ngày", found.on_day],
        ["Số người được tính", found.counted if found.counted is not None else "chưa chốt"],
        ["Dấu SHA-256", found.digest or "chưa chốt"],
        _COLUMNS,
    ]
    rows += [
        [
            number,
            row.name,
            row.department,
            row.position,
            row.get_category_display(),
            said[row.counted],
            row.ground,
            "có" if row.by_hand else "",
        ]
        for number, row in enumerate(found.lines.all(), start=1)
    ]
    return as_file(rows, form, name=f"danh-sach-{found.on_day:%Y%m%d}")
