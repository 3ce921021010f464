"""The agreements room."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The agreements room."""

    name = "pobratym.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people keep and are told here, and what the parties confirm together."""
        from pobratym.agreements import (  # noqa: PLC0415  models first; they register
            telling,  # noqa: F401
            telling_talk,  # noqa: F401
        )
        from pobratym.agreements.duties import register_duties  # noqa: PLC0415
        from pobratym.agreements.keeping import register_keepers  # noqa: PLC0415
        from pobratym.agreements.searching import register_kinds  # noqa: PLC0415
        from pobratym.agreements.services import (  # noqa: PLC0415  they register
            adopting,  # noqa: F401
            amendments,  # noqa: F401
            freezing,  # noqa: F401
            publishing,  # noqa: F401
        )
        from pobratym.journal.protection import protect  # noqa: PLC0415

        for table in ("textversion", "frozencopy", "wording"):
            protect(f"agreements_{table}", erasable=True)
        register_duties()
        register_keepers()
        register_kinds()
