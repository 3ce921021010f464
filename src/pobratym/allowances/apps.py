"""The allowances room."""

from django.apps import AppConfig


class AllowancesConfig(AppConfig):
    """The allowances room."""

    name = "pobratym.allowances"
    label = "allowances"
    default_auto_field = "django.db.models.BigAutoField"
