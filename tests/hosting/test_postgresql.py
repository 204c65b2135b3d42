"""One schema an office: whatever was done before, a statement finds its own office's tables."""

import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import product
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError, InternalError, ProgrammingError
from django.test import Client

from dienhong.hosting import directory, schema
from dienhong.hosting.context import NoAgencyChosen, SwitchedInsideTransaction, use_agency
from dienhong.hosting.postgresql import base
from dienhong.hosting.store import store
from dienhong.organisation.models import Agency, Department
from dienhong.record.files import overwrite_erased
from dienhong.record.models import JournalEntry
from tests import databases
from tests.docs.documents import DOCS
from tests.hosting import bare

pytestmark = pytest.mark.postgresql


@pytest.fixture
def two(data: Path) -> None:
    for code in ("mot", "hai"):
        bare.make(code)


class Undone(Exception):
    """What a person's act may end with."""


def _rolled_back() -> None:
    with suppress(Undone), transaction.atomic():
        Agency.objects.update(place="nơi khác")
        raise Undone


def _savepoint_rolled_back() -> None:
    with transaction.atomic():
        with suppress(Undone), transaction.atomic():
            Agency.objects.update(place="nơi khác")
            raise Undone
        assert Agency.objects.count() == 1


def _refused_by_the_database() -> None:
    with suppress(DatabaseError), transaction.atomic():
        Agency.objects.create(pk=2)
        connection.cursor().execute("SELECT * FROM no_such_table")


def _savepoint_refused_by_the_database() -> None:
    with transaction.atomic():
        with suppress(DatabaseError), transaction.atomic():
            connection.cursor().execute("SELECT * FROM no_such_table")
        assert Agency.objects.count() == 1


def _refused_alone() -> None:
    with suppress(DatabaseError):
        connection.cursor().execute("SELECT * FROM no_such_table")


def _durable() -> None:
    with transaction.atomic(durable=True):
        Agency.objects.update(place="")


def _hook() -> None:
    seen: list[str] = []
    with transaction.atomic():
        transaction.on_commit(lambda: seen.append(Agency.objects.get().name))
    assert len(seen) == 1


def _rows_taken_in_turn() -> None:
    next(Agency.objects.iterator(chunk_size=1))


def _lost_connection() -> None:
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close_if_unusable_or_obsolete()


