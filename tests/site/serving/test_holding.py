"""One process serves a data folder; whatever ends it, the next one may."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dienhong.site.serving import holding
from dienhong.site.serving.holding import Held, Holder

_HOLDS = """
import os, sys, time
from pathlib import Path
from dienhong.site.serving.holding import Holder, hold
hold(Path(sys.argv[1]), Holder(os.getpid(), "https://192.168.1.5:8443"))
print("held", flush=True)
time.sleep(60)
"""
_PASSES_ON = """
import os, sys
from pathlib import Path
from dienhong.site.serving.holding import Holder, hold
hold(Path(sys.argv[1]), Holder(os.getpid(), "http://127.0.0.1:8000"))
os.execv(sys.executable, [sys.executable, "-c",
         "import time; print('held', flush=True); time.sleep(60)"])
"""


def _started(program: str, folder: Path) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


@pytest.mark.parametrize("program", [_HOLDS, _PASSES_ON])
def test_a_second_server_is_told_who_the_first_is(tmp_path: Path, program: str) -> None:
    with _started(program, tmp_path) as first:
        with pytest.raises(Held) as held:
            holding.hold(tmp_path, Holder(1, ""), patience=0)
        assert held.value.holder.pid == first.pid
        assert holding.holder(tmp_path) == held.value.holder
        first.kill()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_what_a_server_left_when_it_ended_keeps_nobody_out(
    tmp_path: Path, ending: signal.Signals
) -> None:
    with _started(_HOLDS, tmp_path) as first:
        first.send_signal(ending)
    assert (tmp_path / holding.LOCK).exists()
    assert holding.holder(tmp_path) is None
    os.close(holding.hold(tmp_path, Holder(2, ""), patience=0))


def test_a_folder_that_nobody_ever_served_has_no_holder(tmp_path: Path) -> None:
    assert holding.holder(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_lock_with_senseless_words_still_holds(tmp_path: Path) -> None:
    with _started(_HOLDS, tmp_path) as first:
        (tmp_path / holding.LOCK).write_text("khong phai json")
        with pytest.raises(Held):
            holding.hold(tmp_path, Holder(1, ""), patience=0)
        first.kill()
