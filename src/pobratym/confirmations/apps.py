"""The confirmations room."""

from django.apps import AppConfig


class ConfirmationsConfig(AppConfig):
    """The confirmations room."""

    name = "pobratym.confirmations"
    label = "confirmations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what people are told, what is kept about them, and the hourly round."""
        from pobratym.confirmations import keeping, kinds, rounds  # noqa: F401, PLC0415
