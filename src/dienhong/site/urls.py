"""Addresses inside an office, after the office's own part of the path."""

from django.urls import include, path

from dienhong.organisation import correction_views as person_corrections
from dienhong.organisation.urls import urlpatterns as _organisation
from dienhong.site.views import (
    closing,
    comparing,
    corrections,
    functions,
    home,
    journal,
    leaving,
    people,
    reached,
    sittings,
)

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
        path("<uuid:pk>/dinh-chinh/", person_corrections.choose, name="correct"),
        path(
            "<uuid:pk>/dinh-chinh/<slug:field>/", person_corrections.person, name="correct-person"
        ),
        path(
            "chuc-nang/<int:pk>/dinh-chinh/<slug:field>/",
            person_corrections.holding,
            name="correct-holding",
        ),
        path("<uuid:pk>/thoi-viec/", leaving.leave, name="leave"),
        path("giao/", people.give, name="give"),
        path("thoi/<int:pk>/", people.end, name="end"),
        path("chuc-nang/", functions.page, name="functions"),
        path("chuc-nang/them/", functions.add, name="add-function"),
        path("chuc-nang/<slug:code>/sua/", functions.edit, name="edit-function"),
        path("quyen/", functions.who_may, name="who-may"),
        path("quyen/bang.xlsx", functions.who_may_file, name="who-may-file"),
        path("quyen/<str:power>/", functions.bind, name="bind"),
        path("nhap-thay/", sittings.page, name="sittings"),
        path("nhap-thay/mo/", sittings.begin, name="begin-sitting"),
        path("nhap-thay/ket-thuc/", sittings.end, name="end-sitting"),
        path("nhap-thay/<uuid:pk>/", sittings.sitting, name="sitting"),
        path("nhap-thay/<uuid:pk>/xac-nhan/", sittings.decide, name="decide-sitting"),
        path("nhap-thay/<uuid:pk>/phieu/", sittings.scan, name="sitting-scan"),
        path("ket-thuc-hoat-dong/", closing.page, name="closing"),
        path("ket-thuc-hoat-dong/huy/", closing.cancel, name="cancel-closing"),
    ],
    "organisation",
)

handler400 = "dienhong.site.errors.bad_request"
urlpatterns = [
    path("", home.home, name="home"),
    path("chanh-van-phong/", home.chief, name="chief"),
    path("dia-chi/", reached.office_address, name="address"),
    path("", include("dienhong.accounts.urls")),
    path("cong-dan/", home.front, name="public"),
    path("tro-giup/", home.text, {"name": "help"}, name="help"),
    path("bao-ve-thong-tin/", home.text, {"name": "security"}, name="security"),
    path("ban/", home.verb, {"name": "deliberation"}, name="deliberation"),
    path("quyet-dinh/", home.verb, {"name": "decision"}, name="decision"),
    path("kiem-tra/", home.verb, {"name": "inspection"}, name="inspection"),
    path("", include("dienhong.duties.urls")),
    path("cong-khai/", include("dienhong.publication.urls")),
    path("hop/", include("dienhong.meetings.urls")),
    path("thu-tuc/", include("dienhong.public_service.urls")),
    path("bao-cao/", include("dienhong.reporting.urls")),
    path("quy-che/", include("dienhong.regulation.urls")),
    path("quy-che/ban/<int:number>/so-sanh/", comparing.page, name="compare-versions"),
    path("so-ghi/", include(_journal)),
    path("nguoi/", include(_people)),
    path("viec/nhac/", include("dienhong.duties.reminder_urls")),
    path("lich/", include("dienhong.duties.feed_urls")),
    path("dinh-chinh/", corrections.page, name="corrections"),
]
