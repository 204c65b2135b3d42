"""The key that signs sessions: made once beside the data, replaced without ending a session."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

KEY = "secret-key"
OLD = "secret-key-old"
_SHORTEST = 32


@dataclass(frozen=True, slots=True)
class OldKey:
    """A key that signs nothing new, and is believed until it is retired."""

    keep_until: date
    key: str


def read_or_make(folder: Path) -> str:
    """Return the key of this installation; make it if there is none. Raises OSError."""
    path = folder / KEY
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, _new())
    return path.read_text("utf-8").strip()


def old_keys(folder: Path) -> list[OldKey]:
    """Return the keys that were replaced and not yet retired, the newest first."""
    path = folder / OLD
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [OldKey(date.fromisoformat(line[:10]), line[11:]) for line in lines]


def rotate(folder: Path, *, keep_until: date) -> None:
    """Put a new key in the place of the present one, which is believed until ``keep_until``.

    The old key is written down first: a crash in between loses no session.
    """
    now = OldKey(keep_until, read_or_make(folder))
    _write_old(folder, [now, *old_keys(folder)])
    _write(folder / KEY, _new())


def retire(folder: Path, *, today: date) -> int:
    """Forget the old keys whose day has passed; return how many are still kept."""
    kept = [old for old in old_keys(folder) if old.keep_until >= today]
    _write_old(folder, kept)
    return len(kept)


def is_long_enough(key: str) -> bool:
    """Tell whether a key is long enough that nobody guesses it."""
    return len(key) >= _SHORTEST


def _new() -> str:
    return secrets.token_urlsafe(48)


def _write_old(folder: Path, keys: list[OldKey]) -> None:
    if keys:
        _write(folder / OLD, "\n".join(f"{old.keep_until} {old.key}" for old in keys))
    else:
        (folder / OLD).unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Write for the owner alone, whole or not at all."""
    building = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    building.touch(mode=0o600)
    building.write_text(text, "utf-8")
    building.replace(path)
