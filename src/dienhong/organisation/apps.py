"""The organisation as a Django app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """People and the functions that they hold."""

    name = "dienhong.organisation"
