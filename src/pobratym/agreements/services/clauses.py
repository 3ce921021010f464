"""Clauses of a text that may still change: added, ordered, described, taken out and put back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.services.holding import (
    clause_held,
    count_up,
    note,
    refuse_settled,
    taken_out,
    text_held,
)
from pobratym.agreements.services.writing import Words, put_words
from pobratym.agreements.states import MOST_CLAUSES, Change, ClauseType
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality


@transaction.atomic
def add_clause(  # noqa: PLR0913  what, in which words, where, who, for whom
    agreement: Agreement,
    clause_type: str,
    *,
    words: Mapping[str, Words],
    topics: Collection[str] = (),
    library_code: str = "",
    after: Clause | None = None,
    first: bool = False,
    by: User | None,
    city: Municipality,
) -> Clause:
    """Add a clause, with its words in any of the agreement's languages, or empty.

    Args:
        agreement: is read anew and held.
        clause_type: a value of ``states.ClauseType``.
        words: by language; languages that the agreement has not are left out. All say the same, so
            none makes another stale.
        topics: codes of ``directory/topics.json``.
        library_code: of the entry that it begins as.
        after: the clause that it follows; at the end when not given.
        first: it stands before all others.
        by: who adds it.
        city: in whose name.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``too_many``,
            ``taken_out`` (the clause that it should follow), ``empty``.
        ValidationError: too long, or no such type.
    """
    agreement = text_held(agreement, by, city)
    order = _order(agreement)
    if len(order) >= MOST_CLAUSES:
        raise DomainError(
            _("A text holds at most %(most)d clauses.") % {"most": MOST_CLAUSES}, code="too_many"
        )
    at = 0 if first else len(order) if after is None else _place_in(order, after) + 1
    clause = Clause(
        agreement=agreement,
        place=len(order) + 1,
        type=clause_type,
        topics=sorted(topics),
        library_code=library_code,
        added_in=count_up(agreement),
    )
    clause.full_clean()
    clause.save()
    _renumber([*order[:at], clause, *order[at:]])
    known = [tongue.language for tongue in agreement.tongues.all()]
    for said, language in enumerate(one for one in known if one in words):
        change = Change.FOLLOWS if said else words[language].change
        put_words(
            agreement, clause, language, replace(words[language], change=change), by=by, city=city
        )
    note("clause.added", clause, agreement, by, city, library=library_code)
    return clause


@transaction.atomic
def take_out(clause: Clause, *, version: int, by: User | None, city: Municipality) -> Clause:
    """Take a clause out of the text; it stays in the record, and can be put back.

    Raises:
        StaleVersion: its facts changed since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``taken_out``,
            ``settled``.
    """
    agreement, clause = clause_held(clause, by, city, version=version)
    refuse_settled(agreement, clause)
    clause.removed_in, clause.removed_at = count_up(agreement), timezone.now()
    clause.save()
    note("clause.taken_out", clause, agreement, by, city)
    return clause


@transaction.atomic
def put_back(clause: Clause, *, version: int, by: User | None, city: Municipality) -> Clause:
    """Put a clause back into the text, where it stood.

    Raises:
        StaleVersion: its facts changed since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``not_out``,
            ``too_many``.
    """
    agreement = text_held(clause.agreement, by, city)
    clause = take_version(Clause.objects.all(), clause.pk, version)
    if clause.removed_at is None:
        raise DomainError(_("The clause stands in the text already."), code="not_out")
    order = _order(agreement)
    if len(order) >= MOST_CLAUSES:
        raise DomainError(
            _("A text holds at most %(most)d clauses.") % {"most": MOST_CLAUSES}, code="too_many"
        )
    clause.removed_in = clause.removed_at = None
    count_up(agreement)
    clause.save()
    _renumber(sorted([*order, clause], key=lambda one: (one.place, one.pk)))
    note("clause.put_back", clause, agreement, by, city)
    return clause


@transaction.atomic
def move(  # noqa: PLR0913  one of three ways to say where, who, for whom
    clause: Clause,
    *,
    steps: int = 0,
    before: Clause | None = None,
    last: bool = False,
    by: User | None,
    city: Municipality,
) -> list[Clause]:
    """Give a clause another place in the order as it stands now, whatever the person saw.

    Args:
        clause: which.
        steps: so many places down, or up when negative; as far as there are clauses.
        before: the clause that it is to stand before, instead of steps.
        last: it is to stand after all others.
        by: who moves it.
        city: in whose name.

    Returns:
        All clauses that stand, in the new order.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``taken_out``
            (this clause, or the one that it should stand before).
    """
    agreement, clause = clause_held(clause, by, city)
    order = _order(agreement)
    was = _place_in(order, clause)
    rest = [one for one in order if one.pk != clause.pk]
    if last:
        at = len(rest)
    elif before is not None and before.pk != clause.pk:
        at = _place_in(rest, before)
    else:
        at = min(max(was + steps, 0), len(rest))
    if at != was:
        order = [*rest[:at], order[was], *rest[at:]]
        _renumber(order)
        count_up(agreement)
        note("clause.moved", clause, agreement, by, city, changes={"place": (was + 1, at + 1)})
    return order


@transaction.atomic
def set_facts(  # noqa: PLR0913  what, from when, to what, who, for whom
    clause: Clause,
    *,
    type: str,  # noqa: A002  the field's name
    topics: Collection[str],
    version: int,
    by: User | None,
    city: Municipality,
) -> Clause:
    """Say of what type a clause is, and which fields of cooperation it is about.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``taken_out``,
            ``settled``.
        ValidationError: no such type.
    """
    agreement, clause = clause_held(clause, by, city, version=version)
    refuse_settled(agreement, clause)
    changes: dict[str, tuple[object, object]] = {}
    for name, value in (("type", ClauseType(type).value), ("topics", sorted(topics))):
        old = getattr(clause, name)
        if old != value:
            changes[name] = (old, value)
            setattr(clause, name, value)
    if changes:
        clause.full_clean()
        clause.save()
        if "type" in changes:
            count_up(agreement)
        note("clause.described", clause, agreement, by, city, changes=changes)
    return clause


def _order(agreement: Agreement) -> list[Clause]:
    """Hold the clauses that stand, by key, and give them in their order."""
    rows = Clause.objects.standing().filter(agreement=agreement).select_for_update()
    return sorted(rows.order_by("pk"), key=lambda one: (one.place, one.pk))


def _place_in(order: Sequence[Clause], clause: Clause) -> int:
    found = next((at for at, one in enumerate(order) if one.pk == clause.pk), None)
    if found is None:
        raise taken_out()
    return found


def _renumber(order: Sequence[Clause]) -> None:
    moved = []
    for place, clause in enumerate(order, 1):
        if clause.place != place:
            clause.place = place
            moved.append(clause)
    if moved:
        Clause.objects.bulk_update(moved, ["place"])
