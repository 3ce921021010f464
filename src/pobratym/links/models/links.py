"""Links between institutions of two cities."""

import uuid
from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION, READING
from pobratym.links.states import OPEN, STANDING, LinkState, Origin, Side
from pobratym.partnerships.models.partnerships import Partnership

WORD_LIMIT = 2_000

LINK_STATE_NAMES = [
    (LinkState.PROPOSED, pgettext_lazy("link", "proposed")),
    (LinkState.ACCEPTED_BY_ONE, pgettext_lazy("link", "accepted by one side")),
    (LinkState.ACTIVE, pgettext_lazy("link", "active")),
    (LinkState.PAUSED, pgettext_lazy("link", "paused")),
    (LinkState.ENDED, pgettext_lazy("link", "ended")),
    (LinkState.DECLINED, pgettext_lazy("link", "declined")),
    (LinkState.WITHDRAWN, pgettext_lazy("link", "withdrawn")),
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

    def of(self, institution: int) -> Self:
        """Keep those of the institution with that key, on whichever side it stands."""
        return self.filter(Q(a=institution) | Q(b=institution))

    def between(self, one: int, other: int) -> Self:
        """Keep those of two institutions (keys), whichever of them is named first."""
        first, second = sorted([one, other])
        return self.filter(a=first, b=second)

    def living(self) -> Self:
        """Keep those that are asked for, stand or rest; two institutions have at most one."""
        return self.filter(state__in=sorted(OPEN | STANDING))

    def with_both(self) -> Self:
        """Bring both institutions and their cities along."""
        return self.select_related("a__municipality", "b__municipality")

    def unfinished(self) -> Self:
        """Keep those that wait for a head's word."""
        return self.filter(state__in=sorted(OPEN))

    def standing(self) -> Self:
        """Keep those that both heads have accepted and nobody has ended."""
        return self.filter(state__in=sorted(STANDING))


class Link(Versioned):
    """Two institutions that work together, or are asked to.

    ``a`` is always the one with the lower key, so that two institutions cannot be linked twice.
    ``accepted_a_at`` and ``accepted_b_at`` are the words of the two heads: with both the link is
    active. ``paused_a_at`` and ``paused_b_at`` say which side rests: the link is active again when
    neither does. ``partnership`` is that of their cities, where there is one. ``proposed_for`` is
    the city whose officer or head proposed it, ``closed_for`` the institution in whose name it was
    declined, withdrawn or ended, ``reason`` why it was paused or closed.
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
    message = models.TextField(
        _("a word to the other side"),
        max_length=WORD_LIMIT,
        blank=True,
        validators=[MaxLengthValidator(WORD_LIMIT)],
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_for = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_a_at = models.DateTimeField(null=True, blank=True)
    accepted_a_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_b_at = models.DateTimeField(null=True, blank=True)
    accepted_b_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    paused_a_at = models.DateTimeField(null=True, blank=True)
    paused_b_at = models.DateTimeField(null=True, blank=True)
    active_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    closed_for = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between institutions")
        verbose_name_plural = _("links between institutions")
        constraints = [
            models.CheckConstraint(
                name="links_link_two",
                condition=Q(a__lt=F("b")),
                violation_error_message=_("An institution cannot be its own partner."),
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=Q(state__in=sorted(OPEN | STANDING)),
                name="links_link_once",
                violation_error_message=_("These two institutions have a link already."),
            ),
            models.CheckConstraint(
                name="links_link_both_heads",
                condition=~Q(state__in=sorted(STANDING))
                | Q(accepted_a_at__isnull=False, accepted_b_at__isnull=False),
                violation_error_message=_("A link is active only when both heads accept it."),
            ),
            models.CheckConstraint(
                name="links_link_paused",
                condition=(
                    Q(state=LinkState.PAUSED)
                    & (Q(paused_a_at__isnull=False) | Q(paused_b_at__isnull=False))
                )
                | (
                    ~Q(state=LinkState.PAUSED)
                    & Q(paused_a_at__isnull=True, paused_b_at__isnull=True)
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["b", "state"], name="links_link_b"),
            models.Index(fields=["a", "state"], name="links_link_a"),
        ]

    def __str__(self) -> str:
        return f"{self.a} – {self.b}"

    def side(self, side: Side) -> Institution:
        """Give the institution of one side."""
        return self.a if side is Side.A else self.b

    def side_of(self, institution: int) -> Side:
        """Say on which side the institution with that key stands."""
        return Side.A if institution == self.a_id else Side.B

    def has_accepted(self, side: Side) -> bool:
        """Say whether the head of that side has said yes."""
        return getattr(self, f"accepted_{side}_at") is not None

    def rests(self, side: Side) -> bool:
        """Say whether that side has paused the link."""
        return getattr(self, f"paused_{side}_at") is not None

    def sides_in(self, institutions: Collection[int]) -> list[Side]:
        """Give the sides whose institution is among these (keys)."""
        return [side for side in Side if self.side(side).pk in institutions]

    def sides_of(self, cities: Collection[int]) -> list[Side]:
        """Give the sides whose institution is of one of these cities (keys)."""
        return [side for side in Side if self.side(side).municipality_id in cities]
