"""What every deed on a clause begins and ends with: hold, check, count, note."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.queries.settled import is_settled
from pobratym.agreements.services.mandate import hold, refuse_frozen, refuse_outsider
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record


def refuse_settled(agreement: Agreement, clause: Clause) -> None:
    """Let nobody change a clause to which all cities have said yes, word by word.

    Raises:
        DomainError: ``settled``.
    """
    if is_settled(agreement, clause):
        raise DomainError(
            _(
                "All cities have said yes to this clause. Propose an amendment, or take your city’s"
                " consent back."
            ),
            code="settled",
        )


def text_held(
    agreement: Agreement, by: User | None, city: Municipality, *, translating: bool = False
) -> Agreement:
    """Hold a text that the city may change now.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``.
    """
    agreement = hold(agreement)
    refuse_outsider(by, city, agreement, translating=translating)
    refuse_frozen(agreement)
    return agreement


def clause_held(
    clause: Clause,
    by: User | None,
    city: Municipality,
    *,
    version: int | None = None,
    translating: bool = False,
) -> tuple[Agreement, Clause]:
    """Hold the agreement, then the clause, which must stand; with ``version`` raise its own.

    Raises:
        StaleVersion: its facts changed since ``version``.
        DomainError: as :func:`text_held`; ``taken_out``.
    """
    agreement = text_held(clause.agreement, by, city, translating=translating)
    rows = Clause.objects.all()
    if version is None:
        held = rows.select_for_update().get(pk=clause.pk)
    else:
        held = take_version(rows, clause.pk, version)
    if held.removed_at is not None:
        raise taken_out()
    return agreement, held


def taken_out() -> DomainError:
    """Say that a clause stands in the text no more."""
    return DomainError(
        _("The clause was taken out of the text. Put it back first."), code="taken_out"
    )


def count_up(agreement: Agreement) -> int:
    """Count a change of the text of an agreement that is held."""
    agreement.text_number += 1
    Agreement.objects.filter(pk=agreement.pk).update(text_number=agreement.text_number)
    return agreement.text_number


def note(  # noqa: PLR0913  as record itself
    what: str,
    clause: Clause,
    agreement: Agreement,
    by: User | None,
    city: Municipality,
    *,
    changes: Mapping[str, tuple[object, object]] | None = None,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Note in the journal what was done to a clause; no public page shows a text in writing."""
    record(
        what,
        clause,
        by=by,
        city=city.code,
        changes=changes,
        within=agreement.partnership,
        own=agreement.shared_on is None,
        renews=False,
        **{name: value for name, value in details.items() if value != ""},
    )
