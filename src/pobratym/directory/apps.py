"""The directory room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory room."""

    name = "pobratym.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in kinds of notice, who answers for people's data, where the invited are led."""
        from pobratym.accounts import demonstration, invited  # noqa: PLC0415
        from pobratym.accounts.obligations import oblige  # noqa: PLC0415
        from pobratym.directory import rounds  # noqa: F401, PLC0415  it registers
        from pobratym.directory.keeping import register_keepers  # noqa: PLC0415  models first
        from pobratym.directory.models.employment import needs_second_factor  # noqa: PLC0415
        from pobratym.directory.queries.demonstration import demo_doors  # noqa: PLC0415
        from pobratym.directory.queries.invited import page_of_invited  # noqa: PLC0415
        from pobratym.directory.searching import register_kinds as let_be_found  # noqa: PLC0415
        from pobratym.directory.services.letters import LETTER, is_still_wanted  # noqa: PLC0415
        from pobratym.directory.telling import register_kinds  # noqa: PLC0415
        from pobratym.work.wanted import ask_before_sending  # noqa: PLC0415

        register_kinds()
        register_keepers()
        let_be_found()
        ask_before_sending(LETTER, is_still_wanted)
        oblige(needs_second_factor)
        invited.register(page_of_invited)
        demonstration.register(demo_doors)
