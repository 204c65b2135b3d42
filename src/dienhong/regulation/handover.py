"""A version of another agency's regulation, kept beside the own ones for what runs under it."""

from dataclasses import dataclass
from typing import Any

from dienhong.regulation.models import Parameter, Provision, Version
from dienhong.regulation.queries import next_number


@dataclass(frozen=True, slots=True)
class Text:
    """A version with all that was read from it."""

    version: Version
    provisions: list[Provision]
    parameters: list[Parameter]


def text_of(version: Version) -> Text:
    """Return a version with its provisions and parameters; read where it is."""
    whole = Version.objects.get(pk=version.pk)
    return Text(whole, list(whole.provisions.all()), list(whole.parameters.all()))


def take_over_text(text: Text, agency: str) -> Version:
    """Return this office's copy of another agency's version; made the first time it is needed.

    It is never in force here: it is what matters that were taken over go on citing.
    """
    marked = f"{text.version.title} ({agency})"[:400]
    held = Version.objects.filter(
        stage=Version.Stage.CARRIED, source_digest=text.version.source_digest, title=marked
    ).first()
    if held is not None:
        return held
    given = text.version
    version = Version.objects.create(
        number=next_number(),
        stage=Version.Stage.CARRIED,
        title=marked,
        decision_number=given.decision_number,
        issued_on=given.issued_on,
        source=given.source,
        source_name=given.source_name,
        source_digest=given.source_digest,
        uploaded_at=given.uploaded_at,
    )
    for provision in text.provisions:
        provision.pk, provision.version = None, version
        provision.save(force_insert=True)
    for parameter in text.parameters:
        parameter.pk, parameter.version = None, version
        parameter.save(force_insert=True)
    return version


def renamed(value: Any, old: str, new: str) -> Any:
    """Return a value in which citations of the act ``old`` cite ``new``."""
    if isinstance(value, str):
        cites = value == old or value.startswith(f"{old}:")
        return new + value.removeprefix(old) if cites else value
    if isinstance(value, list):
        return [renamed(each, old, new) for each in value]
    if isinstance(value, dict):
        return {key: renamed(each, old, new) for key, each in value.items()}
    return value
