"""The stages in which the demonstration can be made: how far its offices have come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dienhong.site.demo import matters, meetings, procedures, returning, staff, texts
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.play import Part, Step

_ISSUED = 390  # days before today


def _issue(office: dict[str, Any], cast: Cast, at: datetime) -> Iterator[Step]:
    day = at - timedelta(days=_ISSUED)
    yield day, partial(texts.put_in_force, office, cast, day)


def _begin(office: dict[str, Any], cast: Cast, at: datetime) -> Iterator[Step]:
    yield at, partial(texts.begin, office, cast, at)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: what it shows, where to look first, and what is done in each office."""

    shows: str
    opens: tuple[str, ...]
    parts: tuple[Part, ...]


MIDDLE = "giua-nam"
STAGES = {
    "trong": Stage(
        "văn phòng vừa mở: có người và chức năng, chưa có quy chế",
        ("quy-che/", "quy-che/mau/", "nguoi/"),
        (),
    ),
    "moi": Stage(
        "quy chế đã nạp, chờ xác nhận và ban hành",
        ("quy-che/", "nguoi/chuc-nang/"),
        (_begin,),
    ),
    "cong-khai": Stage(
        "chỉ việc công khai, đủ các bước",
        ("", "cong-khai/", "chanh-van-phong/"),
        (_issue, matters.tell),
    ),
    "nhan-su": Stage(
        "chỉ việc về người: danh sách nhập, vắng mặt, danh sách tính tỷ lệ",
        ("nguoi/", "nguoi/nhap/", "nguoi/vang/", "nguoi/ty-le/"),
        (_issue, staff.run_the_year),
    ),
    MIDDLE: Stage(
        "giữa năm: mỗi thủ tục đang ở mọi bước",
        (
            "",
            "chanh-van-phong/",
            "viec/",
            "lich/",
            "hop/",
            "cong-khai/",
            "dinh-chinh/",
            "nguoi/",
            "nguoi/nhap-thay/",
        ),
        (
            _issue,
            matters.tell,
            staff.run_the_year,
            meetings.tell,
            returning.come_round,
            procedures.tell,
        ),
    ),
    "cuoi-nam": Stage(
        "cuối năm: việc công khai đã xong hết",
        ("cong-khai/", "so-ghi/", "nguoi/ty-le/"),
        (_issue, partial(matters.tell, ended=True), staff.run_the_year),
    ),
}
