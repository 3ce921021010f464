"""Agreements between the cities of a partnership."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.agreements.states import (
    CHANGING,
    FROZEN,
    PUBLISHABLE,
    SIGNED,
    STANDING,
    TONGUES,
    WRITABLE,
    Beginning,
    Kind,
    Stage,
)
from pobratym.core.alphabets import fold
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING, READING_NOTES
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.partnerships.models.partnerships import Partnership

if TYPE_CHECKING:
    from pobratym.agreements.models.versions import TextVersion

KIND_NAMES = [
    (Kind.LETTER_OF_INTENT, pgettext_lazy("kind of agreement", "letter of intent")),
    (Kind.PARTNERSHIP, pgettext_lazy("kind of agreement", "partnership agreement")),
    (Kind.PROJECT, pgettext_lazy("kind of agreement", "project agreement")),
    (Kind.AMENDMENT, pgettext_lazy("kind of agreement", "amendment to an agreement")),
    (Kind.TERMINATION, pgettext_lazy("kind of agreement", "termination of an agreement")),
]
STAGE_NAMES = [
    (Stage.DRAFT, pgettext_lazy("stage of an agreement", "draft of one city")),
    (Stage.NEGOTIATION, pgettext_lazy("stage of an agreement", "in negotiation")),
    (Stage.TEXT_AGREED, pgettext_lazy("stage of an agreement", "text agreed")),
    (Stage.APPROVALS, pgettext_lazy("stage of an agreement", "on the legal routes")),
    (Stage.READY_TO_SIGN, pgettext_lazy("stage of an agreement", "ready to sign")),
    (Stage.SIGNED, pgettext_lazy("stage of an agreement", "signed")),
    (Stage.IN_FORCE, pgettext_lazy("stage of an agreement", "in force")),
    (Stage.EXPIRED, pgettext_lazy("stage of an agreement", "expired")),
    (Stage.TERMINATED, pgettext_lazy("stage of an agreement", "terminated")),
    (Stage.GIVEN_UP, pgettext_lazy("stage of an agreement", "given up")),
]
BEGINNING_NAMES = [
    (Beginning.ON_SIGNING, pgettext_lazy("beginning of the force", "on the day of signing")),
    (Beginning.ON_DAY, pgettext_lazy("beginning of the force", "on a day that the cities chose")),
    (
        Beginning.ON_REGISTRATION,
        pgettext_lazy("beginning of the force", "on the day of entry in the state register"),
    ),
]
_MONTHS = (1, 1_200)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Ways to narrow agreements."""

    def public(self) -> Self:
        """Keep those that anyone may read: signed, and put up by all their cities."""
        open_ones = Partnership.objects.public().values("pk")
        return self.filter(is_public=True, withdrawn_at__isnull=True, partnership__in=open_ones)

    def of(self, reader: Reader) -> Self:
        """Keep those of the reader's own cities, withdrawn ones too.

        A draft that was not shared is known only to those who read the notes of its city.
        """
        mandate = mandate_of(reader)
        reading = sorted(mandate.cities(READING))
        if not reading:
            return self.none()
        return self.of_cities(reading, sorted(mandate.cities(READING_NOTES)))

    def of_cities(self, reading: Collection[int], noting: Collection[int]) -> Self:
        """Keep those of some cities (keys), withdrawn ones too.

        Args:
            reading: cities that take part.
            noting: those whose own notes are read; a draft needs its city among them.
        """
        joined = AgreementParty.objects.filter(city__in=reading).values("agreement")
        known = Q(shared_on__isnull=False) | Q(opened_by__in=noting)
        works = Partnership.objects.of_cities(reading, noting).values("pk")
        return self.filter(known, pk__in=joined, partnership__in=works)

    def visible_to(self, reader: Reader) -> Self:
        """Public ones for everyone; the others for officers of the cities concerned."""
        if not reader.is_authenticated:
            return self.public()
        return self.public() | self.of(reader)

    def standing(self) -> Self:
        """Leave out those withdrawn as a mistake."""
        return self.filter(withdrawn_at__isnull=True)

    def with_cities(self) -> Self:
        """Bring the parties, their cities and the languages along, in two statements more."""
        parties = AgreementParty.objects.select_related("city")
        return self.prefetch_related(
            models.Prefetch("parties", queryset=parties), "tongues"
        ).select_related("partnership", "opened_by")


