"""``pobratym tidy``: forget what nobody needs any more."""

import click
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from pobratym.accounts.services import forget_old_drafts, forget_old_failures
from pobratym.agreements.keeping import forget_old_working_copies
from pobratym.core.preparing import migrate
from pobratym.core.tokens import forget_old
from pobratym.directory.services.letters import forget_old_addresses
from pobratym.institutions.services.claims import forget_old_claims
from pobratym.journal.services import forget_old_traces


@click.command(help="Forget what has run out: sessions, form numbers, old drafts. Run it daily.")
def tidy() -> None:
    """Forget, and say how much."""
    migrate()
    click.secho("✓ " + _("Forgotten: %(total)d old rows.") % {"total": forget()}, fg="green")


@task()
def tidy_daily() -> None:
    """Forget what has run out; the worker does it each night."""
    forget()


def forget() -> int:
    """Drop sessions that ran out, numbers of old forms, drafts and wrong passwords; say how many.

    With them go wordings of clauses that nobody saved. Nothing of the record is among them. Network
    addresses beside old lines of the journal go, the addresses of invitations that ended long ago,
    and what was typed by those who said to head an institution.
    """
    sessions = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    done = sessions + forget_old() + forget_old_drafts() + forget_old_failures()
    done += forget_old_working_copies()
    return done + forget_old_traces() + forget_old_addresses() + forget_old_claims()
