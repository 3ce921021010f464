"""The papers room."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The papers room."""

    name = "pobratym.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in what this room tells the rooms below it."""
        from pobratym.papers.keeping import register_keepers  # noqa: PLC0415  models first
        from pobratym.papers.showing import register_parts  # noqa: PLC0415

        register_keepers()
        register_parts()
