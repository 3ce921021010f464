"""``pobratym tidy``: forget what nobody needs any more."""

import click
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from pobratym.accounts.services import forget_old_drafts, forget_old_failures
from pobratym.core.preparing import migrate
from pobratym.core.tokens import forget_old


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

    Nothing of the record is among them.
    """
    sessions = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    return sessions + forget_old() + forget_old_drafts() + forget_old_failures()
