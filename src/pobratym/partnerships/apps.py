"""The partnerships room."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """The partnerships room."""

    name = "pobratym.partnerships"
    label = "partnerships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people have promised here."""
        from pobratym.partnerships.duties import register_duties  # noqa: PLC0415  models first

        register_duties()
