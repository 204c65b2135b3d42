"""Addresses of reminders, inside an office."""

from django.urls import path

from dienhong.duties import preference_views, reminder_views

app_name = "reminders"
urlpatterns = [
    path("", reminder_views.page, name="page"),
    path("nguoi-khac/", reminder_views.others, name="others"),
    path("viec/<int:pk>/", reminder_views.duty, name="duty"),
    path("noi-gui/", reminder_views.post, name="post"),
    path("noi-gui/gui-lai/", reminder_views.release, name="release"),
    path("thu/", preference_views.page, name="mail"),
    path("thu/dia-chi/", preference_views.ask, name="mail-ask"),
    path("thu/xac-nhan/", preference_views.confirm, name="mail-confirm"),
    path("thu/cach-gui/", preference_views.choose, name="mail-choose"),
    path("thu/bo/", preference_views.end, name="mail-end"),
]
