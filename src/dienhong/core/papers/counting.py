"""The derivation of a date, as lines of a paper."""

from collections.abc import Callable

from dienhong.core.citation import Citation
from dienhong.core.days.say import say_day
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.papers.paper import Steps

_KINDS = {
    StepKind.START: "bắt đầu, không tính ngày này",
    StepKind.COUNTED: "tính",
    StepKind.SKIPPED: "không tính",
    StepKind.MOVED: "dời",
    StepKind.END: "ngày cuối",
}


def derivation_steps(derivation: Derivation, cite: Callable[[Citation], str]) -> Steps:
    """Return ``derivation`` as lines; ``cite`` names a provision as people do."""
    rows = tuple((_span(step), _why(step, cite)) for step in derivation.steps)
    provisional = "Dự kiến: chưa có thông báo ngày nghỉ của năm đó." * derivation.provisional
    version = f"Lịch dùng để tính: {derivation.calendar}." if derivation.calendar else ""
    return Steps(rows, f"{version} {provisional}".strip())


def _span(step: Step) -> str:
    if step.first == step.last:
        return say_day(step.first)
    return f"{step.first:%d/%m/%Y} – {step.last:%d/%m/%Y}"


def _why(step: Step, cite: Callable[[Citation], str]) -> str:
    source = f" ({cite(step.source)})" if step.source else ""
    return f"{_KINDS[step.kind]}: {step.reason}{source}"
