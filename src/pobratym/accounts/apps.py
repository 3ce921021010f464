"""The accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "pobratym.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to allauth; oblige administrators to a second factor; answer for people's data."""
        from pobratym.accounts import obligations, receivers  # noqa: F401, PLC0415
        from pobratym.accounts.keeping import register_keepers  # noqa: PLC0415
        from pobratym.accounts.sealing import HOLDER  # noqa: PLC0415
        from pobratym.core.ciphers import hold  # noqa: PLC0415

        register_keepers()
        hold(HOLDER)

        obligations.oblige(obligations.administrators)
