"""The demonstration offices as a visitor meets them: come in as one of their people."""

from dataclasses import dataclass

from tests.scenarios.walker import Element, NotOnPage, Reader


@dataclass(frozen=True)
class Demo:
    """A demonstration office: its code, and who is who in it."""

    code: str
    chief: str
    deputy: str
    administration: str
    union: str
    inspection: str
    staff: str

    def come_in(self, name: str) -> Reader:
        """Come in from the server's first page as one of the office's people."""
        reader = Reader("/")
        link = next(a for a in reader.page.every("a") if a.attrs["href"] == f"/{self.code}/")
        reader.follow(link.words)
        return reader.send(f"Vào thử với vai {name}")

    def write(self, title: str, kind: str, by: str = "", checker: str = "") -> Reader:
        """Let administration, or who is named, enter a matter decided today, for the check.

        The deputy checks, or who is named for it.
        """
        reader = self.come_in(by or self.administration).follow("Soạn việc công khai")
        return reader.send(
            "Trình kiểm tra bí mật",
            {
                "Tên việc": title,
                "Ngày quyết định": "2026-03-02",
                "Loại nội dung": kind,
                "Người kiểm tra": checker or self.deputy,
            },
        )

    def sign(self, title: str) -> None:
        """Let the deputy sign that there is no secret in it, from the first page."""
        deputy = self.come_in(self.deputy).follow("Kiểm tra bí mật", beside=title)
        deputy.send("Ký: không có bí mật")
        assert "Đã ký kiểm tra bí mật." in deputy.words

    def publish(self, title: str, *forms: str, by: str = "") -> Reader:
        """Let administration, or who is named, publish what was signed, from the first page."""
        reader = self.come_in(by or self.administration).follow("Công khai", beside=title)
        reader.send("Công khai", dict.fromkeys(forms, True))
        assert "Đã công khai." in reader.words
        return reader

    def published(self, title: str, kind: str, *forms: str, by: str = "") -> Reader:
        """Write, sign and publish a matter."""
        self.write(title, kind, by)
        self.sign(title)
        return self.publish(title, *forms, by=by)


MAU_A = Demo(
    code="mau-a",
    chief="Nông Đức Khiêm",
    deputy="Triệu Lan Anh",
    administration="Lý Thuý Hằng",
    union="Bế Ngọc Diệp",
    inspection="Hà Sỹ Nguyên",
    staff="Lục Văn Toàn",
)
MAU_B = Demo(
    code="mau-b",
    chief="Vi Hoàng Sơn",
    deputy="Lộc Minh Châu",
    administration="Hứa Kim Oanh",
    union="Đinh Thu Trà",
    inspection="Hoàng Gia Bách",
    staff="Nguyễn Hạ My",
)


def section_of(reader: Reader, place: str) -> Element:
    """Return the part of a matter's page about a place, whatever the page is."""
    return reader.section(f"Niêm yết: {place}")


def press(reader: Reader, place: str, words: str) -> Reader:
    """Follow a link in the part of a matter's page about a place."""
    links = section_of(reader, place).every("a")
    return reader.open(next(a.attrs["href"] for a in links if a.words == words))


def told_of(reader: Reader, title: str, day: str) -> dict[str, str]:
    """Return what the office answers when somebody asks whether a matter hung on a day, by place.

    ``day`` is written as in an address: 2026-03-13.
    """
    reader.follow("Biết").follow(title)
    assert reader.may_send("Xem ngày này")
    reader.open(f"{reader.path}ngay/?ngay={day}")
    rows = [row for row in reader.page.every("tr") if list(row.every("td"))]
    return {next(iter(row.every("th"))).words: next(iter(row.every("td"))).words for row in rows}


def entry(reader: Reader, act: str, title: str = "") -> Element:
    """Return the newest line of the journal about an act, by links from where the reader is."""
    reader.follow("Sổ ghi")
    rows = [row for row in reader.page.every("tr") if act in row.words and title in row.words]
    if not rows:
        raise NotOnPage(f"the journal has no line «{act}» {title}")
    return rows[0]


def clauses_of(line: Element) -> list[str]:
    """Return the clauses that a line of the journal cites."""
    return [a.words for a in line.every("a") if "cite" in a.attrs.get("class", "")]


def kinds_offered(reader: Reader) -> dict[str, list[str]]:
    """Return the clauses of the kinds that the form offers, the regulation's and the law's."""
    reader.follow("Việc của tôi").follow("Soạn việc công khai")
    return {
        group.attrs["label"]: [o.words.partition(":")[0] for o in group.every("option")]
        for group in reader.page.every("optgroup")
    }
