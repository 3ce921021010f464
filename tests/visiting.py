"""Visits for tests to stand on.

``visit_with_delegation()`` gives a confirmed visit of three days with two sub-groups and four
guests; ``officers_of(visit)`` gives an officer of the host and one of the guests.
"""

import datetime as dt

import factory
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.partnerships.states import Stage
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit, VisitGuest
from pobratym.visits.models.wishes import Wish
from pobratym.visits.states import SHARED, VisitState
from tests.factories import PartnershipFactory, officer_of

FIRST_DAY = dt.date(2030, 5, 20)
"""A Monday that lies ahead."""


class VisitFactory(factory.django.DjangoModelFactory[Visit]):
    """An idea of the city that opened an active partnership; the other party is the guest.

    ``state=VisitState.CONFIRMED`` (or later) brings the word of the guests, too. It lasts three
    days from ``FIRST_DAY`` on; ``guests=[…]`` names other cities.
    """

    class Meta:
        model = Visit
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory, stage=Stage.ACTIVE)
    host = factory.SelfAttribute("partnership.opened_by")
    title = factory.Sequence(
        lambda n: Wordings({"pl": f"Wizyta {n}", "uk": f"Візит {n}", "en": f"Visit {n}"})
    )
    starts_on = FIRST_DAY
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + dt.timedelta(days=2))

    @factory.post_generation
    def guests(self, _create, extracted, **_options):
        cities = extracted
        if cities is None:
            parties = self.partnership.parties.select_related("municipality").order_by("place")
            cities = [one.municipality for one in parties if one.municipality_id != self.host_id]
        known = self.state in SHARED and self.state != VisitState.INVITED
        for city in cities:
            VisitGuest.objects.create(
                visit=self, city=city, accepted_at=timezone.now() if known else None
            )


class SubGroupFactory(factory.django.DjangoModelFactory[SubGroup]):
    class Meta:
        model = SubGroup

    visit = factory.SubFactory(VisitFactory)
    name = factory.Sequence(
        lambda n: Wordings({"pl": f"Grupa {n}", "uk": f"Група {n}", "en": f"Group {n}"})
    )
    place = factory.Sequence(lambda n: n % 1000)


class MemberFactory(factory.django.DjangoModelFactory[Member]):
    """A guest of the first city that is invited."""

    class Meta:
        model = Member

    visit = factory.SubFactory(VisitFactory)
    city = factory.LazyAttribute(lambda o: o.visit.guest_cities.order_by("pk").first().city)
    name_latin = factory.Sequence(lambda n: f"Olena Kovalenko {_in_letters(n, 'A')}")
    name_cyrillic = factory.Sequence(lambda n: f"Олена Коваленко {_in_letters(n, 'А')}")
    function = Wordings({"pl": "Naczelniczka wydziału oświaty", "uk": "Начальниця відділу освіти"})
    languages = factory.LazyFunction(lambda: ["uk"])
    language = "uk"
    email = factory.Sequence("gist{}@example.org".format)


def _in_letters(number, first):
    """Write a number without digits, which names do not have."""
    return "".join(chr(ord(first) + int(digit)) for digit in str(number))


class SiteFactory(factory.django.DjangoModelFactory[Site]):
    class Meta:
        model = Site

    city = factory.SubFactory("tests.factories.MunicipalityFactory")
    name = factory.Sequence(
        lambda n: Wordings({"pl": f"Miejsce {n}", "uk": f"Місце {n}", "en": f"Site {n}"})
    )
    address = factory.Sequence("ul. Szkolna {}".format)


class HostFactory(factory.django.DjangoModelFactory[Host]):
    class Meta:
        model = Host

    city = factory.SubFactory("tests.factories.MunicipalityFactory")
    name = factory.Sequence("Gospodarz {}".format)
    email = factory.Sequence("gospodarz{}@example.org".format)


class InterpreterFactory(factory.django.DjangoModelFactory[Interpreter]):
    class Meta:
        model = Interpreter

    visit = factory.SubFactory(VisitFactory)
    name = factory.Sequence("Tłumacz {}".format)
    pairs = factory.LazyFunction(lambda: [["pl", "uk"]])
    email = factory.Sequence("tlumacz{}@example.org".format)


class WishFactory(factory.django.DjangoModelFactory[Wish]):
    class Meta:
        model = Wish

    visit = factory.SubFactory(VisitFactory)
    site = factory.SubFactory(SiteFactory, city=factory.SelfAttribute("..visit.host"))
    title = factory.Sequence(
        lambda n: Wordings({"pl": f"Szkoła {n}", "uk": f"Школа {n}", "en": f"School {n}"})
    )


def visit_with_delegation(members=4, subgroups=2, **visit):
    """Make a confirmed visit with sub-groups and guests, spread evenly over them."""
    visit = VisitFactory(**{"state": VisitState.CONFIRMED, **visit})
    groups = [SubGroupFactory(visit=visit, place=place) for place in range(subgroups)]
    for number in range(members):
        MemberFactory(
            visit=visit,
            subgroup=groups[number % subgroups] if groups else None,
            protocol_rank=number + 1,
        )
    return visit


def officers_of(visit):
    """Make an officer of the host, and one of the first city that is invited."""
    guest = visit.guest_cities.select_related("city").order_by("pk").first()
    return officer_of(visit.host), officer_of(guest.city)
