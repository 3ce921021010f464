from importlib import import_module
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_addresses_of_people_who_had_accounts_count_as_confirmed():
    UserFactory(email="anna@example.org")
    UserFactory(email="olena@example.org", password=PASSWORD)
    migration = import_module("pobratym.accounts.migrations.0003_confirmed_addresses")

    migration.confirm(apps, SimpleNamespace())
    migration.confirm(apps, SimpleNamespace())

    rows = EmailAddress.objects.order_by("email").values_list("email", "primary", "verified")
    assert list(rows) == [("anna@example.org", True, True), ("olena@example.org", True, True)]
