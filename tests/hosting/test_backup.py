"""Backups: encrypted so that another program reads them, whole or not there, and restored."""

import fcntl
import json
import secrets
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pyrage.x25519 import Identity, Recipient

from dienhong.core.bundle import read
from dienhong.core.bundle.manifest import Manifest
from dienhong.core.refusal import Refused
from dienhong.hosting import backup, directory, sealing
from dienhong.hosting.context import use_agency
from dienhong.record import queries as record
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry, StoredFile
from dienhong.site.offices import listed, the_system
from tests.conftest import NOW
from tests.publication import story


def _program(name: str) -> str:
    """Return where Debian's program lies; without it nobody else proves what we write."""
    found = shutil.which(name)
    assert found, f"Thiếu chương trình {name}: cài bằng «apt install age»"
    return found


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Give a key file that age-keygen made."""
    path = tmp_path / "khoa.txt"
    subprocess.run([_program("age-keygen"), "-o", str(path)], check=True, capture_output=True)
    return path


@pytest.fixture
def public(keys: Path) -> list[Recipient]:
    """Give the public key of that file, as age-keygen says it."""
    told = subprocess.run(
        [_program("age-keygen"), "-y", str(keys)], check=True, capture_output=True, text=True
    )
    return [sealing.recipient(told.stdout)]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Give an empty folder for backups."""
    path = tmp_path / "sao-luu"
    path.mkdir()
    return path


@pytest.fixture
def tram(data: Path, new_office: Callable[..., str]) -> str:
    """Open an office with a published matter and its file."""
    code = new_office("tram")
    with use_agency(code):
        story.add_people()
        story.adopt()
        story.published(story.upload())
    return code


def _back_up(
    shelf: Path, keys: list[Recipient], *, after: int = 0, code: str = "tram"
) -> tuple[Path, Manifest]:
    at = NOW + timedelta(seconds=after)
    return backup.back_up(code, shelf, keys, by=the_system(at), clock=lambda: at)


def test_debians_age_decrypts_what_was_backed_up(
    tram: str, shelf: Path, keys: Path, public: list[Recipient], tmp_path: Path
) -> None:
    path, manifest = _back_up(shelf, public)
    assert path.name == "dienhong-tram-20260302T020000Z.tar.age"
    assert path.stat().st_mode & 0o777 == 0o600
    clear = tmp_path / "ro.tar"
    subprocess.run([_program("age"), "-d", "-i", keys, "-o", clear, path], check=True)
    with tarfile.open(clear) as other:
        assert "journal.jsonl" in other.getnames()
    with clear.open("rb") as file:
        assert read.check(file) == manifest


def test_what_debians_age_encrypted_is_restored(
    tram: str, shelf: Path, keys: Path, public: list[Recipient]
) -> None:
    path, manifest = _back_up(shelf, [])
    sealed = shelf / "khac.age"
    command = [_program("age"), "-r", str(public[0]), "-o", str(sealed), str(path)]
    subprocess.run(command, check=True)
    by = the_system(NOW)
    reader = backup.restore(sealed, sealing.identities_of(keys), code="hai", by=by)
    assert reader.head == manifest.head


def test_nothing_of_the_office_lies_readable_in_an_encrypted_backup(
    tram: str, shelf: Path, public: list[Recipient]
) -> None:
    path, _ = _back_up(shelf, public)
    sealed = path.read_bytes()
    for word in (b"head.json", b"tram", "Sổ thu chi".encode(), b"argon2", story.PDF[:20]):
        assert word not in sealed
    assert [each.name for each in shelf.iterdir()] == [path.name]


def test_the_journal_says_that_a_copy_was_made_and_to_which_key(
    tram: str, shelf: Path, public: list[Recipient]
) -> None:
    _, manifest = _back_up(shelf, public)
    with use_agency(tram):
        last = JournalEntry.objects.latest("number")
        assert (last.kind, last.subject) == ("hosting.exported", "agency:1")
        named = [sealing.fingerprint(public[0])]
        assert facts_of(last) == {"purpose": "backup", "keys": named}
        # The copy holds this very entry: what it restores is the journal of that moment.
        assert record.end() == (manifest.head.size, manifest.head.fingerprint, manifest.head.root)


def test_when_it_was_made_and_read_back_is_remembered(
    tram: str, shelf: Path, public: list[Recipient]
) -> None:
    assert backup.last(tram) is None
    _back_up(shelf, public)
    said = "gần nhất 09:00 ngày 02/03/2026, đã đọc lại nguyên vẹn 09:00 ngày 02/03/2026"
    assert [office["backup"] for office in listed()] == [said]
    _back_up(shelf, [], after=60)
    assert "09:01 ngày 02/03/2026, không mã hoá" in str(listed()[0]["backup"])
    (directory.folder(tram) / "last-backup.json").write_text("{")
    assert backup.last(tram) is None


