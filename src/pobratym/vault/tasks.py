"""Erasures whose day has come."""

from django.utils import timezone
from django_tasks import task

from pobratym.vault.services.people import erase_people_due
from pobratym.vault.services.secrets import erase_due


@task()
def erase_what_is_due() -> None:
    """Erase values of the vault and people whose day has come."""
    erase_due(timezone.localdate())
    erase_people_due(timezone.localdate())
