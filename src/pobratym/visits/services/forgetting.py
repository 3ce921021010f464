"""What is forgotten of guests some weeks after they have gone home."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from pobratym.visits.models.delegations import GuestLink, Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.sites import Interpreter

KEPT = dt.timedelta(days=30)
"""After the last day of the visit; names and functions stay in the record of the visit."""
_BARE = {
    "email": "", "phone": "", "diet": "", "accessibility": "", "languages": [], "interests": [],
}  # fmt: skip


@transaction.atomic
def forget_old_guests(today: dt.date) -> int:
    """Wipe how guests could be reached and what they need, 30 days after the visit; say how many.

    Their links go with it. Data of passports goes by the vault's own day.
    """
    over = Q(visit__ends_on__lt=today - KEPT)
    bare = Q(**_BARE)
    found = list(
        Member.objects.select_for_update(of=("self",)).filter(over).exclude(bare).order_by("pk")
    )
    for member in found:
        for name, value in _BARE.items():
            setattr(member, name, value)
        member.version += 1
        member.save()
    GuestLink.objects.filter(member__visit__ends_on__lt=today - KEPT).delete()
    TravelLeg.objects.filter(over).update(plates="", queue_booking="")
    Interpreter.objects.filter(over).update(email="", phone="")
    return len(found)
