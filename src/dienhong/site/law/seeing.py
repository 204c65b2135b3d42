"""Reading pictures of pages with tesseract, where it is installed with Vietnamese."""

import os
import shutil
import subprocess
from functools import cache

from dienhong.core.law.reading.reading import INSTALL, Eyes
from dienhong.core.refusal import Refused

_PAGE_SECONDS, _ASK_SECONDS = 120, 10
_NAME, _LANGUAGE = "tesseract", "vie"


@cache
def eyes() -> Eyes | None:
    """Return the reading of a picture; None where the program or its Vietnamese is missing."""
    program = shutil.which(_NAME)
    if program is None:
        return None
    try:
        asked = _run([program, "--list-langs"], b"", _ASK_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return None
    known = asked.decode("utf-8", "replace").split()
    return (lambda picture: _seen(program, picture)) if _LANGUAGE in known else None


def _seen(program: str, picture: bytes) -> str:
    try:
        said = _run([program, "stdin", "stdout", "-l", _LANGUAGE], picture, _PAGE_SECONDS)
    except subprocess.TimeoutExpired as error:
        reason = f"Chưa nhận dạng được trang ảnh: quá {_PAGE_SECONDS} giây"
        raise Refused(reason, cure="Quét lại ở 300 dpi, từng trang thẳng và rõ.") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise Refused("Chưa nhận dạng được trang ảnh", cure=INSTALL) from error
    return said.decode("utf-8", "replace").strip("\f\n ")


def _run(command: list[str], given: bytes, seconds: int) -> bytes:
    # One thread each: files are read side by side already.
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603 (a program that was found by its name; no shell)
        command, input=given, capture_output=True, timeout=seconds, check=True, env=environment
    )
    return done.stdout
