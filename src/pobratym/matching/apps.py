"""The matching room."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The matching room."""

    name = "pobratym.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"
