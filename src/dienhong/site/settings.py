"""Django's settings. Nothing that a regulation sets is ever a setting."""

import os
import secrets
from pathlib import Path


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
    return _text(name, default).lower() in {"1", "true", "yes", "co"}


def _secret_key(folder: Path) -> str:
    """Return the key of this installation; it is made once and kept beside the data."""
    given = _text("DIENHONG_SECRET_KEY", "")
    if given:
        return given
    path = folder / "secret-key"
    try:
        if not path.exists():
            _make_secret_key(path)
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise SystemExit(
            f"Không ghi được vào {folder}: đặt DIENHONG_DATA sang thư mục ghi được."
        ) from error


def _make_secret_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_name(f".secret-key-{secrets.token_hex(4)}")
    building.touch(mode=0o600)
    building.write_text(secrets.token_urlsafe(48), "utf-8")
    building.replace(path)


DIENHONG_DATA = Path(_text("DIENHONG_DATA", "var")).absolute()
# Whether a visitor of the server's first page may open a new office by clicks. For a computer
# that only its owner reaches; a server that others reach opens offices by command.
DIENHONG_OPEN_BY_CLICKS = _yes("DIENHONG_OPEN_BY_CLICKS", "0")
# The address printed in QR codes; empty means the address that the request came by.
DIENHONG_ADDRESS = _text("DIENHONG_ADDRESS", "").rstrip("/")

SECRET_KEY = _secret_key(DIENHONG_DATA)
# Keys that were in use before: what they signed or sealed is still read, nothing new is.
SECRET_KEY_FALLBACKS = _list("DIENHONG_SECRET_KEY_FALLBACKS", "")
# Who tells the rooms below hosting for which office they work.
DIENHONG_OFFICE_CODE = "dienhong.hosting.context.current"
DEBUG = False
ALLOWED_HOSTS = _list("DIENHONG_HOSTS", "127.0.0.1,localhost,[::1]")
_SECURE = _yes("DIENHONG_TLS", "0")

INSTALLED_APPS = [
    "dienhong.site.apps.SiteConfig",
    "dienhong.hosting",
    "dienhong.publication",
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
    "dienhong.site.middleware.SafeHeaders",
    "dienhong.hosting.middleware.AgencyMiddleware",
    "dienhong.site.middleware.RefuseTooLarge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dienhong.organisation.middleware.ActorMiddleware",
    "dienhong.accounts.middleware.SignInMiddleware",
    "dienhong.site.middleware.ShowRefusals",
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

DATABASES = {
    "default": {
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
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGES = {
    "default": {"BACKEND": "dienhong.hosting.storage.AgencyStorage"},
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
# The server itself speaks plain HTTP; the proxy that ends TLS says here what the browser spoke,
# and must overwrite whatever a browser sends under this name.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _SECURE
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
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
