"""The work room."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The work room."""

    name = "pobratym.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
