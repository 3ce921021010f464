"""The partnerships room."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """The partnerships room."""

    name = "pobratym.partnerships"
    label = "partnerships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people promise here and are told, and what the parties confirm together."""
        from pobratym.partnerships import telling  # noqa: F401, PLC0415  models first; it registers
        from pobratym.partnerships.duties import register_duties  # noqa: PLC0415
        from pobratym.partnerships.keeping import register_keepers  # noqa: PLC0415
        from pobratym.partnerships.searching import register_kinds  # noqa: PLC0415
        from pobratym.partnerships.services import joint  # noqa: F401, PLC0415  it registers

        register_duties()
        register_keepers()
        register_kinds()
