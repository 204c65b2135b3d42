"""The papers of publication: the sheet for the board, the minutes of posting and of withdrawal."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from dienhong.core.citation import Citation
from dienhong.core.days import vietnam
from dienhong.core.papers import posting as papers
from dienhong.core.papers import withdrawal as withdrawals
from dienhong.core.papers import wording
from dienhong.core.papers.counting import derivation_steps
from dienhong.core.papers.paper import Block, Letterhead, Paragraph, Signer
from dienhong.organisation import letterheads
from dienhong.organisation.actions import title_of
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Agency
from dienhong.organisation.queries import agency
from dienhong.papers.draw import pdf
from dienhong.publication import hanging, queries, rules, rules_runs, shaping
from dienhong.publication.models import Gap, Matter, Posting
from dienhong.record import corrections
from dienhong.regulation.law import say_citation

NOTICE_SYMBOL, MINUTES_SYMBOL = "TB", "BB"


def _letterhead(office: Agency, symbol: str, on: date | None) -> Letterhead:
    return letterheads.letterhead(office, symbol=letterheads.symbol_of(office, symbol), on=on)


def _matter(matter: Matter) -> papers.Matter:
    return papers.Matter(
        title=matter.title,
        kind=matter.kind_label,
        kind_clause=cited(matter.kind_source),
        decision_on=matter.decided_on,
        decision_number=matter.decision_number,
        decision_kind="Văn bản",
        summary=tuple(_paragraphs("\n".join([matter.summary, *shaping.on_paper(matter)]))),
        files=tuple(papers.AttachedFile(row.name, row.file_id) for row in matter.attachments.all()),
    )


def cited(source: str) -> str:
    """Return a provision as papers cite it."""
    citation = Citation.parse(source)
    said = say_citation(citation)
    return f"{said} Quy chế thực hiện dân chủ" if citation.is_own else said


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _term(posting: Posting) -> papers.PostingTerm:
    """Return where and how long it hangs, counted from the day on which it was put up."""
    run = posting.matter.post_for
    until = rules_runs.posted_until(posting.posted_on, run, vietnam.calendar())
    return papers.PostingTerm(
        place=posting.place,
        posted_on=posting.posted_on,
        counted_from=wording.first_day_off(posting.posted_on),
        last_day=until.day,
        days=run.value,
        unit=run.unit_said,
        clause=cited(str(run.source)),
        replaced_on=timezone.localdate(posting.sheet_replaced_at)
        if posting.sheet_replaced_at
        else None,
    )


def _on_the_sheet(posting: Posting, today: date) -> papers.PostingTerm:
    """Return the term that a sheet printed today says: of the run that goes on, or begins now."""
    run = hanging.run_of(posting, today)
    start = run.start if run.goes_on else today
    until = rules_runs.posted_until(start, posting.matter.post_for, vietnam.calendar())
    return replace(
        _term(posting),
        posted_on=start,
        counted_from=wording.first_day_off(start),
        last_day=until.day,
    )


def _with_gaps(posting: Posting) -> papers.PostingTerm:
    """Return the term of the minutes: as it was put up, with the gaps since."""
    found = tuple(_gap(gap) for gap in posting.gaps.all() if not gap.renews)
    until = posting.ends_on
    if not found or until is None:
        return replace(_term(posting), gaps=found)
    start = hanging.run_of(posting, wording.first_day_off(until)).start
    return replace(_term(posting), gaps=found, run=(start, until))


def _gap(gap: Gap) -> papers.Gap:
    entries = (gap.entry_number, gap.again_entry_number)
    return papers.Gap(
        since=gap.missing_from,
        what=gap.get_cause_display().capitalize(),
        found_on=gap.found_on,
        found_by=gap.found_by,
        again=timezone.localtime(gap.again_at) if gap.again_at else None,
        entries=tuple(number for number in entries if number is not None),
    )


def _corrected(posting: Posting) -> tuple[papers.Corrected, ...]:
    """Return what was corrected of a posting, and of its matter since it was hung."""
    made = corrections.of(posting.matter.subject)
    return tuple(
        papers.Corrected(
            on=timezone.localdate(row.decided_at),
            what=row.label,
            before=row.before,
            after=row.after,
            ground=row.ground,
            entry=row.entry_number or 0,
            material=row.material,
        )
        for row in made
        if row.decided_at and queries.concerns(row, posting) and row.decided_at > posting.posted_at
    )


def sheet(posting: Posting, address: str, today: date) -> bytes:
    """Return the sheet for the board as PDF; its QR code opens ``address``."""
    office = agency()
    return pdf(
        papers.notice_sheet(
            _letterhead(office, NOTICE_SYMBOL, posting.matter.published_on),
            _matter(posting.matter),
            _on_the_sheet(posting, today),
            posted_by=posting.posted_by.name,
            link=address,
            signer=Signer(title_of(Function.CHIEF), ""),
        )
    )


def minutes(posting: Posting) -> bytes:
    """Return the minutes of posting as PDF, with the journal's fingerprint of that moment."""
    matter, office = posting.matter, agency()
    published_on = matter.published_on or posting.posted_on
    late = rules.working_days_late(matter.due_on, published_on, vietnam.calendar())
    due = papers.PublicationDue(
        on=matter.due_on,
        clause=cited(str(matter.publish_within.source)),
        working_days_late=late or 0,
        published_on=matter.published_on,
        carried_over=matter.carried_over,
        steps=derivation_steps(matter.counted, say_citation),
    )
    mark = papers.JournalMark(entry=posting.entry_number, fingerprint=posting.fingerprint)
    poster = papers.Present(posting.posted_by.name, posting.posted_by.position)
    return pdf(
        papers.posting_minutes(
            _letterhead(office, MINUTES_SYMBOL, posting.posted_on),
            replace(_matter(matter), corrections=_corrected(posting)),
            _with_gaps(posting),
            at=timezone.localtime(posting.posted_at),
            present=(poster, papers.Present()),
            record=(due, mark),
        )
    )


