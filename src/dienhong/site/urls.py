"""Addresses inside an office, after the office's own part of the path."""

from django.urls import include, path

from dienhong.organisation.urls import urlpatterns as _organisation
from dienhong.site.views import accounts, home, journal, leaving, people

_journal = (
    [
        path("", journal.page, name="journal"),
        path("xuat/", journal.export, name="export"),
    ],
    "record",
)
_people = (
    [
        *_organisation,
        path("them/", people.add, name="add"),
        path("<uuid:pk>/mat-khau/", people.reset, name="reset"),
        path("<uuid:pk>/thoi-viec/", leaving.leave, name="leave"),
        path("giao/", people.give, name="give"),
        path("thoi/<int:pk>/", people.end, name="end"),
    ],
    "organisation",
)

handler400 = "dienhong.site.errors.bad_request"
urlpatterns = [
    path("", home.home, name="home"),
    path("chanh-van-phong/", home.chief, name="chief"),
    path("dang-nhap/", accounts.sign_in, name="sign-in"),
    path("dang-nhap/thu/", accounts.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", accounts.sign_out, name="sign-out"),
    path("cong-dan/", home.front, name="public"),
    path("tro-giup/", home.text, {"name": "help"}, name="help"),
    path("bao-ve-thong-tin/", home.text, {"name": "security"}, name="security"),
    path("ban/", home.verb, {"name": "deliberation"}, name="deliberation"),
    path("quyet-dinh/", home.verb, {"name": "decision"}, name="decision"),
    path("kiem-tra/", home.verb, {"name": "inspection"}, name="inspection"),
    path("cong-khai/", include("dienhong.publication.urls")),
    path("quy-che/", include("dienhong.regulation.urls")),
    path("so-ghi/", include(_journal)),
    path("nguoi/", include(_people)),
]
