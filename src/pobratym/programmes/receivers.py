"""What rooms below do is heard here: a programme stands, a visit or a guest's link ends."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from pobratym.programmes.models.calendars import Feed, Telling
from pobratym.programmes.services.changes import changed
from pobratym.programmes.states import TOLD
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import VisitState


@receiver(post_save, sender=Visit, dispatch_uid="programmes.visit_moved")
def visit_moved(instance: Visit, **_more: Any) -> None:  # noqa: ANN401  Django's signature
    """Begin to keep what people know, or tell them that all of it is off."""
    begins = instance.state in TOLD and not Telling.objects.filter(visit=instance.pk).exists()
    if begins or instance.state == VisitState.CANCELLED:
        changed(instance)


@receiver(post_save, sender=GuestLink, dispatch_uid="programmes.link_taken_back")
def link_taken_back(instance: GuestLink, **_more: Any) -> None:  # noqa: ANN401  Django's signature
    """End the calendar, too, when a guest's link is taken back: whoever had it may have both."""
    if instance.revoked_at is not None:
        own = Feed.objects.filter(member=instance.member_id, revoked_at__isnull=True)
        own.update(revoked_at=instance.revoked_at)
