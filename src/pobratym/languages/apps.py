"""The languages room."""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """The languages room."""

    name = "pobratym.languages"
    label = "languages"
    default_auto_field = "django.db.models.BigAutoField"
