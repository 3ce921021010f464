"""All see what is listed; the city it belongs to changes it, and nobody else."""

import pytest
from django.urls import reverse
from django.utils import translation

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import INSTITUTION_KIND_NAMES, Institution
from pobratym.directory.queries.people import (
    institutions_of,
    invitable_institutions,
    peopled_institutions,
)
from pobratym.directory.services.institutions import (
    ToldInstitution,
    close_institution,
    edit_institution,
)
from pobratym.directory.services.invitations import invite
from pobratym.directory.states import Role
from tests.factories import InstitutionFactory, MunicipalityFactory, UserFactory, holder_of

pytestmark = pytest.mark.django_db
TOLD = ToldInstitution("culture", Wordings({"pl": "Inna"}))


@pytest.fixture
def listed():
    return InstitutionFactory(is_listed=True)


@pytest.fixture
def outsiders():
    own = InstitutionFactory(is_listed=True)
    return [holder_of(role, own.municipality, own) for role in Role]


def test_everybody_sees_it(listed, outsiders):
    for person in (*outsiders, UserFactory()):
        assert listed in Institution.objects.visible_to(person)
        assert listed not in Institution.objects.of_reader(person)


def test_nobody_of_another_city_finds_it_where_institutions_are_edited(listed, outsiders):
    for person in outsiders:
        assert listed not in peopled_institutions(person)
        assert listed not in institutions_of(listed.municipality, person)
        assert listed not in invitable_institutions(person, listed.municipality)


def test_nobody_of_another_city_edits_or_closes_it(client, listed, outsiders):
    for person in outsiders:
        with pytest.raises(DomainError) as refusal:
            edit_institution(listed, TOLD, version=1, by=person)
        assert refusal.value.code == "not_your_city"
        with pytest.raises(DomainError) as refusal:
            close_institution(listed, version=1, by=person)
        assert refusal.value.code == "not_your_city"
        client.force_login(person)
        for act in ("edit", "close"):
            page = reverse(f"directory:institution_{act}", kwargs={"public_id": listed.public_id})
            assert client.post(page, {"version": 1}).status_code == 404
    listed.refresh_from_db()
    assert listed.version == 1


def test_nobody_of_another_city_invites_to_it(listed, outsiders):
    for person in outsiders:
        own = person.employments.get().municipality
        for city, for_city in ((listed.municipality, own), (own, own), (own, None)):
            with pytest.raises(DomainError) as refusal:
                invite(
                    "a@example.org", city, Role.HEAD, by=person, language="pl",
                    institution=listed, for_city=for_city,
                )  # fmt: skip
            assert refusal.value.code in {"may_not_invite", "elsewhere"}


def test_a_name_brings_its_place_in_each_alphabet_and_its_words():
    city = MunicipalityFactory()
    school = InstitutionFactory(
        municipality=city, name=Wordings({"pl": "Szkoła nr 10", "uk": "Школа № 10"})
    )
    assert (school.sort_pl, school.found_by) != ("", "")
    before = school.sort_uk

    by = holder_of(Role.OFFICER, city)
    edit_institution(
        school, ToldInstitution("culture", Wordings({"uk": "Ліцей"})), version=1, by=by
    )

    school.refresh_from_db()
    assert school.sort_uk not in {"", before}
    assert school.found_by == "litsei"


def test_many_at_once_have_their_keys_too():
    city = MunicipalityFactory()
    names = [Wordings({"pl": name}) for name in ("Żłobek", "Lipa")]
    Institution.objects.bulk_create(
        Institution(municipality=city, kind="culture", name=name) for name in names
    )

    found = Institution.objects.order_by("sort_pl").values_list("name", flat=True)
    assert [name["pl"] for name in found] == ["Lipa", "Żłobek"]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_no_two_kinds_are_called_the_same(language):
    with translation.override(language):
        names = [str(name) for _, name in INSTITUTION_KIND_NAMES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", ["en", "pl", "uk"])
def test_no_two_kinds_bear_one_name(language):
    with translation.override(language):
        names = [str(name) for _, name in INSTITUTION_KIND_NAMES]

    assert len(set(names)) == len(names)
