"""Addresses of the regulation, inside an office."""

from django.urls import path

from dienhong.regulation import confirming_views as confirming
from dienhong.regulation import model_pages, text_views, views
from dienhong.regulation import standing_views as standing

app_name = "regulation"
urlpatterns = [
    path("", text_views.page, name="page"),
    path("con-so/", standing.numbers, name="numbers"),
    path("tu-dinh/", standing.settled, name="settled"),
    path("tu-dinh/<str:name>/", standing.settle, name="settle"),
    path("nap/", views.upload, name="upload"),
    path("mau/", model_pages.page, name="model"),
    path("mau/quy-che-mau.docx", model_pages.word, name="model-word"),
    path("mau/nap/", model_pages.begin, name="begin-from-model"),
    path("ban/<int:number>/", text_views.version_page, name="version"),
    path("ban/<int:number>/cau-truc/", views.tree, name="tree"),
    path("ban/<int:number>/xac-nhan/", confirming.readings, name="readings"),
    path("ban/<int:number>/tom-tat/", confirming.summary, name="summary"),
    path("ban/<int:number>/xac-nhan/ghi/", confirming.decide, name="decide"),
    path("ban/<int:number>/xac-nhan/<int:order>/sua/", confirming.correct, name="correct"),
    path("ban/<int:number>/xac-nhan/them/<str:name>/", confirming.enter, name="enter"),
    path("ban/<int:number>/ban-hanh/", views.issue, name="issue"),
    path("ban/<int:number>/yeu-hon/", views.read_weaker, name="read-weaker"),
    path("ban/<int:number>/so-voi-mau/", model_pages.against, name="against-model"),
    path("ban/<int:number>/bo/", views.abandon, name="abandon"),
]
