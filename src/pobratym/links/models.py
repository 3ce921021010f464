"""Links between institutions of two cities."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.versions import Versioned
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION, READING
from pobratym.links.states import OPEN, STANDING, LinkState, Origin
from pobratym.partnerships.models.partnerships import Partnership

LINK_STATE_NAMES = [
    (LinkState.PROPOSED, pgettext_lazy("link", "proposed")),
    (LinkState.ACCEPTED_BY_ONE, pgettext_lazy("link", "accepted by one side")),
    (LinkState.ACTIVE, pgettext_lazy("link", "active")),
    (LinkState.PAUSED, pgettext_lazy("link", "paused")),
    (LinkState.ENDED, pgettext_lazy("link", "ended")),
    (LinkState.DECLINED, pgettext_lazy("link", "declined")),
]
ORIGIN_NAMES = [
    (Origin.MATCH, _("found among suggested partners")),
    (Origin.PAIRING, _("found by pairing both cities")),
    (Origin.MANUAL, _("proposed by hand")),
]


class LinkQuerySet(models.QuerySet["Link"]):
    """Ways to narrow links."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the institutions that the reader works in, or of the reader's cities."""
        mandate = mandate_of(reader)
        cities = sorted(mandate.cities(READING))
        places = sorted(mandate.institutions(AT_INSTITUTION))
        return self.filter(
            Q(a__municipality__in=cities)
            | Q(b__municipality__in=cities)
            | Q(a__in=places)
            | Q(b__in=places)
        )

    def unfinished(self) -> Self:
        """Keep those that wait for a head's word."""
        return self.filter(state__in=OPEN)

    def standing(self) -> Self:
        """Keep those that both heads have accepted and nobody has ended."""
        return self.filter(state__in=STANDING)


class Link(Versioned):
    """Two institutions that work together, or are asked to; ``a`` was entered first.

    ``accepted_a_at`` and ``accepted_b_at`` are the words of the two heads: with both the link is
    active. ``partnership`` is that of their cities, where there is one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    a = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    b = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        Partnership, models.SET_NULL, null=True, blank=True, related_name="links"
    )
    origin = models.CharField(_("how it began"), max_length=8, choices=ORIGIN_NAMES)
    state = models.CharField(
        _("state"), max_length=16, choices=LINK_STATE_NAMES, default=LinkState.PROPOSED
    )
    message = models.TextField(_("a word to the other side"), max_length=2_000, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_a_at = models.DateTimeField(null=True, blank=True)
    accepted_a_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_b_at = models.DateTimeField(null=True, blank=True)
    accepted_b_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    active_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between institutions")
        verbose_name_plural = _("links between institutions")
        constraints = [
            models.CheckConstraint(
                name="links_link_two",
                condition=~Q(a=F("b")),
                violation_error_message=_("An institution cannot be its own partner."),
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=Q(state__in=sorted(OPEN | STANDING)),
                name="links_link_once",
            ),
            models.CheckConstraint(
                name="links_link_both_heads",
                condition=~Q(state__in=sorted(STANDING))
                | Q(accepted_a_at__isnull=False, accepted_b_at__isnull=False),
                violation_error_message=_("A link is active only when both heads accept it."),
            ),
        ]
        indexes = [
            models.Index(fields=["b", "state"], name="links_link_b"),
            models.Index(fields=["a", "state"], name="links_link_a"),
        ]

    def __str__(self) -> str:
        return f"{self.a} – {self.b}"
