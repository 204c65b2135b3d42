"""A bench program by itself: the settings, and a temporary data folder that goes with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory


@contextmanager
def measuring() -> Iterator[None]:
    """Set Django up over an empty data folder; what is imported inside finds it there.

    Which engine is measured ``DIENHONG_DATABASE`` says, as ever.
    """
    with TemporaryDirectory(prefix="dienhong-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "dienhong.site.settings"
        os.environ["DIENHONG_DATA"] = folder
        os.environ["DIENHONG_HOSTS"] = "testserver"
        import django  # noqa: PLC0415 (the settings read the environment when they are loaded)

        django.setup()
        from django.db import connection  # noqa: PLC0415

        try:
            yield
        finally:
            connection.close_everything()  # type: ignore[attr-defined]
