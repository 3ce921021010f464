"""The agreements room."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The agreements room."""

    name = "pobratym.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people keep and are told here, and what the parties confirm together."""
        from pobratym.agreements import telling  # noqa: F401, PLC0415  models first; it registers
        from pobratym.agreements.services import (  # noqa: PLC0415  they register
            adopting,  # noqa: F401
            publishing,  # noqa: F401
        )
