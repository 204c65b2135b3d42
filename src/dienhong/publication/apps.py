"""Publication as a Django app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Công khai."""

    name = "dienhong.publication"

    def ready(self) -> None:
        """Let signed minutes close what was told at their meeting, and calendars show runs."""
        from dienhong.duties import spans  # noqa: PLC0415 (apps first)
        from dienhong.meetings import signing  # noqa: PLC0415 (apps first)
        from dienhong.publication import channels, runs  # noqa: PLC0415

        signing.once_signed.append(channels.close_by_minutes)
        spans.register(runs.between)
