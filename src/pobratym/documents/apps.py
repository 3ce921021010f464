"""The documents room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents room."""

    name = "pobratym.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
