"""Entering for those who have no computer: by whom, from what, and who confirms it."""

from dienhong.core.refusal import Refused


def check_in_person(entering: bool) -> None:
    """Refuse to do for another what each person does alone: passwords, keys, confirmations."""
    if entering:
        raise Refused(
            "Không làm được trong lúc nhập thay: việc này từng người tự làm",
            cure="Kết thúc lượt nhập thay rồi làm.",
        )


def check_entered_for(clerk: str, person: str) -> None:
    """Refuse a clerk who would enter for oneself: one's own acts are done in person."""
    if clerk == person:
        raise Refused(
            "Chưa mở được lượt nhập thay: không ai nhập thay cho chính mình",
            cure="Chọn người đã viết phiếu hoặc đã nói; việc của mình thì làm như thường.",
        )


def check_evidence(from_paper: bool, has_scan: bool, told: str) -> None:
    """Refuse to enter from a paper without its scan, or from speech without who heard it."""
    if from_paper and not has_scan:
        raise Refused(
            "Chưa mở được lượt nhập thay: chưa có ảnh chụp hoặc bản quét của phiếu",
            cure="Chụp hoặc quét phiếu rồi chọn tệp.",
        )
    if not from_paper and not told.strip():
        raise Refused(
            "Chưa mở được lượt nhập thay: chưa ghi nghe ở đâu, lúc nào",
            cure="Ghi nơi, lúc và cách nói: gặp trực tiếp, điện thoại …",
        )


def check_second_person(clerk: str, confirmer: str) -> None:
    """Refuse a clerk who would confirm what the same clerk has entered."""
    if clerk == confirmer:
        raise Refused(
            "Chưa xác nhận được: người nhập thay không tự xác nhận",
            cure="Người đã viết phiếu hoặc đã nói, hay một người khác có quyền, xác nhận.",
        )


def check_not_decided(ended: bool, decided: bool) -> None:
    """Refuse to decide on a sitting that still goes on, or twice on one."""
    if not ended:
        raise Refused(
            "Chưa xác nhận được: lượt nhập thay này chưa kết thúc",
            cure="Người nhập thay kết thúc lượt trước.",
        )
    if decided:
        raise Refused(
            "Không ghi được: lượt nhập thay này đã có người xác nhận hoặc bác",
            cure="Mở trang của lượt đó để xem.",
        )


def check_contested_with_ground(ground: str) -> None:
    """Refuse to contest what was entered without saying what is wrong."""
    if not ground.strip():
        raise Refused(
            "Chưa ghi được: chưa nêu chỗ nhập sai",
            cure="Nêu chỗ khác với phiếu hoặc lời nói.",
        )
