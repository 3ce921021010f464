"""The languages room."""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """The languages room."""

    name = "pobratym.languages"
    label = "languages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for what is kept here about people."""
        from pobratym.core.keeping import keep  # noqa: PLC0415  models must be loaded first
        from pobratym.languages.keeping import KEEPER  # noqa: PLC0415

        keep(KEEPER)
