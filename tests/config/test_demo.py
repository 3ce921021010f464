import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.config.demo.loading import founding_facts, load_demo
from pobratym.config.demo.people import SAMPLE
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import Role
from pobratym.institutions.queries.profiles import lacking_in_short
from pobratym.journal.models import Entry
from pobratym.languages.queries import standings_of
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.states import Stage

pytestmark = pytest.mark.django_db


def test_the_demonstration_loads_the_founding_partnership_once():
    assert load_demo()
    assert not load_demo()

    partnership = Partnership.objects.get()
    assert (partnership.stage, partnership.is_public) == (Stage.ACTIVE, True)
    assert partnership.started_on.isoformat() == "2024-10-07"
    assert [party.municipality.code for party in partnership.parties.all()] == [
        "1461011",
        "UA56020030000068439",
    ]
    assert Entry.objects.filter(what="partnership.opened").count() == 1


def test_every_invented_entry_is_marked_as_a_sample():
    load_demo()

    today = timezone.localdate()
    assert {event.is_sample for event in Event.objects.filter(on__gt=today)} == {True}
    assert not Event.objects.filter(is_sample=False, source__isnull=True).exists()
    assert not Contact.objects.filter(is_sample=False).exists()


def test_every_figure_of_the_founding_cities_has_unit_day_and_source():
    load_demo()

    for city in Municipality.objects.all():
        assert city.populations.exists()
        assert all(figure.source.name and figure.unit for figure in city.populations.all())
        assert city.area_source is not None
        assert city.place_source is not None
    assert Municipality.objects.get(country="PL").nuts3 == "PL924"


def test_each_city_is_named_in_its_own_language_first():
    load_demo()

    for city, own in (
        (Municipality.objects.get(country=c), o) for c, o in (("PL", "pl"), ("UA", "uk"))
    ):
        assert standings_of(city)["name", own] == "source"


def test_both_officers_stand_first_and_act_for_their_own_city():
    load_demo()

    first, second = User.objects.order_by("pk")[:2]
    acting = [Municipality.objects.edited_by(user).get().country for user in (first, second)]
    assert acting == ["PL", "UA"]


def test_each_city_has_a_sample_person_in_every_role_and_nobody_has_a_password():
    load_demo()

    for city in Municipality.objects.all():
        assert {one.role for one in city.employments.in_force()} == set(Role)
    people = User.objects.all()
    assert not any(user.has_usable_password() or not user.is_demo for user in people)
    assert people.filter(is_administrator=True).count() == 1
    assert EmailAddress.objects.filter(verified=True).count() == people.count()


def test_a_city_that_a_register_has_made_is_completed_and_not_doubled():
    from tests.factories import MunicipalityFactory  # noqa: PLC0415

    facts = founding_facts()["municipalities"][0]
    known = MunicipalityFactory(country="PL", scheme="TERC", code=facts["code"])

    load_demo()

    known.refresh_from_db()
    assert Municipality.objects.filter(country="PL").count() == 1
    assert known.name["uk"] == "Остроленка"


def test_institutions_of_the_demonstration_are_plainly_samples():
    load_demo()

    institutions = list(Institution.objects.select_related("profile", "municipality"))

    assert len(institutions) == 10
    for one in institutions:
        assert one.is_sample
        assert one.is_listed
        assert one.profile.is_sample
        assert all(word in one.name[code] for code, word in SAMPLE.items())
        assert {wish.kind for wish in one.wishes.all()} == {"seeks", "offers"}


def test_both_heads_of_the_demonstration_look_after_a_profile_that_tells_nearly_all():
    load_demo()

    heads = Employment.objects.in_force().filter(role=Role.HEAD)

    assert heads.count() == 2
    lacking = lacking_in_short(tuple(heads.values_list("institution", flat=True)))
    assert sorted(lacking.values()) == [1, 1]  # no sample has a standard that could be read
