"""The site as a Django app: base templates, tags, commands."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """What all pages share."""

    name = "dienhong.site"
    label = "dienhong_site"
