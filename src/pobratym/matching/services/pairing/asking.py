"""A pairing is asked for, goes on, is stopped; and what people demand of single pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.directory.services.rights import hold_city
from pobratym.journal.services import record
from pobratym.matching.models.runs import MatchRun, PairRule
from pobratym.matching.services.pairing.gathering import in_pairing
from pobratym.matching.states import OPEN_RUN, Demand, RunState
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked, refuse_outsider

MOST = 6_000
"""So many institutions of a city are paired at most."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a pairing is asked to do.

    Attributes:
        city_a: the one city.
        city_b: the other.
        kinds: kinds of institutions; empty for all.
        counts: how much each criterion counts.
        floor: least score of a pair, in hundredths.
        most_partners: how many partners everybody may have; 0: as the profiles say.
        capacities: the same for single institutions, by key.
    """

    city_a: Municipality
    city_b: Municipality
    kinds: Sequence[str]
    counts: Mapping[str, int]
    floor: int = 0
    most_partners: int = 0
    capacities: Mapping[str, int] | None = None

    @classmethod
    def of(cls, run: MatchRun) -> "SetUp":
        """Take over what a run was asked to do."""
        return cls(
            run.city_a,
            run.city_b,
            run.kinds,
            run.counts,
            run.floor,
            run.most_partners,
            run.capacities,
        )


@transaction.atomic
def ask_run(
    partnership: Partnership,
    set_up: SetUp,
    *,
    by: User | None,
    city: Municipality,
    before: MatchRun | None = None,
) -> MatchRun:
    """Ask for a pairing; it makes no link, whatever comes out.

    Args:
        partnership: of the two cities.
        set_up: what it is to do.
        by: who asks.
        city: in whose name.
        before: the pairing that this one changes in one thing.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_shared``,
            ``nobody`` (a city has no institution to pair), ``too_many``.
        ValidationError: something is not valid.
    """
    partnership = _open_to(partnership, by, city)
    sides = (set_up.city_a, set_up.city_b)
    if not all(partnership.takes_part({one.pk}) for one in sides):
        raise DomainError(_("This city does not take part in the partnership."), code="not_a_party")
    sizes = [in_pairing(one.pk, set_up.kinds).count() for one in sides]
    _refuse_sizes(sizes)
    run = MatchRun(
        partnership=partnership,
        city_a=set_up.city_a,
        city_b=set_up.city_b,
        kinds=sorted(set_up.kinds),
        counts=dict(set_up.counts),
        floor=set_up.floor,
        most_partners=set_up.most_partners,
        capacities=dict(set_up.capacities or {}),
        size_a=sizes[0],
        size_b=sizes[1],
        before=before,
        asked_by=by,
    )
    run.full_clean()
    run.save()
    record(
        "pairing.asked", run, by=by, city=city.code, within=partnership, renews=False, sizes=sizes
    )
    return run


def _refuse_sizes(sizes: Sequence[int]) -> None:
    if not all(sizes):
        raise DomainError(
            _(
                "One of the cities has no institution of these kinds to pair. Choose other kinds,"
                " or enter institutions first."
            ),
            code="nobody",
            field="kinds",
        )
    if max(sizes) > MOST:
        raise DomainError(
            _("That are too many institutions at once. Choose fewer kinds."),
            code="too_many",
            field="kinds",
        )


@transaction.atomic
def stop_run(run: MatchRun, *, by: User | None, city: Municipality) -> MatchRun:
    """Stop a pairing that has not ended; one that has stays as it is.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    partnership = _open_to(run.partnership, by, city)
    run = MatchRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state not in OPEN_RUN:
        return run
    run.state = RunState.STOPPED
    run.ran_at = timezone.now()
    run.save(update_fields=["state", "ran_at"])
    record("pairing.stopped", run, by=by, city=city.code, within=partnership, renews=False)
    return run


@transaction.atomic
def set_rule(  # noqa: PLR0913  who demands what of whom, and why
    partnership: Partnership,
    one: Institution,
    other: Institution,
    demand: Demand,
    *,
    reason: str,
    by: User | None,
    city: Municipality,
) -> PairRule:
    """Demand that two institutions be, or be not, a pair in every pairing from now on.

    Said anew of the same pair, it takes the place of what held before.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_shared``,
            ``same_city``, ``stranger`` (one is of no city of the partnership, or not known to all).
        ValidationError: there is no reason.
    """
    partnership = _open_to(partnership, by, city)
    _refuse_pair(partnership, one, other)
    first, second = sorted([one, other], key=lambda institution: institution.pk)
    rule = PairRule.objects.filter(partnership=partnership, a=first, b=second).first()
    before = rule.demand if rule else None
    if rule is None:
        rule = PairRule(partnership=partnership, a=first, b=second)
    else:
        rule.version += 1
    rule.demand, rule.reason, rule.by, rule.city = demand, reason.strip(), by, city
    rule.full_clean()
    rule.save()
    record(
        "pairing.rule_set",
        rule,
        by=by,
        city=city.code,
        within=partnership,
        changes={"demand": (before, demand), "reason": ("", rule.reason)},
        renews=False,
    )
    return rule


@transaction.atomic
def lift_rule(rule: PairRule, *, by: User | None, city: Municipality) -> None:
    """Let a pair be decided by its score again; either city may.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``gone``.
    """
    partnership = _open_to(rule.partnership, by, city)
    held = PairRule.objects.select_for_update(of=("self",)).filter(pk=rule.pk).first()
    if held is None:
        raise DomainError(_("This rule is lifted already."), code="gone")
    record(
        "pairing.rule_lifted",
        held,
        by=by,
        city=city.code,
        within=partnership,
        changes={"demand": (held.demand, None)},
        renews=False,
    )
    held.delete()


def _open_to(partnership: Partnership, by: User | None, city: Municipality) -> Partnership:
    hold_city(city)
    partnership = locked(partnership)
    refuse_outsider(by, city, partnership)
    if partnership.shared_on is None:
        raise DomainError(
            _("Institutions are paired when both cities know of the partnership."),
            code="not_shared",
        )
    return partnership


def _refuse_pair(partnership: Partnership, one: Institution, other: Institution) -> None:
    if one.municipality_id == other.municipality_id:
        raise DomainError(
            _("Both institutions are of one city. Choose one of each city."), code="same_city"
        )
    known = all(institution.is_listed for institution in (one, other))
    if not known or not all(
        partnership.takes_part({institution.municipality_id}) for institution in (one, other)
    ):
        raise DomainError(
            _("Only institutions of the two cities that everybody may know of are paired."),
            code="stranger",
        )
