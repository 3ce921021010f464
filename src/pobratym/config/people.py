"""``pobratym create-officer``, ``end-officer`` and ``create-administrator``: who may sign in."""

import datetime as dt
from collections.abc import Callable

import click
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.accounts.services import close_account, create_person
from pobratym.core.errors import DomainError
from pobratym.core.filters import day
from pobratym.core.preparing import migrate
from pobratym.core.words import language
from pobratym.directory.duties import Line, open_duties
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.services.employment import employ
from pobratym.directory.services.invitations import invite as invite_person
from pobratym.directory.services.roles import end_role
from pobratym.directory.states import AT_INSTITUTION, Role
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


def _city_option(command: Callable[..., None]) -> Callable[..., None]:
    """Ask for the city, unless given as an option."""
    said = "Official code (TERC or KATOTTG), or the city's name."
    return click.option("--city", prompt=True, help=said)(command)


def _role_option(usual: Role) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--role",
        type=click.Choice([str(role) for role in Role if role not in AT_INSTITUTION]),
        default=str(usual),
        show_default=True,
        help="What the person does in the city hall.",
    )


@click.command(help="Make an account for somebody who works for a city: an officer, or --role.")
@_city_option
@_role_option(Role.OFFICER)
@_person_options
def create_officer(  # noqa: PLR0913  what the command line asks
    *, city: str, role: str, email: str, name: str, password: str, language: str
) -> None:
    """Make the account and let it act for the city from today."""
    migrate()
    found = find_city(city)
    with transaction.atomic():
        user = create_person(
            email, name=name, password=password, language=language, zone=found.timezone
        )
        employ(user, found, since=timezone.localdate(), role=Role(role))
        record("person.created", user, by=None, city=found.code, role=role)
    click.secho(
        "✓ "
        + _("%(email)s can sign in and acts for %(city)s.")
        % {"email": email, "city": _named(found)},
        fg="green",
    )


@click.command(help="Invite somebody by e-mail to work for a city, as its coordinator or --role.")
@_city_option
@_role_option(Role.COORDINATOR)
@click.option("--email", prompt=True, help="Address that the letter goes to.")
@click.option(
    "--language",
    type=click.Choice(["pl", "uk", "en"]),
    default="en",
    show_default=True,
    help="Language of the letter.",
)
def invite(city: str, role: str, email: str, language: str) -> None:
    """Put the letter of invitation into the outbox."""
    migrate()
    found = find_city(city)
    sent = invite_person(email, found, Role(role), by=None, language=language)
    click.secho(
        "✓ "
        + _("The invitation to %(city)s goes to %(email)s and holds for seven days.")
        % {"city": _named(found), "email": sent.email},
        fg="green",
    )


@click.command(help="An officer leaves: ends the work for every city and signs the person out.")
@click.option("--email", prompt=True, help="Address that the officer signs in with.")
@click.option("--anyway", is_flag=True, help="Go on although something waits to be handed over.")
def end_officer(*, email: str, anyway: bool) -> None:
    """End what the person does for cities today, and close the account at once."""
    migrate()
    with transaction.atomic():
        user = find_person(email)
        if not anyway:
            _refuse_open_duties(user)
        ended = _end_work(user, timezone.localdate())
        close_account(user)
        record("person.closed", user, by=None)
    cities = ", ".join(_named(one.municipality) for one in ended) or "–"
    click.secho(
        "✓ "
        + _("%(email)s is signed out and cannot sign in; no longer acts for: %(cities)s.")
        % {"email": user.email, "cities": cities},
        fg="green",
    )


def _open_work(user: User, today: dt.date) -> QuerySet[Employment]:
    """Give what has no end, or ends later; what was to begin later never begins to matter."""
    standing = Employment.objects.standing().filter(user=user)
    return standing.filter(Q(until=None) | Q(until__gte=today)).order_by("pk")


def _end_work(user: User, today: dt.date) -> list[Employment]:
    open_ = _open_work(user, today)
    return [end_role(one, version=one.version, by=None) for one in open_]


def _refuse_open_duties(user: User) -> None:
    """List what the person has promised, city by city, and stop.

    Raises:
        DomainError: ``open_duties``.
    """
    works = _open_work(user, timezone.localdate()).select_related("municipality")
    cities = {work.municipality_id: work.municipality for work in works}
    lines = [
        f"  {_named(city)}: {_line_said(line)}"
        for city in cities.values()
        for one in open_duties(user.pk, city.pk)
        if one.duty.is_personal
        for line in one.lines
    ]
    if lines:
        asked = _("Hand this over first, on the page of the city's people, or add --anyway:")
        raise DomainError("\n".join([asked, *lines]), code="open_duties")


def _line_said(line: Line) -> str:
    due = day(line.due_on) if line.due_on else ""
    parts = (line.what, line.for_whom.said(language()).text, due)
    return ", ".join(part for part in parts if part)


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


def _named(city: Municipality) -> str:
    """Name a city in the language of the messages."""
    return str(city.name.said(language()).text)


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
        listed = ", ".join(f"{_named(one)} {one.code}" for one in found[:10])
        raise DomainError(
            _("Several municipalities fit “%(words)s”; give the code: %(listed)s")
            % {"words": words, "listed": listed},
            code="many_cities",
        )
    return found[0]
