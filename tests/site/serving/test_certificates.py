"""The certificate made here: for this machine's names alone, kept, renewed, and given ones read."""

import ssl
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dienhong.core.refusal import Refused
from dienhong.site.serving import certificates
from dienhong.site.serving.certificates import Files

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
NAMES = ["192.168.1.5", "may-chu", "may-chu.local", "localhost", "127.0.0.1"]


def _made(folder: Path, names: list[str] = NAMES, at: datetime = NOW) -> tuple[Files, bool]:
    return certificates.made(folder, names, at=at)


def _leaf(folder: Path) -> bytes:
    return (folder / "server.pem").read_bytes()


def test_it_is_for_each_name_of_the_machine_and_lasts_no_longer_than_browsers_accept(
    tmp_path: Path,
) -> None:
    files, fresh = _made(tmp_path / "tls")
    leaf = certificates.read(files.certificate)
    assert fresh
    assert sorted(certificates.names_in(leaf)) == sorted(NAMES)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc == timedelta(days=397)
    assert leaf.not_valid_before_utc < NOW < leaf.not_valid_after_utc


def test_only_the_owner_reads_what_was_made(tmp_path: Path) -> None:
    _made(tmp_path / "tls")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "tls").iterdir()}
    assert modes == dict.fromkeys(["ca.pem", "ca.key", "server.pem", "server.key"], 0o600)
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700


def test_it_is_made_once_and_used_again(tmp_path: Path) -> None:
    _made(tmp_path)
    before = _leaf(tmp_path)
    _, fresh = _made(tmp_path, at=NOW + timedelta(days=300))
    assert (_leaf(tmp_path), fresh) == (before, False)


def _authority(folder: Path) -> bytes:
    return (folder / "ca.pem").read_bytes()


@pytest.mark.parametrize(
    ("names", "later"),
    [
        (NAMES, timedelta(days=370)),  # ends within a month
        (NAMES, timedelta(days=500)),  # ended
        ([*NAMES, "192.168.1.77"], timedelta(0)),  # the machine has a new address
        ([*NAMES, "to-chuc.local"], timedelta(0)),
    ],
)
def test_it_is_renewed_and_the_machines_that_trust_the_authority_need_do_nothing(
    tmp_path: Path, names: list[str], later: timedelta
) -> None:
    _made(tmp_path)
    leaf, authority = _leaf(tmp_path), _authority(tmp_path)
    _, fresh = _made(tmp_path, names, NOW + later)
    assert not fresh
    assert (_leaf(tmp_path) != leaf, _authority(tmp_path)) == (True, authority)
    assert set(names) <= set(certificates.names_in(certificates.read(tmp_path / "server.pem")))


@pytest.mark.parametrize("spoiled", ["server.pem", "server.key"])
def test_a_damaged_certificate_is_made_anew_by_the_same_authority(
    tmp_path: Path, spoiled: str
) -> None:
    _made(tmp_path)
    authority = _authority(tmp_path)
    (tmp_path / spoiled).write_text("hong")
    files, fresh = _made(tmp_path)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
        files.certificate, files.key
    )
    assert (fresh, _authority(tmp_path)) == (False, authority)


@pytest.mark.parametrize(
    ("names", "later"),
    [
        ([*NAMES, "dan-chu.example"], timedelta(0)),  # a name that it may not vouch for
        ([*NAMES, "203.0.113.9"], timedelta(0)),
        (NAMES, timedelta(days=3300)),  # its ten years are nearly over
    ],
)
def test_a_new_authority_is_made_only_where_the_old_one_may_not_vouch(
    tmp_path: Path, names: list[str], later: timedelta
) -> None:
    _made(tmp_path)
    authority = _authority(tmp_path)
    _, fresh = _made(tmp_path, names, NOW + later)
    assert (fresh, _authority(tmp_path) != authority) == (True, True)
    assert _made(tmp_path, names, NOW + later)[1] is False


def test_the_fingerprint_is_sixteen_groups_of_four(tmp_path: Path) -> None:
    _made(tmp_path)
    said = certificates.fingerprint(certificates.read(tmp_path / "ca.pem"))
    assert [len(group) for group in said.split()] == [4] * 16


# Given ones.


def _given(tmp_path: Path) -> Files:
    files, _ = _made(tmp_path / "given", ["*.tinh.local", "dan-chu.local"])
    return files


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("dan-chu.local", True),
        ("noi-vu.tinh.local", True),
        ("a.noi-vu.tinh.local", False),
        ("tinh.local", False),
        ("khac.local", False),
        ("192.168.1.5", False),
    ],
)
def test_a_given_certificate_is_used_only_for_a_name_that_stands_in_it(
    tmp_path: Path, name: str, covered: bool
) -> None:
    files = _given(tmp_path)
    if covered:
        certificates.check_given(files, [name], at=NOW)
        return
    with pytest.raises(Refused, match=f"không dùng cho tên «{name}»"):
        certificates.check_given(files, [name], at=NOW)


def _other_key(files: Files) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    files.key.write_bytes(_written(key, serialization.PrivateFormat.PKCS8))


def _written(key: ec.EllipticCurvePrivateKey, form: serialization.PrivateFormat) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _old_form(files: Files) -> None:
    key = serialization.load_pem_private_key(files.key.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    files.key.write_bytes(_written(key, serialization.PrivateFormat.TraditionalOpenSSL))


def _locked(files: Files) -> None:
    key = serialization.load_pem_private_key(files.key.read_bytes(), None)
    files.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"mat-khau"),
        )
    )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_other_key, "không phải khóa của chứng thư"),
        (_old_form, "chưa ở dạng PKCS#8"),
        (_locked, "không đọc được khóa"),
        (lambda files: files.key.unlink(), "không đọc được khóa"),
        (lambda files: files.key.chmod(0o644), "ai trên máy này cũng đọc được khóa"),
        (lambda files: files.certificate.write_text("hong"), "không đọc được chứng thư"),
        (lambda files: files.certificate.unlink(), "không đọc được chứng thư"),
    ],
)
def test_a_given_certificate_that_cannot_serve_is_refused_with_the_cure(
    tmp_path: Path, spoil: Callable[[Files], object], said: str
) -> None:
    files = _given(tmp_path)
    spoil(files)
    with pytest.raises(Refused, match=said) as refused:
        certificates.check_given(files, [], at=NOW)
    assert refused.value.cure


@pytest.mark.parametrize("later", [timedelta(days=-3), timedelta(days=400)])
def test_a_given_certificate_out_of_its_time_is_refused(tmp_path: Path, later: timedelta) -> None:
    with pytest.raises(Refused, match="không còn hoặc chưa có hiệu lực"):
        certificates.check_given(_given(tmp_path), [], at=NOW + later)
