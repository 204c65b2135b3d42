"""Addresses of publication, inside an office."""

from django.urls import path

from dienhong.publication import (
    channel_views,
    confirmation_views,
    correction_views,
    downloads,
    editing,
    run_views,
    shape_views,
    table_views,
    views,
)

app_name = "publication"
urlpatterns = [
    path("", views.matters, name="list"),
    path("soan/", editing.new, name="new"),
    path("dang/", shape_views.kinds, name="shapes"),
    path("<uuid:pk>/theo-loai/", shape_views.choose, name="shape"),
    path("<uuid:pk>/theo-loai/<slug:shape>/", shape_views.describe, name="describe"),
    path("<uuid:pk>/bang/", table_views.table, name="table"),
    path("<uuid:pk>/bang/cot/<int:place>/bieu-do.svg", table_views.chart, name="chart"),
    path("<uuid:pk>/bang/bang.<slug:form>", table_views.download, name="table-download"),
    path("<uuid:pk>/", views.matter_page, name="matter"),
    path("<uuid:pk>/sua/", editing.edit, name="edit"),
    path("<uuid:pk>/cac-lan-sua/", editing.history, name="editions"),
    path("<uuid:pk>/kiem-tra/", views.check, name="check"),
    path("<uuid:pk>/mo-lai/", views.reopen, name="reopen"),
    path("<uuid:pk>/cong-khai/", views.publish, name="publish"),
    path("<uuid:pk>/niem-yet/", views.post, name="post"),
    path("<uuid:pk>/niem-yet/<int:posting>/go/", views.take_down, name="take-down"),
    path("<uuid:pk>/niem-yet/<int:posting>/to.pdf", downloads.sheet, name="sheet"),
    path("<uuid:pk>/niem-yet/<int:posting>/to-a3.pdf", downloads.large_sheet, name="large-sheet"),
    path("<uuid:pk>/niem-yet/<int:posting>/bien-ban.pdf", downloads.minutes, name="minutes"),
    path("<uuid:pk>/niem-yet/<int:posting>/dut-quang/", run_views.gap, name="gap"),
    path("<uuid:pk>/niem-yet/<int:posting>/dan-lai/", run_views.again, name="hang-again"),
    path("<uuid:pk>/ngay/", run_views.day, name="day"),
    path("<uuid:pk>/xac-nhan/", confirmation_views.confirmations, name="confirmations"),
    path(
        "<uuid:pk>/xac-nhan/<uuid:key>/ban-xac-nhan.pdf",
        confirmation_views.confirmation,
        name="confirmation",
    ),
    path("<uuid:pk>/thu-hoi/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/thu-hoi/bien-ban.pdf", downloads.withdrawal_minutes, name="withdrawal-minutes"),
    path("<uuid:pk>/thu-hoi/phieu-go.pdf", downloads.removal, name="removal"),
    path("<uuid:pk>/tep/<int:order>/", downloads.file_page, name="file-page"),
    path("<uuid:pk>/tep/<int:order>/nho/", downloads.thumbnail, name="thumbnail"),
    path(
        "<uuid:pk>/tep/<int:order>/trang/<int:page>/", downloads.page_picture, name="page-picture"
    ),
    path("<uuid:pk>/dinh-chinh/", correction_views.choose, name="correct"),
    path("<uuid:pk>/dinh-chinh/muc/<slug:field>/", correction_views.ask, name="ask-correction"),
    path("<uuid:pk>/dinh-chinh/<uuid:correction>/", correction_views.sign, name="sign-correction"),
    path(
        "<uuid:pk>/dinh-chinh/<uuid:correction>/tep/",
        correction_views.file,
        name="correction-file",
    ),
    path(
        "<uuid:pk>/niem-yet/<int:posting>/thay-to/",
        correction_views.replace_sheet,
        name="replace-sheet",
    ),
    path("<uuid:pk>/tep/<int:order>/<str:name>", downloads.file, name="file"),
    path("<uuid:pk>/hinh-thuc/<int:channel>/", channel_views.channel, name="channel"),
    path("<uuid:pk>/niem-yet/<int:posting>/anh/", channel_views.photograph, name="photograph"),
    path("<uuid:pk>/bao-phong/<int:relay>/", channel_views.relay, name="relay"),
    path("<uuid:pk>/da-doc/", channel_views.confirm, name="confirm-reading"),
    path("<uuid:pk>/ky-nhan/", channel_views.signed_list, name="signed-list"),
    path("<uuid:pk>/da-den-ai/", channel_views.reached, name="reached"),
    path("<uuid:pk>/da-den-ai/bang.<str:form>", channel_views.reached_file, name="reached-file"),
    path("<uuid:pk>/bang-chung/<int:proof>/nho/", channel_views.proof_picture, name="proof-small"),
    path("<uuid:pk>/bang-chung/<int:proof>/<str:name>", channel_views.proof_file, name="proof"),
]
