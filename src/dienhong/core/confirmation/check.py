"""Whether a confirmation holds: everything in it is computed again, and what differs is named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from hashlib import sha256
from typing import Any

from dienhong.core.confirmation.document import (
    KIND,
    Confirmation,
    Evidence,
    Facts,
    day_of,
    digest_of,
    digests_of,
    hanging_of,
)
from dienhong.core.days import runs, vietnam
from dienhong.core.days.runs import Length, Run, State
from dienhong.core.journal.canonical import canonical
from dienhong.core.journal.commitment import commit, opens
from dienhong.core.journal.entry import Entry, moment
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.journal.merkle import verify_consistency, verify_inclusion
from dienhong.core.refusal import Refused

# Of these the digest is a commitment to the content as it then was.
_OF_CONTENT = (
    "publication.published",
    "publication.posted",
    "publication.corrected",
    "publication.taken_over",
)
# Each of these began, broke, mended or ended a posting of the facts.
_OF_POSTINGS = (
    "publication.published",
    "publication.posted",
    "publication.gap_recorded",
    "publication.hung_again",
    "publication.taken_down",
)
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Given:
    """A file that somebody holds: its name, for people, and its SHA-256 in hexadecimal."""

    name: str
    sha256: str


def given(name: str, content: bytes) -> Given:
    """Return a file as it is compared."""
    return Given(name, sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: ``faults`` refuse it; ``remarks`` are to be known, and refuse nothing."""

    faults: tuple[str, ...]
    remarks: tuple[str, ...]


def check(confirmation: Confirmation, contents: Iterable[Given] = (), printed: str = "") -> Checked:
    """Return what is wrong with a confirmation, a Vietnamese sentence each.

    ``contents`` are files held against the published ones, ``printed`` a fingerprint from another
    paper, as ``parse_fingerprint()`` writes it.
    """
    faults = [
        *_tree(confirmation),
        *_own_entry(confirmation),
        *_content(confirmation),
        *_postings(confirmation),
        *_asked(confirmation.facts),
        *_earlier(confirmation),
        *_files(confirmation.facts, contents),
        *_compared(confirmation, printed),
    ]
    return Checked(tuple(faults), tuple(_remarks(confirmation)))


def _tree(confirmation: Confirmation) -> Iterator[str]:
    head = confirmation.head
    if fingerprint(head.root) != head.fingerprint:
        yield "Dấu sổ: không phải là dấu của gốc sổ ghi bên cạnh."
    last = 0
    for one in confirmation.evidence:
        number = one.entry.number
        if number <= last:
            yield f"Mục số {number}: đứng sai chỗ hoặc lặp lại."
        last = max(last, number)
        if not _is_included(one, confirmation):
            yield (
                f"Mục số {number}: không nằm trong gốc sổ; nội dung, muối hoặc đường chứng minh "
                "của mục này đã bị đổi, hoặc gốc sổ đã bị đổi."
            )


def _is_included(one: Evidence, confirmation: Confirmation) -> bool:
    head = confirmation.head
    try:
        leaf = commit(one.opening.salt, one.entry.body())
    except (ValueError, TypeError):
        return False
    return verify_inclusion(leaf, one.entry.number - 1, head.size, one.proof, head.root)


def _own_entry(confirmation: Confirmation) -> Iterator[str]:
    if not confirmation.evidence:
        yield "Không có mục sổ ghi nào làm chứng."
        return
    own, facts = confirmation.evidence[-1].entry, confirmation.facts
    number, subject = own.number, facts["matter"]["subject"]
    if own.kind != KIND or number != confirmation.head.size:
        yield f"Mục số {number}: không phải mục lập bản xác nhận này, đứng cuối sổ lúc lập."
        return
    yield from (
        f"Mục số {one.entry.number}: nói về việc khác ({one.entry.subject})."
        for one in confirmation.evidence
        if one.entry.subject != subject
    )
    if own.digest != digest_of(facts, confirmation.salt):
        yield from _changed_parts(confirmation, own)
    if moment(own.at).astimezone(_VIETNAM).date() != day_of(facts["made"]["on"]):
        yield f"facts.made.on: ngày lập khác ngày của mục số {number}."
    if "clock_back_from" in own.facts:
        yield f"Mục số {number}: lập khi đồng hồ máy chủ đang lùi, ngày lập không tin được."


