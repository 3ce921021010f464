"""The institutions room."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """The institutions room."""

    name = "pobratym.institutions"
    label = "institutions"
    default_auto_field = "django.db.models.BigAutoField"
