"""The meetings as a Django app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, their minutes and papers."""

    name = "dienhong.meetings"
