"""The meetings as a Django app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, their minutes and papers."""

    name = "dienhong.meetings"

    def ready(self) -> None:
        """Let the pages and calendars of duties show who is invited to which meeting."""
        from dienhong.duties import appointments  # noqa: PLC0415 (models are loaded by now)
        from dienhong.meetings import queries  # noqa: PLC0415

        appointments.register(queries.invitations, queries.gatherings)
