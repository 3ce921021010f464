"""The search room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search room."""

    name = "pobratym.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for what is kept about people, and keep the index whole."""
        from pobratym.core.keeping import keep  # noqa: PLC0415  models must be loaded first
        from pobratym.search import tasks  # noqa: PLC0415
        from pobratym.search.keeping import KEEPER  # noqa: PLC0415
        from pobratym.work.schedule import every  # noqa: PLC0415

        keep(KEEPER)
        every("search.catch_up", tasks.catch_up, hours=0.25)
        every("search.tidy", tasks.tidy_index, at=4)
