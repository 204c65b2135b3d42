"""The certificate that the server shows: made here by an authority of its own, or given.

The authority made here can vouch only for the names of this machine and for private addresses
(RFC 5280, name constraints): whoever trusts it for the office trusts it for nothing else.
"""

import ipaddress
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dienhong.core.refusal import Refused
from dienhong.site.serving.addresses import is_address

AUTHORITY = "ca.pem"
_AUTHORITY_KEY = "ca.key"
_LONGEST = timedelta(days=397)  # what browsers accept of a certificate
_SLOW_CLOCKS = timedelta(days=1)
_RENEW_BEFORE = timedelta(days=30)
_AUTHORITY_LASTS = timedelta(days=3650)
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8")
_LOCAL = ("localhost", "local")


@dataclass(frozen=True, slots=True)
class Files:
    """A certificate with its chain, and its key (PKCS#8), as PEM files."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class _Signer:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def made(folder: Path, names: Sequence[str], *, at: datetime) -> tuple[Files, bool]:
    """Return the certificate of this machine for ``names``, and whether its authority is new.

    It is made once and kept in ``folder`` for the owner alone; made anew a month before it
    ends, or when a name is not in it. A new authority has to be trusted again by every machine.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority = _read_authority(folder)
    fresh = authority is None or not _may_vouch(authority.certificate, names, at)
    if authority is None or fresh:
        authority = _make_authority(folder, names, at)
    files = Files(folder / "server.pem", folder / "server.key")
    if fresh or not _still_good(files, authority.certificate, names, at):
        _make_leaf(files, authority, names, at)
    return files, fresh


def _read_authority(folder: Path) -> _Signer | None:
    try:
        certificate = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
        key = serialization.load_pem_private_key((folder / _AUTHORITY_KEY).read_bytes(), None)
    except (OSError, ValueError):
        return None
    fits = isinstance(key, ec.EllipticCurvePrivateKey) and _match(certificate, key)
    return _Signer(certificate, key) if fits else None  # type: ignore[arg-type]


def _may_vouch(authority: x509.Certificate, names: Iterable[str], at: datetime) -> bool:
    if authority.not_valid_after_utc - at < _LONGEST:
        return False
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = list(limits.permitted_subtrees or ())
    return all(_is_permitted(name, permitted) for name in names)


def _is_permitted(name: str, permitted: Iterable[x509.GeneralName]) -> bool:
    values = [each.value for each in permitted]
    if is_address(name):
        address = ipaddress.ip_address(name)
        nets = [v for v in values if isinstance(v, ipaddress.IPv4Network | ipaddress.IPv6Network)]
        return any(address in net for net in nets)
    return any(name == v or name.endswith(f".{v}") for v in values if isinstance(v, str))


def _make_authority(folder: Path, names: Sequence[str], at: datetime) -> _Signer:
    key = ec.generate_private_key(ec.SECP256R1())
    whose = _named(f"Diên Hồng, máy {next((n for n in names if not is_address(n)), names[0])}")
    builder = (
        _builder(whose, whose, key.public_key(), at, _AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_limits(names), None), critical=True)
    )
    certificate = builder.sign(key, hashes.SHA256())
    _write(folder / _AUTHORITY_KEY, _pem_of(key))
    _write(folder / AUTHORITY, certificate.public_bytes(serialization.Encoding.PEM))
    return _Signer(certificate, key)


def _limits(names: Iterable[str]) -> list[x509.GeneralName]:
    nets = [*_PRIVATE, *(name for name in names if is_address(name))]
    hosts = [*_LOCAL, *(name.removeprefix("*.") for name in names if not is_address(name))]
    return [
        *(x509.DNSName(host) for host in dict.fromkeys(hosts)),
        *(x509.IPAddress(ipaddress.ip_network(net)) for net in nets),
    ]


def _still_good(
    files: Files, authority: x509.Certificate, names: Iterable[str], at: datetime
) -> bool:
    try:
        leaf = read(files.certificate)
        key = serialization.load_pem_private_key(files.key.read_bytes(), None)
        leaf.verify_directly_issued_by(authority)
    except (OSError, ValueError, TypeError, InvalidSignature):
        return False
    lasts = at + _RENEW_BEFORE < leaf.not_valid_after_utc and leaf.not_valid_before_utc <= at
    return lasts and _match(leaf, key) and set(names) <= set(names_in(leaf))


