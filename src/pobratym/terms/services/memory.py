"""The translation memory: paragraphs are remembered once."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from django.db import transaction

from pobratym.accounts.models import User
from pobratym.core.signs import without_misleading
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.languages.tongues import TONGUES
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked
from pobratym.terms.models.memory import Segment, Unit
from pobratym.terms.queries.memory import start_of
from pobratym.terms.services.mandate import refuse_other_hands

LONGEST_SEGMENT = 20_000
MOST_UNITS = 50_000
_AT_A_TIME = 500


@transaction.atomic
def remember(
    partnership: Partnership,
    units: Iterable[Mapping[str, str]],
    *,
    origin: str,
    by: User | None,
    city: Municipality,
) -> int:
    """Keep paragraphs in their languages; what is known already is not kept twice.

    Args:
        partnership: is locked.
        units: text by language; those with fewer than two languages that are known here, or too
            long, are left out.
        origin: where they come from, such as the title of the agreement; up to 200 characters.
        by: whose deed it followed from.
        city: in whose name.

    Returns:
        How many are new.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    partnership = locked(partnership)
    refuse_other_hands(by, city, partnership)
    wanted = {digest_of(unit): unit for unit in map(_trimmed, units) if len(unit) > 1}
    room = MOST_UNITS - Unit.objects.filter(partnership=partnership).count()
    new = _unknown(partnership, wanted)[: max(0, room)]
    made = Unit.objects.bulk_create(
        Unit(partnership=partnership, digest=digest, origin=origin[:200]) for digest in new
    )
    Segment.objects.bulk_create(
        Segment(unit=unit, language=language, text=text, start=start_of(text))
        for unit in made
        for language, text in wanted[unit.digest].items()
    )
    if made:
        record(
            "terms.remembered",
            partnership,
            by=by,
            city=city.code,
            own=partnership.shared_on is None,
            renews=False,
            count=len(made),
        )
    return len(made)


def digest_of(unit: Mapping[str, str]) -> str:
    """Give the digest over all segments of a unit."""
    plain = json.dumps(dict(unit), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _trimmed(unit: Mapping[str, str]) -> dict[str, str]:
    trimmed = {
        language: without_misleading(text).strip()
        for language, text in unit.items()
        if language in TONGUES
    }
    return {
        language: text for language, text in trimmed.items() if 0 < len(text) <= LONGEST_SEGMENT
    }


def _unknown(partnership: Partnership, wanted: Mapping[str, object]) -> list[str]:
    digests, known = list(wanted), set[str]()
    for first in range(0, len(digests), _AT_A_TIME):
        some = digests[first : first + _AT_A_TIME]
        rows = Unit.objects.filter(partnership=partnership, digest__in=some)
        known |= set(rows.values_list("digest", flat=True))
    return [digest for digest in digests if digest not in known]
