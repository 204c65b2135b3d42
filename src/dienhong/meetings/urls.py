"""Addresses of meetings, inside an office."""

app_name = "meetings"
urlpatterns: list[object] = []
