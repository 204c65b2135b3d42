"""The one way in which a rule says no."""

from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation


class Refused(Exception):
    """An act that the rules do not allow, with what a person needs to go on.

    ``reason`` is Vietnamese, one sentence, as the page's heading says it
    ("Chưa gỡ được: mới niêm yết 8 trên 20 ngày"). ``source`` is the provision that
    says no; None where the reason is not law but order ("Tệp rỗng"). ``cure`` says
    what to do instead, ``allowed_from`` the first day on which the act is possible,
    and ``derivation`` how that day was counted.
    """

    def __init__(
        self,
        reason: str,
        source: Citation | None = None,
        *,
        cure: str = "",
        allowed_from: date | None = None,
        derivation: Derivation | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.source = source
        self.cure = cure
        self.allowed_from = allowed_from
        self.derivation = derivation

    @property
    def in_full(self) -> str:
        """Return reason and cure as sentences, for a field or a line of a terminal."""
        return f"{self.reason.rstrip('.')}. {self.cure}".strip()


class Outdated(Refused):
    """An act on words that somebody has changed since they were read: both are to be shown."""
