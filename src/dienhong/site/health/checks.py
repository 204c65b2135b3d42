"""All checks of the doctor, in the order in which they are read. A new one is a line here."""

from collections.abc import Callable, Iterator
from functools import partial

from dienhong.site.health import data, machine, safety
from dienhong.site.health.finding import Finding, ill

Check = Callable[[], Finding | list[Finding]]


def all_checks(*, deep: bool) -> tuple[Check, ...]:
    """Return the checks; ``deep`` reads every journal entry and every file."""
    return (
        machine.python,
        machine.libraries,
        data.folder,
        machine.disk,
        machine.open_files,
        data.template,
        data.offices,
        data.databases,
        partial(data.journals, deep=deep),
        partial(data.files, deep=deep),
        safety.key,
        safety.certificate,
        machine.clock,
        machine.working_days,
        machine.papers,
        safety.dangerous,
        data.backup,
        data.sweep,
        safety.port,
    )


def examine(checks: tuple[Check, ...]) -> Iterator[Finding]:
    """Run the checks one after the other; one that falls is a finding and stops no other."""
    for check in checks:
        name = getattr(check, "func", check).__name__
        try:
            found = check()
        except Exception as error:  # noqa: BLE001 (a broken machine breaks in ways unforeseen)
            told = f"không kiểm tra được ({type(error).__name__}: {error})"
            found = ill(name, told, "Sửa các dòng khác trước, rồi chạy lại dienhong doctor.")
        yield from found if isinstance(found, list) else [found]
