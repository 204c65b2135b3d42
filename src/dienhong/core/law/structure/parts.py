"""Which text of a document is which: the act, what it issues, its appendices."""

from dataclasses import dataclass, field

from dienhong.core.law.numerals import roman_value
from dienhong.core.law.structure import outside
from dienhong.core.law.tree import NoiseKind, Part

_MOST = 99  # texts of one document, and appendices of one text
_NEAR = 8  # so many lines below the heading of an appendix its own title may stand


@dataclass(slots=True)
class Parts:
    """The texts read so far, in order, and what the lines between them announce.

    ``names`` has one entry for each text: "act", "issued" or the number of an appendix.
    """

    names: list[str] = field(default_factory=lambda: ["act"])
    appendix: int = 0  # number of the appendix that the last heading announced
    count: int = 0  # the highest number of an appendix so far
    form: bool = False  # a specimen follows, to be filled in: it is not a text of rules
    titled: bool = False  # the name of a regulation stands above
    since: int = 0  # lines since the last heading

    @property
    def at(self) -> int:
        """Which text is being read, from 0."""
        return len(self.names) - 1

    @property
    def may_begin(self) -> bool:
        """Tell whether the articles that follow an appendix's heading are a text of rules."""
        return not self.form

    def leave(self, fragment: str, zone: NoiseKind) -> None:
        """Note the line with which the articles of a text end."""
        self.appendix, self.form, self.titled, self.since = 0, False, False, 0
        self.pass_by(fragment, zone)

    def pass_by(self, fragment: str, zone: NoiseKind) -> None:
        """Note a line between two texts."""
        self.since += 1
        if zone is NoiseKind.APPENDIX and outside.is_appendix(fragment):
            self._announce(fragment)
        elif zone is NoiseKind.TITLE and not self.titled:
            self.titled, self.form = True, self.form and self.since <= _NEAR
            if self.since > _NEAR:
                self.appendix = 0
        elif self.appendix and outside.is_form(fragment):
            self.form = True
        elif zone in (NoiseKind.RECIPIENTS, NoiseKind.SIGNATURE) and not self.form:
            self.appendix = 0

    def begin(self, *, drafts: int) -> bool:
        """Begin a further text; False where nothing says that it is one of rules."""
        if not drafts or self.form or self.appendix > _MOST or len(self.names) > _MOST:
            return False
        if self.appendix:
            self.names.append(f"pl-{self.appendix}")
        elif self.titled or self.at == 0:
            self.names.append("issued")
        else:
            return False
        self.appendix, self.titled = 0, False
        return True

    def all(self) -> list[Part]:
        """Return the part of each text."""
        issued = self.names.count("issued")
        found = [Part.DECISION if issued else Part.MAIN]
        regulations = 0
        for name in self.names[1:]:
            if name == "issued":
                regulations += 1
                found.append(Part.REGULATION if regulations == 1 else Part(f"qc-{regulations}"))
            else:
                found.append(Part(name))
        return found

    def _announce(self, fragment: str) -> None:
        self.since, self.titled = 0, False
        self.form = outside.is_form(fragment)
        if self.form:
            return
        said = outside.appendix_number(fragment)
        number = roman_value(said) or (int(said) if said.isdigit() else 0)
        self.appendix = self.count = max(number, self.count + 1)
