"""Programmes for tests to stand on: ``ItemFactory``, ``planned_visit()``."""

import datetime as dt

import factory

from pobratym.core.wordings import Wordings
from pobratym.programmes.models.items import Item
from pobratym.programmes.services.placing import Hours, place
from pobratym.visits.queries.clock import Clock
from pobratym.visits.states import VisitState
from tests.visiting import SiteFactory, VisitFactory, visit_with_delegation


class ItemFactory(factory.django.DjangoModelFactory[Item]):
    """An hour at a site of the host, on the first day of a visit whose programme stands.

    ``starts=dt.time(9)``, ``minutes=60``, ``day=…`` say when; ``subgroups=[…]`` and ``hosts=[…]``
    for whom and by whom.
    """

    class Meta:
        model = Item

    visit = factory.SubFactory(VisitFactory, state=VisitState.PLANNED)
    site = factory.SubFactory(SiteFactory, city=factory.SelfAttribute("..visit.host"))
    title = factory.Sequence(
        lambda n: Wordings({"pl": f"Punkt {n}", "uk": f"Пункт {n}", "en": f"Item {n}"})
    )
    day = factory.LazyAttribute(lambda o: o.visit.starts_on)
    starts = dt.time(9)
    minutes = 60
    fold = 0
    subgroups = ()
    hosts = ()

    @classmethod
    def _create(cls, model_class, *args, day, starts, minutes, fold, subgroups, hosts, **given):  # noqa: PLR0913
        item = model_class(*args, **given)
        place(item, Clock(item.visit), Hours(day, starts, minutes=minutes, fold=fold))
        item.save()
        item.subgroups.set(subgroups)
        item.hosts.set(hosts)
        return item


def planned_visit(items=3, **visit):
    """Make a visit whose programme stands, with so many items for everybody, one an hour."""
    found = visit_with_delegation(**{"state": VisitState.PLANNED, **visit})
    for number in range(items):
        ItemFactory(visit=found, starts=dt.time(9 + number % 12))
    return found
