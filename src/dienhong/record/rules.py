"""What a correction of a clerical error must be: nothing recorded is edited, it is corrected."""

from dienhong.core.refusal import Outdated, Refused


def check_why(ground: str) -> None:
    """Refuse a correction without a ground."""
    if not ground.strip():
        raise Refused(
            "Chưa ghi được: chưa nêu lý do đính chính",
            cure="Nêu chỗ nhầm và căn cứ để biết nội dung đúng, ví dụ số trên văn bản đã ký.",
        )


def check_differs(before: str, after: str) -> None:
    """Refuse a correction that corrects nothing."""
    if before == after:
        raise Refused(
            "Chưa ghi được: nội dung mới giống nội dung đang ghi",
            cure="Ghi nội dung đúng, hoặc thôi đính chính nếu nội dung đang ghi đã đúng.",
        )


def check_none_waits(waits: bool) -> None:
    """Refuse a second correction while one waits: one at a time, so that each is read."""
    if waits:
        raise Refused(
            "Chưa đề nghị được: đang có một đính chính chờ người thứ hai ký",
            cure="Chờ người đó ký hoặc bác, hoặc rút đề nghị đó.",
        )


def check_still_waits(waits: bool) -> None:
    """Refuse to sign or decline what has been signed, declined or taken back."""
    if not waits:
        raise Refused(
            "Không ký được: đính chính này không còn chờ ký",
            cure="Mở lại trang để xem đính chính đã được ký, bác hay rút.",
        )


def check_another(asked_by: str, second: str) -> None:
    """Refuse a correction that one person alone would carry out."""
    if asked_by == second:
        raise Refused(
            "Không ký được: người đề nghị và người ký đính chính phải là hai người",
            cure="Chọn một người khác để ký.",
        )


def check_named(named: str, who: str) -> None:
    """Refuse a signature by anyone but the person who was named for it."""
    if named != who:
        raise Refused(
            "Không ký đính chính được: đính chính này đã giao đích danh người khác",
            cure="Người được giao ký, hoặc người đề nghị rút lại rồi giao người khác.",
        )


def check_as_read(read: str, now: str, said: str) -> None:
    """Refuse to correct what no longer stands as it was read; ``said`` is how it stands now."""
    if read != now:
        raise Outdated(
            f"Chưa ghi được: mục này vừa được đính chính, nay là «{said}»",
            cure="So với nội dung đang ghi rồi quyết định lại.",
        )
