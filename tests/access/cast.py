"""Everybody who may come to an address, each with a browser of their own."""

import datetime as dt
from types import SimpleNamespace

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone

from pobratym.accounts.factors import NOTE
from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Role
from tests.factories import EmploymentFactory, InstitutionFactory, UserFactory, holder_of

CITIES = ("own", "partner", "third")
ROLES = tuple(Role)
FORMER = "former officer"
NOBODY, ADMINISTRATOR = "nobody", "administrator"


class Cast:
    """People of three cities in every role, the administrator and a stranger.

    All have shown their second factor a moment ago, so that what an address itself says is heard.
    """

    def __init__(self, cities: dict[str, Municipality]) -> None:
        self.cities = cities
        self.people: dict[tuple[str, str], User] = {}
        self.schools = {
            place: InstitutionFactory(municipality=city) for place, city in cities.items()
        }
        for place, city in cities.items():
            for role in ROLES:
                self.people[place, role] = holder_of(role, city, self.schools[place])
            gone = self.people[place, FORMER] = UserFactory()
            yesterday = timezone.localdate() - dt.timedelta(days=1)
            EmploymentFactory(user=gone, municipality=city, until=yesterday)
        self.people[ADMINISTRATOR, ""] = UserFactory(is_administrator=True)
        self.browsers = {who: browser_of(person) for who, person in self.people.items()}
        self.browsers[NOBODY, ""] = Client(raise_request_exception=False)


def browser_of(person: User) -> Client:
    """Sign a person in, as after the password and the second factor."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})
    session = client.session
    session[NOTE] = person.pk
    said = SimpleNamespace(session=session, user=person)
    record_authentication(said, person, "mfa", type="totp", reauthenticated=True)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
