"""What keeps others out: the key, the certificate, and settings that are dangerous when reached."""

import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from dienhong.hosting import directory
from dienhong.site import offices, secret
from dienhong.site.health import dangers
from dienhong.site.health.finding import Finding, ill, well
from dienhong.site.serving import certificates, holding
from dienhong.site.serving.addresses import is_of_this_machine, probe_port
from dienhong.site.serving.reach import LOCAL_PORT

_SOON = timedelta(days=30)


def key() -> Finding:
    """See that the key is long, is read by its owner only, and that no old one outlived its day."""
    name, path = "khóa ký phiên", directory.data() / secret.KEY
    if not secret.is_long_enough(settings.SECRET_KEY):
        return ill(name, "khóa quá ngắn", "Đặt khóa từ 32 ký tự ngẫu nhiên trở lên.")
    open_to_others = [p for p in (path, path.with_name(secret.OLD)) if _others_read(p)]
    if open_to_others:
        paths = " ".join(map(str, open_to_others))
        return ill(name, f"người khác trên máy đọc được {paths}", f"Chạy: chmod 600 {paths}")
    today = timezone.localdate()
    if any(old.keep_until < today for old in secret.old_keys(directory.data())):
        return ill(name, "còn khóa cũ đã hết ngày", "Chạy: dienhong secret retire")
    return well(name, "đủ dài, chỉ chủ tài khoản đọc được")


def _others_read(path: Path) -> bool:
    # Windows keeps who may read in lists that the mode does not show.
    return os.name != "nt" and path.exists() and path.stat().st_mode & 0o077 != 0


def certificate() -> Finding:
    """See how long the certificate lasts that the running server shows, or that was made here."""
    name, now = "chứng thư", timezone.now()
    serving = holding.holder(directory.data())
    shown = serving.certificate if serving else ""
    path = Path(shown) if shown else directory.data() / "tls" / "server.pem"
    if not path.exists() and not shown:
        return well(name, "máy chủ này không tự dùng chứng thư")
    try:
        found = certificates.read(path)
    except (OSError, ValueError):
        return ill(name, f"không đọc được {path}", "Chạy lại: dienhong serve --lan")
    left = found.not_valid_after_utc - now
    said = f"{path} còn {left.days} ngày"
    if left < _SOON or found.not_valid_before_utc > now:
        cure = (
            "Khởi động lại máy chủ: chứng thư tự tạo được làm mới; chứng thư được cấp thì xin mới."
        )
        return ill(name, said if left > timedelta(0) else f"{path} đã hết hạn", cure)
    if _others_read(path.with_suffix(".key")):
        return ill(name, "người khác đọc được khóa của chứng thư", f"chmod 600 {path.parent}/*.key")
    return well(name, said)


def dangerous() -> list[Finding]:
    """See that what is meant for one's own computer is off where others come in."""
    serving = holding.holder(directory.data())
    hosts = [*settings.ALLOWED_HOSTS, *([_host(serving.address)] if serving else [])]
    own_tls = serving is not None and serving.address.startswith("https:")
    return dangers.found(
        reachable=not all(map(is_of_this_machine, hosts)),
        tls=own_tls or bool(settings.DIENHONG_TLS),
        by_clicks=settings.DIENHONG_OPEN_BY_CLICKS,
        demo=_demo(),
    )


def _host(address: str) -> str:
    return address.partition("://")[2].rpartition(":")[0]


def _demo() -> list[str]:
    try:
        return [str(office["code"]) for office in offices.listed() if office["demo"]]
    except DatabaseError:  # told by the checks of the databases
        return []


def port() -> Finding:
    """See that the port is free, unless it is we who hold it."""
    serving = holding.holder(directory.data())
    if serving:
        return well("máy chủ", f"đang chạy tại {serving.address}/, tiến trình {serving.pid}")
    try:
        probe_port("127.0.0.1", LOCAL_PORT)
    except OSError:
        cure = f"Dừng chương trình đó, hoặc chạy: dienhong serve --port {LOCAL_PORT + 1}"
        return ill("máy chủ", f"cổng {LOCAL_PORT} đang có chương trình khác dùng", cure)
    return well("máy chủ", f"không chạy; cổng {LOCAL_PORT} còn trống")
