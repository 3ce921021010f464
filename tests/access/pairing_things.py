"""What the addresses of pairings lead to: one that is done, one that waits, a rule."""

from typing import Any

from pobratym.matching.models.runs import MatchRun, PairRule
from pobratym.matching.scoring.criteria import USUAL
from pobratym.matching.services.pairing.running import do_run
from pobratym.matching.states import Demand
from pobratym.partnerships.states import Stage
from tests.factories import InstitutionFactory, PartnershipFactory

Values = dict[str, Any]
Found = dict[str, dict[str, Values]]
_OF_RUN = ("run", "csv", "json", "stop", "propose", "rule", "capacity")


def of_pairings(own: Any, partner: Any, partnerships: Any) -> Found:
    """Give, by address and by what it is about, the values of the address.

    Args:
        own: the own city.
        partner: its partner.
        partnerships: of the two, by what they are.
    """
    partnership = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    a, b = (InstitutionFactory(municipality=city, is_listed=True) for city in (own, partner))
    runs = {
        name: MatchRun.objects.create(
            partnership=partnership,
            city_a=own,
            city_b=partner,
            counts={str(criterion): number for criterion, number in USUAL.items()},
        )
        for name in ("pairing that waits", "pairing that is done")
    }
    done = runs["pairing that is done"]
    do_run(done.pk)
    first, second = sorted([a, b], key=lambda one: one.pk)
    rule = PairRule.objects.create(
        partnership=partnership, a=first, b=second, demand=Demand.MUST, reason="umowa", city=own
    )
    of_run = {name: {"public_id": run.public_id} for name, run in runs.items()}
    return {
        "matching:pairing": {
            name: {"public_id": one.public_id} for name, one in partnerships.items()
        },
        "matching:pairing_pair": {
            "pair of a pairing": {"public_id": done.public_id, "pair": done.pairs.get().pk}
        },
        **{f"matching:pairing_{act}": of_run for act in _OF_RUN},
        "matching:pairing_rule_lift": {"rule for a pair": {"public_id": rule.public_id}},
    }
