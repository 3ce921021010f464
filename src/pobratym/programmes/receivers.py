"""What rooms below do is heard here: a visit whose programme stands, or that is cancelled."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from pobratym.programmes.models.calendars import Telling
from pobratym.programmes.services.changes import changed
from pobratym.programmes.states import TOLD
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import VisitState


@receiver(post_save, sender=Visit, dispatch_uid="programmes.visit_moved")
def visit_moved(instance: Visit, **_more: Any) -> None:  # noqa: ANN401  Django's signature
    """Begin to keep what people know, or tell them that all of it is off."""
    begins = instance.state in TOLD and not Telling.objects.filter(visit=instance.pk).exists()
    if begins or instance.state == VisitState.CANCELLED:
        changed(instance)
