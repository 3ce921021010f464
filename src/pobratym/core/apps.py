"""The kernel that every room stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The kernel: knows no room."""

    name = "pobratym.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks, once they exist in this room."""
        from pobratym.core import checks  # noqa: F401, PLC0415  registering is the import
