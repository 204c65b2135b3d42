"""The machine: Python, libraries, disk, open files, clock, the drawing of papers, the port."""

import importlib
import re
import shutil
import sys
from datetime import date, datetime, timedelta
from importlib import metadata
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from dienhong.core.days import vietnam
from dienhong.core.papers.paper import Letterhead, Paper, Paragraph
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.hosting.sqlite.base import MOST_OPEN_FILES
from dienhong.papers.draw import pdf
from dienhong.papers.fonts import BUILT_IN, VIETNAMESE, host_typeface
from dienhong.record.models import JournalEntry
from dienhong.site.health.finding import Finding, ill, well

_PYTHON = (3, 11)
_LEAST_FREE = 1_000_000_000  # bytes
_THREADS, _FILES_A_DATABASE, _FILES_OF_ITS_OWN = 4, 3, 100
_CLOCK_SLACK = timedelta(minutes=5)
_REQUIRED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*)(;.*)?")


def python() -> Finding:
    """See that Python is new enough."""
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _PYTHON:
        return ill("Python", f"bản {running}", "Cài Python 3.11 trở lên rồi cài lại Diên Hồng.")
    return well("Python", f"bản {running}")


def libraries() -> Finding:
    """See that each library is there, in a version that the program accepts, and can be loaded."""
    name = "thư viện"
    try:
        wanted = metadata.requires("dienhong") or []
    except metadata.PackageNotFoundError:
        return ill(name, "chạy từ mã nguồn chưa cài", "Chạy make run, hoặc cài bằng pipx.")
    wrong = [fault for line in wanted if (fault := _fault(line))]
    if wrong:
        return ill(name, "; ".join(wrong), "Cài lại: pipx install --force dienhong")
    return well(name, f"đủ {len(wanted)} thư viện, đúng bản")


def _fault(requirement: str) -> str:
    """Return what is wrong with the library of a line such as ``Django<5.3,>=5.2``, or ""."""
    found = _REQUIRED.match(requirement)
    assert found is not None
    library, bounds = found[1], found[2]
    try:
        version = metadata.version(library)
        for module in _modules(library):
            importlib.import_module(module)
    except metadata.PackageNotFoundError:
        return f"thiếu {library}"
    except (ImportError, OSError) as error:
        return f"{library} không nạp được ({type(error).__name__})"
    return "" if satisfies(version, bounds) else f"{library} {version}, cần {bounds.strip()}"


def _modules(library: str) -> list[str]:
    """Return the modules that a library brings, by its own list of files."""
    files = metadata.files(library) or []
    first = {file.parts[0] for file in files if file.name == "__init__.py" and len(file.parts) == 2}  # noqa: PLR2004
    return sorted(name for name in first if name.isidentifier())


def satisfies(version: str, bounds: str) -> bool:
    """Tell whether a version keeps to bounds such as ``>=5.2,<5.3``: numbers only, no more."""
    have = _numbers(version)
    for bound in filter(None, map(str.strip, bounds.split(","))):
        limit = _numbers(bound)
        if bound.startswith(">=") and have < limit:
            return False
        if bound.startswith("<") and have >= limit:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def disk() -> Finding:
    """See that there is room left."""
    free = shutil.disk_usage(directory.data()).free
    said = f"còn {free / 1e9:.1f} GB".replace(".", ",")
    if free < _LEAST_FREE:
        return ill("ổ đĩa", said, "Dọn ổ đĩa, hoặc chuyển dữ liệu sang ổ lớn hơn.")
    return well("ổ đĩa", said)


def open_files() -> Finding:
    """See that the system lets us open the databases of all offices in every thread."""
    name = "số tệp được mở"
    if sys.platform == "win32":
        return well(name, "Windows không đặt giới hạn cần xét")
    import resource  # noqa: PLC0415 (not there on Windows)

    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    offices = min(len(directory.codes()), MOST_OPEN_FILES)
    needed = _FILES_OF_ITS_OWN + offices * _FILES_A_DATABASE * _THREADS
    if limit < needed:
        return ill(name, f"được {limit}, cần {needed}", f"Đặt LimitNOFILE={needed} cho dịch vụ.")
    return well(name, f"được {limit}, cần {needed}")


def clock() -> Finding:
    """See that now is not before what was written last, and that the time zone is known."""
    name = "đồng hồ"
    try:
        ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        return ill(name, f"không có dữ liệu múi giờ {settings.TIME_ZONE}", "Cài gói tzdata.")
    newest = max(filter(None, map(_newest, directory.codes())), default=None)
    if newest and timezone.now() + _CLOCK_SLACK < newest:
        return ill(
            name,
            f"máy đang chậm: sổ ghi đã có mục lúc {timezone.localtime(newest):%H:%M %d/%m/%Y}",
            "Chỉnh lại ngày giờ của máy; bật đồng bộ giờ.",
        )
    return well(name, f"{timezone.localtime():%H:%M %d/%m/%Y}, giờ Việt Nam")


def _newest(code: str) -> datetime | None:
    with use_agency(code):
        try:
            entry = JournalEntry.objects.order_by("-number").first()
        except DatabaseError:  # told by the check of the databases
            return None
    return entry.at if entry else None


def working_days() -> Finding:
    """See that the calendar knows this year and the next."""
    return judge_calendar(timezone.localdate())


def judge_calendar(today: date) -> Finding:
    """Say whether the table of days off reaches over this year and the next."""
    name, calendar = "lịch làm việc", vietnam.calendar()
    missing = sorted({today.year, today.year + 1} - calendar.years)
    if missing:
        years = ", ".join(map(str, missing))
        return ill(name, f"chưa có năm {years}", "Cập nhật Diên Hồng lên bản đã có lịch năm đó.")
    expected = [str(y) for y in (today.year, today.year + 1) if y in calendar.provisional_years]
    said = f", năm {', '.join(expected)} là dự kiến" if expected else ""
    return well(name, f"có năm {today.year} và {today.year + 1}{said}")


def papers() -> Finding:
    """See that a page with every Vietnamese letter can be drawn."""
    letters = "".join(sorted(VIETNAMESE))
    head = Letterhead(issuing_body="Văn phòng", place="Hà Nội", symbol="TB")
    page = Paper(
        letterhead=head, kind="THÔNG BÁO", about="Thử vẽ", body=(Paragraph(letters),), signers=()
    )
    drawn = pdf(page)
    if not drawn.startswith(b"%PDF-"):
        return ill("giấy tờ", "không vẽ được trang PDF", "Cài lại thư viện typst.")
    face = host_typeface()
    said = "kiểu chữ đi kèm" if face == BUILT_IN else face.family
    return well("giấy tờ", f"vẽ được trang PDF đủ chữ tiếng Việt bằng {said}")
