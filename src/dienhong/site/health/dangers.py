"""Settings that are right on one's own computer and dangerous on a server that others reach."""

from collections.abc import Sequence

from dienhong.site.health.finding import Finding, ill, well


def found(*, reachable: bool, tls: bool, by_clicks: bool, demo: Sequence[str]) -> list[Finding]:
    """Judge the settings of a server; ``reachable`` says whether other machines come to it."""
    return [
        _tls(reachable=reachable, tls=tls),
        _by_clicks(reachable=reachable, by_clicks=by_clicks),
        _demo(demo if reachable else ()),
    ]


def _tls(*, reachable: bool, tls: bool) -> Finding:
    name = "mã hóa đường truyền"
    if reachable and not tls:
        return ill(
            name,
            "máy khác vào được mà đường truyền không mã hóa",
            "Chạy dienhong serve --lan, hoặc đặt DIENHONG_TLS=1 sau proxy có TLS.",
        )
    return well(name, "có TLS" if tls else "chỉ máy này vào được, không cần TLS")


def _by_clicks(*, reachable: bool, by_clicks: bool) -> Finding:
    name = "mở văn phòng"
    if reachable and by_clicks:
        return ill(
            name,
            "ai vào được máy chủ cũng mở được văn phòng mới",
            "Đặt DIENHONG_OPEN_BY_CLICKS=0 rồi mở văn phòng bằng: dienhong agency create",
        )
    return well(name, "người lạ không mở được văn phòng")


def _demo(codes: Sequence[str]) -> Finding:
    name = "văn phòng trình diễn"
    if codes:
        return ill(
            name,
            f"ai cũng vào được không cần mật khẩu: {', '.join(codes)}",
            "Chuyển các thư mục đó ra khỏi thư mục agencies của dữ liệu, nếu không dùng để thử.",
        )
    return well(name, "không có trên máy chủ mà máy khác vào được")
