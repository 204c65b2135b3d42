"""Files kept by digest in the folder of the agency chosen: same bytes, same name, one copy."""

import os
import secrets
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from dienhong.hosting import context, directory


@deconstructible
class AgencyStorage(Storage):
    """Django's storage interface over ``<agency>/files``; names are ``ab/abcdef…`` digests."""

    inside = "files"

    def _folder(self) -> Path:
        return directory.folder(context.current()) / self.inside

    def path(self, name: str) -> str:
        return str(self._folder() / name)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        # The caller closes it, as with all of Django's storages.
        return File(Path(self.path(name)).open(mode), name=name)

    def _save(self, name: str, content: IO[bytes]) -> str:
        """Write the bytes beside their place, flush, rename: a crash leaves whole files only."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        building = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        with building.open("wb") as out:
            for chunk in File(content).chunks():
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        building.replace(target)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """Keep the name: it is the digest of what is written."""
        return name

    def exists(self, name: str) -> bool:
        return Path(self.path(name)).is_file()

    def delete(self, name: str) -> None:
        Path(self.path(name)).unlink(missing_ok=True)

    def size(self, name: str) -> int:
        return Path(self.path(name)).stat().st_size


@deconstructible
class PreviewStorage(AgencyStorage):
    """What is drawn from the files, in ``<agency>/previews``; it may be deleted at any time."""

    inside = "previews"


@deconstructible
class MadeStorage(AgencyStorage):
    """What was put together from the office's data, in ``<agency>/made``; it can be made again."""

    inside = "made"
