"""Addresses of calendars for phones, inside an office."""

from django.urls import path

from dienhong.duties import feed_views

app_name = "feeds"
urlpatterns = [
    path("dien-thoai/", feed_views.page, name="page"),
    path("dien-thoai/<slug:scope>/tao/", feed_views.make, name="make"),
    path("dien-thoai/<slug:scope>/ngung/", feed_views.end, name="end"),
    path("<slug:token>.ics", feed_views.calendar, name="calendar"),
]
