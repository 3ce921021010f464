"""The work room."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The work room: letters and background work."""

    name = "pobratym.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what recurs, what is kept about people, and what the watchers ask."""
        from pobratym.core.health import watch  # noqa: PLC0415  models are loaded by now
        from pobratym.core.keeping import keep  # noqa: PLC0415
        from pobratym.work import checks  # noqa: F401, PLC0415  it registers
        from pobratym.work.keeping import LETTERS  # noqa: PLC0415
        from pobratym.work.queries import outbox_age  # noqa: PLC0415
        from pobratym.work.schedule import every  # noqa: PLC0415
        from pobratym.work.tasks import tidy_work  # noqa: PLC0415

        keep(LETTERS)
        watch("outbox", outbox_age)
        every("work.tidy", tidy_work, at=3)
