"""The prospects room."""

from django.apps import AppConfig


class ProspectsConfig(AppConfig):
    """The prospects room."""

    name = "pobratym.prospects"
    label = "prospects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is kept here about people."""
        from pobratym.prospects.keeping import register_keepers  # noqa: PLC0415  models first

        register_keepers()
