"""The programmes room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The programmes room."""

    name = "pobratym.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of visits that begin to stand or are called off."""
        from pobratym.programmes import receivers, telling_tasks  # noqa: F401, PLC0415  models first
