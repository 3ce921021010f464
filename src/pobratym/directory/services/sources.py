"""Where facts come from, each source kept once."""

import datetime as dt

from django.db import transaction

from pobratym.directory.models.territories import Source


@transaction.atomic
def source_named(name: str, url: str = "", on: dt.date | None = None) -> Source | None:
    """Give the source of that name, address and day; None where nobody named one.

    Raises:
        ValidationError: the name or the address is not valid.
    """
    if not name:
        return None
    found = Source.objects.filter(name=name, url=url, dated_on=on).first()
    if found is None:
        found = Source(name=name, url=url, dated_on=on)
        found.full_clean()
        found.save()
    return found
