"""Hosting as a Django app: it keeps Django's own memory of content types apart by agency."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    """One database per agency."""

    name = "dienhong.hosting"

    def ready(self) -> None:
        """Django remembers content types by alias; here all agencies share one."""
        from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 (apps first)

        from dienhong.hosting.remembered import PerAgency  # noqa: PLC0415

        ContentType.objects._cache = PerAgency()  # type: ignore[attr-defined]
