"""Two institutions of two cities, as the tests of this room need them."""

import pytest

from pobratym.directory.states import Role
from pobratym.links.services import links
from pobratym.links.states import Origin
from tests.factories import InstitutionFactory, MunicipalityFactory, holder_of, officer_of


class Pair:
    """Two institutions of two cities, each with a head, a teacher and an officer in its hall."""

    def __init__(self):
        self.here, self.there = MunicipalityFactory(), MunicipalityFactory(country="UA")
        self.a = InstitutionFactory(municipality=self.here)
        self.b = InstitutionFactory(municipality=self.there)
        self.head_a = holder_of(Role.HEAD, self.here, self.a)
        self.head_b = holder_of(Role.HEAD, self.there, self.b)
        self.teacher_a = holder_of(Role.TEACHER, self.here, self.a)
        self.officer_a = officer_of(self.here)
        self.officer_b = officer_of(self.there)

    def propose(self, by=None, **given):
        """Propose the link of both, by the head of the first where nobody else is named."""
        return links.propose(self.a, self.b, origin=Origin.MANUAL, by=by or self.head_a, **given)

    def active(self):
        """Give an active link of both."""
        link = self.propose()
        return links.accept(link, version=link.version, by=self.head_b)


@pytest.fixture
def pair():
    return Pair()


@pytest.fixture
def other_pair():
    return Pair()
