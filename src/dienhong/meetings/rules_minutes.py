"""What minutes must tell, and what may be said of them and answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.meetings.rules import check_not_before_meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What a rule has to know of minutes that are to be called finished."""

    chair: bool
    secretary: bool
    present: int
    # The items that regulation or law demands and of which nothing is written, with their clause.
    without_record: tuple[tuple[str, Citation], ...] = ()
    # Whether something was to be talked about: an agenda, or an occasion that the meeting serves.
    has_purpose: bool
    # How much was written down: items, tasks looked at or set, opinions, a conclusion.
    written: int
    # A clause that demands the meeting, for what is missing besides the agenda.
    source: Citation | None = None


def check_finished(minutes: Minutes) -> None:
    """Refuse minutes that lack a chair, a secretary, those present, or a demanded item's record."""
    if not minutes.chair or not minutes.secretary:
        lacking = "người chủ trì" if not minutes.chair else "thư ký"
        raise Refused(
            f"Chưa ghi xong được: biên bản chưa có {lacking}",
            minutes.source,
            cure="Ghi người chủ trì và thư ký tại biên bản.",
        )
    if not minutes.present:
        raise Refused(
            "Chưa ghi xong được: chưa điểm danh, biên bản chưa có ai dự",
            minutes.source,
            cure="Điểm danh rồi ghi xong.",
        )
    for words, source in minutes.without_record:
        raise Refused(
            f"Chưa ghi xong được: nội dung «{words}» chưa ghi diễn biến",
            source,
            cure="Ghi điều đã bàn, hoặc ghi rõ là không có nội dung này và vì sao.",
        )
    _check_tells(minutes)


def _check_tells(minutes: Minutes) -> None:
    """Refuse minutes that tell nothing of a meeting called to talk about something.

    One line anywhere is enough: how much was said is the meeting's own affair. A meeting for which
    no agenda was set and which no clause demands may end with its attendance; nothing asks more.
    """
    if minutes.has_purpose and not minutes.written:
        raise Refused(
            "Chưa ghi xong được: biên bản mới có danh sách dự, chưa ghi đã bàn hay kết luận gì",
            minutes.source,
            cure="Bấm Ghi biên bản rồi ghi diễn biến của một nội dung hoặc kết luận; "
            "nếu họp mà không bàn được gì thì ghi điều đó ở phần kết luận.",
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose opinion it is: a person, a group, or nobody named; exactly one of them."""

    speaker: str = ""
    group: str = ""
    unnamed: bool = False


def check_voice(voice: Voice, words: str, *, entered_for: bool) -> None:
    """Refuse an opinion of nobody or of two, an empty one, and a name that would be kept anyway.

    ``entered_for``: a clerk enters it for another; the journal then names that other, so what is
    to stay without a name cannot be entered that way.
    """
    if not words.strip():
        raise Refused("Chưa ghi được: ý kiến còn để trống", cure="Ghi lời phát biểu.")
    if sum((bool(voice.speaker), bool(voice.group.strip()), voice.unnamed)) != 1:
        raise Refused(
            "Chưa ghi được: chưa rõ ý kiến của ai",
            cure="Chọn đúng một: người phát biểu, tên nhóm, hoặc không nêu tên.",
        )
    if voice.unnamed and entered_for:
        raise Refused(
            "Không ghi được: ý kiến không nêu tên mà nhập thay thì sổ ghi vẫn giữ tên người nói",
            cure="Kết thúc lượt nhập thay rồi ghi ý kiến không nêu tên.",
        )


def check_answer(answer: str, answerer: str, due: date | None, held_on: date) -> None:
    """Refuse an opinion that is neither answered nor given to somebody until a day."""
    if answer.strip():
        return
    if not answerer or due is None:
        raise Refused(
            "Chưa ghi được: ý kiến chưa có trả lời, cũng chưa giao ai trả lời",
            cure="Ghi lời trả lời tại cuộc họp, hoặc chọn người trả lời và ngày phải trả lời.",
        )
    check_not_before_meeting(due, held_on)


def check_head(department: str, heads: Collection[str]) -> None:
    """Refuse a task for a department without a head, or with two: a task has one owner."""
    if len(heads) != 1:
        why = "chưa có trưởng phòng" if not heads else "có nhiều trưởng phòng"
        raise Refused(
            f"Chưa giao được: {department} {why}", cure="Giao đích danh một người của phòng."
        )


def check_waits(done_on: date | None) -> None:
    """Refuse to report or answer a second time."""
    if done_on is not None:
        raise Refused(
            f"Không ghi được: đã ghi xong ngày {done_on:%d/%m/%Y}",
            cure="Nếu ghi nhầm thì đính chính tại biên bản.",
        )
