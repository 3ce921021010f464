"""Other costs of a visit, each city its own."""

from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.allowances.models.costs import CostLine
from pobratym.allowances.services.holding import acting_city, hold_visit, note
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import CostBearer


class LineFacts(TypedDict, total=False):
    """What people write about a cost."""

    kind: str
    what: Wordings
    amount: Decimal
    currency: str
    bearer: str
    grant: str
    paper: str


@transaction.atomic
def add_line(
    visit: Visit, *, by: User | None, city: Municipality, **facts: Unpack[LineFacts]
) -> CostLine:
    """Enter a cost in the name of a city of the visit.

    Raises:
        DomainError: ``not_your_city``, ``not_in_visit``, ``cancelled``, ``which_grant``.
        ValidationError: a fact is missing or not valid.
    """
    visit = hold_visit(visit)
    city = acting_city(by, visit, city)
    line = CostLine(visit=visit, city=city)
    old = put(line, facts)
    _keep(line)
    note_changed(line, old, by)
    note("cost.added", line, visit, by=by, city=city, changes=changes_of(line, old))
    return line


@transaction.atomic
def edit_line(
    line: CostLine, *, version: int, by: User | None, **facts: Unpack[LineFacts]
) -> CostLine:
    """Change a cost that the own city entered.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError, ValidationError: as for :func:`add_line`.
    """
    line, city = _taken(line, version, by)
    old = put(line, facts)
    if old:
        _keep(line)
        note_changed(line, old, by)
        changes = changes_of(line, old)
        note("cost.edited", line, line.visit, by=by, city=city, changes=changes)
    return line


@transaction.atomic
def remove_line(line: CostLine, *, version: int, by: User | None) -> None:
    """Take a cost off the sheet.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``.
    """
    line, city = _taken(line, version, by)
    note("cost.removed", line, line.visit, by=by, city=city)
    line.delete()


def _taken(line: CostLine, version: int, by: User | None) -> tuple[CostLine, Municipality]:
    visit, city = hold_visit(line.visit), line.city
    line = take_version(CostLine.objects.all(), line.pk, version)
    line.visit, line.city = visit, city
    return line, acting_city(by, visit, city)


def _keep(line: CostLine) -> None:
    if line.bearer == CostBearer.GRANT and not line.grant:
        raise DomainError(
            _("Say which grant bears it, as it stands in the contract."),
            code="which_grant",
            field="grant",
        )
    if line.bearer != CostBearer.GRANT:
        line.grant = ""
    line.full_clean()
    line.save()
