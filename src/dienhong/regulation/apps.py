"""The regulation as a Django app."""

from django.apps import AppConfig


class RegulationConfig(AppConfig):
    """The agency's own text and what it sets."""

    name = "dienhong.regulation"
