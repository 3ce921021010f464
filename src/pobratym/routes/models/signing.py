"""Who signs, with what authority, and the signatures."""

import uuid
from collections.abc import Mapping
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.states import TONGUES
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.documents.models import Document
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.routes.models.steps import Step
from pobratym.routes.states import COUNTING, Assurance, Mode, Outcome

MODE_NAMES = [
    (Mode.WET, pgettext_lazy("way of signing", "by hand on paper")),
    (Mode.ELECTRONIC, pgettext_lazy("way of signing", "electronic signature in the PDF")),
    (Mode.CONTAINER, pgettext_lazy("way of signing", "electronic signature in a container")),
]
OUTCOME_NAMES = [
    (Outcome.NOT_CHECKED, pgettext_lazy("check of a signature", "not checked")),
    (Outcome.VALID, pgettext_lazy("check of a signature", "valid")),
    (Outcome.UNTRUSTED, pgettext_lazy("check of a signature", "whole, issuer not trusted")),
    (Outcome.PARTIAL, pgettext_lazy("check of a signature", "does not cover the whole file")),
    (Outcome.ALTERED, pgettext_lazy("check of a signature", "file altered after signing")),
    (Outcome.UNREADABLE, pgettext_lazy("check of a signature", "cannot be read")),
    (Outcome.NONE, pgettext_lazy("check of a signature", "no signature in the file")),
    (Outcome.OUTSIDE_VALID, pgettext_lazy("check of a signature", "valid by an outside check")),
    (Outcome.OUTSIDE_INVALID, pgettext_lazy("check of a signature", "refused by an outside check")),
]  # fmt: skip


class Signatory(Versioned):
    """A person who signs for a city, in which function, by what authority.

    ``authority`` is the step of the route that gave it, such as the council's resolution;
    ``authority_note`` says it in words where the step is not recorded here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatories")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    name = ShortWordingField(verbose_name=pgettext_lazy("person", "name"))
    function = ShortWordingField(verbose_name=_("function"))
    authority = models.ForeignKey(
        Step, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("step that gave the authority"),
    )  # fmt: skip
    authority_note = models.CharField(_("authority in words"), max_length=300, blank=True)
    countersigns = models.BooleanField(_("countersigns only"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Ways to narrow signatures."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those on agreements that the reader works on."""
        return self.filter(agreement__in=Agreement.objects.of(reader).values("pk"))

    def standing(self) -> Self:
        """Leave out those withdrawn as recorded by mistake."""
        return self.filter(withdrawn_at__isnull=True)


class Signature(Versioned):
    """One person's signature on one frozen text; ``sha256`` repeats the version's digest.

    ``assured`` names what a person answers for (:class:`Assurance`), ``assured_by`` who and
    ``assured_at`` since when.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    text_version = models.ForeignKey(TextVersion, models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    signatory = models.ForeignKey(Signatory, models.PROTECT, related_name="signatures")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    mode = models.CharField(_("way of signing"), max_length=10, choices=MODE_NAMES)
    signed_on = models.DateField(_("signed on"), validators=SENSIBLE_DAY)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    assured = models.JSONField(default=list, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    assured_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("why it is withdrawn"), max_length=500, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["text_version", "signatory"],
                condition=Q(withdrawn_at__isnull=True),
                name="routes_signature_once",
                violation_error_message=_("This person's signature is recorded already."),
            ),
            models.CheckConstraint(
                name="routes_signature_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                violation_error_message=_("Say why the signature is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signatory_id} {self.mode}"

    @property
    def unassured(self) -> frozenset[Assurance]:
        """What its files leave open and nobody answers for (reads the copies)."""
        asked = (open_points(copy.outcome, copy.report) for copy in self.copies.all())
        return frozenset().union(*asked) - set(self.assured)

    @property
    def counts(self) -> bool:
        """Whether it counts: by hand as recorded, electronic as checked and answered for."""
        if self.mode == Mode.WET:
            return True
        is_sound = any(copy.outcome in COUNTING for copy in self.copies.all())
        return is_sound and not self.unassured

    def assures(self, what: str) -> bool:
        """Say whether a person answers for this."""
        return what in self.assured


def open_points(outcome: str, report: Mapping[str, object]) -> frozenset[Assurance]:
    """Give what the check of a PDF leaves open: which text it holds, whose certificate it is."""
    if "verdict" not in report:  # a scan, or a container that is not opened here
        return frozenset()
    found = set() if report.get("text_sha256") else {Assurance.COMPARED}
    if outcome == Outcome.UNTRUSTED:
        found.add(Assurance.ISSUER)
    return frozenset(found)


class SignedCopy(models.Model):
    """A file of a signature: the scan of one language, the signed PDF, or the container.

    ``language`` is empty where the file holds all languages. ``report`` is what the check found, as
    JSON (signer, moment, coverage, issuer, format); of an outside check the service and its words,
    with its ``protocol``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    signature = models.ForeignKey(Signature, models.CASCADE, related_name="copies")
    language = models.CharField(
        _("language"), max_length=2, choices=[(tongue, tongue) for tongue in TONGUES], blank=True
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    protocol = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("protocol of the outside check"),
    )  # fmt: skip
    outcome = models.CharField(max_length=16, choices=OUTCOME_NAMES, default=Outcome.NOT_CHECKED)
    report = models.JSONField(default=dict, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")

    def __str__(self) -> str:
        return f"{self.signature_id} {self.language}"
