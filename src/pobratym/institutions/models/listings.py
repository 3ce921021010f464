"""What a public register says of an institution."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.territories import RegisterEdition, Source
from pobratym.institutions.states import Register


class Listing(models.Model):
    """One row of a register: the register's own words, kept as they are.

    ``code`` is the register's number of the institution, or a key made of region, name and place
    where the register gives none. ``told`` has what else the register says and the public may
    know (address, ownership, number of pupils …), by our names of its columns; contacts and names
    of people are never taken in. ``digest`` is that of all the register says, so that a row of the
    same content is known at once. ``gone_on`` is the day of the edition that no longer has the row.
    """

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="listings")
    register = models.CharField(_("register"), max_length=20, choices=[(r, r) for r in Register])
    code = models.CharField(_("number in the register"), max_length=200)
    name = models.CharField(_("name in the register"), max_length=500)
    place = models.CharField(_("place in the register"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    told = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=32, default="", editable=False)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("entry of a register")
        verbose_name_plural = _("entries of registers")
        constraints = [
            models.UniqueConstraint(fields=["register", "code"], name="institutions_listing_once")
        ]

    def __str__(self) -> str:
        return self.name
