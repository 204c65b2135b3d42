"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Coming in, and what keeps others out."""

    name = "dienhong.accounts"
