"""The outcomes room."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """The outcomes room."""

    name = "pobratym.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"
