"""The kernel that every room stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The kernel: knows no room."""

    name = "pobratym.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks, and give forms our own words."""
        from pobratym.core import checks, plain_words  # noqa: F401, PLC0415  it registers

        plain_words.speak_plainly()
