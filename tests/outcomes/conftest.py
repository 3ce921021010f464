"""A visit that is over, with people of both cities."""

import pytest

from pobratym.visits.services.guests import invite
from pobratym.visits.states import VisitState
from tests.visiting import MemberFactory, VisitFactory, officers_of


class After:
    """A visit that is over, with one guest, and officers of both cities."""

    def __init__(self):
        self.visit = VisitFactory(state=VisitState.DONE)
        self.member = MemberFactory(visit=self.visit, email="olena@example.org")
        self.host, self.guest = self.visit.host, self.member.city
        self.host_officer, self.guest_officer = officers_of(self.visit)

    def link(self, member=None):
        """Give the token of the link of a guest."""
        member = member or self.member
        return invite(member, self.host_officer)

    def guests(self, number):
        return [MemberFactory(visit=self.visit) for _ in range(number)]


@pytest.fixture
def after():
    return After()
