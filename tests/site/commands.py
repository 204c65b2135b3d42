"""Running ``dienhong`` in a process of its own, and what it left on the disk."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path


def run(folder: Path, *arguments: str, office: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command with ``folder`` as the data folder."""
    command = [sys.executable, "-m", "dienhong.site.cli"]
    return subprocess.run(
        [*command, *(["--office", office] if office else []), *arguments],
        env=os.environ | {"DIENHONG_DATA": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def whole(folder: Path) -> dict[str, str]:
    """Return what each office's journal is, and the digest of every file.

    The side files of an open database do not count.
    """
    offices = run(folder, "agency", "list").stdout.splitlines()
    journals = {
        code: run(folder, "journal", "fingerprint", office=code).stdout
        for code in (line.split("\t")[0] for line in offices)
    }
    return journals | {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }
