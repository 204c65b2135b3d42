"""By which names and addresses other machines on the local network reach this one."""

import ipaddress
import socket
import struct
import sys

# An address kept for examples (RFC 5737): asking for the way to it sends nothing.
_ELSEWHERE = ("192.0.2.1", 9)
_LONGEST_NAME, _LONGEST_LABEL = 253, 63  # RFC 1035
_SIOCGIFADDR = 0x8915  # Linux: the address of an interface (netdevice(7))


def host_names() -> list[str]:
    """Return the names of this machine: as it stands, and as multicast DNS says it."""
    short = socket.gethostname().split(".")[0].lower()
    names = [short, f"{short}.local", socket.gethostname().lower()]
    return list(dict.fromkeys(name for name in names if is_name(name)))


def is_name(text: str) -> bool:
    """Tell whether a text may stand as a host name in a certificate and an address."""
    labels = text.removesuffix(".").split(".")
    return len(text) <= _LONGEST_NAME and all(map(_is_label, labels))


def _is_label(text: str) -> bool:
    plain = text.isascii() and text.replace("-", "a").isalnum() and text == text.lower()
    return (
        plain
        and len(text) <= _LONGEST_LABEL
        and not text.startswith("-")
        and not text.endswith("-")
    )


def is_address(text: str) -> bool:
    """Tell whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_of_this_machine(host: str) -> bool:
    """Tell whether a host name leads nowhere but to the machine that asks."""
    plain = host.strip("[]").lower()
    if is_address(plain):
        return ipaddress.ip_address(plain).is_loopback
    return plain == "localhost" or plain.endswith(".localhost")


def lan_addresses() -> list[str]:
    """Return the IPv4 addresses of this machine, the one that others most likely use first.

    No packet is sent, and none is needed: a network without a way out has addresses too.
    """
    found = [*_towards(_ELSEWHERE), *_of_interfaces(), *_of_own_name()]
    return [address for address in dict.fromkeys(found) if _is_reachable(address)]


def _is_reachable(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def _towards(place: tuple[str, int]) -> list[str]:
    """Return the address that this machine would use on the way to ``place``."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(place)
        except OSError:
            return []
        return [probe.getsockname()[0]]


def _of_own_name() -> list[str]:
    try:
        return list(socket.gethostbyname_ex(socket.gethostname())[2])
    except OSError:
        return []


def _of_interfaces() -> list[str]:
    """Return the address of each interface, where the system can be asked (Linux)."""
    if sys.platform != "linux":
        return []
    return [found for _, name in socket.if_nameindex() for found in _of_interface(name)]


def _of_interface(name: str) -> list[str]:
    import fcntl  # noqa: PLC0415 (not there on Windows)

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            told = fcntl.ioctl(probe, _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
        except OSError:
            return []
        return [socket.inet_ntoa(told[20:24])]


def probe_port(host: str, port: int) -> None:
    """Take a port for a moment; raise OSError if it cannot be had."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # On Windows the same word lets two programs share a port, which is the opposite.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
