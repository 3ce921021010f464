"""The vault room."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The vault room."""

    name = "pobratym.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the rooms below what is kept here, sealed here and done daily."""
        from pobratym.core import ciphers, keeping  # noqa: PLC0415  models must be loaded
        from pobratym.journal.protection import protect  # noqa: PLC0415
        from pobratym.notices import kinds  # noqa: PLC0415
        from pobratym.vault import keeping as kept_here  # noqa: PLC0415
        from pobratym.vault import notices, tasks  # noqa: PLC0415
        from pobratym.vault.services import keys  # noqa: PLC0415
        from pobratym.work.schedule import every  # noqa: PLC0415

        for keeper in kept_here.keepers():
            keeping.keep(keeper)
        for kind in notices.KINDS:
            kinds.register(kind)
        ciphers.hold(ciphers.Holder("vault.secret", keys.sealed_secrets, keys.renew_secrets))
        protect("vault_reading")
        every("vault.erase", tasks.erase_what_is_due, at=2)
