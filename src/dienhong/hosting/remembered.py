"""What the process remembers of an agency, kept apart from what it remembers of others."""

from typing import Any

from dienhong.hosting import context

MOST_AGENCIES = 64


class PerAgency:
    """A dictionary by database alias, as Django's content types keep, one for each agency.

    When too many agencies are remembered, all are forgotten.
    """

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Any]] = {}

    def __getitem__(self, alias: str) -> Any:
        return self._here()[alias]

    def setdefault(self, alias: str, default: Any) -> Any:
        """Return what is kept for the alias in this agency, or keep the default."""
        return self._here().setdefault(alias, default)

    def clear(self) -> None:
        """Forget all agencies."""
        self._kept.clear()

    def _here(self) -> dict[str, Any]:
        code = context.current()
        if code not in self._kept and len(self._kept) >= MOST_AGENCIES:
            self.clear()
        return self._kept.setdefault(code, {})
