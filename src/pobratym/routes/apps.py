"""The routes room."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    """The routes room."""

    name = "pobratym.routes"
    label = "routes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in what this room tells the rooms below it."""
        from pobratym.routes import (  # noqa: F401, PLC0415  they register
            checks,
            rounds,
            signing_telling,
            telling,
        )
        from pobratym.routes.duties import register_duties  # noqa: PLC0415
        from pobratym.routes.keeping import register_keepers  # noqa: PLC0415

        register_duties()
        register_keepers()
