"""A partnership's term base begins from the starting set."""

from django.db import transaction

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked
from pobratym.terms.keys import key_of
from pobratym.terms.models.concepts import Concept, Term
from pobratym.terms.starting import starting_set
from pobratym.terms.states import ConceptOrigin


@transaction.atomic
def begin(
    partnership: Partnership, *, by: User | None = None, city: Municipality | None = None
) -> int:
    """Put the starting set into a term base that has none yet; else do nothing.

    Args:
        partnership: is locked, so that two who open it at once begin it once.
        by: whose deed it followed from; None where it was opened by looking at it.
        city: in whose name.

    Returns:
        How many concepts were put in.
    """
    known = Concept.objects.filter(partnership=partnership)
    if known.filter(origin=ConceptOrigin.STARTING).exists():
        return 0
    partnership = locked(partnership)
    taken = set(known.values_list("code", flat=True))
    if known.filter(origin=ConceptOrigin.STARTING).exists():
        return 0
    started = [one for one in starting_set() if one.code not in taken]
    concepts = Concept.objects.bulk_create(
        Concept(
            partnership=partnership,
            code=one.code,
            area=one.area,
            note=Wordings(one.note),
            origin=ConceptOrigin.STARTING,
        )
        for one in started
    )
    Term.objects.bulk_create(
        Term(concept=concept, language=language, text=text, status=status, key=key_of(text))
        for concept, one in zip(concepts, started, strict=True)
        for language, terms in one.terms.items()
        for text, status in dict(terms).items()
    )
    if concepts:
        record(
            "terms.begun",
            partnership,
            by=by,
            city=city.code if city else "",
            own=partnership.shared_on is None,
            renews=False,
            count=len(concepts),
        )
    return len(concepts)
