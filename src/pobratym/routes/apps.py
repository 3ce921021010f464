"""The routes room."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    """The routes room."""

    name = "pobratym.routes"
    label = "routes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in what this room tells the rooms below it."""