def _changed_parts(confirmation: Confirmation, own: Entry) -> Iterator[str]:
    """Name the parts of the facts whose commitments are not those of the journal."""
    written = own.facts.get("parts")
    known: dict[str, Any] = written if isinstance(written, dict) else {}
    now = digests_of(confirmation.facts, confirmation.salt)
    changed = [name for name, digest in now.items() if known.get(name) != digest]
    if len(changed) in (0, len(now)):
        yield f"Muối hoặc toàn bộ dữ kiện: không khớp dấu băm mà mục số {own.number} đã ghi."
        return
    for name in changed:
        yield f"facts.{name}: không khớp dấu băm mà mục số {own.number} đã ghi; phần này đã bị đổi."


def _content(confirmation: Confirmation) -> Iterator[str]:
    content = confirmation.facts["content"]
    salt, digest = bytes.fromhex(content["salt"]), content["digest"]
    if not opens(bytes.fromhex(digest), salt, canonical(content["of"])):
        yield "facts.content: nội dung (tên, tóm tắt, số, ngày, tệp) không khớp dấu băm nội dung."
    if len(content["names"]) != len(content["of"]["files"]):
        yield "facts.content.names: số tên tệp khác số tệp."
    told = [one.entry for one in confirmation.evidence if one.entry.kind in _OF_CONTENT]
    if told and told[-1].digest != digest:
        yield f"facts.content.digest: khác dấu băm nội dung mà mục số {told[-1].number} đã ghi."


def _postings(confirmation: Confirmation) -> Iterator[str]:
    entries = {one.entry.number: one.entry for one in confirmation.evidence}
    facts = confirmation.facts
    told = _told(facts)
    for one in entries.values():
        if one.kind in _OF_POSTINGS and one.number not in told:
            yield f"Mục số {one.number}: ghi một việc niêm yết không có trong facts.postings."
    for number, posting in enumerate(facts["postings"], start=1):
        place = f"facts.postings[{number}] ({posting['place']})"
        yield from _witnessed(posting, place, entries)
        try:
            run = run_of(facts, posting)
        except Refused as refused:
            yield f"{place}: không tính lại được đợt niêm yết: {refused.reason}."
            continue
        for name, value in run.items():
            if posting["run"][name] != value:
                yield (
                    f"{place}.run.{name}: ghi {posting['run'][name]!r}, tính lại từ các khoảng "
                    f"là {value!r}."
                )


def _told(facts: Facts) -> set[int | None]:
    """Return the numbers of the entries that the postings of the facts rest on."""
    found: set[int | None] = set()
    for posting in facts["postings"]:
        found |= {posting["entry"], posting["end_entry"]}
        for gap in posting["gaps"]:
            found |= {gap["entry"], gap["again_entry"]}
    return found


def length_of(facts: Facts) -> Length:
    """Return how long a run has to be."""
    required = facts["required"]
    is_working = required["unit"] == "working_day"
    return Length(required["days"], vietnam.calendar() if is_working else None)


def run_of(facts: Facts, posting: dict[str, Any]) -> dict[str, Any]:
    """Return the run of a posting, counted from its days, as facts write it."""
    return as_facts(runs.run_on(hanging_of(posting), length_of(facts), day_of(facts["made"]["on"])))


def as_facts(run: Run) -> dict[str, Any]:
    """Return a run as facts write it."""
    return {
        "start": run.start.isoformat(),
        "done": run.done,
        "last_day": run.last_day.isoformat(),
        "stopped_on": run.stopped_on.isoformat() if run.stopped_on else None,
        "fulfilled": run.fulfilled,
    }


