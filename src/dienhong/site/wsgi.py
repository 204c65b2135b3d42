"""The application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dienhong.site.settings")
application = get_wsgi_application()


def _work_beside() -> None:
    """Begin to sweep and to make folders in this process, if its server was told to."""
    from django.conf import settings  # noqa: PLC0415 (Django has to be set up first)

    from dienhong.site import making, sweeping  # noqa: PLC0415 (as above)

    if settings.DIENHONG_SWEEP:
        sweeping.start()
        making.start()


_work_beside()
