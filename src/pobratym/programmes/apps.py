"""The programmes room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The programmes room."""

    name = "pobratym.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of visits that begin to stand or are called off; show guests their own."""
        from pobratym.programmes import receivers, telling_tasks  # noqa: F401, PLC0415  models first
        from pobratym.programmes.keeping import register_keepers  # noqa: PLC0415
        from pobratym.programmes.searching import register_kinds  # noqa: PLC0415
        from pobratym.programmes.showing import register_parts  # noqa: PLC0415
        from pobratym.work.schedule import every  # noqa: PLC0415

        register_keepers()
        register_kinds()
        register_parts()
        every("programmes.released", telling_tasks.find_released, hours=0.25)
        every("programmes.forget", telling_tasks.forget_readers, at=4)
