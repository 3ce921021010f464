"""Lines of the journal that only the host's own city reads, and what hangs on a row."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import Changes, record
from pobratym.visits.models.visits import Visit


def note_in_visit(  # noqa: PLR0913  as record itself
    what: str,
    thing: models.Model,
    visit: Visit,
    *,
    by: User | None,
    changes: Changes | None = None,
    why: str = "",
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Note what the host prepares for a visit; guests read the programme, not how it came about."""
    record(
        what, thing, by=by, city=visit.host.code, changes=changes, within=visit.partnership,
        own=True, why=why, renews=False, **details,
    )  # fmt: skip


def note_in_city(
    what: str,
    thing: models.Model,
    city: Municipality,
    *,
    by: User | None,
    changes: Changes | None = None,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Note what a city keeps for every visit to come; public pages of visits show sites."""
    record(
        what, thing, by=by, city=city.code, changes=changes, within=city, own=True, **details,
    )  # fmt: skip


def refuse_in_use(row: models.Model, message: str) -> None:
    """Let nothing be thrown away that other rows name, in this room or in one above.

    Raises:
        DomainError: ``in_use``.
    """
    for relation in row._meta.related_objects:  # noqa: SLF001  Django's documented name
        rows = relation.related_model._default_manager  # noqa: SLF001  Django's documented name
        if rows.filter(**{relation.field.name: row.pk}).exists():
            raise DomainError(message, code="in_use")


def refuse_too_many(count: int, most: int) -> None:
    """Keep a list so short that a page can show it.

    Raises:
        DomainError: ``too_many``.
    """
    if count >= most:
        raise DomainError(
            _("There are %(most)d already; no more can be kept here.") % {"most": most},
            code="too_many",
        )
