"""What the list of what is public and its search cost with 100, 1,000 and 10,000 notices.

``python -m bench.finding_costs``. Each page's quickest go, in the processor's time; the queries
of each size; and the list beside the same template that gets the same rows from memory, under the
same middleware.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import process_time
from typing import Any

from bench.alone import measuring

SIZES = (100, 1_000, 10_000)
# By name: what stands behind the list's address.
PAGES = {
    "the list": "",
    "its last page": "?trang=999999",
    "one kind": "?loai={kind}",
    "one month": "?thang={month}",
    "a word of one": "?tim=rieng17",
    "a word of each": "?tim=ke hoach",
    "two words apart": "?tim=thang ke",
    "with accents": "?tim=kế hoạch",
    "a number": "?tim=17/QĐ",
    "words of a kind": "?tim=ke hoach&loai={kind}",
    "nothing": "?tim=khong dau co",
}
_TIMES = 15


def main() -> None:
    """Print what each page costs, a line a size."""
    with measuring():
        for line in _measured():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


def _measured() -> Iterator[str]:
    from bench import world  # noqa: PLC0415
    from dienhong.hosting import schema  # noqa: PLC0415
    from dienhong.hosting.context import use_agency  # noqa: PLC0415

    schema.prepare_template()
    world.new_office("tim")
    client = world.signed_in("tim")
    with use_agency("tim"):
        world.add_checker()
    seconds: dict[str, list[float]] = {name: [] for name in PAGES}
    for size in SIZES:
        with use_agency("tim"):
            _publish_up_to(size)
            parts = _parts()
        for name, query in PAGES.items():
            path = f"/tim/cong-khai/{query.format(**parts)}"
            seconds[name].append(_quickest(lambda path=path: world.visit(client, path)))  # type: ignore[misc]
            took, asked = seconds[name][-1] * 1000, _queries(client, path)
            yield f"{size:6} {name:16} {took:8.2f} ms {asked} queries"
        yield _beside_memory(client, size)
    for name, found in seconds.items():
        yield f"{name:16} {found[-1] / found[0]:5.2f} x from {SIZES[0]} to {SIZES[-1]}"


def _quickest(act: Callable[[], object]) -> float:
    act()
    return min(_once(act) for _ in range(_TIMES))


def _once(act: Callable[[], object]) -> float:
    began = process_time()
    act()
    return process_time() - began


def _publish_up_to(size: int) -> None:
    """Let so many notices be public, a second apart: the first by its acts, the rest like it."""
    from django.db import transaction  # noqa: PLC0415

    from bench import world  # noqa: PLC0415
    from dienhong.publication import finding, queries  # noqa: PLC0415
    from dienhong.publication.models import Matter  # noqa: PLC0415
    from dienhong.record.chance import new_id  # noqa: PLC0415

    with transaction.atomic():
        there = queries.published().count()
        first = queries.published().last() or world.published("Tóm tắt của việc rieng0.")
        begun_at = first.published_at
        assert begun_at is not None
        for number in range(max(there, 1), size):
            more = Matter.objects.get(pk=first.pk)
            more.pk, more.decision_number = new_id(), f"{number:02}/QĐ-VP"
            more.summary = f"Tóm tắt của việc rieng{number}."
            more.published_at = begun_at + timedelta(seconds=number)
            more.save(force_insert=True)
            finding.index(more)


def _parts() -> dict[str, str]:
    from dienhong.publication import queries  # noqa: PLC0415

    newest = queries.published()[0]
    assert newest.published_on is not None
    return {"kind": newest.kind_source, "month": f"{newest.published_on:%Y-%m}"}


def _queries(client: Any, path: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from bench import world  # noqa: PLC0415
    from dienhong.hosting.context import use_agency  # noqa: PLC0415

    with use_agency("tim"), CaptureQueriesContext(connection) as asked:
        world.visit(client, path)
    return len(asked)


def _beside_memory(client: Any, size: int) -> str:
    """Return how much of its template's throughput, with the rows in memory, the list has."""
    from bench import world  # noqa: PLC0415
    from dienhong.publication import finding_views  # noqa: PLC0415

    path = "/tim/cong-khai/"
    kept: list[tuple[Any, ...]] = []
    draw = finding_views.render

    def keep(*given: Any, **more: Any) -> Any:
        kept[:] = [(given, more)]
        return draw(*given, **more)

    finding_views.render = keep  # type: ignore[assignment]
    world.visit(client, path)
    finding_views.render = draw
    (given, more), view = kept[0], finding_views.shown
    listed, memory = [], []
    for _ in range(_TIMES):  # by turns: whatever else the machine does falls on both
        listed.append(_once(lambda: world.visit(client, path)))
        finding_views.shown = lambda _: (given[2], more["status"])  # type: ignore[assignment]
        memory.append(_once(lambda: world.visit(client, path)))
        finding_views.shown = view
    one, other = min(listed) * 1000, min(memory) * 1000
    return f"{size:6} list {one:.2f} ms, rows in memory {other:.2f} ms: {other / one:.2f} of it"


if __name__ == "__main__":
    main()
