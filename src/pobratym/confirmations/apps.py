"""The confirmations room."""

from django.apps import AppConfig


class ConfirmationsConfig(AppConfig):
    """The confirmations room."""

    name = "pobratym.confirmations"
    label = "confirmations"
    default_auto_field = "django.db.models.BigAutoField"
