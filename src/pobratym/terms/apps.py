"""The terms room."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """The terms room."""

    name = "pobratym.terms"
    label = "terms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what this room keeps about people."""
        from pobratym.terms.keeping import register_keepers  # noqa: PLC0415  models are ready here

        register_keepers()
