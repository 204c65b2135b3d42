"""What people do with shapes: confirm those of a kind, and say what a shape asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.figures.table import Table
from dienhong.core.plain import one_line
from dienhong.organisation.actions import check_power
from dienhong.publication import (
    drafting,
    editions,
    figures,
    internal_rules,
    rules,
    rules_shapes,
    shapes,
    shaping,
)
from dienhong.publication.models import KindShape, Matter
from dienhong.publication.rules import Stage
from dienhong.publication.shapes import BY_CODE
from dienhong.record.actions import write_entry


@transaction.atomic
def confirm_shapes(
    kind_source: str, codes: Iterable[str], sub_kinds: Iterable[str] = (), *, by: Actor
) -> KindShape:
    """Confirm the shapes of a listed kind, and its sub-kinds; matters begun stay as they are."""
    check_power(rules_shapes.SHAPES, by)
    chosen = list(dict.fromkeys(codes))
    rules_shapes.check_shapes_known(chosen)
    listed = list(dict.fromkeys(filter(None, map(one_line, sub_kinds))))
    has_some = any(BY_CODE[code].sub_kinds for code in chosen)
    row, _ = KindShape.objects.update_or_create(
        kind_source=kind_source,
        defaults={
            "shapes": chosen,
            "sub_kinds": listed if has_some else [],
            "decided_by": by.author.name,
            "decided_at": by.at,
        },
    )
    write_entry(
        "publication.shapes_confirmed",
        "shapes",
        by=by,
        clauses=[Citation.parse(kind_source)],
        facts={"shapes": [*chosen], "sub_kinds": len(row.sub_kinds)},
    )
    return row


@transaction.atomic
def describe(  # noqa: PLR0913 (what a shape asks for)
    matter: Matter,
    shape: str,
    details: dict[str, Any],
    *,
    personal: bool = False,
    table: Table | None = None,
    words: figures.Words | None = None,
    edition: int | None = None,
    by: Actor,
) -> Matter:
    """Say of a matter on its way what its shape asks for; its words are then another edition.

    ``table`` is a new one, ``words`` what is said of it or of the one that is there.
    """
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    check_power(rules.DRAFT, by, "ghi thông tin theo loại")
    rules.PROCEDURE.check("submit", Stage(matter.stage))
    rules.check_edition(edition, matter.edition)
    confirmed = shaping.of_kind(matter.kind_source)
    rules_shapes.check_shape_offered(shape, confirmed.shapes if confirmed else (), matter.kind)
    matter.shape, matter.details = shape, details
    matter.personal = personal and BY_CODE[shape].personal
    _check_details(matter, confirmed)
    drafting.set_run(matter)
    matter.edition += 1
    matter.save()
    if table is not None and words is not None and shape == shapes.FIGURES:
        figures.keep(matter, table, words)
    drafting.seal_content(matter)
    editions.remember(matter, by)
    write_entry(
        "publication.described",
        matter.subject,
        by=by,
        clauses=[matter.kind, *matter.post_for.sources],
        facts={"shape": shape, "edition": matter.edition},
        digest=matter.content_digest,
    )
    return matter


def _check_details(matter: Matter, confirmed: KindShape | None) -> None:
    if matter.shape == shapes.PERSONNEL:
        listed = confirmed.sub_kinds if confirmed else []
        rules_shapes.check_sub_kind(matter.details.get("sub_kind", ""), listed, matter.kind)
    internal_rules.check_replaces(matter)
    read = matter.details.get("names", [])
    rules_shapes.check_names_read(shaping.names_found(matter), read, matter.kind)
