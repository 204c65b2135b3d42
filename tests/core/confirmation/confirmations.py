"""A confirmation of an invented posting: put up on 2 March, missed on the eleventh day."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from dienhong.core.confirmation import check, document
from dienhong.core.confirmation.document import Confirmation, Evidence, Head, Printed
from dienhong.core.journal.canonical import canonical
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import NO_PREVIOUS, Entry
from dienhong.core.journal.export import Opening
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.journal.merkle import Tree
from tests.core.journal.journal_samples import make_entry

SUBJECT = "matter:3b1f"
SALT = sha256(b"facts").digest()
FILE = b"the plan"
MADE_AT = "2026-03-16T02:00:00.000000Z"


def salt_of(number: int) -> bytes:
    return sha256(b"salt %d" % number).digest()


def content() -> dict[str, Any]:
    of = {
        "title": "Sổ thu chi quý một",
        "summary": "Thu và chi, theo từng tháng.",
        "decision": "12/QĐ-TSM",
        "decided_on": "2026-02-27",
        "kind": "quy-che-1:dieu-2.khoan-2",
        "files": [sha256(FILE).hexdigest()],
    }
    salt = salt_of(99)
    digest = commit(salt, canonical(of)).hex()
    return {"digest": digest, "salt": salt.hex(), "of": of, "names": ["bang-ke.pdf"]}


def facts(journal: Tree) -> dict[str, Any]:
    return {
        "agency": {"name": "Trạm Sương Mai", "superior": "", "place": "Tỉnh thử", "demo": False},
        "made": {
            "on": "2026-03-16",
            "address": "http://127.0.0.1/thu/",
            "drawn_with": "dienhong 0, typst 0",
        },
        "matter": {"subject": SUBJECT, "kind": "Sổ thu chi", "published_on": "2026-03-02"},
        "acts": {"publication.posted": "Niêm yết tại bảng tin"},
        "content": content(),
        "clauses": [
            {"use": "Thời gian", "clause": "quy-che-1:dieu-3.khoan-3", "said": "Điều 3 khoản 3"}
        ],
        "forms": [{"said": "Bảng tin", "clauses": [], "people": None, "state": "đủ"}],
        "required": {"days": 20, "unit": "day", "calendar": "2026.2"},
        "postings": [
            {
                "place": "Sảnh lớn",
                "electronic": False,
                "posted_on": "2026-03-02",
                "entry": 3,
                "gaps": [
                    {
                        "first": "2026-03-13",
                        "again": "2026-03-14",
                        "renews": False,
                        "said": "bảng trống",
                        "entry": 5,
                        "again_entry": 6,
                    }
                ],
                "ended_on": None,
                "end_entry": None,
                "run": {
                    "start": "2026-03-14",
                    "done": 2,
                    "last_day": "2026-04-03",
                    "stopped_on": None,
                    "fulfilled": False,
                },
            }
        ],
        "asked": [{"day": "2026-03-13", "states": ["gap"]}],
        "reach": {"staff": 7, "received": 5, "opened": 4, "confirmed": 3, "on_paper": 1},
        "printed": [
            {
                "paper": "biên bản niêm yết, Sảnh lớn",
                "size": 3,
                "fingerprint": fingerprint(journal.root(3)),
            }
        ],
    }


def act(number: int, kind: str, **said: Any) -> Entry:
    """One entry about the matter; ``previous`` is not what is proved here."""
    usual: dict[str, Any] = {"subject": SUBJECT, "facts": {}, "digest": "", "audience": "office"}
    return make_entry(number=number, previous=NO_PREVIOUS, kind=kind, **{**usual, **said})


def before() -> list[Entry]:
    """Return the entries before the confirmation, those of other matters among them."""
    digest = content()["digest"]
    return [
        act(1, "organisation.opened", subject="agency:thu"),
        act(2, "publication.drafted", subject="matter:other"),
        act(3, "publication.posted", facts={"posted_on": "2026-03-02"}, digest=digest),
        act(4, "publication.drafted", subject="matter:other"),
        act(5, "publication.gap_recorded", facts={"missing_from": "2026-03-13"}),
        act(6, "publication.hung_again", facts={"hung_again_on": "2026-03-14"}),
        act(7, "publication.drafted", subject="matter:other"),
    ]


def leaf(entry: Entry) -> bytes:
    return commit(salt_of(entry.number), entry.body())


def make(change: Callable[[dict[str, Any]], object] = lambda _: None, **own: Any) -> Confirmation:
    """Return a confirmation that holds; ``change`` is made before it is written down.

    So a change gets its digest: what is found then is found by counting again. ``own`` are
    members of the entry that says it was made.
    """
    entries = before()
    said = facts(Tree(map(leaf, entries)))
    change(said)
    usual: dict[str, Any] = {
        "at": MADE_AT,
        "facts": {"parts": document.digests_of(said, SALT)},
        "digest": document.digest_of(said, SALT),
    }
    entries.append(act(8, document.KIND, **{**usual, **own}))
    journal = Tree(map(leaf, entries))
    told = [entries[number - 1] for number in (3, 5, 6, 8)]
    return Confirmation(
        facts=said,
        salt=SALT,
        evidence=tuple(
            Evidence(Opening(salt_of(e.number), e), tuple(journal.inclusion(e.number - 1, 8)))
            for e in told
        ),
        head=Head(8, journal.root(8), fingerprint(journal.root(8))),
        printed=(Printed(journal.root(3), tuple(journal.consistency(3, 8))),),
    )


def faults(confirmation: Confirmation, *contents: check.Given, printed: str = "") -> list[str]:
    return list(check.check(confirmation, contents, printed).faults)


def changed(change: Callable[[dict[str, Any]], object]) -> list[str]:
    """Return what is found once the facts were changed behind the journal's back."""
    made = make()
    said = json.loads(json.dumps(made.facts))
    change(said)
    return faults(replace(made, facts=said))
