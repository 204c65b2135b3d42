"""Django's settings. Nothing that a regulation sets is ever a setting."""

import os
from pathlib import Path
from typing import Any

from dienhong.site import secret
from dienhong.site.serving import places

_YES = frozenset({"1", "true", "yes", "co"})


def _text(name: str, default: str) -> str:
    """Return a setting from the environment, or from the file that ``NAME_FILE`` names."""
    file = os.environ.get(f"{name}_FILE")
    if file is None:
        return os.environ.get(name, default)
    try:
        return Path(file).read_text("utf-8").strip()
    except OSError as error:
        raise SystemExit(
            f"{name}_FILE: không đọc được {file}. Sửa đường dẫn hoặc quyền đọc."
        ) from error


def _list(name: str, default: str) -> list[str]:
    return [item.strip() for item in _text(name, default).split(",") if item.strip()]


def _yes(name: str, default: str) -> bool:
    return _text(name, default).lower() in _YES


def _secret_keys(folder: Path) -> tuple[str, list[str]]:
    """Return the key that signs, and those that are believed besides (see ``site.secret``)."""
    given, old = _text("DIENHONG_SECRET_KEY", ""), _list("DIENHONG_SECRET_KEY_OLD", "")
    if given:
        return given, old
    try:
        key = secret.read_or_make(folder)
        return key, [*old, *(kept.key for kept in secret.old_keys(folder))]
    except OSError as error:
        raise SystemExit(
            f"Không ghi được vào {folder}: đặt DIENHONG_DATA sang thư mục ghi được."
        ) from error
    except ValueError as error:
        raise SystemExit(
            f"Không đọc được {folder / secret.OLD}: mỗi dòng là một ngày và một khóa cũ. "
            "Xóa tệp đó nếu không còn cần; ai đang đăng nhập bằng khóa cũ sẽ phải đăng nhập lại."
        ) from error


def _ends_tls(word: str) -> str:
    """Return who ends TLS: nobody (empty), a ``proxy``, or this server with a certificate that
    was ``given`` to it or ``made`` by it.
    """
    if word.lower() in _YES:
        return "proxy"
    if word.lower() in {"", "0", "false", "no", "khong"}:
        return ""
    if word in {"given", "made"}:
        return word
    raise SystemExit(f"DIENHONG_TLS: không hiểu «{word}». Đặt 0, hoặc 1 khi đứng sau proxy có TLS.")


def _office_hosts(lines: str) -> dict[str, str]:
    """Return the code of the office that each host name stands for, from lines ``code=host``."""
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        code, equals, host = (part.strip().lower() for part in line.partition("="))
        if not (equals and code and host) or host in found or code in found.values():
            raise SystemExit(
                f"DIENHONG_OFFICE_HOSTS: chưa hiểu dòng «{line}». "
                "Mỗi dòng một văn phòng, một tên máy: mã=tên-máy."
            )
        found[host] = code
    return found


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 65_535:  # noqa: PLR2004 (ports have 16 bits)
        raise SystemExit(f"DIENHONG_MAIL_PORT: «{text}» không phải là cổng từ 1 đến 65535.")
    return int(text)


def _mail_tls(word: str) -> str:
    """Return how letters are guarded on their way: ``starttls``, ``tls`` from the start, or not."""
    known = {"starttls": "starttls", "tls": "tls", "0": "", "false": "", "no": "", "khong": ""}
    if word.lower() not in known:
        raise SystemExit(f"DIENHONG_MAIL_TLS: không hiểu «{word}». Đặt starttls, tls hoặc 0.")
    return known[word.lower()]


DIENHONG_DATA = Path(_text("DIENHONG_DATA", "") or places.data_folder()).absolute()
# Whether a visitor of the server's first page may open a new office by clicks. For a computer
# that only its owner reaches; a server that others reach opens offices by command.
DIENHONG_OPEN_BY_CLICKS = _yes("DIENHONG_OPEN_BY_CLICKS", "0")
# The address printed in QR codes; empty means the address that the request came by.
DIENHONG_ADDRESS = _text("DIENHONG_ADDRESS", "").rstrip("/")
# Processes that answer; more than one only with PostgreSQL.
DIENHONG_WORKERS = _text("DIENHONG_WORKERS", "1")

# Where letters go: an SMTP server, or, where none is named, the folder ``mail`` of the data.
DIENHONG_MAIL_HOST = _text("DIENHONG_MAIL_HOST", "")
DIENHONG_MAIL_PORT = _port(_text("DIENHONG_MAIL_PORT", "587"))
DIENHONG_MAIL_TLS = _mail_tls(_text("DIENHONG_MAIL_TLS", "starttls"))
DIENHONG_MAIL_USER = _text("DIENHONG_MAIL_USER", "")
DIENHONG_MAIL_PASSWORD = _text("DIENHONG_MAIL_PASSWORD", "")
DIENHONG_MAIL_FROM = _text("DIENHONG_MAIL_FROM", "")