def _broken(posting: Posting) -> withdrawals.BrokenRun:
    assert posting.broken_on is not None
    term, run = posting.matter.post_for, hanging.run_of(posting, posting.broken_on)
    return withdrawals.BrokenRun(
        posted_on=run.start,
        broken_on=posting.broken_on,
        days_done=run.done,
        days_required=term.value,
        unit=term.unit_said,
        clause=cited(str(term.source)),
    )


def _withdrawn(matter: Matter) -> withdrawals.Withdrawal:
    request, first = matter.withdrawal, matter.postings.all()[0]
    assert request.confirmed_at is not None
    return withdrawals.Withdrawal(
        at=timezone.localtime(request.confirmed_at),
        place=agency().name,
        ground=request.ground,
        ground_clause="; ".join(cited(row) for row in matter.secrecy),
        notice_entry=first.entry_number,
        content_sha256=matter.content_digest,
        cleared=("Trang công khai nội bộ, danh sách, tệp kèm theo",),
        run=_broken(first) if first.broken_on else None,
    )


def withdrawal(matter: Matter) -> bytes:
    """Return the minutes of an emergency withdrawal as PDF: nothing of its content is in them."""
    request, said = matter.withdrawal, _withdrawn(matter)
    assert request.confirmed_by is not None
    return pdf(
        withdrawals.withdrawal_minutes(
            _letterhead(agency(), MINUTES_SYMBOL, said.at.date()),
            said,
            decided_by=papers.Present(request.confirmed_by.name, request.confirmed_by.position),
            carried_out_by=papers.Present(request.asked_by.name, request.asked_by.position),
            mark=papers.JournalMark(
                entry=request.entry_number or 0, fingerprint=request.fingerprint
            ),
        )
    )


def to_remove(matter: Matter) -> list[Posting]:
    """Return the board postings whose sheet hung when the matter was withdrawn."""
    # What was taken down before has an entry of its own.
    rows = matter.postings.all()
    return [row for row in rows if not row.electronic and row.end_entry_number is None]


def removal(matter: Matter) -> bytes:
    """Return the order to take the sheets of a withdrawn matter off their boards, as PDF."""
    said = _withdrawn(matter)
    sheets = tuple(
        withdrawals.Hanging(row.place, row.posted_on, row.entry_number) for row in to_remove(matter)
    )
    head = _letterhead(agency(), NOTICE_SYMBOL, said.at.date())
    return pdf(withdrawals.removal_sheet(head, said, sheets, matter.withdrawal.entry_number or 0))
