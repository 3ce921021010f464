"""Amounts, costs and gifts for the tests of this room."""

import datetime as dt
from decimal import Decimal

import pytest

from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.allowances.models.rates import ExchangeRate, RateSet
from pobratym.allowances.states import CostKind, RateSource
from pobratym.directory.states import Role
from pobratym.visits.states import VisitState
from tests.factories import holder_of
from tests.visiting import MemberFactory, VisitFactory, officers_of


class Sheet:
    """A confirmed visit with one guest, and officers of both cities."""

    def __init__(self):
        self.visit = VisitFactory(state=VisitState.CONFIRMED)
        self.member = MemberFactory(visit=self.visit)
        self.host, self.guest = self.visit.host, self.member.city
        self.host_officer, self.guest_officer = officers_of(self.visit)
        self.accountant = holder_of(Role.FINANCE, self.host)

    def rates(self, city=None, **facts):
        given = {
            "country": "PL", "valid_from": dt.date(2030, 1, 1), "currency": "EUR",
            "day_amount": Decimal("51.00"), "breakfast": Decimal(15), "lunch": Decimal(30),
            "dinner": Decimal(30), "night_limit": Decimal("180.00"), "source": "Dz.U.", **facts,
        }  # fmt: skip
        return RateSet.objects.create(city=city or self.guest, **given)

    def days(self, meals="", number=3):
        return [
            [(self.visit.starts_on + dt.timedelta(days=n)).isoformat(), "1", meals]
            for n in range(number)
        ]

    def stay(self, **facts):
        given = {"rates": None, "days": self.days("bl"), "nights": 2, "night_amount": 90, **facts}
        given["rates"] = given["rates"] or self.rates()
        member = given.pop("member", self.member)
        return Stay.objects.create(visit=self.visit, member=member, **given)

    def line(self, **facts):
        given = {
            "kind": CostKind.TRANSPORT, "what": {"pl": "Autobus"}, "amount": Decimal("1000.00"),
            "currency": "PLN", "city": self.host, **facts,
        }  # fmt: skip
        return CostLine.objects.create(visit=self.visit, **given)

    def rate(self, base="EUR", quote="PLN", rate="4.2500", **facts):
        given = {"on": dt.date(2030, 5, 17), "source": RateSource.NBP, **facts}
        return ExchangeRate.objects.create(
            visit=self.visit, base=base, quote=quote, rate=Decimal(rate), **given
        )


@pytest.fixture
def sheet():
    return Sheet()
