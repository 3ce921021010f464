"""Write changed values to a row and note which texts now wait for a translator."""

from collections.abc import Mapping

from django.db import models

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.journal.services import Changes
from pobratym.languages.services import note_wordings


def put(row: models.Model, values: Mapping[str, object]) -> dict[str, object]:
    """Set what differs.

    Args:
        row: gets the values; is not saved.
        values: by field name.

    Returns:
        The old values of the fields that changed, in the order given.
    """
    old = {name: getattr(row, name) for name in values}
    changed = {name: value for name, value in old.items() if value != values[name]}
    for name in changed:
        setattr(row, name, values[name])
    return changed


def changes_of(row: models.Model, old: Mapping[str, object]) -> Changes:
    """Give for the journal what :func:`put` changed, before and after."""
    return {name: (before, getattr(row, name)) for name, before in old.items()}


def note_changed(row: models.Model, old: Mapping[str, object], by: User | None) -> None:
    """Tell the translators' desk of each text in ``old`` that ``row`` now says otherwise."""
    for name, before in old.items():
        if isinstance(before, Wordings):
            note_wordings(row, name, old=before, new=getattr(row, name), by=by)