def test_an_office_comes_back_on_a_bare_machine(
    tram: str, shelf: Path, keys: Path, public: list[Recipient]
) -> None:
    path, manifest = _back_up(shelf, public)
    connection.close_everything()  # type: ignore[attr-defined]
    directory.discard(tram)
    by = the_system(NOW + timedelta(days=1))
    backup.restore(path, sealing.identities_of(keys), by=by)
    assert directory.codes() == ["tram"]
    with use_agency("tram"):
        last = JournalEntry.objects.latest("number")
        assert last.kind == "hosting.restored"
        assert facts_of(last) == {
            "made_at": "2026-03-02T02:00:00.000000Z",
            "size": manifest.head.size,
            "fingerprint": manifest.head.fingerprint,
        }
        assert last.number == manifest.head.size + 1
        assert record.check("tram", at=NOW).ok


# What is refused, and what is left: nothing.


def _restore(path: Path, identities: list[Identity]) -> str:
    before = directory.codes()
    with pytest.raises(Refused) as refused:
        backup.restore(path, identities, code="hai", by=the_system(NOW))
    assert directory.codes() == before
    assert list((directory.data() / "agencies").glob(".*")) == []
    assert refused.value.cure
    return refused.value.reason


def test_without_its_key_an_encrypted_backup_stays_shut(
    tram: str, shelf: Path, public: list[Recipient]
) -> None:
    path, _ = _back_up(shelf, public)
    assert "tệp đã mã hoá" in _restore(path, [])
    assert "khoá bí mật này không mở được" in _restore(path, [Identity.generate()])


@pytest.mark.parametrize("share", [0.0005, 0.01, 0.3, 0.99, 1])
def test_an_encrypted_backup_that_was_damaged_or_cut_off_is_refused(
    tram: str, shelf: Path, keys: Path, public: list[Recipient], share: float
) -> None:
    path, _ = _back_up(shelf, public)
    whole = path.read_bytes()
    place = min(int(len(whole) * share), len(whole) - 1)
    identities = sealing.identities_of(keys)
    path.write_bytes(whole[:place])
    assert "Chưa mở được" in _restore(path, identities) or place < len(sealing.MAGIC)
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert "đọc được" in _restore(path, identities) or "Chưa mở được" in _restore(path, identities)
    path.write_bytes(whole + b"them")
    assert "bị hỏng" in _restore(path, identities)


def test_an_encrypted_file_that_holds_something_else_is_refused(
    data: Path, shelf: Path, keys: Path, public: list[Recipient]
) -> None:
    other = shelf / "khac.age"
    with other.open("wb") as out:
        sealing.seal(iter([b"mot bai tho\n" * 200_000]), out, public)
    assert "không đọc được" in _restore(other, sealing.identities_of(keys))


def test_keys_that_are_none_are_refused_and_never_said_again(tmp_path: Path) -> None:
    secret = str(Identity.generate())
    for text in (secret, secret.lower(), "age1abc", "", "ssh-ed25519 AAAA"):
        with pytest.raises(Refused, match="không phải khoá công khai") as refused:
            sealing.recipient(text)
        assert secret[20:].lower() not in refused.value.in_full.lower()
    file = tmp_path / "khoa"
    for content in (b"", b"# trong\n", b"age1abc\n", b"\xff\xfe", secret.encode()[:-1]):
        file.write_bytes(content)
        for read_keys in (sealing.recipients_of, sealing.identities_of):
            with pytest.raises(Refused) as refused:
                read_keys(file)
            assert secret[20:-1] not in refused.value.in_full
    with pytest.raises(Refused, match="Không đọc được tệp khoá"):
        sealing.identities_of(tmp_path / "khong-co")


def test_a_list_of_public_keys_may_hold_remarks(tmp_path: Path) -> None:
    ones = [str(Identity.generate().to_public()) for _ in range(2)]
    file = tmp_path / "khoa"
    file.write_text(f"# Chánh Văn phòng\n{ones[0]}\n\n# kho\n  {ones[1]}\n")
    assert [str(key) for key in sealing.recipients_of(file)] == ones


def test_when_the_copy_fails_midway_its_own_reason_is_told_and_nothing_is_left(
    tram: str, shelf: Path, public: list[Recipient]
) -> None:
    with use_agency(tram), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE record_la (id integer)")
    for recipients in (public, []):
        with pytest.raises(Refused, match="record_la"):
            _back_up(shelf, recipients)
    assert list(shelf.iterdir()) == []
    assert backup.last(tram) is None


def test_an_office_whose_journal_was_changed_gets_no_backup_that_looks_whole(
    tram: str, shelf: Path, public: list[Recipient]
) -> None:
    with use_agency(tram):
        JournalEntry.objects.filter(number=2).update(body="{}")
    with pytest.raises(Refused, match="«journal"):
        _back_up(shelf, public)
    assert list(shelf.iterdir()) == []


