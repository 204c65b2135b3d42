"""Where data lie when nobody says: in the checkout beside the source, else with the person."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

_PACKAGE = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Return the folder of all data for this installation, as ``DIENHONG_DATA`` would name it."""
    if in_checkout(_PACKAGE):
        return Path("var")
    return Path(personal_folder(sys.platform, os.environ, Path.home()))


def in_checkout(package: Path) -> bool:
    """Tell whether the program runs from its source tree, and not from an installed package."""
    return package.parent.name == "src" and (package.parents[1] / "pyproject.toml").is_file()


def personal_folder(platform: str, environ: Mapping[str, str], home: PurePath) -> PurePath:
    """Return the folder that a system gives a program for one person's data.

    Linux follows the XDG base directories, which must be absolute to count.
    """
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (type(home)(local) if local else home / "AppData" / "Local") / "DienHong"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "DienHong"
    given = type(home)(environ.get("XDG_DATA_HOME", ""))
    return (given if given.is_absolute() else home / ".local" / "share") / "dienhong"
