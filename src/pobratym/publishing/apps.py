"""The publishing room."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The publishing room."""

    name = "pobratym.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