def _make_leaf(files: Files, signer: _Signer, names: Sequence[str], at: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = signer.certificate
    public = signer.key.public_key()
    alternatives = x509.SubjectAlternativeName([_general(name) for name in names])
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = (
        _builder(_named("Diên Hồng"), issuer.subject, key.public_key(), at, _LONGEST)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(server, critical=False)
        .add_extension(alternatives, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    )
    leaf = builder.sign(signer.key, hashes.SHA256())
    chain = b"".join(c.public_bytes(serialization.Encoding.PEM) for c in (leaf, issuer))
    _write(files.key, _pem_of(key))
    _write(files.certificate, chain)


def _builder(
    whose: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    at: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    begins = at - _SLOW_CLOCKS
    return (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _general(name: str) -> x509.GeneralName:
    return x509.IPAddress(ipaddress.ip_address(name)) if is_address(name) else x509.DNSName(name)


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, content: bytes) -> None:
    building = path.with_name(f".{path.name}.part")
    building.unlink(missing_ok=True)
    building.touch(mode=0o600)
    building.write_bytes(content)
    building.replace(path)


def _match(certificate: x509.Certificate, key: object) -> bool:
    public = getattr(key, "public_key", None)
    return public is not None and certificate.public_key() == public()


# Reading a certificate, made or given.


def read(path: Path) -> x509.Certificate:
    """Return the first certificate of a PEM file. Raises OSError, ValueError."""
    return x509.load_pem_x509_certificate(path.read_bytes())


def names_in(certificate: x509.Certificate) -> list[str]:
    """Return the host names and addresses that a certificate is for (RFC 6125: not its subject)."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    addresses = [str(address) for address in found.get_values_for_type(x509.IPAddress)]
    return [name.lower() for name in found.get_values_for_type(x509.DNSName)] + addresses


def covers(certificate: x509.Certificate, name: str) -> bool:
    """Tell whether a certificate is for ``name``; a star stands for one part of it."""
    _, _, above = name.partition(".")
    found = names_in(certificate)
    return name in found or (not is_address(name) and f"*.{above}" in found)


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate in groups of four signs, to be compared by eye."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def check_given(files: Files, names: Iterable[str], *, at: datetime) -> x509.Certificate:
    """Return the given certificate if the server can use it for ``names``, or refuse it."""
    certificate = _read_given(files.certificate)
    _check_key(files.key, certificate)
    if not certificate.not_valid_before_utc <= at < certificate.not_valid_after_utc:
        day = certificate.not_valid_after_utc
        raise Refused(
            f"Chưa chạy được: chứng thư {files.certificate} không còn hoặc chưa có hiệu lực "
            f"(hết hạn ngày {day:%d/%m/%Y})",
            cure="Xin chứng thư mới, hoặc soát lại ngày giờ của máy.",
        )
    for name in names:
        if not covers(certificate, name):
            raise Refused(
                f"Chưa chạy được: chứng thư {files.certificate} không dùng cho tên «{name}», "
                f"chỉ dùng cho {', '.join(names_in(certificate)) or 'không tên nào'}",
                cure="Đặt --name là một tên trong chứng thư, hoặc xin chứng thư có tên này.",
            )
    return certificate


def _read_given(path: Path) -> x509.Certificate:
    try:
        return read(path)
    except (OSError, ValueError) as error:
        raise Refused(
            f"Chưa chạy được: không đọc được chứng thư {path}",
            cure="Soát lại đường dẫn và quyền đọc; tệp phải ở dạng PEM (BEGIN CERTIFICATE).",
        ) from error


def _check_key(path: Path, certificate: x509.Certificate) -> None:
    try:
        content = path.read_bytes()
        key = serialization.load_pem_private_key(content, None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Refused(
            f"Chưa chạy được: không đọc được khóa {path}",
            cure="Soát lại đường dẫn và quyền đọc; khóa phải ở dạng PEM, không đặt mật khẩu.",
        ) from error
    if b"BEGIN PRIVATE KEY" not in content:
        raise Refused(
            f"Chưa chạy được: khóa {path} chưa ở dạng PKCS#8",
            cure=f"Đổi dạng: openssl pkcs8 -topk8 -nocrypt -in {path} -out khoa.pem",
        )
    if not _match(certificate, key):
        raise Refused(
            f"Chưa chạy được: khóa {path} không phải khóa của chứng thư",
            cure="Đặt --key là khóa đã dùng khi xin chứng thư này.",
        )
    if os.name != "nt" and path.stat().st_mode & 0o007:
        raise Refused(
            f"Chưa chạy được: ai trên máy này cũng đọc được khóa {path}",
            cure=f"Chạy: chmod o= {path}",
        )
