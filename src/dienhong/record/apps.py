"""The record as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Evidence: the journal and the files."""

    name = "dienhong.record"
