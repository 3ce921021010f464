"""Who acts for which city."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import Role
from pobratym.journal.services import record


@transaction.atomic
def employ(  # noqa: PLR0913  who, where, as what, when, who says so
    user: User,
    municipality: Municipality,
    since: dt.date,
    until: dt.date | None = None,
    *,
    role: Role = Role.OFFICER,
    institution: Institution | None = None,
    by: User | None = None,
    is_confirmed: bool = True,
) -> Employment:
    """Let a person work for a city in one role, for a period.

    Args:
        user: who.
        municipality: for which city.
        since: first day.
        until: last day; None while it is open.
        role: what the person does; heads and teachers work in an ``institution``.
        institution: of that city.
        by: who decided; None for a command.
        is_confirmed: otherwise it counts for nothing until the city hall confirms it.

    Raises:
        ValidationError: the end comes before the beginning, or the same was entered before.
    """
    employment = Employment(
        user=user,
        municipality=municipality,
        institution=institution,
        role=role,
        since=since,
        until=until,
        confirmed_at=timezone.now() if is_confirmed else None,
        confirmed_by=by if is_confirmed else None,
    )
    employment.full_clean()
    employment.save()
    record(
        "employment.begun",
        employment,
        by=by,
        city=municipality.code,
        within=institution or municipality,
        role=role,
    )
    return employment
