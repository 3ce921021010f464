"""Background work of the room."""

from django_tasks import task

from pobratym.confirmations.services import closing


@task()
def look_after() -> None:
    """Close proposals whose time is over, and remind of those whose time is nearly over."""
    closing.expire_due()
    closing.remind_of_expiring()
