"""The terms room."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """The terms room."""

    name = "pobratym.terms"
    label = "terms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in what this room tells the rooms below it."""
