"""The links room."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """The links room."""

    name = "pobratym.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people are told here; models come first."""
        from pobratym.links import telling  # noqa: F401, PLC0415  it registers
