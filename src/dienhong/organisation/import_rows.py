"""What each line of a list of people will do, and what has to be mended in it. Plain Python."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from dienhong.core.plain import without_accents
from dienhong.core.refusal import Refused
from dienhong.organisation.categories import CATEGORY_LABELS

MOST_ROWS = 2_000
FIELDS = {
    "name": "Họ và tên",
    "staff_code": "Mã cán bộ",
    "login": "Tên đăng nhập",
    "department": "Phòng",
    "position": "Chức vụ",
    "joined_on": "Ngày vào cơ quan",
    "category": "Loại",
    "functions": "Chức năng",
}
REQUIRED = ("name", "joined_on")
_LENGTHS = {"name": 100, "staff_code": 30, "department": 150, "position": 150}
_NAMES = {
    "name": "ho va ten|ho ten|ten|ten can bo|ho va ten can bo|ho ten can bo",
    "staff_code": "ma can bo|ma cb|ma so|ma cbcc|ma cong chuc|ma nhan vien|ma so can bo",
    "login": "ten dang nhap|tai khoan|dang nhap",
    "department": "phong|phong ban|don vi|bo phan|phong don vi|phong cong tac",
    "position": "chuc vu|chuc danh|chuc vu chuc danh",
    "joined_on": "ngay vao co quan|ngay vao nganh|ngay vao|ngay vao lam|ngay tuyen dung",
    "category": "loai|loai can bo|doi tuong|dien",
    "functions": "chuc nang|chuc nang phap ly",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split("|")}
_HEADER_WITHIN = 15
_LOGIN = re.compile(r"[A-Za-z0-9._-]{2,60}")
_DAY_FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
_EARLIEST = date(1950, 1, 1)
_AHEAD = timedelta(days=366)
SAME, OTHER = "same", "other"


@dataclass(slots=True)
class Row:
    """A line of the file as it stands now: words by field, what was chosen, whether it stays."""

    number: int
    cells: dict[str, str]
    choice: str = ""
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the office, as lines are compared with people."""

    key: str
    name: str
    department: str
    position: str = ""
    category: str = ""
    staff_code: str = ""
    login: str = ""
    has_left: bool = False


@dataclass(slots=True)
class Judged:
    """A line with what will come of it; ``match`` is who it may be the same person as."""

    row: Row
    day: date | None = None
    category: str = ""
    functions: tuple[str, ...] = ()
    login: str = ""
    department: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    match: Known | None = None
    match_row: int = 0
    asks: bool = False
    waits: bool = False  # for what its department is; asked once for all lines that name it
    changes: dict[str, str] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        """Tell whether this line is of somebody who is here or in an earlier line already."""
        return (self.match is not None or bool(self.match_row)) and self.row.choice == SAME

    @property
    def is_new(self) -> bool:
        """Tell whether this line will add a person."""
        return not self.row.dropped and not self.is_same

    @property
    def is_update(self) -> bool:
        """Tell whether this line will change somebody who is here."""
        return not self.row.dropped and self.is_same and bool(self.changes)

    @property
    def is_open(self) -> bool:
        """Tell whether something has to be mended or chosen first."""
        return not self.row.dropped and (self.asks or self.waits or bool(self.errors))

    @property
    def is_to_mend(self) -> bool:
        """Tell whether this line itself has something to mend or choose."""
        return not self.row.dropped and (self.asks or bool(self.errors))

    @property
    def outcome(self) -> str:
        """Return what will happen, as people read it."""
        if self.row.dropped:
            return "bỏ dòng này"
        if self.is_open:
            return "cần sửa" if self.is_to_mend else "chờ chọn phòng"
        if self.is_update:
            return "cập nhật " + ", ".join(FIELDS[name].lower() for name in self.changes)
        if self.is_same:
            return "đã có, bỏ qua"
        return "thêm mới"


def columns(header: list[str]) -> dict[str, int]:
    """Return where the fields stand in a header line, read with or without accents."""
    found: dict[str, int] = {}
    for place, words in enumerate(header):
        code = _BY_NAME.get(plain(words))
        if code and code not in found:
            found[code] = place
    return found


