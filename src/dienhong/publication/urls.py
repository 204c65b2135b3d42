"""Addresses of publication, inside an office."""

from django.urls import path

from dienhong.publication import views

app_name = "publication"
urlpatterns = [
    path("", views.matters, name="list"),
    path("soan/", views.new, name="new"),
    path("<uuid:pk>/", views.matter_page, name="matter"),
    path("<uuid:pk>/sua/", views.edit, name="edit"),
    path("<uuid:pk>/kiem-tra/", views.check, name="check"),
    path("<uuid:pk>/cong-khai/", views.publish, name="publish"),
    path("<uuid:pk>/niem-yet/", views.post, name="post"),
    path("<uuid:pk>/niem-yet/<int:posting>/go/", views.take_down, name="take-down"),
    path("<uuid:pk>/niem-yet/<int:posting>/to.pdf", views.sheet, name="sheet"),
    path("<uuid:pk>/niem-yet/<int:posting>/bien-ban.pdf", views.minutes, name="minutes"),
    path("<uuid:pk>/thu-hoi/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/thu-hoi/bien-ban.pdf", views.withdrawal_minutes, name="withdrawal-minutes"),
    path("<uuid:pk>/tep/<int:order>/<str:name>", views.file, name="file"),
]
