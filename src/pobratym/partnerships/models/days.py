"""Which days may be written down at all."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from pobratym.partnerships.states import EARLIEST, LATEST

SENSIBLE_DAY = [
    MinValueValidator(EARLIEST, _("The year must be 1900 or later.")),
    MaxValueValidator(LATEST, _("The year must be 2200 or earlier.")),
]
"""Validators of a day: a slip such as the year 0204 or 20224 is caught, a plan is not."""
