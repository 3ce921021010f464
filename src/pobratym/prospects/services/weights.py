"""How much each criterion counts for a city."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.rights import hold_city, refuse_outsider
from pobratym.journal.services import record
from pobratym.prospects.comparing.catalogue import default_weights
from pobratym.prospects.models.indicators import HEAVIEST, Weighting


@transaction.atomic
def save_weights(
    city: Municipality, weights: Mapping[str, int], *, by: User | None, version: int
) -> Weighting:
    """Save how much each criterion counts when a city looks for a partner.

    Args:
        city: who looks around.
        weights: whole numbers from 0 to 100 by the code of the criterion.
        by: must write in the name of the city.
        version: that the form was filled from; 1 where nothing was saved before.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``no_weight`` when nothing would count, ``bad_weight``.
    """
    hold_city(city)
    refuse_outsider(by, city.pk)
    known = default_weights()
    chosen = {code: weights.get(code, known[code]) for code in known}
    if any(not 0 <= weight <= HEAVIEST for weight in chosen.values()):
        raise DomainError(_("A weight is a whole number from 0 to 100."), code="bad_weight")
    if not any(chosen.values()):
        message = _("Nothing would count. Give at least one criterion a weight above 0.")
        raise DomainError(message, code="no_weight")
    weighting = Weighting.objects.filter(municipality=city).first()
    before = weighting.weights if weighting else {}
    weighting = weighting or Weighting(municipality=city)
    if weighting.version != version:
        raise StaleVersion(weighting)
    weighting.weights, weighting.version = chosen, weighting.version + 1
    weighting.full_clean()
    weighting.save()
    record(
        "prospects.weighted",
        weighting,
        by=by,
        city=city.code,
        changes={"weights": (before, chosen)},
    )
    return weighting