def _witnessed(posting: dict[str, Any], place: str, entries: dict[int, Entry]) -> Iterator[str]:
    """Compare the days of a posting with what the journal wrote when they happened."""
    corrected = any(one.kind == "publication.posting_corrected" for one in entries.values())
    told: list[tuple[str, int | None, str, str | None]] = [
        ("entry", posting["entry"], "posted_on", posting["posted_on"] if not corrected else None),
        ("end_entry", posting["end_entry"], "hung_until", posting["ended_on"]),
    ]
    for order, gap in enumerate(posting["gaps"], start=1):
        told.append((f"gaps[{order}].entry", gap["entry"], "missing_from", gap["first"]))
        again = (f"gaps[{order}].again_entry", gap["again_entry"], "hung_again_on", gap["again"])
        told.append(again)
    for field, number, fact, day in told:
        if number is None:
            continue
        if number not in entries:
            yield f"{place}.{field}: thiếu mục số {number} làm chứng."
        elif day is not None and not _says(entries[number], fact, day):
            yield f"{place}.{field}: mục số {number} ghi {fact} là {entries[number].facts[fact]}."


def _says(entry: Entry, fact: str, day: str) -> bool:
    """Tell whether an entry has nothing against a day: it says that day, or nothing of it."""
    said = entry.facts.get(fact, day)
    return day in said if isinstance(said, list) else said == day


def states_on(facts: Facts, day: date) -> list[State]:
    """Return what each posting was on a day that is not after the making."""
    return [runs.state_on(hanging_of(posting), day) for posting in facts["postings"]]


def _asked(facts: Facts) -> Iterator[str]:
    for number, asked in enumerate(facts["asked"], start=1):
        if asked["day"] > facts["made"]["on"]:
            yield f"facts.asked[{number}]: hỏi về một ngày sau ngày lập."
        elif asked["states"] != states_on(facts, day_of(asked["day"])):
            yield f"facts.asked[{number}]: trả lời khác với tính lại từ các khoảng."


def _earlier(confirmation: Confirmation) -> Iterator[str]:
    told, head = confirmation.facts["printed"], confirmation.head
    if len(told) != len(confirmation.printed):
        yield "facts.printed: số dấu sổ đã in khác số đường chứng minh."
        return
    for number, (said, one) in enumerate(zip(told, confirmation.printed, strict=True), start=1):
        if fingerprint(one.root) != said["fingerprint"]:
            yield f"printed[{number}].root: không phải gốc của dấu sổ đã in ({said['paper']})."
        if not verify_consistency(said["size"], head.size, one.root, head.root, one.proof):
            yield (
                f"printed[{number}]: sổ hôm lập không nối tiếp sổ {said['size']} mục mang dấu đó "
                f"({said['paper']})."
            )


def _files(facts: Facts, contents: Iterable[Given]) -> Iterator[str]:
    known = facts["content"]["of"]["files"]
    for one in contents:
        if one.sha256 not in known:
            yield f"Tệp «{one.name}»: không phải tệp đã công khai (SHA-256 {one.sha256})."


def _compared(confirmation: Confirmation, printed: str) -> Iterator[str]:
    if printed and printed not in fingerprints_of(confirmation):
        yield f"Dấu sổ đưa để so ({printed}): không có trong bản xác nhận này."


def fingerprints_of(confirmation: Confirmation) -> dict[str, int]:
    """Return the fingerprints that a confirmation proves, each with its number of entries."""
    earlier = {one["fingerprint"]: one["size"] for one in confirmation.facts["printed"]}
    return earlier | {confirmation.head.fingerprint: confirmation.head.size}


def _remarks(confirmation: Confirmation) -> Iterator[str]:
    for one in confirmation.evidence[:-1]:
        if "clock_back_from" in one.entry.facts:
            yield (
                f"Mục số {one.entry.number} ghi khi đồng hồ máy chủ lùi: ngày, giờ của mục này "
                "không chắc."
            )
    required = confirmation.facts["required"]
    if required["unit"] == "working_day" and required["calendar"] != vietnam.calendar().version:
        yield (
            f"Lịch làm việc lúc lập là bản {required['calendar']}, chương trình này có bản "
            f"{vietnam.calendar().version}."
        )
