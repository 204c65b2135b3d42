"""Publication as a Django app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Công khai."""

    name = "dienhong.publication"
