"""Sweeping offices in processes of their own, on a day that the test chooses."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

# Django is ready before the word is given: whoever kills then kills the sweep itself.
_PROGRAM = """
import sys
from datetime import datetime
import django, time_machine
django.setup()
from django.core.management import call_command
with time_machine.travel(datetime.fromisoformat(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
    call_command("sweep", *sys.argv[2:])
"""


def start(folder: Path, at: datetime, *arguments: str) -> subprocess.Popen[str]:
    """Start a sweep that waits, ready, for a line."""
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, at.isoformat(), *arguments],
        env=os.environ
        | {"DIENHONG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "dienhong.site.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


def finish(program: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Let a sweep go and run to its end; return its status and what it wrote."""
    out, err = program.communicate("go\n", timeout=120)
    return program.returncode, out, err


def sweep(folder: Path, at: datetime, *arguments: str) -> tuple[int, str, str]:
    """Sweep from beginning to end."""
    return finish(start(folder, at, *arguments))


def kill_after(seconds: float, program: subprocess.Popen[str]) -> bool:
    """Let a sweep go and kill it after so long; tell whether it was still at work."""
    assert program.stdin is not None
    program.stdin.write("go\n")
    program.stdin.flush()
    time.sleep(seconds)
    program.send_signal(signal.SIGKILL)
    program.communicate(timeout=60)
    return program.returncode == -signal.SIGKILL
