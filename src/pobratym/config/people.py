"""``pobratym create-officer``, ``end-officer`` and ``create-administrator``: who may sign in."""

import datetime as dt
from collections.abc import Callable

import click
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.accounts.services import close_account, create_person
from pobratym.core.errors import DomainError
from pobratym.core.preparing import migrate
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.services.employment import employ, end_employment
from pobratym.journal.services import record


def _person_options(command: Callable[..., None]) -> Callable[..., None]:
    """Ask for address, name, password and language, unless given as options."""
    for option in (
        click.option("--email", prompt=True, help="Address to sign in with."),
        click.option("--name", prompt=True, help="First and last name."),
        click.option(
            "--password",
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="POBRATYM_NEW_PASSWORD",
            help="At least 12 characters; asked for when not given.",
        ),
        click.option(
            "--language",
            type=click.Choice(["pl", "uk", "en"]),
            default="en",
            show_default=True,
            help="The person's language.",
        ),
    ):
        command = option(command)
    return command


@click.command(help="Make an account for a city's officer for international cooperation.")
@click.option("--city", prompt=True, help="Official code (TERC or KATOTTG), or the city's name.")
@_person_options
def create_officer(city: str, email: str, name: str, password: str, language: str) -> None:
    """Make the account and let it act for the city from today."""
    migrate()
    found = find_city(city)
    with transaction.atomic():
        user = create_person(email, name=name, password=password, language=language)
        employ(user, found, since=timezone.localdate())
        record("person.created", user, by=None, city=found.code, role="officer")
    click.secho(
        "✓ " + _("%(email)s can sign in and acts for %(city)s.") % {"email": email, "city": found},
        fg="green",
    )


@click.command(help="An officer leaves: ends the work for every city and signs the person out.")
@click.option("--email", prompt=True, help="Address that the officer signs in with.")
def end_officer(email: str) -> None:
    """End what the person does for cities today, and close the account at once."""
    migrate()
    with transaction.atomic():
        user = find_person(email)
        ended = _end_work(user, timezone.localdate())
        close_account(user)
        record("person.closed", user, by=None)
    cities = ", ".join(str(one.municipality) for one in ended) or "–"
    click.secho(
        "✓ "
        + _("%(email)s is signed out and cannot sign in; no longer acts for: %(cities)s.")
        % {"email": user.email, "cities": cities},
        fg="green",
    )


def _end_work(user: User, today: dt.date) -> list[Employment]:
    """End what has no end, or ends later; what was to begin later never begins to matter."""
    open_ = Employment.objects.filter(user=user).filter(Q(until=None) | Q(until__gt=today))
    return [end_employment(one, max(today, one.since)) for one in open_.order_by("pk")]


def find_person(email: str) -> User:
    """Find the person who signs in with that address.

    Raises:
        DomainError: ``no_person``.
    """
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise DomainError(
            _("Nobody signs in as %(email)s.") % {"email": email.strip()}, code="no_person"
        )
    return found


@click.command(help="Make an account for an administrator of this installation.")
@_person_options
def create_administrator(email: str, name: str, password: str, language: str) -> None:
    """Make the account."""
    migrate()
    with transaction.atomic():
        user = create_person(
            email, name=name, password=password, language=language, is_administrator=True
        )
        record("person.created", user, by=None, role="administrator")
    click.secho("✓ " + _("%(email)s can sign in.") % {"email": email}, fg="green")


def find_city(words: str) -> Municipality:
    """Find one municipality by its code or its exact name in any language.

    Raises:
        DomainError: ``no_city`` or ``many_cities``; the message says what to do.
    """
    exact = Municipality.objects.filter(code=words.strip().upper())
    found = list(exact[:1]) or list(Municipality.objects.named(words)[:11])
    if not found:
        raise DomainError(
            _("No municipality “%(words)s”. Load the registers first: pobratym import.")
            % {"words": words},
            code="no_city",
        )
    if len(found) > 1:
        listed = ", ".join(f"{one} {one.code}" for one in found[:10])
        raise DomainError(
            _("Several municipalities fit “%(words)s”; give the code: %(listed)s")
            % {"words": words, "listed": listed},
            code="many_cities",
        )
    return found[0]
