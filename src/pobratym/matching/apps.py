"""The matching room."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The matching room."""

    name = "pobratym.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is kept of people here."""
        from pobratym.matching.keeping import register_keepers  # noqa: PLC0415  models first

        register_keepers()
