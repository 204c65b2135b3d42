"""An office goes out as a bundle and comes in again: the same rows, files and journal."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import (
    BinaryField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    Field,
    FloatField,
    IntegerField,
    JSONField,
    TimeField,
    UUIDField,
)
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.bundle import write as writing
from dienhong.core.bundle.manifest import read_head, read_manifest
from dienhong.core.refusal import Refused
from dienhong.hosting import bundle, directory, rows
from dienhong.hosting.context import use_agency
from dienhong.hosting.snapshot import AlreadyInTransaction, snapshot
from dienhong.organisation.models import Agency, Department
from dienhong.publication.models import Matter, Posting
from dienhong.record import queries as record
from dienhong.record.models import StoredFile
from tests.conftest import NOW
from tests.duties.story import swept
from tests.hosting.bundles import exported, members
from tests.meetings import story as meetings
from tests.organisation.desks import client_of
from tests.publication import enquiring, story


@pytest.fixture
def full(data: Path, new_office: Callable[..., str]) -> Iterator[str]:
    """Open an office in which much has happened, one withdrawal with its erased file included."""
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        code = new_office("thu")
        with use_agency(code):
            story.add_people()
            story.adopt()
            shown = story.published(story.upload(), title="Sổ thu chi “quý một” \\ 'x'\n<b>ố</b>")
            story.drafted(title="Việc chờ")
            story.withdrawn(story.published(story.upload(story.PDF + b"%"), title="Lộ bí mật"))
            assert shown.attachments.count() == 1
            enquiring.answered()
            swept(story.MONDAY)
            meeting = meetings.held(meetings.planned(occasions=()), absent=("minh",))
            meetings.tasked(meeting)
            meetings.voiced(meeting, unnamed=True)
            meetings.signed(meeting)
        yield code


def _tables(data: bytes) -> dict[str, bytes]:
    return {name: body for name, body in members(data).items() if name.startswith("tables/")}


def test_the_office_that_comes_in_is_the_one_that_went_out(full: str) -> None:
    gone_out = exported(full)
    reader = bundle.take_in(io.BytesIO(gone_out), "hai")
    again = members(exported("hai"))
    first = members(gone_out)
    kept = [name for name in first if name.startswith(("tables/", "files/"))]
    assert len(kept) > 15
    assert first["tables/meetings_opinion.jsonl"].count(b"\n") == 1
    assert enquiring.WORDS.encode() in first["tables/publication_enquiry.jsonl"]
    assert enquiring.REPLY.encode() in first["tables/publication_enquiryanswer.jsonl"]
    assert {name: again[name] for name in kept} == {name: first[name] for name in kept}
    assert reader.missing == ()
    with use_agency(full):
        before = record.end()
    with use_agency("hai"):
        assert record.end() == before
        assert record.check("hai", at=NOW).ok


def test_people_sign_in_files_open_and_papers_are_drawn(full: str) -> None:
    bundle.take_in(io.BytesIO(exported(full)), "hai")
    told = Client().post(
        "/hai/dang-nhap/", {"username": "lan", "password": "mat-khau-cua-lan"}, follow=True
    )
    assert told.redirect_chain == [("/hai/", 302)]
    with use_agency("hai"):
        matter = Matter.objects.get(title__startswith="Sổ thu chi")
        posting = Posting.objects.get(matter=matter)
    client = client_of("minh", "hai")
    file = client.get(f"/hai/cong-khai/{matter.pk}/tep/1/bang-ke.pdf")
    assert b"".join(file.streaming_content) == story.PDF
    sheet = client.get(f"/hai/cong-khai/{matter.pk}/niem-yet/{posting.pk}/to.pdf")
    assert b"".join(sheet).startswith(b"%PDF")


def test_new_rows_are_numbered_after_those_that_came(full: str) -> None:
    bundle.take_in(io.BytesIO(exported(full)), "hai")
    with use_agency("hai"):
        last = max(Posting.objects.values_list("pk", flat=True))
        posting = story.published(title="Việc mới").postings.get()
        assert posting.pk > last
        assert record.check("hai", at=NOW).ok


def test_what_is_begun_at_a_server_and_erased_bytes_stay_behind(full: str) -> None:
    client_of("lan", full)
    gone_out = members(exported(full))
    assert not [name for name in gone_out if "session" in name]
    with use_agency(full):
        erased = StoredFile.objects.get(erased_at__isnull=False)
        assert not [name for name in gone_out if erased.digest in name]
    assert b"L\xe1\xbb\x99 b\xc3\xad m\xe1\xba\xadt" not in b"".join(gone_out.values())


def test_every_table_of_ours_goes_out() -> None:
    labels = {config.label for config in apps.get_app_configs() if "dienhong" in config.name}
    ours = {
        m._meta.db_table
        for m in apps.get_models(include_auto_created=True)
        if m._meta.app_label in labels
    }
    stays = {"accounts_signin", "accounts_tries"}  # of this server: sessions, wrong tries
    assert {model._meta.db_table for model in rows.models()} == ours - stays


def test_a_table_that_no_model_tells_of_is_not_left_out_unseen(full: str) -> None:
    with use_agency(full), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE record_old (id integer)")
    with pytest.raises(Refused, match="record_old"):
        exported(full)


def test_an_office_that_is_behind_the_program_is_brought_up_first(full: str) -> None:
    with use_agency(full), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'publication'")
    with pytest.raises(Refused, match="chưa được nâng cấp") as refused:
        exported(full)
    assert refused.value.cure == "Chạy: dienhong prepare"


def test_the_copy_is_of_one_moment_while_others_go_on_writing(full: str) -> None:
    with use_agency(full), snapshot():
        chunks = bundle.export(at=NOW)
        start = next(chunks) + next(chunks)
        done = threading.Event()

        def write() -> None:
            with use_agency(full):
                story.published(story.upload(story.PDF + b"moi"), title="Ghi trong lúc sao")
            connection.close_everything()  # type: ignore[attr-defined]
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        thread.join(timeout=15)
        assert done.is_set()  # nobody had to wait for the copy
        copy = start + b"".join(chunks)
    assert b"Ghi trong l" not in copy
    bundle.take_in(io.BytesIO(copy), "hai")
    with use_agency("hai"):
        assert record.check("hai", at=NOW).ok
    assert "Ghi trong lúc sao".encode() in exported(full)


def test_a_snapshot_writes_nothing_and_is_none_inside_a_transaction(full: str) -> None:
    with use_agency(full):
        with transaction.atomic(), pytest.raises(AlreadyInTransaction), snapshot():
            pass
        with pytest.raises(KeyError), snapshot():
            raise KeyError
        with transaction.atomic():
            Department.objects.create(name="Sau")
        assert Department.objects.filter(name="Sau").exists()


def test_a_withdrawal_while_the_copy_is_read_leaves_no_old_words_in_the_log(full: str) -> None:
    with use_agency(full):
        matter = Matter.objects.get(title__startswith="Sổ thu chi")
        done = threading.Event()

        def withdraw() -> None:
            with use_agency(full):
                story.withdrawn(matter)
            connection.close_everything()  # type: ignore[attr-defined]
            done.set()

        with snapshot():
            copy = bundle.export(at=NOW)
            held = b"".join(next(copy) for _ in range(4))
            thread = threading.Thread(target=withdraw)
            thread.start()
            thread.join(timeout=15)
            assert done.is_set()
            held += b"".join(copy)
    for path in directory.folder(full).rglob("*"):
        assert not path.is_file() or "Sổ thu chi “quý một”".encode() not in path.read_bytes()
    # The moment of the copy lies before it; only the bytes of the file were gone already.
    manifest = read_manifest(members(held)["manifest.json"])
    assert len(manifest.missing) == 1
    assert bundle.take_in(io.BytesIO(held), "hai").missing == manifest.missing


def _lost(full: str, change: Callable[[Path], None]) -> tuple[str, bytes]:
    with use_agency(full):
        file = StoredFile.objects.filter(erased_at__isnull=True).first()
        assert file is not None
        change(Path(default_storage.path(file.place)))
        return file.digest, exported(full)


@pytest.mark.parametrize(
    "change", [lambda path: path.unlink(), lambda path: path.write_bytes(b"hong")]
)
def test_a_file_that_the_disk_has_lost_is_told_of_and_the_rest_is_saved(
    full: str, change: Callable[[Path], None]
) -> None:
    digest, copy = _lost(full, change)
    reader = bundle.take_in(io.BytesIO(copy), "hai")
    assert reader.missing == (digest,)
    with use_agency("hai"):
        assert Matter.objects.filter(title__startswith="Sổ thu chi").exists()


# What is refused, and that nothing is left of it.


def _remade(copy: bytes, change: Callable[[dict[str, bytes]], Any], **said: object) -> bytes:
    """Return a bundle with other content that agrees with itself, as a forger would make it."""
    found = members(copy)
    head = read_head(found.pop("head.json"))
    found.pop("manifest.json")
    change(found)
    parts = [writing.Part(name, len(body), [body]) for name, body in found.items()]
    return b"".join(writing.write(replace(head, **said), parts, []))  # type: ignore[arg-type]


def _refused(copy: bytes, code: str = "hai") -> Refused:
    before = sorted(path for path in directory.data().rglob("*") if "-wal" not in path.name)
    with pytest.raises(Refused) as refused:
        bundle.take_in(io.BytesIO(copy), code)
    after = sorted(path for path in directory.data().rglob("*") if "-wal" not in path.name)
    assert [p for p in after if "-shm" not in p.name] == [p for p in before if "-shm" not in p.name]
    assert refused.value.cure
    return refused.value


def test_a_code_that_is_taken_is_refused_and_that_office_stays(full: str) -> None:
    before = exported(full)
    assert "đã có văn phòng khác dùng" in _refused(before, "").reason
    assert exported(full) == before


def test_what_is_cut_off_or_changed_leaves_nothing(full: str) -> None:
    copy = exported(full)
    assert "bị cắt cụt" in _refused(copy[:-100]).reason
    assert "bị cắt cụt" in _refused(copy[: len(copy) // 2]).reason
    place = copy.index(b'"name":"Minh"')
    assert (
        "organisation_person"
        in _refused(copy[:place] + copy[place:].replace(b"Minh", b"Binh", 1)).reason
    )


def _set(table: str, change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, bytes]], None]:
    def do(found: dict[str, bytes]) -> None:
        name = f"tables/{table}.jsonl"
        lines = [json.loads(line) for line in found[name].splitlines()]
        for row in lines:
            change(row)
        found[name] = b"".join(json.dumps(row).encode() + b"\n" for row in lines)

    return do


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("organisation_person", lambda row: row.update(joined_on="hôm qua")), "joined_on"),
        (_set("organisation_person", lambda row: row.update(la=1)), "có cột lạ la"),
        (_set("organisation_person", lambda row: row.pop("name")), "thiếu cột name"),
        (_set("organisation_person", lambda row: row.update(name=None)), "không nhận"),
        (_set("organisation_account", lambda row: row.update(person_id=str(UUID(int=9)))), "không"),
        (_set("publication_posting", lambda row: row.update(entry_number=2**80)), "không nhận"),
        (_set("record_journalentry", lambda row: row.update(body="{}")), "sổ ghi sau khi nhập"),
        (_set("record_journalhead", lambda row: row.update(size=6)), "sổ ghi sau khi nhập"),
        (_set("record_journalhead", lambda row: row.update(size=7)), "sổ ghi sau khi nhập"),
        (_set("record_storedfile", lambda row: row.update(size=1)), "bảng tệp không có tệp này"),
        (lambda found: [found.pop(n) for n in list(found) if n.startswith("files/")], "số tệp"),
    ],
)
def test_what_a_forger_made_agree_with_itself_is_refused_where_it_cannot_be(
    full: str, change: Callable[[dict[str, bytes]], Any], said: str
) -> None:
    assert said in _refused(_remade(exported(full), change)).reason


def test_an_own_table_that_this_program_does_not_know_is_refused(full: str) -> None:
    def ordered(found: dict[str, bytes]) -> None:
        found["tables/aaa_la.jsonl"] = b'{"id":1}\n'
        files = {n: found.pop(n) for n in list(found) if n.startswith("files/")}
        journal = found.pop("journal.jsonl")
        for name in sorted(found):
            found[name] = found.pop(name)
        found |= files | {"journal.jsonl": journal}

    head = read_head(members(exported(full))["head.json"])
    copy = _remade(exported(full), ordered, tables={**head.tables, "aaa_la": 1})
    assert "không có bảng đó" in _refused(copy).reason


def _migrations(full: str) -> tuple[str, ...]:
    return read_head(members(exported(full))["head.json"]).migrations


def test_a_bundle_of_a_newer_program_is_refused_by_its_version(full: str) -> None:
    newer = (*_migrations(full), "record.0099_moi")
    refusal = _refused(_remade(exported(full), len, migrations=newer, program="27.3"))
    assert "mới hơn làm ra (27.3)" in refusal.reason
    assert "27.3" in refusal.cure


def test_a_bundle_of_an_older_program_comes_in_where_only_columns_were_added(full: str) -> None:
    older = tuple(name for name in _migrations(full) if name != "organisation.0001_initial")
    # As if offices had got this column since.
    change = _set("organisation_agency", lambda row: row.pop("demo"))
    bundle.take_in(io.BytesIO(_remade(exported(full), change, migrations=older)), "hai")
    with use_agency("hai"):
        assert Agency.objects.get().demo is False


def test_a_bundle_so_old_that_rows_would_have_to_change_names_the_way(full: str) -> None:
    older = tuple(name for name in _migrations(full) if name != "record.0002_head")
    refusal = _refused(_remade(exported(full), len, migrations=older, program="26.0"))
    assert "thiếu record.0002_head" in refusal.reason
    assert "26.0" in refusal.cure


# Values mean the same in every engine.

_MOMENTS = st.datetimes(timezones=st.just(UTC))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (CharField(), st.text()),
        (BooleanField(null=True), st.booleans()),
        (IntegerField(), st.integers()),
        (FloatField(), st.floats(allow_nan=False, allow_infinity=False)),
        (DateField(), st.dates()),
        (TimeField(), st.times()),
        (DateTimeField(), _MOMENTS),
        (UUIDField(), st.uuids()),
        (DurationField(), st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9999))),
        (DecimalField(max_digits=20, decimal_places=4), st.decimals(-999, 999, places=4)),
        (BinaryField(), st.binary()),
        (JSONField(), _JSON),
    ],
    ids=lambda each: type(each).__name__,
)
def test_every_kind_of_value_comes_back_as_it_went(
    field: "Field[Any, Any]", values: st.SearchStrategy[Any]
) -> None:
    @given(st.none() | values)
    def holds(value: Any) -> None:
        plain = value if isinstance(field, JSONField) else rows._plain(value)
        back = field.to_python(json.loads(rows._line({"x": plain}))["x"])
        assert (bytes(back) if isinstance(back, memoryview) else back) == value

    holds()


def test_a_value_of_which_nobody_thought_is_an_error_of_the_program() -> None:
    with pytest.raises(TypeError, match="no way to write a PosixPath"):
        rows._plain(Path("x"))


def test_the_fields_of_our_models_are_all_among_those() -> None:
    known = {"AutoField", "BigAutoField", "ForeignKey", "OneToOneField", "FileField"}
    known |= {"CharField", "TextField", "BooleanField", "DateField", "DateTimeField", "JSONField"}
    known |= {
        "UUIDField",
        "BinaryField",
        "DecimalField",
        "DurationField",
        "TimeField",
        "FloatField",
    }
    for model in rows.models():
        for field in model._meta.concrete_fields:
            kind = field.get_internal_type()
            assert kind in known or kind.endswith("IntegerField"), f"{model}.{field.name}: {kind}"
