"""What waits for the administrator of the installation."""

from collections.abc import Iterator

from pobratym.accounts.models import User
from pobratym.core.addresses import address
from pobratym.core.concerns import concerns
from pobratym.core.words import gettext, ngettext
from pobratym.desk.queries.matters import Matter
from pobratym.work.queries import standing


def troubles(reader: User) -> Iterator[Matter]:
    """Give failed work, letters that lie about, a backup that is overdue (one statement)."""
    if not reader.is_administrator:
        return
    found, page = standing(), address("work:queue")
    if failed := found.failed + found.letters_failed:
        what = ngettext("%(num)d job or letter failed", "%(num)d jobs or letters failed", failed)
        yield Matter(what, gettext("See it"), page)
    if found.is_late:
        yield Matter(gettext("Letters wait for more than an hour"), gettext("See it"), page)
    for said in concerns():
        yield Matter(said, gettext("See it"), page)
