"""The programmes room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The programmes room."""

    name = "pobratym.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
