"""Addresses inside an office, after the office's own part of the path."""

from django.urls import include, path

from dienhong.site.views import home, journal, people

_journal = (
    [
        path("", journal.page, name="journal"),
        path("xuat/", journal.export, name="export"),
    ],
    "record",
)
_people = (
    [
        path("", people.page, name="people"),
        path("them/", people.add, name="add"),
        path("giao/", people.give, name="give"),
        path("thoi/<int:pk>/", people.end, name="end"),
    ],
    "organisation",
)

handler400 = "dienhong.site.errors.bad_request"
urlpatterns = [
    path("", home.home, name="home"),
    path("chanh-van-phong/", home.chief, name="chief"),
    path("", include("dienhong.accounts.urls")),
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
