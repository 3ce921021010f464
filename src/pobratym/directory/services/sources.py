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
    source = Source(name=name, url=url, dated_on=on)
    source.full_clean(validate_unique=False, validate_constraints=False)
    return Source.objects.get_or_create(name=name, url=url, dated_on=on)[0]
