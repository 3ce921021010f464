import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from click.testing import CliRunner

from pobratym.accounts.commands import forget_factors
from pobratym.core.errors import DomainError
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_second_factors_are_taken_away():
    TOTP.activate(UserFactory(email="anna@example.org"), generate_totp_secret())

    done = CliRunner().invoke(forget_factors, ["--email", " Anna@Example.org"])

    assert done.exit_code == 0
    assert "anna@example.org is signed out" in done.output
    assert not Authenticator.objects.exists()


def test_an_unknown_person_is_refused():
    done = CliRunner().invoke(forget_factors, ["--email", "nobody@example.org"])

    assert isinstance(done.exception, DomainError)