# Offices that have a host name, and so an origin in the browser, of their own: host → code.
DIENHONG_OFFICE_HOSTS = _office_hosts(_text("DIENHONG_OFFICE_HOSTS", ""))
DIENHONG_TLS = _ends_tls(_text("DIENHONG_TLS", "0"))
# Whether the processes that answer also sweep each hour; ``dienhong serve`` says so to its own.
DIENHONG_SWEEP = _yes("DIENHONG_SWEEP", "0")

SECRET_KEY, SECRET_KEY_FALLBACKS = _secret_keys(DIENHONG_DATA)
# Who tells the rooms below hosting for which office they work.
DIENHONG_OFFICE_CODE = "dienhong.hosting.context.current"
DIENHONG_OFFICE_FOLDER = "dienhong.hosting.directory.own_folder"
DEBUG = False
ALLOWED_HOSTS = [*_list("DIENHONG_HOSTS", "127.0.0.1,localhost,[::1]"), *DIENHONG_OFFICE_HOSTS]
_SECURE = DIENHONG_TLS != ""
# Browsers remember to insist on TLS; not with a certificate that a person has yet to trust.
_LASTING = DIENHONG_TLS in {"proxy", "given"}

INSTALLED_APPS = [
    "dienhong.site.apps.SiteConfig",
    "dienhong.hosting",
    "dienhong.reporting",
    "dienhong.public_service",
    "dienhong.publication",
    "dienhong.meetings",
    "dienhong.duties",
    "dienhong.regulation",
    "dienhong.accounts",
    "dienhong.organisation",
    "dienhong.record",
    "bootstrap",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    # The headers stand outermost, so that no answer goes without them.
    "dienhong.site.middleware.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dienhong.hosting.middleware.AgencyMiddleware",
    "dienhong.site.middleware.RefuseTooLarge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "dienhong.organisation.middleware.ActorMiddleware",
    "dienhong.accounts.middleware.SignInMiddleware",
    "dienhong.site.middleware.ShowRefusals",
    "dienhong.site.middleware.RefuseWhenClosed",
]
ROOT_URLCONF = "dienhong.site.urls"
WSGI_APPLICATION = "dienhong.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dienhong.site.context.frame",
            ],
        },
    }
]


def _database(address: str) -> dict[str, Any]:
    """Return one SQLite file per agency, or one schema per agency of a PostgreSQL database."""
    if not address:
        return {
            "ENGINE": "dienhong.hosting.sqlite",
            "NAME": str(DIENHONG_DATA / "agencies"),
            "OPTIONS": {
                # A write lock from the start, so that two writers wait instead of failing halfway;
                # secure_delete, so that what is withdrawn is overwritten on the disk;
                # FULL, so that what a person saw acknowledged survives a power cut.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA secure_delete=ON;",
            },
        }
    from dienhong.hosting.postgresql import address as postgresql  # noqa: PLC0415 (psycopg)

    try:
        return postgresql.database(address)
    except ValueError as error:
        raise SystemExit(f"DIENHONG_DATABASE: {error}") from None


DATABASES = {"default": _database(_text("DIENHONG_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGES = {
    "default": {"BACKEND": "dienhong.hosting.storage.AgencyStorage"},
    "previews": {"BACKEND": "dienhong.hosting.storage.PreviewStorage"},
    "made": {"BACKEND": "dienhong.hosting.storage.MadeStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["dienhong.organisation.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "vi"
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
# Django's own list for Vietnamese also reads 02/03/2026 as the third of February.
FORMAT_MODULE_PATH = ["dienhong.site.formats"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Names of their own: cookies do not know ports, and another program's "sessionid" would hide ours.
SESSION_ENGINE = "dienhong.hosting.sessions"
SESSION_COOKIE_NAME = "dienhong-session"
CSRF_COOKIE_NAME = "dienhong-csrf"
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = _SECURE
CSRF_COOKIE_SECURE = _SECURE
SECURE_SSL_REDIRECT = _SECURE
# Behind a proxy the server itself speaks plain HTTP; the proxy that ends TLS says here what the
# browser spoke, and must overwrite whatever a browser sends under this name.
_FORWARDED = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_PROXY_SSL_HEADER = _FORWARDED if DIENHONG_TLS == "proxy" else None
SECURE_HSTS_SECONDS = 31_536_000 if _LASTING else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _LASTING
# Preloading binds a whole domain in every browser for years: the province's choice, not ours.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]
CSRF_TRUSTED_ORIGINS = _list("DIENHONG_ORIGINS", "")
CSRF_FAILURE_VIEW = "dienhong.site.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A file may have 50 MB (record.files says so to people); a form's own words 3 MB; a request
# several files.
DIENHONG_LARGEST_REQUEST = 120_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000
# A tick each for all who came to a meeting: more than the framework's 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
