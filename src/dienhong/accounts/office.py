"""The code of the office at work: this room knows one office, and asks the settings whom to ask."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string


def code() -> str:
    """Return the office's code. It goes into every key and salt, so that nothing fits elsewhere."""
    asked: Callable[[], str] = import_string(settings.DIENHONG_OFFICE_CODE)
    return asked()
