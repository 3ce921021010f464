"""The allowances room."""

from django.apps import AppConfig


class AllowancesConfig(AppConfig):
    """The allowances room."""

    name = "pobratym.allowances"
    label = "allowances"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people are told here, what waits when one leaves, and what is kept of them."""
        from pobratym.allowances import telling  # noqa: F401, PLC0415  models first; it registers
        from pobratym.allowances.duties import register_duties  # noqa: PLC0415
        from pobratym.allowances.keeping import register_keepers  # noqa: PLC0415

        register_duties()
        register_keepers()
