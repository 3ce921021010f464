"""Institutions that a city runs."""

import pytest
from django.core.exceptions import ValidationError

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.services.institutions import (
    ToldInstitution,
    add_institution,
    close_institution,
    edit_institution,
)
from pobratym.directory.states import InstitutionKind, Role
from pobratym.journal.models import Entry
from tests.factories import InstitutionFactory, MunicipalityFactory, UserFactory, holder_of

pytestmark = pytest.mark.django_db
TOLD = ToldInstitution(InstitutionKind.SUPPORT_CENTRE, Wordings({"pl": "Ośrodek"}))


@pytest.fixture
def city():
    return MunicipalityFactory()


def refused(deed):
    with pytest.raises(DomainError) as refusal:
        deed()
    return refusal.value.code


def test_officers_coordinators_and_administrators_look_after_institutions(city):
    for by in (
        holder_of(Role.OFFICER, city),
        holder_of(Role.COORDINATOR, city),
        UserFactory(is_administrator=True),
    ):
        added = add_institution(city, TOLD, by=by)
        changed = edit_institution(added, TOLD, version=1, by=by)
        assert close_institution(changed, version=2, by=by).closed_on

    whats = list(Entry.objects.order_by("pk").values_list("what", flat=True))
    assert whats == ["institution.added", "institution.edited", "institution.closed"] * 3


def test_nobody_else_does(city):
    school = InstitutionFactory(municipality=city)
    others = [
        holder_of(Role.HEAD, city, school),
        holder_of(Role.MAYOR, city),
        holder_of(Role.OFFICER, MunicipalityFactory()),
    ]

    for by in others:
        assert refused(lambda by=by: add_institution(city, TOLD, by=by)) == "not_your_city"
        for deed in (
            lambda by=by: edit_institution(school, TOLD, version=1, by=by),
            lambda by=by: close_institution(school, version=1, by=by),
        ):
            assert refused(deed) == "not_your_city"


def test_an_institution_has_a_name_and_closes_once(city):
    officer, school = holder_of(Role.OFFICER, city), InstitutionFactory(municipality=city)
    nameless = ToldInstitution(InstitutionKind.OTHER, Wordings())

    with pytest.raises(ValidationError):
        add_institution(city, nameless, by=officer)
    close_institution(school, version=1, by=officer)

    assert refused(lambda: close_institution(school, version=2, by=officer)) == "closed"
    with pytest.raises(StaleVersion):
        edit_institution(school, TOLD, version=1, by=officer)
