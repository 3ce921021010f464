"""The visits room."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The visits room."""

    name = "pobratym.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"
