"""Keys of one office: to seal a secret that must be read again, and to digest one that must not.

The keys come from the server's own (RFC 5869), one for each purpose and office: a sealed value or a
digest of one office says nothing in another, and a copied database is of no use without the key.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from dienhong.accounts import office


class SealBroken(ValueError):
    """A sealed value is of another office, purpose or key, or was changed."""


def _keys(purpose: str) -> list[bytes]:
    """Return the keys of this office for a purpose: today's first, then those being replaced."""
    info = f"dienhong:{office.code()}:{purpose}".encode()
    server = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [HKDF(SHA256(), 32, None, info).derive(key.encode()) for key in server]


def _box(purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in _keys(f"seal:{purpose}")])


def seal(text: str, purpose: str) -> str:
    """Return ``text`` encrypted for one purpose of this office."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Return what was sealed; raise ``SealBroken`` for anything else."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealBroken(purpose) from error


def digest(text: str, purpose: str) -> str:
    """Return 64 hexadecimal digits that stand for ``text``, and from which it cannot be had."""
    return _digest(_keys(f"digest:{purpose}")[0], text)


def matches(text: str, digested: str, purpose: str) -> bool:
    """Tell whether ``digested`` stands for ``text``, under today's key or one being replaced."""
    tried = (_digest(key, text) for key in _keys(f"digest:{purpose}"))
    return any(hmac.compare_digest(one, digested) for one in tried)


def _digest(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), sha256).hexdigest()
