"""What a city says of itself is changed by those who write in its name at that moment."""

import pytest
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.facts import Wish
from pobratym.directory.services.cities import (
    NewPicture,
    Profile,
    edit_city,
    hide_picture,
    show_picture,
)
from pobratym.directory.services.names import correct_name
from pobratym.directory.services.offices import ToldOffice, edit_office
from pobratym.directory.services.wishes import ToldWish, add_wish, edit_wish, end_wish
from pobratym.directory.states import AT_INSTITUTION, WRITING, Role
from pobratym.documents.states import PictureKind
from pobratym.journal.models import Entry
from tests.factories import MunicipalityFactory, UserFactory, WishFactory, holder_of

pytestmark = pytest.mark.django_db
TEXT = Wordings({"pl": "Szkoły"})
WISH = ToldWish("offer", "security", TEXT)
ARMS = NewPicture(None, PictureKind.ARMS, TEXT, "Autor", "CC0", "")
DEEDS = {
    "profile": lambda city, by: edit_city(
        city, Profile(TEXT, "#17456b", "#ffffff", seeks_partner=True), by=by, version=1
    ),
    "picture": lambda city, by: show_picture(city, ARMS, by=by, version=1),
    "no picture": lambda city, by: hide_picture(city, PictureKind.ARMS, by=by, version=1),
    "name": lambda city, by: correct_name(city, TEXT, by=by, version=1),
    "office": lambda city, by: edit_office(city, ToldOffice(TEXT, TEXT), by=by, version=1),
    "wish": lambda city, by: add_wish(city, WISH, by=by),
    "other wish": lambda city, by: edit_wish(wish_of(city), WISH, by=by, version=1),
    "no wish": lambda city, by: end_wish(wish_of(city), by=by, version=1),
}


def wish_of(city):
    return Wish.objects.filter(municipality=city).first() or WishFactory(municipality=city)


def refusals_of(city, by):
    """Give for each deed the code of its refusal; nothing is noted of any."""
    found = set()
    for deed in DEEDS.values():
        with pytest.raises(DomainError) as refusal:
            deed(city, by)
        found.add(refusal.value.code)
    assert not Entry.objects.exists()
    return found


@pytest.mark.parametrize("role", sorted(set(Role) - WRITING - AT_INSTITUTION))
def test_who_only_reads_changes_nothing(role):
    city = MunicipalityFactory()

    assert refusals_of(city, holder_of(role, city)) == {"not_your_city"}


def test_nor_does_an_officer_of_another_city():
    officer = holder_of(Role.COORDINATOR, MunicipalityFactory())

    assert refusals_of(MunicipalityFactory(), officer) == {"not_your_city"}


def test_nor_who_could_a_moment_ago():
    """The page was opened while the role held, or the account was open."""
    city = MunicipalityFactory()
    left, shut = holder_of(Role.OFFICER, city), holder_of(Role.OFFICER, city)
    Employment.objects.filter(user=left).update(ended_at=timezone.now())
    User.objects.filter(pk=shut.pk).update(is_active=False)

    assert refusals_of(city, left) == refusals_of(city, shut) == {"not_your_city"}


@pytest.mark.parametrize("role", sorted(WRITING))
def test_who_writes_for_the_city_does(role):
    city = MunicipalityFactory()

    assert add_wish(city, WISH, by=holder_of(role, city)).text == TEXT


def test_administrators_do():
    administrator = UserFactory(is_administrator=True)

    assert add_wish(MunicipalityFactory(), WISH, by=administrator).text == TEXT