ACTS = {
    act.__name__.strip("_"): act
    for act in (
        _rolled_back,
        _savepoint_rolled_back,
        _refused_by_the_database,
        _savepoint_refused_by_the_database,
        _refused_alone,
        _durable,
        _hook,
        _rows_taken_in_turn,
        _lost_connection,
    )
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_went_before_each_office_answers_for_itself(
    two: None, act: Callable[[], None]
) -> None:
    for before, then in product(("mot", "hai"), repeat=2):
        with use_agency(before):
            act()
        assert bare.name_of(then) == then
        with use_agency(then), transaction.atomic():
            assert Agency.objects.get().name == then
            with transaction.atomic():
                assert Agency.objects.get().name == then
    with use_agency("mot"), transaction.atomic():  # and inside one transaction after a savepoint
        with suppress(Undone), transaction.atomic():
            raise Undone
        assert Agency.objects.get().name == "mot"


def test_the_session_itself_is_never_in_an_office(two: None) -> None:
    def path() -> str:
        found = connection.connection.execute("SHOW search_path").fetchone()
        return str(found[0])

    bare.name_of("mot")
    usual = path()
    for act in ACTS.values():
        with use_agency("hai"):
            act()
            connection.ensure_connection()
        assert path() == usual
    assert "office_" not in usual


def test_a_statement_sent_past_our_cursor_finds_no_table_of_any_office(two: None) -> None:
    bare.name_of("mot")
    with pytest.raises(psycopg.errors.UndefinedTable):
        connection.connection.execute("SELECT * FROM organisation_agency")
    with use_agency("mot"), connection.chunked_cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("SELECT * FROM organisation_agency")


def test_what_lies_in_the_public_schema_is_not_found_for_an_office(two: None) -> None:
    name = connection.settings_dict["NAME"]
    with psycopg.connect(
        host=str(databases.server().folder), user="postgres", dbname=name
    ) as superuser:
        superuser.execute("CREATE TABLE public.lac (id int)")
        superuser.execute("GRANT ALL ON SCHEMA public TO PUBLIC; GRANT ALL ON public.lac TO PUBLIC")
    with use_agency("mot"), connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("SELECT * FROM lac")


def test_a_cursor_kept_from_one_office_says_nothing_in_another(two: None) -> None:
    with use_agency("mot"):
        cursor = connection.cursor()
    for code in ("hai", None):
        with use_agency(code), pytest.raises(NoAgencyChosen):
            cursor.execute("SELECT name FROM organisation_agency")
    with use_agency("mot"):
        cursor.execute("SELECT name FROM organisation_agency")
        assert cursor.fetchall() == [("mot",)]


def test_in_a_transaction_another_context_cannot_bring_another_office(two: None) -> None:
    from contextvars import copy_context

    with use_agency("hai"):
        elsewhere = copy_context()
    with use_agency("mot"), transaction.atomic():
        Agency.objects.count()
        with pytest.raises(SwitchedInsideTransaction):
            elsewhere.run(Agency.objects.count)


def test_many_rows_at_once_come_to_their_own_office(two: None) -> None:
    names = [(f"Phòng {number}",) for number in range(5)]
    with use_agency("mot"), connection.cursor() as cursor:
        cursor.executemany("INSERT INTO organisation_department (name) VALUES (%s)", names)
        assert Department.objects.count() == 5
    with use_agency("hai"):
        assert Department.objects.count() == 0


@pytest.mark.parametrize("code", ['a"; DROP SCHEMA office_mot; --', "a b", "A", "", "%s", "a" * 57])
def test_what_cannot_name_a_schema_is_never_sent(two: None, code: str) -> None:
    with use_agency(code), pytest.raises(ValueError, match="cannot name a schema"):
        Agency.objects.count()
    assert bare.name_of("mot") == "mot"


def test_per_cent_signs_and_quotes_in_words_come_back_as_they_were(two: None) -> None:
    for words in ("100% %s %(a)s", "'; SELECT 1; --", 'nháy "kép"', "\\", "ơ; ư"):
        with use_agency("mot"):
            Agency.objects.update(place=words)
            assert Agency.objects.filter(place=words).count() == 1


def _shape(schema_name: str) -> dict[str, list[tuple[object, ...]]]:
    """Return columns, keys, indexes and next numbers of a schema, as the catalogue tells them."""
    asked = {
        "columns": """SELECT table_name, column_name, column_default, is_nullable, udt_name,
            character_maximum_length, is_identity, identity_generation, collation_name,
            is_generated, numeric_precision, numeric_scale
            FROM information_schema.columns WHERE table_schema = %s""",
        "keys": """SELECT conrelid::regclass::text, conname, contype, condeferrable, condeferred,
            convalidated, pg_get_constraintdef(k.oid)
            FROM pg_constraint k JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = %s""",
        "indexes": """SELECT tablename, indexname,
            replace(replace(indexdef, quote_ident(schemaname), ''), schemaname, '')
            FROM pg_indexes WHERE schemaname = %s""",
        "numbers": """SELECT sequencename, data_type, start_value, min_value, max_value,
            increment_by, cycle, last_value FROM pg_sequences WHERE schemaname = %s""",
        "others": """SELECT relname, relkind::text, relpersistence::text FROM pg_class
            JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s""",
    }
    found = {}
    code = schema_name.removeprefix("office_")
    with use_agency(code), connection.cursor() as cursor:
        for what, question in asked.items():
            cursor.execute(question, [schema_name])
            found[what] = sorted(cursor.fetchall(), key=repr)
    return found


def test_a_clone_is_what_migrating_would_have_made(data: Path) -> None:
    store().copy(directory.TEMPLATE, ".new-sao-1")
    store().make_empty("moi")
    schema.migrate("moi")
    cloned, migrated = _shape("office_.new-sao-1"), _shape("office_moi")
    assert len(cloned["others"]) > 60
    for what in migrated:
        assert _meant(cloned[what]) == _meant(migrated[what]), what


def _meant(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return rows without the casts among texts, which the server writes anew as it reads them.

    ``('a'::varchar)::text`` for each of a list becomes ``(ARRAY['a'::varchar])::text[]`` for all.
    """
    return [
        tuple(_CAST.sub("", word) if "CHECK" in str(word) else word for word in map(str, row))
        for row in rows
    ]


_CAST = re.compile(r"::(?:text|character varying)(?:\[\])?|[()]")


def test_a_clone_has_the_rows_of_the_template_and_counts_on_by_itself(data: Path) -> None:
    from django.apps import apps

    bare.make("mot")
    for model in apps.get_models(include_auto_created=True):
        if model is Agency:
            continue
        with use_agency(directory.TEMPLATE):
            rows = list(model._base_manager.order_by("pk").values_list())
        with use_agency("mot"):
            assert list(model._base_manager.order_by("pk").values_list()) == rows, model
    with use_agency("mot"):
        first = Department.objects.create(name="Phòng một").pk
    bare.make("hai")
    with use_agency("hai"):
        assert Department.objects.create(name="Phòng một").pk == first
        from django.contrib.contenttypes.models import ContentType

        last = ContentType.objects.order_by("-pk")[0].pk
        assert ContentType.objects.create(app_label="thu", model="thu").pk == last + 1


def test_a_database_without_a_template_opens_no_office(data: Path) -> None:
    store().drop(directory.TEMPLATE)
    with pytest.raises(DatabaseError):
        bare.make("tram")
    assert (directory.codes(), list((data / "agencies").iterdir())) == ([], [])
    assert store().names() == []


def test_an_office_that_was_removed_elsewhere_is_refused_and_comes_back_when_it_does(
    two: None,
) -> None:
    assert bare.name_of("mot") == "mot"
    with psycopg.connect(os.environ["DIENHONG_DATABASE"]) as another:  # another process
        another.execute('ALTER SCHEMA "office_mot" RENAME TO "office_.away"')
        another.commit()
        assert not directory.exists("mot")
        with pytest.raises(DatabaseError):
            bare.name_of("mot")
        another.execute('ALTER SCHEMA "office_.away" RENAME TO "office_mot"')
        another.commit()
    assert bare.name_of("mot") == "mot"


def test_a_migration_that_stopped_in_the_middle_goes_on_where_it_stopped(two: None) -> None:
    for code in ("mot", "hai"):
        with use_agency(code), connection.cursor() as cursor:
            cursor.execute("DROP TABLE django_session")
            cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    schema.migrate("hai")  # the canary
    assert [code for code in directory.codes() if not schema.is_current(code)] == ["mot"]
    assert schema.migrate_all() == ["mot"]
    assert _shape("office_mot")["others"] == _shape("office_hai")["others"]


def _connections() -> int:
    with psycopg.connect(host=str(databases.server().folder), user="postgres") as superuser:
        found = superuser.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s",
            [connection.settings_dict["NAME"]],
        ).fetchone()
    assert found is not None
    return int(found[0])


def test_threads_that_change_between_offices_have_one_connection_each(data: Path) -> None:
    codes = [bare.make(f"van-phong-{number}") for number in range(4)]
    start, middle = threading.Barrier(4), threading.Barrier(5)

    def walk(step: int) -> list[tuple[str, str]]:
        start.wait()
        order = [codes[(number * step) % len(codes)] for number in range(60)]
        seen = [(code, bare.name_of(code)) for code in order]
        middle.wait()
        middle.wait()
        connection.close_everything()  # type: ignore[attr-defined]
        return seen

    with ThreadPoolExecutor(max_workers=4) as pool:
        walks = [pool.submit(walk, step) for step in (1, 2, 3, 5)]
        middle.wait()
        assert _connections() <= 5  # this thread has one too
        middle.wait()
    for walk_ in walks:
        assert all(code == said for code, said in walk_.result())


def test_a_connection_that_has_touched_many_offices_is_given_up_between_requests(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "MOST_TOUCHED", 3)
    codes = [bare.make(f"van-phong-{number}") for number in range(4)]
    connection.close_everything()  # type: ignore[attr-defined]
    for code in codes[:2]:
        bare.name_of(code)
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is not None
    for code in codes:
        bare.name_of(code)
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is None
    assert bare.name_of(codes[0]) == codes[0]


def _raw_bytes_of(table: str) -> bytes:
    """Return what lies in the files of a table, as somebody with the disk would read it."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(
        host=str(databases.server().folder), user="postgres", dbname=name, autocommit=True
    ) as superuser:
        superuser.execute("CHECKPOINT")
        found = superuser.execute("SELECT pg_relation_filepath(%s::regclass)", [table]).fetchone()
    assert found is not None
    return (databases.server().folder / "data" / found[0]).read_bytes()


def test_words_that_were_withdrawn_do_not_lie_in_the_tables_file(two: None) -> None:
    secret = "kin4711" * 10
    with use_agency("mot"):
        Agency.objects.update(place=secret)
        Agency.objects.update(place="")
        assert secret.encode() in _raw_bytes_of("office_mot.organisation_agency")
        with transaction.atomic():
            overwrite_erased(Agency)
        assert secret.encode() not in _raw_bytes_of("office_mot.organisation_agency")
        assert Agency.objects.get().name == "mot"


def test_when_somebody_still_reads_as_of_before_the_withdrawal_the_log_says_so(
    two: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "_TRIES", 2)
    with psycopg.connect(os.environ["DIENHONG_DATABASE"]) as reader, use_agency("mot"):
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1 FROM office_hai.organisation_agency")
        Agency.objects.update(place="")
        with transaction.atomic():
            overwrite_erased(Agency)
        said = "An old copy of withdrawn words may still lie in the files of the database."
        assert [record.message for record in caplog.records] == [said]
        reader.rollback()
        caplog.clear()
        with transaction.atomic():
            overwrite_erased(Agency)
        assert caplog.records == []


def test_two_programs_that_share_a_pooled_connection_hear_their_own_office(two: None) -> None:
    assert bare.name_of("mot") == "mot"
    other = connection.copy()
    other.connection, other.autocommit = connection.connection, True
    asked = {"mot": connection, "hai": other}
    for code in ("mot", "hai", "hai", "mot", "mot", "hai"):
        with use_agency(code), asked[code].cursor() as cursor:
            cursor.execute("SELECT name FROM organisation_agency")
            assert cursor.fetchall() == [(code,)]


def _statements_of_the_guide() -> list[str]:
    guide = (DOCS / "how-to" / "run-on-a-server.md").read_text("utf-8")
    return re.findall(r"```sql\n(.*?)```", guide, re.DOTALL)


def test_with_the_grants_of_the_guide_the_web_works_and_cannot_rewrite_the_journal(
    data: Path, new_office: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, web_role, grants = _statements_of_the_guide()
    name = connection.settings_dict["NAME"]
    for statement in web_role.replace("DATABASE dienhong", f"DATABASE {name}").split(";")[:-1]:
        with suppress(psycopg.errors.DuplicateObject):
            databases.server().ask(statement)
    new_office("thu")
    with psycopg.connect(os.environ["DIENHONG_DATABASE"], autocommit=True) as owner:
        owner.execute(grants.encode())
    connection.close_everything()  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "USER", "dienhong_web")
        _work_without_rewriting()
        connection.close_everything()  # type: ignore[attr-defined]


def _work_without_rewriting() -> None:
    client = Client()
    words = {"username": "lan", "password": "mat-khau-cua-lan"}
    assert client.post("/thu/dang-nhap/", words)["Location"] == "/thu/"
    assert client.get("/thu/so-ghi/").status_code == 200
    with use_agency("thu"):
        assert JournalEntry.objects.count() == 3  # opened, Lan added, her function given
        for rewrite in (
            lambda: JournalEntry.objects.filter(number=1).update(body=""),
            lambda: JournalEntry.objects.filter(number=1).delete(),
        ):
            with pytest.raises(ProgrammingError, match="permission denied"):
                rewrite()
        assert JournalEntry.objects.count() == 3


def test_a_statement_after_one_that_failed_is_refused_until_the_transaction_ends(two: None) -> None:
    with use_agency("mot"), suppress(Undone), transaction.atomic():
        with connection.cursor() as cursor, suppress(DatabaseError):
            cursor.execute("SELECT * FROM no_such_table")
        with connection.cursor() as cursor, pytest.raises(InternalError):
            cursor.execute("SELECT name FROM organisation_agency")
        raise Undone
    assert bare.name_of("mot") == "mot"


def test_an_error_names_the_rule_and_never_quotes_the_row(two: None) -> None:
    with use_agency("mot"):
        Department.objects.create(name="Phòng riêng")
        for fault in (
            lambda: Department.objects.create(name="Phòng riêng"),
            lambda: Department.objects.filter(name="Phòng riêng").update(name=None),
        ):
            with pytest.raises(IntegrityError) as told:
                fault()
            assert "riêng" not in repr(told.value) + repr(told.value.__cause__)
            assert "organisation_department" in str(told.value)
