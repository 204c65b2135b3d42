"""Keeping the words under which what is public is found: in the act that changes them.

What is not public, has left or was withdrawn has no row here, so that no search can tell of it.
An act keeps them after its entry in the journal: who writes there, writes here alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from dienhong.core.indexing import keys_of
from dienhong.publication.models import (
    Attachment,
    FileText,
    Findable,
    IndexWord,
    Matter,
    Occurrence,
)
from dienhong.publication.rules import Stage
from dienhong.record import previews
from dienhong.record.models import JournalHead, StoredFile
from dienhong.record.worker import Busy

MOST_SIGNS = 200_000  # of a file's words, counted from its beginning: about a hundred pages
_AT_ONCE = 500
Zone = Occurrence.Zone
Key = tuple[bool, str]


def index(matter: Matter) -> None:
    """Keep the words of a matter as they are now; of what is not public nothing is kept."""
    if matter.stage != Stage.PUBLISHED or matter.left_on is not None:
        forget(matter)
        return
    row, _ = Findable.objects.get_or_create(matter=matter)
    _clear(row)
    _write(row, _zones(matter))
    _drop_file_texts()


def forget(matter: Matter) -> None:
    """Let no search find a matter any more; words that only it had are gone."""
    row = Findable.objects.filter(matter=matter).first()
    if row is not None:
        _clear(row)
        row.delete()
        _drop_file_texts()


def forget_files(digests: Collection[str]) -> None:
    """Forget the words of files that were erased, also where another matter has them."""
    FileText.objects.filter(digest__in=digests).delete()
    sharing = Matter.objects.filter(attachments__file__in=digests, findable__isnull=False)
    for matter in sharing.distinct():
        index(matter)


def learn(file: StoredFile, words: dict[str, Any] | None) -> None:
    """Keep the words of a file that was just drawn out, for the public matters that have it."""
    if words is None or FileText.objects.filter(digest=file.pk).exclude(text="").exists():
        return
    _learn(file, _text_of(words))


def learn_waiting(*, most: int = 50) -> int:
    """Read public files into which nobody has looked yet; return how many. Part of each sweep.

    So many at a time: reading is slow, and the next sweep goes on. Of a file without words it is
    kept that it has none; somebody who looks at it later may still see some.
    """
    known = FileText.objects.values("digest")
    rows = Attachment.objects.filter(matter__findable__isnull=False, file__erased_at=None)
    waiting = rows.exclude(file__in=known).order_by("file").values_list("file", flat=True)
    read = 0
    for file in StoredFile.objects.filter(pk__in=list(waiting.distinct()[:most])):
        try:
            _learn(file, _text_of(previews.words_of(file) or {}))
        except Busy:
            break
        read += 1
    return read


@transaction.atomic
def _learn(file: StoredFile, text: str) -> None:
    JournalHead.objects.select_for_update().get()  # in turn with the acts
    having = Matter.objects.filter(attachments__file=file, findable__isnull=False).distinct()
    if not having.exists():  # withdrawn while it was read
        return
    FileText.objects.update_or_create(digest=file.pk, defaults={"text": text})
    for matter in having if text else ():
        index(matter)


def _text_of(words: object) -> str:
    joined = unicodedata.normalize("NFC", " ".join(" ".join(_strings(words)).split()))
    return joined[:MOST_SIGNS]


def _strings(words: object) -> Iterator[str]:
    """Yield the words of what was drawn out; a sheet that its author hid stays out."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict) and not words.get("hidden"):
        for each in words.values():
            yield from _strings(each)
    elif isinstance(words, list):
        for each in words:
            yield from _strings(each)


def _zones(matter: Matter) -> dict[Key, int]:
    """Return each key of a matter with the first zone that has it."""
    digests = matter.attachments.values_list("file_id", flat=True)
    files = FileText.objects.filter(digest__in=list(digests)).values_list("text", flat=True)
    zones: dict[Key, int] = {}
    for zone, texts in (
        (Zone.NAME, [matter.title, matter.decision_number]),
        (Zone.SUMMARY, [matter.summary, matter.kind_label]),
        (Zone.FILES, list(files)),
    ):
        for text in texts:
            for by_accent in (True, False):
                for key in keys_of(text, by_accent=by_accent):
                    zones.setdefault((by_accent, key), zone)
    return zones


def _write(row: Findable, zones: dict[Key, int]) -> None:
    found = _known(zones)
    fresh = [IndexWord(by_accent=key[0], text=key[1]) for key in sorted(zones) if key not in found]
    for word in IndexWord.objects.bulk_create(fresh, batch_size=_AT_ONCE):
        found[word.by_accent, word.text] = word.pk
    rows = (Occurrence(word_id=found[key], zone=zone, findable=row) for key, zone in zones.items())
    Occurrence.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _known(zones: dict[Key, int]) -> dict[Key, int]:
    texts = sorted({text for _, text in zones})
    found: dict[Key, int] = {}
    for first in range(0, len(texts), _AT_ONCE):
        some = IndexWord.objects.filter(text__in=texts[first : first + _AT_ONCE])
        found |= {(row.by_accent, row.text): row.pk for row in some}
    return found


def _clear(row: Findable) -> None:
    """Take the words off, and out of the list of words where no other matter has them."""
    words = list(row.occurrences.values_list("word_id", flat=True))
    row.occurrences.all().delete()
    still = Exists(Occurrence.objects.filter(word=OuterRef("pk")))
    for first in range(0, len(words), _AT_ONCE):
        some = IndexWord.objects.filter(pk__in=words[first : first + _AT_ONCE])
        some.exclude(still).delete()


def _drop_file_texts() -> None:
    """Forget the words of files that no matter which can be found has any more."""
    held = Attachment.objects.filter(matter__findable__isnull=False, file_id=OuterRef("digest"))
    FileText.objects.exclude(Exists(held)).delete()
