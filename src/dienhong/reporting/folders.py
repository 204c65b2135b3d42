"""Folders for an inspection: asked for with a number of the register, made beside the requests.

To draw hundreds of papers and scans takes minutes, so no request waits for it: the act writes
down the wish, and a thread of the server, or the next sweep, carries it out.
"""

import hashlib
from threading import Lock

from django.db import transaction
from django.db.models import Max

from dienhong.accounts.office import code
from dienhong.core.acting import Actor
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Agency
from dienhong.record import made
from dienhong.record.actions import write_entry
from dienhong.reporting import folder as contents
from dienhong.reporting import rules
from dienhong.reporting.models import Folder, Report
from dienhong.reporting.outline import content_of

# PDFium, by which a folder is bound, works for one thread of a process at a time.
_BINDING = Lock()


@transaction.atomic
def ask(report: Report, *, by: Actor) -> Folder:
    """Ask for the folder of a report: it gets the next number of the year's register."""
    check_power(rules.PREPARE, by, "lập hồ sơ kiểm tra")
    Agency.objects.select_for_update().get()  # whoever asks next waits for this number
    waiting = next((row.said for row in report.folders.all() if row.waits), "")
    rules.check_no_folder_waits(waiting)
    last = Folder.objects.filter(year=by.today.year).aggregate(last=Max("number"))["last"] or 0
    folder = Folder.objects.create(
        report=report,
        year=by.today.year,
        number=last + 1,
        asked_by=by.author.name,
        asked_at=by.at,
    )
    write_entry(
        "reporting.folder_asked", report.subject, by=by, facts={"folder_number": folder.said}
    )
    office = code()
    transaction.on_commit(lambda: made.WANTED.put(office))
    return folder


def make_waiting(*, by: Actor) -> list[Folder]:
    """Make the folders that wait, each by one process; return those that were made."""
    with _BINDING:
        return made.make_waiting(Folder, lambda row: _make(row, by), at=by.at)


def _make(folder: Folder, by: Actor) -> Folder:
    with made.writing(folder.file_name) as out:
        content = content_of(folder.report, by.today)
        written = contents.write(folder, content, code(), by.at, out)
        folder.size = out.tell()
        out.seek(0)
        folder.digest = hashlib.file_digest(out, "sha256").hexdigest()
    return _keep(folder, written, by)


@transaction.atomic
def _keep(folder: Folder, written: contents.Written, by: Actor) -> Folder:
    folder.pages, folder.annexes = written.pages, written.annexes
    folder.made_at = by.at
    folder.save(update_fields=["pages", "annexes", "made_at", "size", "digest"])
    write_entry(
        "reporting.folder_made",
        folder.report.subject,
        by=by,
        facts={"folder_number": folder.said, "pages": folder.pages, "annexes": folder.annexes},
        digest=folder.digest,
    )
    return folder
