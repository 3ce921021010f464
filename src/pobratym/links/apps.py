"""The links room."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """The links room."""

    name = "pobratym.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"
