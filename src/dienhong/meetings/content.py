"""What minutes say, as one value: for the journal's digest and for the paper drawn from it."""

from hashlib import sha256

from dienhong.core.journal.canonical import canonical
from dienhong.meetings.models import Meeting


def digest_of(meeting: Meeting) -> str:
    """Return the SHA-256 of all that the minutes of a meeting say."""
    content = {
        "title": meeting.title,
        "held_on": meeting.held_on.isoformat(),
        "hours": [str(meeting.begins_at or ""), str(meeting.ends_at or "")],
        "place": meeting.place,
        "chair": str(meeting.chair_id or ""),
        "secretary": str(meeting.secretary_id or ""),
        "guests": meeting.guests,
        "attendance": sorted(
            [str(row.person_id), row.present, row.reason, str(row.replaced_by_id or "")]
            for row in meeting.attendance.all()
        ),
        "agenda": [[item.words, item.source, item.record] for item in meeting.agenda.all()],
        "reviews": [[str(row.task_id), row.said] for row in meeting.reviews.all()],
        "tasks": [
            [row.words, str(row.owner_id), row.due_on.isoformat()]
            for row in meeting.tasks.filter(dropped_because="")
        ],
        "opinions": [
            [str(row.speaker_id or ""), row.group, row.words, row.answered_there]
            for row in meeting.opinions.all()
        ],
        "conclusion": meeting.conclusion,
    }
    return sha256(canonical(content)).hexdigest()


def written_in(meeting: Meeting) -> int:
    """Return how many things the minutes of a meeting tell besides who came."""
    told = (
        meeting.agenda.exclude(record=""),
        meeting.reviews.exclude(said=""),
        meeting.tasks.filter(dropped_because=""),
        meeting.opinions.all(),
    )
    return sum(rows.count() for rows in told) + bool(meeting.conclusion)
