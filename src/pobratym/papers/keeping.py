"""What papers keep about people: names that stand in drafts and in their grammatical cases.

They are written by hand into a city's record and point to no account, so nothing is found or taken
out by an account; the officers of the city change or empty them on the pages of the papers.
"""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep


def _nothing(person: int) -> Rows:
    del person
    return []


def _stays(person: int) -> int:
    del person
    return 0


def register_keepers() -> None:
    """Take it in; called once when the application starts."""
    keep(
        Keeper(
            name="papers.texts",
            models=frozenset({"papers.papertext", "papers.nameforms"}),
            give=_nothing,
            erase=_stays,
            label=_("names in drafts of papers"),
        )
    )
