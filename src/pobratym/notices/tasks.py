"""What is done in the background: the daily letters, and forgetting old notices."""

from django.utils import timezone
from django_tasks import task

from pobratym.notices import services


@task()
def post_digests() -> None:
    """Write the daily letters that are due at this hour."""
    services.post_digests(timezone.now())


@task()
def forget_old_notices() -> None:
    """Drop notices looked at more than a year ago."""
    services.forget_old_notices(timezone.now())