def plain(words: str) -> str:
    """Return words as they are compared: small, without accents and signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", without_accents(words)).split())


def rows_of(lines: list[tuple[int, list[str]]]) -> list[Row]:
    """Return the lines below the header as rows; refuse a file without it or with too many."""
    place, found = _header(lines)
    missing = [FIELDS[code] for code in REQUIRED if code not in found]
    if missing:
        raise Refused(
            f"Chưa đọc được tệp: thiếu cột {', '.join(f'«{name}»' for name in missing)}",
            cure="Thêm cột đó vào dòng tiêu đề, hoặc dùng tệp mẫu.",
        )
    rows = [Row(number, _cells(words, found)) for number, words in lines[place + 1 :]]
    rows = [row for row in rows if any(row.cells.values())]
    if not rows:
        raise Refused("Chưa đọc được tệp: không có dòng nào dưới tiêu đề", cure="Chọn tệp khác.")
    if len(rows) > MOST_ROWS:
        raise Refused(
            f"Chưa đọc được tệp: {len(rows)} dòng, mỗi lần nhập không quá {MOST_ROWS}",
            cure="Chia thành nhiều tệp.",
        )
    return rows


def _header(lines: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    """Return the line that names most fields: titles may stand above it."""
    tried = [(place, columns(words)) for place, (_, words) in enumerate(lines[:_HEADER_WITHIN])]
    return max(tried, key=lambda each: len(each[1]), default=(0, {}))


def _cells(words: list[str], found: Mapping[str, int]) -> dict[str, str]:
    return {
        code: words[found[code]] if code in found and found[code] < len(words) else ""
        for code in FIELDS
    }


def unknown_departments(rows: Iterable[Row], departments: Iterable[str]) -> list[str]:
    """Return the departments that lines name and the office does not have, once each."""
    have = {plain(name) for name in departments}
    found: dict[str, str] = {}
    for row in rows:
        name = row.cells["department"]
        if name and not row.dropped and plain(name) not in have:
            found.setdefault(plain(name), name)
    return list(found.values())


def nearest(name: str, departments: Iterable[str]) -> str:
    """Return the department whose name is most like ``name``, or nothing if none is."""
    by_plain = {plain(each): each for each in departments}
    found = get_close_matches(plain(name), by_plain, n=1)
    return by_plain[found[0]] if found else ""


@dataclass(slots=True)
class _Seen:
    """What earlier lines and the office have taken already."""

    people: list[Known]
    by_code: dict[str, Known] = field(default_factory=dict)
    by_login: dict[str, Known] = field(default_factory=dict)
    by_place: dict[tuple[str, str], Known] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, who: Known) -> None:
        if who.staff_code:
            self.by_code.setdefault(plain(who.staff_code), who)
        if who.login:
            self.by_login.setdefault(who.login.lower(), who)
        self.by_place.setdefault((plain(who.name), plain(who.department)), who)


def judge(
    rows: Iterable[Row],
    people: list[Known],
    departments: Mapping[str, str],
    functions: Mapping[str, str],
    today: date,
) -> list[Judged]:
    """Return what each line will do.

    ``departments`` leads from a plain name to the department's own name; what it lacks has
    not been decided yet. ``functions`` leads from a plain name to the function's code.
    Of two lines on one person the later one is compared with the earlier.
    """
    seen = _Seen(people)
    for who in people:
        seen.add(who)
    judged = [_one(row, seen, departments, functions, today) for row in rows]
    _propose_logins(judged, people)
    return judged


def _one(
    row: Row,
    seen: _Seen,
    departments: Mapping[str, str],
    functions: Mapping[str, str],
    today: date,
) -> Judged:
    found = Judged(row)
    if row.dropped:
        return found
    _read_words(found, departments)
    _read_day(found, today)
    _read_category(found)
    _read_functions(found, functions)
    _compare(found, seen)
    return found


def _read_words(found: Judged, departments: Mapping[str, str]) -> None:
    cells, errors = found.row.cells, found.errors
    if not cells["name"]:
        errors["name"] = "Còn để trống."
    for name, longest in _LENGTHS.items():
        if len(cells[name]) > longest:
            errors[name] = f"Dài quá {longest} ký tự."
    found.login = cells["login"].lower()
    if found.login and not _LOGIN.fullmatch(found.login):
        errors["login"] = "Chỉ dùng chữ không dấu, chữ số, dấu chấm, gạch nối, từ 2 ký tự."
    if cells["department"]:
        found.department = departments.get(plain(cells["department"]), "")
        found.waits = not found.department


def _read_day(found: Judged, today: date) -> None:
    text = found.row.cells["joined_on"]
    if not text:
        found.errors["joined_on"] = "Còn để trống."
        return
    found.day = read_day(text)
    if found.day is None:
        found.errors["joined_on"] = f"«{text}» không có trong lịch; ghi ngày/tháng/năm."
    elif not _EARLIEST <= found.day <= today + _AHEAD:
        found.errors["joined_on"] = f"Năm {found.day.year} không phải ngày vào cơ quan."


def read_day(text: str) -> date | None:
    """Return a day written as dd/mm/yyyy or yyyy-mm-dd, or None."""
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, not a moment)
        except ValueError:
            continue
    return None


_CATEGORY = {plain(label): code.value for code, label in CATEGORY_LABELS.items()} | {
    "nguoi lao dong hop dong": "worker",
    "hop dong lao dong": "worker",
    "lao dong hop dong": "worker",
    "hop dong": "worker",
}


def _read_category(found: Judged) -> None:
    text = found.row.cells["category"]
    if not text:
        return
    found.category = _CATEGORY.get(plain(text), "")
    if not found.category:
        known = ", ".join(CATEGORY_LABELS.values())
        found.errors["category"] = f"Không rõ loại «{text}»; ghi một trong: {known}."


def _read_functions(found: Judged, functions: Mapping[str, str]) -> None:
    parts = [part for part in re.split(r"[;,/]", found.row.cells["functions"]) if part.strip()]
    unknown = [part.strip() for part in parts if plain(part) not in functions]
    if unknown:
        found.errors["functions"] = f"Không rõ chức năng «{unknown[0]}»."
        return
    found.functions = tuple(dict.fromkeys(functions[plain(part)] for part in parts))


def _compare(found: Judged, seen: _Seen) -> None:
    """Say who a line may be the same person as; the second of two lines asks, not the first."""
    cells = found.row.cells
    by_code = seen.by_code.get(plain(cells["staff_code"])) if cells["staff_code"] else None
    by_login = seen.by_login.get(found.login) if found.login else None
    place = (plain(cells["name"]), plain(found.department or cells["department"]))
    match = by_code or by_login or seen.by_place.get(place)
    if match is None:
        _take(found, seen)
        return
    found.match_row = seen.lines.get(match.key, 0)
    found.match = None if found.match_row else match
    if not found.row.choice and by_code and plain(match.name) == place[0]:
        found.row.choice = SAME
    if found.row.choice == OTHER:
        _check_apart(found, by_code, by_login)
        _take(found, seen)
    elif found.row.choice == SAME:
        found.changes = _changes(found, match) if found.match else {}
    else:
        found.asks = True


def _check_apart(found: Judged, by_code: Known | None, by_login: Known | None) -> None:
    if by_code:
        found.errors["staff_code"] = f"Mã này là của {by_code.name}: người khác thì sửa mã."
    if by_login:
        found.errors["login"] = f"{by_login.name} dùng tên này: người khác thì sửa tên đăng nhập."


def _take(found: Judged, seen: _Seen) -> None:
    key = f"line-{found.row.number}"
    cells = found.row.cells
    seen.lines[key] = found.row.number
    department = found.department or cells["department"]
    seen.add(
        Known(key, cells["name"], department, staff_code=cells["staff_code"], login=found.login)
    )


def _changes(found: Judged, match: Known) -> dict[str, str]:
    """Return what a line says otherwise than the office; empty cells say nothing."""
    if match.has_left:
        return {}
    said = {
        "department": found.department,
        "position": found.row.cells["position"],
        "category": found.category,
        "staff_code": found.row.cells["staff_code"],
    }
    return {name: text for name, text in said.items() if text and text != getattr(match, name)}


def _propose_logins(judged: list[Judged], people: list[Known]) -> None:
    """Give a sign-in name to each new person without one: nguyenvanminh, nguyenvanminh2 …"""
    taken = {who.login.lower() for who in people if who.login}
    taken |= {each.login for each in judged if each.is_new and each.login}
    for each in judged:
        if each.is_new and not each.login and each.row.cells["name"]:
            each.login = free_login(each.row.cells["name"], taken)
            taken.add(each.login)


def free_login(name: str, taken: Iterable[str]) -> str:
    """Return a sign-in name made of a name, with the first number that makes it free."""
    used = set(taken)
    base = plain(name).replace(" ", "")[:50].ljust(2, "x")
    login, number = base, 1
    while login in used:
        number += 1
        login = f"{base}{number}"
    return login
