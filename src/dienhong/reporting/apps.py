"""The reports as a Django app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reports, the outlines that they fill, and the folder for an inspection."""

    name = "dienhong.reporting"
