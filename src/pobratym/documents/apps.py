"""The documents room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents room."""

    name = "pobratym.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for what is kept here about people."""
        from pobratym.core.keeping import keep  # noqa: PLC0415  models must be loaded first
        from pobratym.documents.keeping import KEEPER  # noqa: PLC0415

        keep(KEEPER)
