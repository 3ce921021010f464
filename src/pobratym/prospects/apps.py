"""The prospects room."""

from django.apps import AppConfig


class ProspectsConfig(AppConfig):
    """The prospects room."""

    name = "pobratym.prospects"
    label = "prospects"
    default_auto_field = "django.db.models.BigAutoField"
