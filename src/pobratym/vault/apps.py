"""The vault room."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The vault room."""

    name = "pobratym.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
