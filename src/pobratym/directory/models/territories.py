"""The official registers of territory, as loaded."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(models.Model):
    """Where a fact comes from: who says so, where, and of which day."""

    name = models.CharField(_("source"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    dated_on = models.DateField(_("date of the source"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "url", "dated_on"], name="directory_source_once"
            ),
            # SQLite takes two empty days for different ones
            models.UniqueConstraint(
                fields=["name", "url"],
                condition=models.Q(dated_on=None),
                name="directory_source_undated_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegisterEdition(models.Model):
    """One loading of one official file; the newest of a scheme is the one in force.

    ``scheme`` is a code list (TERC, KATOTTG) or the name of a statistic (population, area, …).
    The four counts say what the loading did.
    """

    scheme = models.CharField(_("register"), max_length=20)
    dated_on = models.DateField(_("state of the register on"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    added = models.PositiveIntegerField(pgettext_lazy("units of a register", "added"), default=0)
    changed = models.PositiveIntegerField(
        pgettext_lazy("units of a register", "changed"), default=0
    )
    ended = models.PositiveIntegerField(pgettext_lazy("units of a register", "ended"), default=0)
    unchanged = models.PositiveIntegerField(
        pgettext_lazy("units of a register", "unchanged"), default=0
    )
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("edition of a register")
        verbose_name_plural = _("editions of registers")
        indexes = [models.Index(fields=["scheme", "dated_on"], name="directory_edition_newest")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.dated_on}"


class Territory(models.Model):
    """One unit of an official register: its code, its own name, its place in the tree.

    ``level``: 1 region (voivodeship, oblast), 2 powiat or raion, 3 gmina or hromada,
    4 locality or part of a gmina, 5 city district. ``ended_on``: the first edition without it.
    """

    scheme = models.CharField(max_length=10)
    code = models.CharField(_("official code"), max_length=19)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="territories")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="directory_territory_code"),
            models.CheckConstraint(
                name="directory_territory_not_own_part",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("A territory cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
