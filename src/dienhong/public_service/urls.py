"""Addresses of the boards for citizens, inside an office."""

from django.urls import path

from dienhong.public_service import check_views, downloads, keeping_views, views

app_name = "public_service"
urlpatterns = [
    path("", views.procedures, name="list"),
    path("bang.<slug:form>", downloads.table, name="table"),
    path("danh-muc-<slug:size>.pdf", downloads.board, name="board"),
    path("soan/", keeping_views.new, name="new"),
    path("con-thieu/", keeping_views.gaps, name="gaps"),
    path("kiem-tra/", check_views.checks, name="checks"),
    path("kiem-tra/ghi/", check_views.make, name="make-check"),
    path("kiem-tra/<uuid:pk>/", check_views.check, name="check"),
    path("<uuid:pk>/", views.procedure, name="procedure"),
    path("<uuid:pk>/ban/<int:number>/", views.edition, name="edition"),
    path("<uuid:pk>/tep/<int:key>/<str:name>", downloads.file, name="file"),
    path("<uuid:pk>/to-<slug:size>.pdf", downloads.sheet, name="sheet"),
    path("<uuid:pk>/sua/", keeping_views.edit, name="edit"),
    path("<uuid:pk>/niem-yet/", keeping_views.post, name="post"),
    path("<uuid:pk>/go/", keeping_views.take_down, name="take-down"),
]
