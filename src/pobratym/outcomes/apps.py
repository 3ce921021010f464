"""The outcomes room."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """The outcomes room."""

    name = "pobratym.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people are told here, what guests see, what waits, and what is kept of them."""
        from pobratym.outcomes import telling  # noqa: F401, PLC0415  models first; it registers
        from pobratym.outcomes.asking import part_of_page  # noqa: PLC0415
        from pobratym.outcomes.duties import register_duties  # noqa: PLC0415
        from pobratym.outcomes.keeping import register_keepers  # noqa: PLC0415
        from pobratym.visits.showing import show_to_guests  # noqa: PLC0415

        show_to_guests("outcomes.questions", part_of_page, place=30)
        register_duties()
        register_keepers()
