"""How a server is reached: where it listens, who ends TLS, and what the settings are then told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dienhong.core.refusal import Refused
from dienhong.site.serving import addresses, certificates
from dienhong.site.serving.certificates import Files

EVERY_INTERFACE = "0.0.0.0"  # noqa: S104 (asked for by --lan)
LOCAL_PORT = 8000
LAN_PORT = 8443


@dataclass(frozen=True, slots=True)
class Reach:
    """One way of being reached; ``told`` are the variables that the settings read."""

    host: str
    port: int
    address: str
    tls: Files | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


def local(host: str, port: int) -> Reach:
    """Return how this machine, or a proxy on it, reaches the server: plain HTTP."""
    return Reach(host, port, f"http://{host}:{port}")


def by_made_certificate(
    folder: Path, port: int, names: Sequence[str], also: Sequence[str], *, at: datetime
) -> Reach:
    """Return how the local network reaches the server by a certificate made here.

    ``names`` are those that people are told, ``also`` those that the settings answer to.
    """
    _check_names(names)
    found = addresses.lan_addresses()
    if not (found or names):
        raise Refused(
            "Chưa chạy được: máy này chưa có địa chỉ trong mạng nội bộ",
            cure="Nối dây mạng hoặc Wi-Fi rồi chạy lại, hoặc nêu địa chỉ bằng --name.",
        )
    own = [name for name in also if addresses.is_name(name) or _is_plain_address(name)]
    all_names = _once(names, found, addresses.host_names(), own, ("localhost", "127.0.0.1"))
    files, fresh = certificates.made(folder, all_names, at=at)
    return _reach("made", all_names, port, files, _trust_anew(port) if fresh else ())


def _once(*lists: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for names in lists for name in names))


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if not (addresses.is_name(name) or _is_plain_address(name)):
            raise Refused(
                f"Chưa chạy được: «{name}» không phải tên máy hay địa chỉ IPv4",
                cure="Ví dụ: --name may-chu.local hoặc --name 192.168.1.5",
            )


def _is_plain_address(name: str) -> bool:
    return addresses.is_address(name) and ":" not in name


def _trust_anew(port: int) -> tuple[str, ...]:
    page = f"https://localhost:{port}/may-chu/dia-chi/"
    told = "Đã tạo chứng thư mới của máy này: mỗi máy cài một lần, cách làm ở"
    return (f"{told} {page}",)


def by_given_certificate(
    files: Files, port: int, names: Sequence[str], also: Sequence[str], *, at: datetime
) -> Reach:
    """Return how the local network reaches the server by a certificate that was given."""
    _check_names(names)
    certificate = certificates.check_given(files, names, at=at)
    plain = [found for found in certificates.names_in(certificate) if "*" not in found]
    if not (names or plain):
        raise Refused(
            f"Chưa chạy được: chứng thư {files.certificate} không nêu tên máy nào",
            cure="Nêu tên mà mọi người sẽ gõ: --name TÊN",
        )
    return _reach("given", _once(names, plain, also), port, files, ())


def _reach(
    tls: str, names: Sequence[str], port: int, files: Files, lines: tuple[str, ...]
) -> Reach:
    address = f"https://{names[0]}:{port}".removesuffix(":443")
    told = {
        "DIENHONG_TLS": tls,
        "DIENHONG_HOSTS": ",".join(names),
        "DIENHONG_ADDRESS": address,
    }
    return Reach(EVERY_INTERFACE, port, address, files, told, lines)
