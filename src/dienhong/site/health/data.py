"""The data: folder, template, offices, their journals and their files."""

import hashlib
import os
import stat
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from dienhong.duties.models import Sweep
from dienhong.hosting import directory, schema
from dienhong.hosting.backup import last
from dienhong.hosting.context import current, use_agency
from dienhong.record import queries
from dienhong.record.models import JournalEntry, JournalHead, StoredFile
from dienhong.site.health.finding import Finding, ill, well

_OLDEST_POSTGRESQL = 150_000
_OLDEST_BACKUP = timedelta(days=7)
_OLDEST_SWEEP = timedelta(days=1)
_BACK_UP = "Sao lưu ngay (dienhong backup), và đặt lịch sao lưu hằng ngày."


def folder() -> Finding:
    """See that the data folder is there, can be written to, and is the owner's alone."""
    name, place = "thư mục dữ liệu", directory.data()
    if not place.is_dir():
        return ill(name, f"chưa có {place}", "Chạy: dienhong prepare")
    if not os.access(place, os.W_OK):
        return ill(name, f"không ghi được vào {place}", f"Giao cho đúng người: chown -R … {place}")
    if os.name != "nt" and place.stat().st_mode & 0o077:
        mode = stat.filemode(place.stat().st_mode)
        return ill(
            name, f"người khác trên máy vào được {place} ({mode})", f"Chạy: chmod 700 {place}"
        )
    return well(name, str(place))


def template() -> Finding:
    """See that the template, from which offices are made, is that of this program."""
    if directory.TEMPLATE in schema.behind():
        return ill("bản mẫu", "chưa có hoặc là của bản cũ", "Chạy: dienhong prepare")
    return well("bản mẫu", "đúng bản này")


def offices() -> Finding:
    """See that each office's tables are those of this program."""
    behind = schema.agencies_behind()
    if behind:
        return ill("văn phòng", f"chưa nâng cấp: {', '.join(behind)}", "Chạy: dienhong prepare")
    return well("văn phòng", f"{len(directory.codes())} văn phòng, đều đúng bản này")


def databases() -> Finding:
    """See that each office's database is whole."""
    return _each_office(
        "cơ sở dữ liệu",
        _database_fault,
        "đều nguyên vẹn",
        "Dừng máy chủ, giữ nguyên thư mục đó, phục hồi từ bản sao lưu gần nhất.",
    )


def _database_fault() -> str:
    return _sqlite_fault() if connection.vendor == "sqlite" else _postgresql_fault()


def _sqlite_fault() -> str:
    with connection.cursor() as cursor:
        told = [row[0] for row in cursor.execute("PRAGMA quick_check(3)").fetchall()]
    return "" if told == ["ok"] else "; ".join(told)


def _postgresql_fault() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        version = cursor.fetchone()[0]
        cursor.execute("SELECT current_setting('wal_level')")
        level = cursor.fetchone()[0]
    if version < _OLDEST_POSTGRESQL:
        return f"PostgreSQL {version // 10_000}, cần 15 trở lên"
    return "" if level in {"replica", "logical"} else f"wal_level là {level}, cần replica"


def journals(*, deep: bool) -> Finding:
    """See that each journal ends as its head says; ``deep`` verifies every entry."""
    return _each_office(
        "sổ ghi",
        _journal_fault_deep if deep else _journal_fault,
        "kiểm tra từng mục, đều nguyên vẹn" if deep else "đầu sổ khớp mục cuối",
        "Không ghi thêm; giữ nguyên thư mục và đối chiếu với dấu sổ trên giấy.",
    )


def _journal_fault() -> str:
    head = JournalHead.objects.get(pk=1)
    last = JournalEntry.objects.order_by("-number").first()
    ends = (last.number, last.commitment) if last else (0, head.last)
    return "" if ends == (head.size, head.last) else "đầu sổ không khớp mục cuối"


def _journal_fault_deep() -> str:
    report = queries.check(current(), at=timezone.now())
    return report.faults[0].reason if report.faults else _journal_fault()


def files(*, deep: bool) -> Finding:
    """See that every stored file lies in its place; ``deep`` reads it to the last byte."""
    return _each_office(
        "tệp đã lưu",
        _files_fault_deep if deep else _files_fault,
        "đọc từng tệp, đều đúng nội dung" if deep else "đều còn ở chỗ của mình",
        "Lấy lại các tệp đó từ bản sao lưu.",
    )


def _files_fault() -> str:
    return _count_bad(lambda file: default_storage.size(file.place) == file.size)


def _files_fault_deep() -> str:
    return _count_bad(_reads_right)


def _reads_right(file: StoredFile) -> bool:
    with default_storage.open(file.place) as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.digest


def _count_bad(is_right: Callable[[StoredFile], bool]) -> str:
    bad = 0
    for file in StoredFile.objects.filter(erased_at__isnull=True).iterator():
        try:
            bad += not is_right(file)
        except OSError:
            bad += 1
    return f"{bad} tệp mất hoặc sai" if bad else ""


def _each_office(name: str, fault: Callable[[], str], fine: str, cure: str) -> Finding:
    """Ask the same of every office; a database that cannot be read is a fault as well."""
    codes = directory.codes()
    told = {code: _fault_in(code, fault) for code in codes}
    found = "; ".join(f"{code}: {said}" for code, said in told.items() if said)
    return ill(name, found, cure) if found else well(name, f"{len(codes)} văn phòng, {fine}")


def _fault_in(code: str, fault: Callable[[], str]) -> str:
    with use_agency(code):
        try:
            return fault()
        except (DatabaseError, ObjectDoesNotExist) as error:
            return f"không đọc được ({error})"


def backup() -> Finding:
    """See that no office's last backup is old; one that was never backed up is said."""
    name = "sao lưu"
    made = {code: last(code) for code in directory.codes()}
    oldest = timezone.now() - _OLDEST_BACKUP
    late = [code for code, newest in made.items() if newest and newest.made < oldest]
    if late:
        return ill(name, f"cũ hơn {_OLDEST_BACKUP.days} ngày: {', '.join(late)}", _BACK_UP)
    never = [code for code, newest in made.items() if newest is None]
    return well(name, f"chưa có lần nào: {', '.join(never)}" if never else "đều mới")


def sweep() -> Finding:
    """See that each office was swept within a day; one that began today may not have been yet."""
    return _each_office(
        "quét việc đến kỳ",
        _sweep_fault,
        "đều quét trong vòng một ngày",
        "Chạy máy chủ bằng dienhong serve (tự quét mỗi giờ), hoặc hẹn giờ cho: dienhong sweep",
    )


def _sweep_fault() -> str:
    mark = Sweep.objects.filter(pk=1).first()
    oldest = timezone.now() - _OLDEST_SWEEP
    if mark is None or mark.swept_at is None:
        opened = JournalEntry.objects.order_by("number").first()
        return "chưa quét lần nào" if opened and opened.at < oldest else ""
    if mark.swept_at < oldest:
        return f"quét lần cuối {timezone.localtime(mark.swept_at):%H:%M %d/%m/%Y}"
    return ""
