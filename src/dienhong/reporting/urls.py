"""Addresses of the reports, inside an office."""

from django.urls import path

from dienhong.reporting import downloads, folder_views, outline_views, views

app_name = "reporting"
urlpatterns = [
    path("", views.reports, name="list"),
    path("lap/", views.prepare, name="prepare"),
    path("<uuid:pk>/", views.report_page, name="report"),
    path("<uuid:pk>/so/<str:code>/", views.number_page, name="number"),
    path("<uuid:pk>/tra-loi/", views.answer, name="answer"),
    path("<uuid:pk>/chot/", views.finish, name="finish"),
    path("<uuid:pk>/bo/", views.drop, name="drop"),
    path("<uuid:pk>/ban-ky/", views.sign, name="sign"),
    path("<uuid:pk>/ban-ky/tep/", downloads.signed, name="signed"),
    path("<uuid:pk>/tai/bao-cao.<slug:form>", downloads.report, name="download"),
    path("<uuid:pk>/de-cuong/", outline_views.page, name="outline"),
    path("<uuid:pk>/de-cuong/nap/", outline_views.take, name="take-outline"),
    path("<uuid:pk>/de-cuong/da-dien/", outline_views.filled, name="filled"),
    path("<uuid:pk>/ho-so/", folder_views.ask, name="ask-folder"),
    path("ho-so/", folder_views.register, name="folders"),
    path("ho-so/<uuid:key>.zip", folder_views.folder, name="folder"),
]
