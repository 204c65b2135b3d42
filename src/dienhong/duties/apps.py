"""The duties as a Django app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The register of what is due."""

    name = "dienhong.duties"
