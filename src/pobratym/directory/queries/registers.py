"""Which editions of the registers are in force."""

from pobratym.directory.models.territories import RegisterEdition


def newest_editions() -> list[RegisterEdition]:
    """Give the newest edition of each register and statistic, by name."""
    newest: dict[str, RegisterEdition] = {}
    for edition in RegisterEdition.objects.order_by("scheme", "dated_on", "pk"):
        newest[edition.scheme] = edition
    return list(newest.values())
