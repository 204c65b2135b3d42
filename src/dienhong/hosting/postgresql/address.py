"""The setting ``DIENHONG_DATABASE``: where the PostgreSQL database is."""

from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_FORM = "viết theo mẫu postgresql://NGƯỜI:MẬT-KHẨU@MÁY:CỔNG/TÊN, hoặc để trống để dùng SQLite."
# A connection is kept over requests, and given up after so many seconds.
_LONGEST_KEPT = 600


def database(address: str) -> dict[str, Any]:
    """Return Django's settings for a database by its address, as libpq reads it.

    A ``ValueError`` says in Vietnamese what is wrong, and never repeats the password.
    """
    if not address.startswith(("postgresql://", "postgres://")):
        raise ValueError(f"địa chỉ không bắt đầu bằng postgresql://; {_FORM}")
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        raise ValueError(f"không đọc được địa chỉ; {_FORM}") from None
    name = parts.pop("dbname", None)
    if not name:
        raise ValueError(f"địa chỉ thiếu tên cơ sở dữ liệu ở cuối; {_FORM}")
    if not str(parts.get("port", "")).isdecimal() and "port" in parts:
        raise ValueError(f"cổng không phải là số; {_FORM}")
    return {
        "ENGINE": "dienhong.hosting.postgresql",
        "NAME": name,
        **{key.upper(): parts.pop(key, "") for key in ("user", "password", "host", "port")},
        "OPTIONS": parts,
        "CONN_MAX_AGE": _LONGEST_KEPT,
        # After the database was restarted the first request of each thread finds out in time.
        "CONN_HEALTH_CHECKS": True,
        # A cursor that lives on after its transaction would need one connection for itself.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
