"""The journal room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "pobratym.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
