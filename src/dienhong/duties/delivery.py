"""The ways a letter takes: to an SMTP server, or into a folder where the mail program finds it."""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterable
from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from dienhong.core.plain import one_line
from dienhong.duties.models import Letter

_PATIENCE = 20  # seconds for each answer of the SMTP server
_FOR_GOOD = 500  # RFC 5321: replies from here on are final


class Undelivered(Exception):
    """A letter did not leave; ``final`` says that trying again is of no use."""

    def __init__(self, told: str, *, final: bool = False) -> None:
        super().__init__(told)
        self.final = final


def is_folder() -> bool:
    """Tell whether letters go into a folder of this machine, as no SMTP server is named."""
    return not settings.DIENHONG_MAIL_HOST


def folder() -> Path:
    """Return the folder of the office's letters: they go with the office wherever it goes."""
    asked: Callable[[], Path] = import_string(settings.DIENHONG_OFFICE_FOLDER)
    return asked() / "mail"


def host() -> str:
    """Return the SMTP server that letters go to; "" where they go into the folder."""
    named: str = settings.DIENHONG_MAIL_HOST
    return named


def sender() -> str:
    """Return the address that letters come from."""
    user: str = settings.DIENHONG_MAIL_USER
    named: str = settings.DIENHONG_MAIL_FROM or (user if "@" in user else "")
    return named or f"dienhong@{settings.DIENHONG_MAIL_HOST or 'localhost'}"


def message(letter: Letter, to: str, subject: str, text: str) -> EmailMessage:
    """Return a letter as it goes over the wire, under the one Message-ID that it ever has."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender(), to, one_line(subject)[:200]
    made["Date"] = format_datetime(timezone.localtime(letter.made_at))
    made["Message-ID"] = f"<{letter.pk}@{sender().rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer by a machine
    made.set_content(text, cte="quoted-printable")
    return made


def deliver(made: EmailMessage, letter: Letter) -> None:
    """Give a letter to its way; raise ``Undelivered`` with the reason if it was not taken."""
    if is_folder():
        _lay_down(made, _place(letter))
    else:
        _hand_over(made)


def lies_there(letter: Letter) -> bool:
    """Tell whether a letter lies in the folder already."""
    return is_folder() and _place(letter).exists()


def take_back(letters: Iterable[Letter]) -> None:
    """Delete letters that lie in the folder: what they tell of was withdrawn."""
    for letter in letters:
        _place(letter).unlink(missing_ok=True)


def _place(letter: Letter) -> Path:
    return folder() / f"{letter.made_at.astimezone(UTC):%Y%m%dT%H%M}Z-{letter.pk}.eml"


def _lay_down(made: EmailMessage, place: Path) -> None:
    """Write a letter whole or not at all, on the disk itself before anybody says that it is."""
    building = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with building.open("wb") as file:
            file.write(bytes(made))
            file.flush()
            os.fsync(file.fileno())
        building.replace(place)
        _flush(place.parent)
    except OSError as error:
        raise Undelivered(f"không ghi được vào {place.parent}: {error.strerror}") from error


def _flush(place: Path) -> None:
    if os.name == "nt":  # Windows opens no folder, and writes names by itself
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hand_over(made: EmailMessage) -> None:
    try:
        with _server() as server:
            if settings.DIENHONG_MAIL_USER:
                server.login(settings.DIENHONG_MAIL_USER, settings.DIENHONG_MAIL_PASSWORD)
            server.send_message(made)
    except smtplib.SMTPRecipientsRefused as refused:
        code, told = next(iter(refused.recipients.values()))
        raise Undelivered(_say(code, told), final=code >= _FOR_GOOD) from refused
    except smtplib.SMTPAuthenticationError as refused:
        raise Undelivered(f"máy chủ thư không nhận tên hoặc mật khẩu ({refused.smtp_code})") from (
            refused
        )
    except smtplib.SMTPResponseException as refused:
        final = refused.smtp_code >= _FOR_GOOD
        raise Undelivered(_say(refused.smtp_code, refused.smtp_error), final=final) from refused
    except (OSError, smtplib.SMTPException) as error:
        raise Undelivered(f"không nối được máy chủ thư ({type(error).__name__})") from error


def _say(code: int, told: bytes | str) -> str:
    words = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    return f"máy chủ thư trả lời {code}: {one_line(words)}"


def _server() -> smtplib.SMTP:
    host, port, tls = (
        settings.DIENHONG_MAIL_HOST,
        settings.DIENHONG_MAIL_PORT,
        settings.DIENHONG_MAIL_TLS,
    )
    trusted = ssl.create_default_context()
    if tls == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=trusted)
    server = smtplib.SMTP(host, port, timeout=_PATIENCE)
    if tls == "starttls":
        server.starttls(context=trusted)
    return server
