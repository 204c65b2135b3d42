"""The boards for citizens as a Django app."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """Procedures that citizens come for, their public pages and boards, and the checks of both."""

    name = "dienhong.public_service"
