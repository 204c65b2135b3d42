"""How a form's field is drawn: its kind, its control, and the words for what needs mending."""

import copy
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.forms.widgets import DateTimeBaseInput
from django.utils.safestring import SafeString

# The browser's own picker sends ISO dates, whatever the language of the browser.
_PICKERS: dict[type[forms.Widget], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}
# Our words for what Django says by itself; a form's own messages stay.
_WORDS: dict[type[forms.Field], dict[str, str]] = {
    forms.FileField: {"required": "Chưa chọn tệp.", "empty": "Tệp rỗng."},
    forms.BooleanField: {"required": "Chưa đánh dấu."},
    forms.ChoiceField: {"required": "Chưa chọn.", "invalid_choice": "Chọn một mục ở đây."},
    forms.ModelChoiceField: {"required": "Chưa chọn.", "invalid_choice": "Chọn một mục ở đây."},
    forms.DateField: {"invalid": "Ngày này không có trong lịch."},
    forms.DateTimeField: {"invalid": "Ngày giờ này không có trong lịch."},
    forms.IntegerField: {"invalid": "Ghi bằng một số nguyên."},
    forms.Field: {"required": "Còn để trống."},
}


def kind(bound: BoundField) -> str:
    """Return what the field is drawn as: hidden, check, choices or control.

    Raises TypeError for a widget of several parts, whose parts would have no labels.
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if widget.use_fieldset:
        raise TypeError(f"{bound.name}: give each part a field of its own")
    return "control"


def control(bound: BoundField) -> SafeString:
    """Return the field's control with its classes; Django adds the aria attributes."""
    widget = _with_picker(bound)
    classes = f"{widget.attrs.get('class', '')} {_look(widget)}".strip()
    return bound.as_widget(widget, attrs={"class": classes})


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def _with_picker(bound: BoundField) -> forms.Widget:
    """Return the widget with the browser's picker, unless its form chose a format itself."""
    widget: forms.Widget = bound.field.widget
    picker = _PICKERS.get(type(widget))
    if picker is None or not isinstance(widget, DateTimeBaseInput) or not _is_read(bound):
        return widget
    if widget.format or widget.input_type != "text":
        return widget
    with_picker = copy.copy(widget)
    with_picker.input_type, with_picker.format = picker
    return with_picker


def _is_read(bound: BoundField) -> bool:
    """Say whether the entered value can be read; a picker would drop what cannot."""
    try:
        bound.field.to_python(bound.value())
    except ValidationError:
        return False
    return True


def messages(bound: BoundField) -> list[str]:
    """Return what needs mending in a field, in our words where the form has none."""
    return [_words(bound.field, error) for error in bound.errors.as_data()]


def _words(field: forms.Field, error: ValidationError) -> str:
    if error.code == "null_characters_not_allowed":
        return "Có ký tự rỗng (NUL) lẫn trong chữ: xoá đi rồi gõ lại."
    if _is_djangos(field, error):
        for kind_of_field, words in _WORDS.items():
            if isinstance(field, kind_of_field) and error.code in words:
                return words[error.code]
    return " ".join(error.messages)


def _is_djangos(field: forms.Field, error: ValidationError) -> bool:
    """Say whether Django wrote the message, not the form."""
    written = (vars(each).get("default_error_messages", {}) for each in type(field).__mro__)
    return any(words.get(error.code) == error.message for words in written)


def target(bound: BoundField) -> str:
    """Return the id that a link in the list of errors leads to: the first control."""
    return f"{bound.auto_id}_0" if kind(bound) == "choices" else bound.auto_id


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: ``target`` is empty where no single field is meant."""

    label: str
    message: str
    target: str = ""


def faults(form: BaseForm) -> list[Fault]:
    """Return what needs mending in a form, the whole form's first, then field by field."""
    hidden = (message for bound in form.hidden_fields() for message in messages(bound))
    whole = [Fault("", str(message)) for message in (*form.non_field_errors(), *hidden)]
    single = [
        Fault(str(bound.label), message, target(bound))
        for bound in form.visible_fields()
        for message in messages(bound)
    ]
    return whole + single
