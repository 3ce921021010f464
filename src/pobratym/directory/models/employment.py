"""Who works for which city, in which role, and what follows from it."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.prepared import prepared
from pobratym.core.versions import Versioned
from pobratym.directory.states import (
    AT_INSTITUTION,
    NEEDING_SECOND_FACTOR,
    READING_PEOPLE,
    Mandate,
    Post,
    Role,
)

ROLE_NAMES = [
    (Role.OFFICER, pgettext_lazy("role", "officer for international cooperation")),
    (Role.COORDINATOR, pgettext_lazy("role", "coordinator")),
    (Role.MAYOR, pgettext_lazy("role", "mayor")),
    (Role.COUNCIL_OFFICE, pgettext_lazy("role", "council office")),
    (Role.FINANCE, pgettext_lazy("role", "finance")),
    (Role.INTERPRETER, pgettext_lazy("role", "interpreter or translator")),
    (Role.AUDITOR, pgettext_lazy("role", "auditor")),
    (Role.HEAD, pgettext_lazy("role", "head of an institution")),
    (Role.TEACHER, pgettext_lazy("role", "teacher or carer")),
]


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Ways to narrow employments."""

    def in_force(self) -> Self:
        """Keep those confirmed that hold today (Warsaw's day counts, an hour behind Kyiv's)."""
        return self.on_day(timezone.localdate())

    def on_day(self, today: dt.date) -> Self:
        """Keep those confirmed that hold on that day."""
        open_ = Q(until__isnull=True) | Q(until__gte=today)
        return self.standing().filter(open_, since__lte=today, confirmed_at__isnull=False)

    def standing(self) -> Self:
        """Leave out those that somebody ended before their last day."""
        return self.filter(ended_at__isnull=True)

    def to_confirm(self) -> Self:
        """Keep those that wait for the city hall's word."""
        return self.standing().filter(confirmed_at__isnull=True)

    def over(self, today: dt.date) -> Self:
        """Keep those that held once and hold no longer."""
        return self.filter(Q(ended_at__isnull=False) | Q(until__lt=today))

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities, or of the institution that the reader heads.

        Administrators see all: they verify first coordinators, and disable people.
        """
        if reader.is_authenticated and reader.is_active and reader.is_administrator:
            return self.all()
        mandate = mandate_of(reader)
        return self.filter(
            Q(municipality__in=sorted(mandate.cities(READING_PEOPLE)))
            | Q(institution__in=sorted(mandate.institutions({Role.HEAD})))
        )


class Employment(Versioned):
    """A person works for a city, or for an institution of it, in one role, for a period.

    ``confirmed_at`` is empty while the city hall has not confirmed a head: the role then counts
    for nothing. ``ended_at`` stands on one that was ended at once, or declined: it counts for
    nothing from that moment, whatever its last day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="employments")
    municipality = models.ForeignKey(
        "directory.Municipality", models.PROTECT, related_name="employments"
    )
    institution = models.ForeignKey(
        "directory.Institution",
        models.PROTECT,
        related_name="employments",
        null=True,
        blank=True,
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=14, choices=ROLE_NAMES, default=Role.OFFICER)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "municipality", "role", "since"],
                condition=Q(institution__isnull=True, ended_at__isnull=True),
                name="directory_employment_once",
            ),
            models.UniqueConstraint(
                fields=["user", "institution", "role", "since"],
                condition=Q(institution__isnull=False, ended_at__isnull=True),
                name="directory_employment_once_there",
            ),
            models.CheckConstraint(
                name="directory_employment_period",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("An employment cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="directory_employment_place",
                condition=Q(role__in=sorted(AT_INSTITUTION), institution__isnull=False)
                | (~Q(role__in=sorted(AT_INSTITUTION)) & Q(institution__isnull=True)),
                violation_error_message=_(
                    "Heads and teachers work in an institution, all others in the city hall."
                ),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-id"], name="directory_people")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"


_KEPT = "_mandate"


def mandate_of(reader: Reader) -> Mandate:
    """Give what the reader holds today; read once for each request (one statement, then none).

    For pages and querysets. A deed asks :func:`mandate_now` inside its transaction.
    """
    if not reader.is_authenticated:
        return Mandate()
    today = timezone.localdate()
    kept: tuple[dt.date, Mandate] | None = getattr(reader, _KEPT, None)
    if kept is None or kept[0] != today:
        kept = (today, _mandate(reader.pk, today))
        setattr(reader, _KEPT, kept)  # reaches the person within the request's lazy reader
    return kept[1]


def needs_second_factor(reader: Reader) -> bool:
    """Say whether a role that the reader holds today asks for a second factor at sign-in."""
    return any(post.role in NEEDING_SECOND_FACTOR for post in mandate_of(reader).posts)


def mandate_now(reader: Reader) -> Mandate:
    """Give what the reader holds at this moment, asked of the database."""
    if not reader.is_authenticated:
        return Mandate()
    return _mandate(reader.pk, timezone.localdate())


def _mandate(user: int, today: dt.date) -> Mandate:
    held = _posts(user, today)
    return Mandate(tuple(Post(city, Role(role), place) for city, role, place in held))


@prepared
def _posts(user: int, today: dt.date) -> QuerySet[Employment, tuple[int, str, int | None]]:
    held = Employment.objects.on_day(today).filter(user=user, user__is_active=True)
    return held.order_by("pk").values_list("municipality_id", "role", "institution_id")