def test_a_lost_file_is_counted_and_a_withdrawn_one_is_not(tram: str, shelf: Path) -> None:
    with use_agency(tram):
        file = StoredFile.objects.get()
    (directory.folder(tram) / "files" / file.place).unlink()
    _, manifest = _back_up(shelf, [])
    assert backup.lost_files(tram, manifest) == 1
    with use_agency(tram):
        StoredFile.objects.update(erased_at=NOW)
    assert backup.lost_files(tram, manifest) == 0


# Old ones, foreign ones, half-written ones.


def test_the_newest_are_kept_and_only_our_own_are_let_go(
    tram: str, shelf: Path, public: list[Recipient], new_office: Callable[..., str]
) -> None:
    other = new_office("tram-hai")
    foreign = {
        "dienhong-tram-20200101T000000Z.tar.age": b"khong phai age",
        "dienhong-tram-20200101T000000Z.tar": b"khong phai goi",
        "dienhong-tram-thu-20200101T000000Z.tar.age": sealing.MAGIC,
        "dienhong-tram-20200101.tar.age": sealing.MAGIC,
        "luan-van.docx": b"PK",
    }
    for name, content in foreign.items():
        (shelf / name).write_bytes(content)
    (shelf / "dienhong-tram-20190101T000000Z.tar.age").symlink_to(shelf / "luan-van.docx")
    ours = [_back_up(shelf, public if n % 2 else [], after=n)[0] for n in range(5)]
    theirs, _ = _back_up(shelf, public, code=other)
    before = set(shelf.iterdir())
    gone = backup.keep_newest("tram", shelf, 2)
    assert gone == ours[:3]
    assert set(shelf.iterdir()) == before - set(gone)
    assert theirs.exists()
    assert backup.keep_newest("tram", shelf, 2) == []


def test_what_a_killed_backup_left_is_swept_and_what_is_being_written_stays(shelf: Path) -> None:
    left = shelf / ".dienhong-dienhong-tram-20260302T020000Z.tar.age.0a1b2c3d.part"
    busy = shelf / ".dienhong-dienhong-tram-20260302T020001Z.tar.age.0a1b2c3d.part"
    foreign = shelf / ".cua-toi.part"
    for path in (left, busy, foreign):
        path.write_bytes(b"nua chung")
    with busy.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        backup.sweep(shelf)
    assert sorted(shelf.iterdir()) == sorted([busy, foreign])


def test_a_second_backup_in_the_same_second_does_not_overwrite_the_first(
    tram: str, shelf: Path, public: list[Recipient]
) -> None:
    path, _ = _back_up(shelf, public)
    before = path.read_bytes()
    with pytest.raises(Refused, match="đã có tệp"):
        _back_up(shelf, public)
    assert path.read_bytes() == before


_BACKS_UP_AGAIN_AND_AGAIN = """
import sys
from pathlib import Path
import django
django.setup()
from datetime import UTC, datetime, timedelta
from dienhong.hosting import backup, sealing
from dienhong.site.offices import the_system
shelf, key, first = Path(sys.argv[1]), sealing.recipient(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for number in range(first, first + 10_000):
    at = datetime(2026, 3, 2, 2, tzinfo=UTC) + timedelta(seconds=number)
    path, _ = backup.back_up("tram", shelf, [key], by=the_system(at), clock=lambda: at)
    print(path.name, flush=True)
"""


def _wait_until_one_is_being_written(shelf: Path) -> None:
    for _ in range(2_000):
        if list(shelf.glob(".*.part")):
            return
        time.sleep(0.005)
    raise AssertionError("no backup was begun")


def test_killed_at_any_moment_a_backup_is_there_whole_or_not_at_all(
    tram: str, data: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIENHONG_DATA", str(data))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "dienhong.site.settings")
    connection.close_everything()  # type: ignore[attr-defined]
    identity = Identity.generate()
    acknowledged: set[str] = set()
    for turn in range(5):
        arguments = [str(shelf), str(identity.to_public()), str(turn * 20_000)]
        program = subprocess.Popen(
            [sys.executable, "-c", _BACKS_UP_AGAIN_AND_AGAIN, *arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        with program:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
            acknowledged.add(program.stdout.readline().strip())
            _wait_until_one_is_being_written(shelf)
            time.sleep(secrets.randbelow(10 * (turn + 1)) / 1000)
            program.send_signal(signal.SIGKILL)
            acknowledged |= set(program.stdout.read().split())
    there = {path.name for path in shelf.iterdir() if not path.name.startswith(".")}
    assert acknowledged <= there
    assert len(acknowledged) >= 5
    for name in there:
        backup.read_back(shelf / name, [identity])
    backup.sweep(shelf)
    assert {path.name for path in shelf.iterdir()} == there
    with use_agency("tram"):
        assert record.check("tram", at=NOW).ok
    assert json.loads((directory.folder("tram") / "last-backup.json").read_text())["encrypted"]
