"""The links room."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """The links room."""

    name = "pobratym.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people are told here, what waits when one leaves, and what is kept of them."""
        from pobratym.links import telling  # noqa: F401, PLC0415  models first; it registers
        from pobratym.links.duties import register_duties  # noqa: PLC0415
        from pobratym.links.keeping import register_keepers  # noqa: PLC0415

        register_duties()
        register_keepers()
