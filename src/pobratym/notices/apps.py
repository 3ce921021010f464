"""The notices room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The notices room."""

    name = "pobratym.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
