"""The institutions room."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """The institutions room."""

    name = "pobratym.institutions"
    label = "institutions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let institutions be found; take in kinds of notice, and who answers for people's data."""
        from pobratym.institutions import searching, telling  # noqa: PLC0415  models first
        from pobratym.institutions.keeping import register_keepers  # noqa: PLC0415

        searching.register_kinds()
        telling.register_kinds()
        register_keepers()