class Agreement(Versioned):
    """One agreement: who, of what kind, in which languages, for how long, and where it stands.

    ``stage`` moves only through ``services.stages``. ``text_number`` counts the changes of its
    wording (clauses, headings, order, titles, parties). ``text_version`` is the frozen version that
    counts; it is empty while the text may be changed. ``shared_on`` is the day since which the
    other cities know of it, ``shared_in`` the count of changes that the text had then: of what was
    written before, they see only what stood there. ``force_begins`` says when its force begins;
    ``effective_from`` is that day, once it is known. ``ends_on`` is the last day of its force as
    reckoned now; ``duration_months`` empty means without term. ``is_sample`` marks one whose words
    were written as an example, whatever else of it is fact.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agreements")
    kind = models.CharField(_("kind"), max_length=24, choices=KIND_NAMES)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="changing",
        verbose_name=_("agreement that it changes"),
    )  # fmt: skip
    stage = models.CharField(_("stage"), max_length=16, choices=STAGE_NAMES, default=Stage.DRAFT)
    title = ShortWordingField(verbose_name=_("short title"))
    opened_by = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("agreement", "opened by"),
    )
    shared_on = models.DateField(null=True, blank=True, validators=SENSIBLE_DAY)
    shared_in = models.PositiveIntegerField(default=0, editable=False)
    text_number = models.PositiveIntegerField(default=0, editable=False)
    text_version: "models.ForeignKey[TextVersion | None, TextVersion | None]" = models.ForeignKey(
        "agreements.TextVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField(
        pgettext_lazy("agreement", "signed on"), null=True, blank=True, validators=SENSIBLE_DAY
    )
    signed_at_place = ShortWordingField(verbose_name=_("place of signing"), blank=True)
    force_begins = models.CharField(
        _("when its force begins"),
        max_length=16,
        choices=BEGINNING_NAMES,
        default=Beginning.ON_SIGNING,
    )
    effective_from = models.DateField(
        _("in force from"), null=True, blank=True, validators=SENSIBLE_DAY
    )
    duration_months = models.PositiveSmallIntegerField(_("term, months"), null=True, blank=True)
    auto_renew = models.BooleanField(_("renewed by itself"), default=False)
    renewal_months = models.PositiveSmallIntegerField(
        _("renewed for, months"), null=True, blank=True
    )
    notice_months = models.PositiveSmallIntegerField(
        _("period of notice, months"), null=True, blank=True
    )
    ends_on = models.DateField(_("last day in force"), null=True, blank=True)
    end_reason = ShortWordingField(
        verbose_name=pgettext_lazy("agreement", "why it ended"), blank=True
    )
    remark = LongWordingField(verbose_name=_("what readers should know"), blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    is_sample = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("why it is withdrawn"), max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                name="agreements_agreement_public_stage",
                condition=Q(is_public=False)
                | Q(stage__in=sorted(PUBLISHABLE), shared_on__isnull=False),
                violation_error_message=_("Only a signed agreement can be shown to everybody."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_shared_stage",
                condition=Q(stage__in=sorted({Stage.DRAFT, Stage.GIVEN_UP}))
                | Q(shared_on__isnull=False),
                violation_error_message=_(
                    "From negotiation on, all its cities know of an agreement."
                ),
            ),
            models.CheckConstraint(
                name="agreements_agreement_frozen_has_version",
                condition=~Q(stage__in=sorted(FROZEN)) | Q(text_version__isnull=False),
            ),
            models.CheckConstraint(
                name="agreements_agreement_writable_has_none",
                condition=~Q(stage__in=sorted(WRITABLE)) | Q(text_version__isnull=True),
            ),
            models.CheckConstraint(
                name="agreements_agreement_signed_has_day",
                condition=~Q(stage__in=sorted(SIGNED)) | Q(signed_on__isnull=False),
                violation_error_message=_("A signed agreement needs the day of its signing."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_force_has_day",
                condition=~Q(stage__in=[Stage.IN_FORCE.value, Stage.EXPIRED.value])
                | Q(effective_from__isnull=False),
                violation_error_message=_("An agreement in force needs its first day."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_changing_has_parent",
                condition=Q(kind__in=sorted(CHANGING), parent__isnull=False)
                | (~Q(kind__in=sorted(CHANGING)) & Q(parent__isnull=True)),
                violation_error_message=_(
                    "An amendment or a termination needs the agreement that it changes, and only"
                    " these do."
                ),
            ),
            models.CheckConstraint(
                name="agreements_agreement_renewal_has_term",
                condition=Q(auto_renew=False)
                | Q(duration_months__isnull=False, renewal_months__isnull=False),
                violation_error_message=_(
                    "An agreement that is renewed by itself needs its term and for how long it is"
                    " renewed."
                ),
            ),
            models.CheckConstraint(
                name="agreements_agreement_months_in_bounds",
                condition=(Q(duration_months__isnull=True) | Q(duration_months__range=_MONTHS))
                & (Q(renewal_months__isnull=True) | Q(renewal_months__range=_MONTHS))
                & (Q(notice_months__isnull=True) | Q(notice_months__range=_MONTHS)),
                violation_error_message=_("Give between 1 and 1,200 months."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                violation_error_message=_("Say why the agreement is withdrawn."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["partnership", "-id"], name="agreements_of_partnership"),
            models.Index(fields=["ends_on"], name="agreements_ending",
                         condition=Q(stage__in=sorted(STANDING))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.title)

    @property
    def slug(self) -> str:
        """The decorative end of the address."""
        words = (fold(word) for word in self.title.said("en").text.split())
        return slugify(" ".join(words)) or "-"

    @property
    def is_writable(self) -> bool:
        """Whether its text may be changed at its stage."""
        return self.stage in WRITABLE and self.withdrawn_at is None

    def takes_part(self, cities: Collection[int]) -> bool:
        """Say whether one of these cities (keys) is a party; the parties are read once."""
        return not {party.city_id for party in self.parties.all()}.isdisjoint(cities)


class AgreementParty(models.Model):
    """A city that the agreement binds, in the order in which the text names it.

    ``language`` is its own authentic language.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    language = models.CharField(_("own language"), max_length=2, choices=[(t, t) for t in TONGUES])

    class Meta:
        verbose_name = _("party to an agreement")
        verbose_name_plural = _("parties to an agreement")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "city"], name="agreements_party_once"),
            models.UniqueConstraint(fields=["agreement", "place"], name="agreements_party_place"),
        ]

    def __str__(self) -> str:
        return str(self.city)


class Tongue(models.Model):
    """A language of an agreement and its full title in it; authentic ones bind."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="tongues")
    language = models.CharField(_("language"), max_length=2, choices=[(t, t) for t in TONGUES])
    place = models.PositiveSmallIntegerField()
    is_authentic = models.BooleanField(_("authentic"), default=True)
    title = models.CharField(_("title of the agreement"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("language of an agreement")
        verbose_name_plural = _("languages of an agreement")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "language"], name="agreements_tongue_once")
        ]

    def __str__(self) -> str:
        return self.language
