"""The notices room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The notices room."""

    name = "pobratym.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for what is kept about people; have letters written and old notices forgotten."""
        from pobratym.core.keeping import keep  # noqa: PLC0415
        from pobratym.notices import keeping, letters, tasks  # noqa: PLC0415
        from pobratym.work.schedule import every  # noqa: PLC0415
        from pobratym.work.wanted import ask_before_sending  # noqa: PLC0415

        keep(keeping.NOTICES)
        keep(keeping.WISHES)
        ask_before_sending(letters.AT_ONCE, letters.is_wanted)
        every("notices.digest", tasks.post_digests, hours=1)
        every("notices.forget", tasks.forget_old_notices, at=3)
