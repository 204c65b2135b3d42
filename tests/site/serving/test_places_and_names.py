"""Where data lie on each system, and what may be a name or an address of this machine."""

import ipaddress
import socket
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

import dienhong
from dienhong.site.serving import addresses, places

HOME = PurePosixPath("/home/lan")


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "/home/lan/.local/share/dienhong"),
        ("linux", {"XDG_DATA_HOME": "/srv/du-lieu"}, "/srv/du-lieu/dienhong"),
        ("linux", {"XDG_DATA_HOME": "tuong-doi"}, "/home/lan/.local/share/dienhong"),
        ("darwin", {}, "/home/lan/Library/Application Support/DienHong"),
    ],
)
def test_data_lie_where_the_system_keeps_a_persons_own(
    platform: str, environ: dict[str, str], folder: str
) -> None:
    assert places.personal_folder(platform, environ, HOME) == PurePosixPath(folder)


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"LOCALAPPDATA": r"D:\Dữ liệu\Local"}, r"D:\Dữ liệu\Local\DienHong"),
        ({}, r"C:\Users\Lan\AppData\Local\DienHong"),
    ],
)
def test_on_windows_they_lie_in_the_local_application_data(
    environ: dict[str, str], folder: str
) -> None:
    home = PureWindowsPath(r"C:\Users\Lan")
    assert places.personal_folder("win32", environ, home) == PureWindowsPath(folder)


def test_a_windows_path_becomes_an_address_that_sqlite_opens() -> None:
    path = PureWindowsPath(r"C:\Users\Lê Lan\DienHong\agencies\thu\office.sqlite3")
    assert path.as_uri() == ("file:///C:/Users/L%C3%AA%20Lan/DienHong/agencies/thu/office.sqlite3")


def test_in_a_checkout_data_lie_beside_the_source_and_elsewhere_they_do_not(tmp_path: Path) -> None:
    assert places.in_checkout(Path(dienhong.__path__[0]))
    installed = tmp_path / "lib" / "python3.11" / "site-packages" / "dienhong"
    installed.mkdir(parents=True)
    (tmp_path / "lib" / "python3.11" / "pyproject.toml").touch()
    assert not places.in_checkout(installed)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("may-chu", True),
        ("may-chu.local", True),
        ("dan-chu.tinh.gov.vn", True),
        ("a" * 63, True),
        ("a" * 64, False),
        ("", False),
        ("máy-chủ", False),
        ("May-Chu", False),
        ("-a", False),
        ("a..b", False),
        ("a b", False),
        ("a/b", False),
        ("*.local", False),
    ],
)
def test_a_host_name_is_plain_labels_joined_by_dots(text: str, is_name: bool) -> None:
    assert addresses.is_name(text) is is_name


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("[::1]", True),
        ("::1", True),
        ("thu.localhost", True),
        ("192.168.1.5", False),
        ("may-chu.local", False),
        ("*", False),
        (".example", False),
    ],
)
def test_what_leads_only_to_the_machine_itself(host: str, ours: bool) -> None:
    assert addresses.is_of_this_machine(host) is ours


def test_the_addresses_of_this_machine_are_such_that_others_can_come_by() -> None:
    found = [ipaddress.ip_address(text) for text in addresses.lan_addresses()]
    assert not any(address.is_loopback or address.is_link_local for address in found)
    assert len(set(found)) == len(found)


def test_a_port_that_is_taken_is_noticed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy, pytest.raises(OSError, match="in use"):
        addresses.probe_port("127.0.0.1", busy.getsockname()[1])
