"""Deeds of the desk ask rights anew: what a page kept of them counts for nothing."""

import pytest
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.desk.services import confirm_translation, end_ground, record_ground
from pobratym.directory.models.employment import Employment, mandate_of
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.languages.models import Standing
from pobratym.languages.services import digest, note_wordings
from pobratym.vault.models.flows import TransferBasis
from tests.factories import MunicipalityFactory, UserFactory, holder_of

pytestmark = pytest.mark.django_db
GROUND = ("UA05", "arrangement", "nr 4")


@pytest.fixture
def city():
    return MunicipalityFactory()


def refused(deed):
    with pytest.raises(DomainError) as refusal:
        deed()
    return refusal.value.code


def strangers(city):
    """People without the right: of another role, another city, no city, and one just dismissed."""
    dismissed = holder_of(Role.COORDINATOR, city)
    mandate_of(dismissed)
    Employment.objects.filter(user=dismissed).update(ended_at=timezone.now())
    return [
        holder_of(Role.AUDITOR, city),
        holder_of(Role.COORDINATOR, MunicipalityFactory()),
        UserFactory(is_administrator=True),
        dismissed,
    ]


def test_only_coordinators_of_the_sending_city_record_and_end_a_ground(city):
    coordinator, others = holder_of(Role.COORDINATOR, city), strangers(city)
    for one in others:
        assert refused(lambda by=one: record_ground(city.code, *GROUND, by=by)) == "not_yours"
    assert (TransferBasis.objects.exists(), Entry.objects.exists()) == (False, False)

    basis = record_ground(city.code, *GROUND, by=coordinator)
    for one in others:
        assert refused(lambda by=one: end_ground(basis, by=by)) == "not_yours"

    assert end_ground(basis, by=coordinator).ended_at is not None


def test_a_command_records_and_ends_a_ground(city):
    assert end_ground(record_ground(city.code, *GROUND, by=None), by=None).ended_at is not None


def machine_made(city):
    said = Wordings({"pl": "Miasto", "uk": "Місто"})
    about = {"old": {}, "new": said, "by": None, "machine": {"uk"}}
    note_wordings(city, "name", **about)
    return Standing.objects.get(language="uk", key=city.pk, field="name")


def test_only_translators_of_the_city_confirm_a_version_of_its_text(city):
    version, seen = machine_made(city), digest("Miasto")
    for one in strangers(city):
        deed = lambda by=one: confirm_translation(version.pk, source_hash=seen, by=by)  # noqa: E731
        assert refused(deed) == "not_yours"

    interpreter = holder_of(Role.INTERPRETER, city)
    confirmed = confirm_translation(version.pk, source_hash=seen, by=interpreter)

    assert (confirmed.status, confirmed.by) == ("human", interpreter)
    assert Entry.objects.get().city == city.code
