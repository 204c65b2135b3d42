"""Encrypted to a public key in the age format (age-encryption.org/v1), as a stream both ways."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

import pyrage
from pyrage.x25519 import Identity, Recipient

from dienhong.core.bundle.read import Pulled
from dienhong.core.refusal import Refused

MAGIC = b"age-encryption.org/v1\n"
_CURE_KEY = "Tạo cặp khoá bằng: age-keygen -o khoa.txt. Khoá công khai bắt đầu bằng age1."


def recipient(text: str) -> Recipient:
    """Return the public key that ``text`` spells; refuse what is none."""
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        # A secret key put here by mistake must not be said again.
        shown = text.strip()[:20] if text.strip().startswith("age1") else "…"
        raise Refused(
            f"Chưa sao lưu được: «{shown}» không phải khoá công khai", cure=_CURE_KEY
        ) from None


def recipients_of(path: Path) -> list[Recipient]:
    """Return the public keys of a file, one a line; lines with # are remarks."""
    found = [recipient(line) for line in _lines(path)]
    if not found:
        raise Refused(f"Chưa sao lưu được: tệp {path} không có khoá công khai nào", cure=_CURE_KEY)
    return found


def identities_of(path: Path) -> list[Identity]:
    """Return the secret keys of a file that age-keygen wrote."""
    try:
        found = [Identity.from_str(line) for line in _lines(path)]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise Refused(
            f"Chưa mở được: tệp {path} không có khoá bí mật đọc được",
            cure="Dùng tệp do age-keygen tạo ra, có dòng bắt đầu bằng AGE-SECRET-KEY-1.",
        )
    return found


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            f"Không đọc được tệp khoá {path}", cure="Sửa đường dẫn hoặc quyền đọc."
        ) from error
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def fingerprint(key: Recipient) -> str:
    """Return what names a public key in the journal: its SHA-256, hexadecimal."""
    return sha256(str(key).encode()).hexdigest()


def seal(chunks: Iterator[bytes], out: IO[bytes], keys: list[Recipient]) -> None:
    """Write what ``chunks`` give, encrypted to ``keys``; nothing touches the disk in clear."""
    source = _Told(chunks)
    try:
        pyrage.encrypt_io(source, out, keys)
    except pyrage.EncryptError as error:
        raise source.fault or OSError(str(error)) from error


class _Told(Pulled):
    """Chunks that keep the fault which the library would put in words of its own."""

    fault: BaseException | None = None

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes; none only at the end."""
        try:
            return super().read(size)
        except BaseException as fault:
            self.fault = fault
            raise


@contextmanager
def opened(path: Path, identities: list[Identity]) -> Iterator[IO[bytes]]:
    """Give what a file of this program holds, decrypted on the way if it is encrypted.

    The library pushes and the reader pulls, so it works in a thread of its own behind a pipe.
    The format proves each 64 KiB before it gives them out (age-encryption.org/v1, STREAM).
    """
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            file.seek(0)
            yield file
            return
        file.seek(0)
        if not identities:
            raise Refused(
                f"Chưa mở được {path}: tệp đã mã hoá",
                cure="Nêu tệp khoá bí mật: dienhong restore TỆP --identity KHOÁ",
            )
        with _decrypted(file, identities) as clear:
            yield clear


@contextmanager
def _decrypted(file: IO[bytes], identities: list[Identity]) -> Iterator[IO[bytes]]:
    inward, outward = os.pipe()
    faults: list[Exception] = []

    def work() -> None:
        # Closing writes what is left; a reader that stopped does not want it.
        with suppress(BrokenPipeError), os.fdopen(outward, "wb") as out:
            try:
                pyrage.decrypt_io(file, out, identities)
            except (pyrage.DecryptError, OSError) as fault:
                faults.append(fault)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        with os.fdopen(inward, "rb") as clear:
            yield clear
    except Refused as refusal:
        thread.join()
        raise _told(faults) or refusal from refusal
    thread.join()
    if fault := _told(faults):
        raise fault


def _told(faults: list[Exception]) -> Refused | None:
    """Return the cause: what could not be decrypted looks cut off to whoever reads it."""
    said = str(faults[0]) if faults else ""
    if "No matching keys" in said:
        return Refused(
            "Chưa mở được: khoá bí mật này không mở được tệp",
            cure="Dùng khoá bí mật của khoá công khai đã nêu khi sao lưu.",
        )
    if faults and "Broken pipe" not in said:  # the reader has its own reason to stop
        return Refused(
            "Chưa mở được: tệp mã hoá bị hỏng hoặc bị cắt cụt",
            cure="Lấy lại tệp từ nơi lưu khác rồi chạy lại. Chưa có gì được nhập.",
        )
    return None
