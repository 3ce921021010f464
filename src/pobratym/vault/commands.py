"""``pobratym vault`` and ``pobratym erase-person``: keys, and what is to be forgotten."""

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pobratym.accounts.models import User
from pobratym.core import ciphers
from pobratym.core.errors import DomainError
from pobratym.core.preparing import migrate
from pobratym.vault.models.people import Erasure
from pobratym.vault.queries.secrets import days_of_erasure
from pobratym.vault.services import keys, people, secrets


@click.group()
def vault() -> None:
    """Look after encrypted values: their keys, their end.

    Exit codes: 0 done, 1 refused or something found wrong, 2 the command was called wrongly.
    """
    migrate()


@vault.command(help="Show the keys, how much stands under each, and what is due to be erased.")
def status() -> None:
    """Tell names and numbers, never a key or a value."""
    used = ciphers.uses()
    for place, key in enumerate(ciphers.ring()):
        total = sum(counted[key.name] for counted in used.values())
        newest = _("newest") if place == 0 else _("older")
        click.echo(f"{key.name}  {newest}  {_('values: %(total)d') % {'total': total}}")
    missing = {name for counted in used.values() for name in counted}
    missing -= {key.name for key in ciphers.ring()}
    due = days_of_erasure(timezone.localdate())
    click.echo(
        _("In the vault: %(total)d; due today or earlier: %(due)d; next day of erasure: %(next)s")
        % {"total": due.total, "due": due.overdue, "next": due.following or "–"}
    )
    if missing:
        told = ", ".join(sorted(missing))
        raise DomainError(
            _("Values stand under keys that are missing: %(keys)s. Put the keys back.")
            % {"keys": told},
            code="no_key",
        )
    if due.overdue:
        raise DomainError(
            _("Values wait to be erased. Is background work running? Or: pobratym vault erase"),
            code="overdue",
        )


@vault.command(help="Put a new key in front and encrypt everything anew. Can be broken off.")
@click.option("--continue", "go_on", is_flag=True, help="Go on with the key that stands in front.")
@click.option("--forget-old", is_flag=True, help="Drop keys afterwards that nothing needs.")
def rotate(*, go_on: bool, forget_old: bool) -> None:
    """Encrypt anew, telling how far it is."""
    total = keys.rotate(
        lambda name, done: click.echo(f"{name}: {done}"), new_key=not go_on
    )  # fmt: skip
    click.secho("✓ " + _("Encrypted anew: %(total)d values.") % {"total": total}, fg="green")
    if forget_old:
        gone = keys.forget_old_keys()
        click.echo(_("Keys dropped: %(keys)s") % {"keys": ", ".join(gone) or "–"})
    click.echo(_("Keep a copy of the new key apart from the database."))


@vault.command(help="Erase now what is due: values of the vault, and people who asked for it.")
def erase() -> None:
    """Erase, and say what was found afterwards."""
    today = timezone.localdate()
    proof = secrets.erase_due(today)
    erased = people.erase_people_due(today)
    click.secho(
        "✓ "
        + _("Erased: %(values)d values, %(people)d people.")
        % {"values": proof.erased, "people": erased},
        fg="green",
    )
    if proof.traces:
        raise DomainError(
            ngettext(
                "A copy was found in %(count)d place. See the journal.",
                "A copy was found in %(count)d places. See the journal.",
                proof.traces,
            )
            % {"count": proof.traces},
            code="traces",
        )


@vault.command(help="List who was erased: the person's number and the day, nothing else.")
def erased() -> None:
    """Tell what to erase again once an older backup is restored; no line says who it was."""
    done = Erasure.objects.filter(done_at__isnull=False).order_by("done_at", "pk")
    for person, at in done.values_list("user", "done_at"):
        click.echo(f"{person} {timezone.localdate(at)}")


@click.command(help="Erase a person at once; what was done stays, without the person.")
@click.argument("who", metavar="EMAIL|NUMBER")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase_person(*, who: str, yes: bool) -> None:
    """Erase, and show the proof; a number is one that ``pobratym vault erased`` has listed."""
    migrate()
    is_number = who.isascii() and who.isdigit()
    asked = {"pk": who} if is_number else {"email__iexact": who.strip()}
    user = User.objects.filter(**asked).first()
    if user is None:
        raise DomainError(_("Nobody has an account with this address."), code="unknown")
    if not yes:
        click.echo(f"{user.pk} {user.email}")
        click.confirm(_("Erase this person for good?"), abort=True)
    proof = people.erase_person(user, by=None).proof
    for name, rows in proof["rows"].items():
        click.echo(f"{name}: {rows}")
    for name, rows in proof.get("kept", {}).items():
        click.echo(_("kept by law: %(place)s, %(rows)d") % {"place": name, "rows": rows})
    click.secho("✓ " + _("The person is erased."), fg="green")
    if proof.get("traces"):
        raise DomainError(
            _("The address still stands in: %(places)s.") % {"places": ", ".join(proof["traces"])},
            code="traces",
        )
