"""The institutions room."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """The institutions room."""

    name = "pobratym.institutions"
    label = "institutions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let institutions be found."""
        from pobratym.institutions.searching import register_kinds  # noqa: PLC0415  models first

        register_kinds()
