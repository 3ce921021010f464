"""The partnerships room."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """The partnerships room."""

    name = "pobratym.partnerships"
    label = "partnerships"
    default_auto_field = "django.db.models.BigAutoField"
