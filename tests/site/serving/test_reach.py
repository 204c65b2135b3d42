"""How a server is reached, and what its settings are then told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dienhong.core.refusal import Refused
from dienhong.site.serving import addresses, certificates, reach

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def test_without_being_told_only_this_machine_reaches_it_by_plain_http() -> None:
    way = reach.local("127.0.0.1", 8000)
    assert (way.address, way.tls, dict(way.told)) == ("http://127.0.0.1:8000", None, {})


def test_on_the_local_network_it_answers_to_each_of_its_names_by_tls(tmp_path: Path) -> None:
    way = reach.by_made_certificate(tmp_path, 8443, ["may-chu.local"], ["localhost"], at=NOW)
    assert way.host == "0.0.0.0"
    assert way.address == "https://may-chu.local:8443"
    assert way.told["DIENHONG_TLS"] == "made"
    assert way.told["DIENHONG_ADDRESS"] == "https://may-chu.local:8443"
    hosts = way.told["DIENHONG_HOSTS"].split(",")
    wanted = ["may-chu.local", *addresses.lan_addresses(), "localhost", "127.0.0.1"]
    assert set(wanted) <= set(hosts)
    assert way.tls is not None
    assert sorted(certificates.names_in(certificates.read(way.tls.certificate))) == sorted(hosts)
    assert "mỗi máy cài một lần" in way.lines[0]
    again = reach.by_made_certificate(tmp_path, 8443, ["may-chu.local"], [], at=NOW)
    assert again.lines == ()


def test_the_port_that_browsers_take_by_themselves_is_left_out(tmp_path: Path) -> None:
    way = reach.by_made_certificate(tmp_path, 443, ["may-chu.local"], [], at=NOW)
    assert way.address == "https://may-chu.local"


@pytest.mark.parametrize("name", ["máy chủ", "a/b", "", "fe80::1", "*.local"])
def test_what_can_be_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="không phải tên máy hay địa chỉ IPv4"):
        reach.by_made_certificate(tmp_path, 8443, [name], [], at=NOW)
    assert list(tmp_path.iterdir()) == []


def test_with_a_given_certificate_its_names_are_the_servers(tmp_path: Path) -> None:
    files, _ = certificates.made(tmp_path, ["dan-chu.local", "khac.local"], at=NOW)
    way = reach.by_given_certificate(files, 8443, [], ["localhost"], at=NOW)
    assert way.told == {
        "DIENHONG_TLS": "given",
        "DIENHONG_HOSTS": "dan-chu.local,khac.local,localhost",
        "DIENHONG_ADDRESS": "https://dan-chu.local:8443",
    }


def test_a_certificate_of_nothing_but_stars_needs_a_name(tmp_path: Path) -> None:
    files, _ = certificates.made(tmp_path, ["*.tinh.local"], at=NOW)
    with pytest.raises(Refused, match="không nêu tên máy nào"):
        reach.by_given_certificate(files, 8443, [], [], at=NOW)
    way = reach.by_given_certificate(files, 8443, ["noi-vu.tinh.local"], [], at=NOW)
    assert way.address == "https://noi-vu.tinh.local:8443"
