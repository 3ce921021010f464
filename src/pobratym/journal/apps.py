"""The journal room."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    """The journal room."""

    name = "pobratym.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the tables, answer for what they hold about people, listen for sign-ins."""
        from pobratym.core.keeping import keep  # noqa: PLC0415  models must be loaded first
        from pobratym.journal import protection, receivers  # noqa: F401, PLC0415
        from pobratym.journal.keeping import KEEPER  # noqa: PLC0415

        protection.protect("journal_entry")
        protection.protect("journal_personalvalue", erasable=True)
        post_migrate.connect(_install, dispatch_uid="journal.protection")
        keep(KEEPER)


def _install(**_told: Any) -> None:  # noqa: ANN401  whatever Django tells
    from pobratym.journal import protection  # noqa: PLC0415

    protection.install()
