"""A new key signs, the old one is believed for some days, and nobody is signed out."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from dienhong.site import secret
from tests.organisation.desks import client_of

MONDAY = date(2026, 3, 2)


@pytest.fixture
def key(data: Path, settings: LazySettings) -> Iterator[Callable[[], None]]:
    """Let this server use the key beside its data, and give what a restart does."""

    def restart() -> None:
        settings.SECRET_KEY = secret.read_or_make(data)
        settings.SECRET_KEY_FALLBACKS = [old.key for old in secret.old_keys(data)]

    with time_machine.travel("2026-03-02T02:00:00Z", tick=False):
        restart()
        yield restart


def _is_in(client: Client) -> bool:
    return client.get("/thu/").status_code == 200


def test_who_was_signed_in_stays_so_until_the_old_key_is_retired(
    data: Path, key: Callable[[], None], new_office: Callable[..., str]
) -> None:
    new_office("thu")
    lan, minh_away = client_of("lan"), client_of("lan")
    before = secret.read_or_make(data)
    call_command("secret", "rotate", days=14)
    key()
    assert secret.read_or_make(data) != before
    assert _is_in(lan)
    with time_machine.travel("2026-03-17T02:00:00Z", tick=False):
        call_command("secret", "retire")
    key()
    assert secret.old_keys(data) == []
    assert not _is_in(minh_away)


def test_an_old_key_is_kept_until_its_day_has_passed(data: Path, key: Callable[[], None]) -> None:
    before = secret.read_or_make(data)
    secret.rotate(data, keep_until=date(2026, 3, 16))
    assert secret.retire(data, today=date(2026, 3, 16)) == 1
    assert secret.old_keys(data) == [secret.OldKey(date(2026, 3, 16), before)]
    assert secret.retire(data, today=date(2026, 3, 17)) == 0
    assert not (data / secret.OLD).exists()


def test_of_two_rotations_both_old_keys_are_believed(tmp_path: Path) -> None:
    first = secret.read_or_make(tmp_path)
    secret.rotate(tmp_path, keep_until=MONDAY)
    second = secret.read_or_make(tmp_path)
    secret.rotate(tmp_path, keep_until=MONDAY)
    assert [old.key for old in secret.old_keys(tmp_path)] == [second, first]
    assert len({first, second, secret.read_or_make(tmp_path)}) == 3


def test_only_the_owner_reads_the_keys(tmp_path: Path) -> None:
    secret.rotate(tmp_path, keep_until=MONDAY)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {secret.KEY: 0o600, secret.OLD: 0o600}


@pytest.mark.parametrize("what", ["rotate", "retire"])
def test_a_key_that_was_given_from_outside_is_replaced_there(
    data: Path, settings: LazySettings, what: str
) -> None:
    secret.read_or_make(data)
    settings.SECRET_KEY = "khóa được đặt từ ngoài, đủ dài để dùng"
    with pytest.raises(SystemExit, match="DIENHONG_SECRET_KEY_OLD"):
        call_command("secret", what)
    assert {path.name for path in data.iterdir()} - {"template"} == {secret.KEY}
