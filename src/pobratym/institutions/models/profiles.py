"""What an institution says of itself, for those who look for a partner."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.fields import LongWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.states import Cefr, Format, Level, OpenTo

_OLDEST = 120

LEVEL_NAMES = [
    (Level.EARLY, _("early childhood education (ISCED 0)")),
    (Level.PRIMARY, _("primary education (ISCED 1)")),
    (Level.LOWER_SECONDARY, _("lower secondary education (ISCED 2)")),
    (Level.UPPER_SECONDARY, _("upper secondary education (ISCED 3)")),
    (Level.POST_SECONDARY, _("post-secondary non-tertiary education (ISCED 4)")),
    (Level.SHORT_TERTIARY, _("short-cycle tertiary education (ISCED 5)")),
    (Level.BACHELOR, _("bachelor’s or equivalent (ISCED 6)")),
    (Level.MASTER, _("master’s or equivalent (ISCED 7)")),
    (Level.DOCTOR, _("doctoral or equivalent (ISCED 8)")),
]
FORMAT_NAMES = [
    (Format.ONLINE, pgettext_lazy("format of exchange", "online meetings")),
    (Format.CLASS_VISIT, pgettext_lazy("format of exchange", "visits of classes or groups")),
    (Format.STAFF_VISIT, pgettext_lazy("format of exchange", "visits of staff")),
    (Format.JOINT_PROJECT, pgettext_lazy("format of exchange", "a joint project")),
]
LANGUAGE_NAMES = [
    ("pl", pgettext_lazy("language", "Polish")),
    ("uk", pgettext_lazy("language", "Ukrainian")),
    ("en", pgettext_lazy("language", "English")),
    ("de", pgettext_lazy("language", "German")),
    ("fr", pgettext_lazy("language", "French")),
    ("es", pgettext_lazy("language", "Spanish")),
    ("it", pgettext_lazy("language", "Italian")),
    ("cs", pgettext_lazy("language", "Czech")),
    ("sk", pgettext_lazy("language", "Slovak")),
    ("lt", pgettext_lazy("language", "Lithuanian")),
    ("hu", pgettext_lazy("language", "Hungarian")),
    ("ro", pgettext_lazy("language", "Romanian")),
    ("be", pgettext_lazy("language", "Belarusian")),
    ("he", pgettext_lazy("language", "Hebrew")),
    ("tr", pgettext_lazy("language", "Turkish")),
    ("la", pgettext_lazy("language", "Latin")),
    ("pso", pgettext_lazy("language", "Polish Sign Language")),
    ("ukl", pgettext_lazy("language", "Ukrainian Sign Language")),
]
OPEN_TO_NAMES = [
    (OpenTo.PARTNER_CITIES, _("in the partner cities of our city")),
    (OpenTo.ANYWHERE, _("anywhere")),
    (OpenTo.NOBODY, _("we look for no partner now")),
]


class Profile(Versioned):
    """For whom an institution works, and with whom it would like to work; one each.

    ``levels`` are values of :class:`Level`, ``topics`` codes of ``directory.topics``, ``formats``
    values of :class:`Format`, each a list without doubles. ``size`` counts pupils or residents.
    """

    institution = models.OneToOneField(Institution, models.CASCADE, related_name="profile")
    about = LongWordingField(verbose_name=_("about the institution"), blank=True)
    levels = models.JSONField(_("levels of education"), default=list, blank=True)
    age_from = models.PositiveSmallIntegerField(
        _("youngest, years"), null=True, blank=True, validators=[MaxValueValidator(_OLDEST)]
    )
    age_to = models.PositiveSmallIntegerField(
        _("oldest, years"), null=True, blank=True, validators=[MaxValueValidator(_OLDEST)]
    )
    size = models.PositiveIntegerField(_("pupils or residents"), null=True, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    formats = models.JSONField(_("formats of exchange"), default=list, blank=True)
    open_to = models.CharField(
        _("looks for a partner"), max_length=14, choices=OPEN_TO_NAMES, default=OpenTo.NOBODY
    )
    partners_at_most = models.PositiveSmallIntegerField(_("partners at most"), default=1)
    safeguarding_url = models.URLField(_("standard for the protection of minors"), blank=True)
    safeguarding_on = models.DateField(_("adopted on"), null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("profile of an institution")
        verbose_name_plural = _("profiles of institutions")
        constraints = [
            models.CheckConstraint(
                name="institutions_profile_ages",
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=F("age_from")),
                violation_error_message=_("The oldest cannot be younger than the youngest."),
            ),
            models.CheckConstraint(
                name="institutions_profile_partners",
                condition=Q(partners_at_most__range=(1, 20)),
                violation_error_message=_("From 1 to 20 partners."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution)


class LanguageTaught(models.Model):
    """A language that people in the institution can work in, and how well (CEFR)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGE_NAMES)
    level = models.CharField(
        _("level (CEFR)"), max_length=2, blank=True, choices=[(c, c) for c in Cefr]
    )

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "language"],
                name="institutions_language_once",
                violation_error_message=_("This language is there already."),
            )
        ]
        indexes = [models.Index(fields=["language", "profile"], name="institutions_by_language")]

    def __str__(self) -> str:
        return self.language


class Availability(models.Model):
    """A stretch of days in which the institution has time for an exchange."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="availabilities")
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))

    class Meta:
        verbose_name = _("time for an exchange")
        verbose_name_plural = _("times for an exchange")
        constraints = [
            models.CheckConstraint(
                name="institutions_availability_period",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("The last day cannot be before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"
