"""Hosting as a Django app: it brings the management commands."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    """One database per agency."""

    name = "dienhong.hosting"
