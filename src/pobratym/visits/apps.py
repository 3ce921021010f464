"""The visits room."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The visits room."""

    name = "pobratym.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people are told here, what the vault keeps, and what is done every day."""
        from pobratym.visits import telling  # noqa: F401, PLC0415  models first; it registers
        from pobratym.visits.duties import register_duties  # noqa: PLC0415
        from pobratym.visits.keeping import register_keepers  # noqa: PLC0415
        from pobratym.visits.services.guests import LETTER, is_still_wanted  # noqa: PLC0415
        from pobratym.visits.tasks import begin_and_end, forget_guests  # noqa: PLC0415
        from pobratym.visits.vaulting import register_fields  # noqa: PLC0415
        from pobratym.work.schedule import every  # noqa: PLC0415
        from pobratym.work.wanted import ask_before_sending  # noqa: PLC0415

        register_duties()
        register_keepers()
        register_fields()
        ask_before_sending(LETTER, is_still_wanted)
        every("visits.begin_and_end", begin_and_end, hours=1)
        every("visits.forget_guests", forget_guests, at=4)
