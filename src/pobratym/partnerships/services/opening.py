"""Opening a partnership, and changing what is said of it."""

from collections.abc import Collection, Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.territories import Source
from pobratym.directory.topics import TOPICS
from pobratym.journal.services import record
from pobratym.partnerships.models.partnerships import FieldOfCooperation, Partnership, Party
from pobratym.partnerships.services.mandate import refuse_outsider
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.partnerships.telling import EDITED, journal_of, tell_others

FEWEST_PARTIES = 2


class PartnershipFacts(TypedDict, total=False):
    """What people write about a partnership."""

    title: Wordings
    summary: Wordings
    affiliation: str
    ua_kind: str
    origin: Wordings
    source: Source | None


@transaction.atomic
def open_partnership(
    *,
    by: User | None,
    city: Municipality,
    partners: Sequence[Municipality],
    topics: Collection[str] = (),
    **facts: Unpack[PartnershipFacts],
) -> Partnership:
    """Enter a partnership as a prospect, known only to the city that enters it.

    Args:
        by: the officer who enters it.
        city: in whose name; becomes the first party.
        partners: the other parties, in the order in which the title names them.
        topics: codes of ``directory/topics.json``.
        facts: what is said of it; the title in at least one language.

    Raises:
        DomainError: ``not_your_city``, ``too_few``, ``same_twice``, ``abolished``,
            ``unknown_topic``.
        ValidationError: a fact is missing or not valid.
    """
    refuse_stranger(by, city)
    cities = [city, *partners]
    _refuse_strange_parties(cities)
    partnership = Partnership(opened_by=city, created_by=by)
    old = put(partnership, facts)
    partnership.full_clean()
    partnership.save()
    Party.objects.bulk_create(
        Party(partnership=partnership, municipality=joining, place=place)
        for place, joining in enumerate(cities, 1)
    )
    _put_topics(partnership, topics)
    note_changed(partnership, old, by)
    told = {**changes_of(partnership, old), "topics": ([], sorted(topics))}
    record("partnership.opened", partnership, by=by, city=city.code, changes=told, own=True)
    return partnership


@transaction.atomic
def edit_partnership(
    partnership: Partnership,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    topics: Collection[str] | None = None,
    **facts: Unpack[PartnershipFacts],
) -> Partnership:
    """Change what is said of a partnership; None for ``topics`` leaves them.

    Returns:
        The partnership as stored; where nothing differs nothing is stored or noted.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``unknown_topic``.
        ValidationError: a fact is missing or not valid.
    """
    partnership = take_version(Partnership.objects.all(), partnership.pk, version)
    refuse_outsider(by, city, partnership)
    old = put(partnership, facts)
    before = sorted(partnership.fields.values_list("topic", flat=True))
    changes = {}
    if topics is not None and _put_topics(partnership, topics):
        changes["topics"] = (before, sorted(set(topics)))
    if old or changes:
        partnership.full_clean()
        partnership.save()
        note_changed(partnership, old, by)
        record(
            "partnership.edited",
            partnership,
            by=by,
            city=city.code,
            changes={**changes_of(partnership, old), **changes},
            own=partnership.shared_on is None,
        )
        if partnership.shared_on is not None:
            tell_others(EDITED, partnership, by=by, city=city, page=journal_of(partnership))
    return partnership


def _refuse_strange_parties(cities: Sequence[Municipality]) -> None:
    if len(cities) < FEWEST_PARTIES:
        raise DomainError(
            _("A partnership needs two municipalities at least."), code="too_few", field="partners"
        )
    if len({city.pk for city in cities}) < len(cities):
        raise DomainError(
            _("A municipality can take part only once."), code="same_twice", field="partners"
        )
    for city in cities:
        if city.ended_on is not None:
            raise DomainError(
                _("%(city)s was abolished: choose the municipality that took its place.")
                % {"city": city.name.said(get_language() or "en").text},
                code="abolished",
                field="partners",
            )


def _put_topics(partnership: Partnership, topics: Collection[str]) -> bool:
    """Store the fields of cooperation and say whether they differ from before."""
    unknown = set(topics) - set(TOPICS)
    if unknown:
        raise DomainError(
            _("This is not a topic of the list: %(topic)s") % {"topic": min(unknown)},
            code="unknown_topic",
            field="topics",
        )
    before = set(partnership.fields.values_list("topic", flat=True))
    gone, new = before - set(topics), set(topics) - before
    partnership.fields.filter(topic__in=gone).delete()
    FieldOfCooperation.objects.bulk_create(
        FieldOfCooperation(partnership=partnership, topic=topic) for topic in sorted(new)
    )
    return bool(gone or new)
