"""How the versions of one text stand to each other, as plain data."""

from enum import StrEnum


class Status(StrEnum):
    """How one language version of a text stands."""

    SOURCE = "source"
    """Written in this language; the others are made from it."""
    HUMAN = "human"
    """A person wrote or checked it, from the source as it is now."""
    MACHINE = "machine"
    """Made by rules from the source as it is now; a person may correct it."""
    STALE = "stale"
    """The source has changed since."""
    MISSING = "missing"
    """The text exists in another language only."""


WAITING = (Status.MISSING, Status.STALE)
"""What a translator has to do."""

UNCHECKED = (Status.MACHINE,)
"""What a translator may look at."""


def after_change(  # noqa: PLR0913  one column of the table of cases each
    before: Status | None,
    *,
    filled: bool,
    is_source: bool,
    by_machine: bool,
    changed: bool,
    source_changed: bool,
) -> Status:
    """Say how one version stands after a text was written.

    Args:
        before: how it stood; None when nobody has noted it yet.
        filled: this version has text.
        is_source: the text is now written in this language.
        by_machine: rules made this version.
        changed: this version differs from what was there.
        source_changed: the source differs so much that the other versions no longer say the same.
    """
    if not filled:
        return Status.MISSING
    if is_source:
        return Status.SOURCE
    if by_machine:
        return Status.MACHINE
    if changed or before in {None, Status.MISSING}:
        return Status.HUMAN
    if source_changed:
        return Status.STALE
    return Status.HUMAN if before is Status.SOURCE else before or Status.HUMAN
