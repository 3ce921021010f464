"""People who sign in."""

from typing import ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.addresses import proper_address
from pobratym.core.fields import ShortWordingField
from pobratym.core.wordings import Wordings

RENAMED_ZONES = {
    "Europe/Kiev": "Europe/Kyiv",
    "Europe/Uzhgorod": "Europe/Kyiv",
    "Europe/Zaporozhye": "Europe/Kyiv",
    "Europe/Belfast": "Europe/London",
    "Europe/Nicosia": "Asia/Nicosia",
    "Europe/Tiraspol": "Europe/Chisinau",
}
"""Older names of zones that people still send; the newer one is kept."""


def known_zone(name: str) -> None:
    """Refuse what is no time zone of the IANA list.

    Raises:
        ValidationError: ``unknown_zone``.
    """
    if name not in available_timezones():
        raise ValidationError(_("This is no time zone that we know."), code="unknown_zone")


LANGUAGES = [("pl", "polski"), ("uk", "українська"), ("en", "English")]


class UserManager(BaseUserManager["User"]):
    """Finds a person by the address, whatever its letter case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail address is the name to sign in with."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        validators=[proper_address],
        error_messages={"unique": _("Somebody has an account with this e-mail address already.")},
    )
    name = models.CharField(_("first and last name"), max_length=150)
    function = ShortWordingField(verbose_name=_("function, as partners see it"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    timezone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Warsaw", validators=[known_zone]
    )
    is_administrator = models.BooleanField(_("administrator of the installation"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demo = models.BooleanField(_("made by the demonstration"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    came_before = False
    """Whether the person had signed in before this sign-in; known during one only."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message=_(
                    "Somebody has an account with this e-mail address already."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def said_function(self) -> Wordings:
        """The function, or the name where no function is known."""
        return self.function or Wordings({self.language: str(self)})


class FailedSignIn(models.Model):
    """One wrong password; counted to slow guessing down, forgotten after an hour.

    ``door`` is a digest of the account's address or of the network address, never the value.
    """

    door = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["door", "at"], name="accounts_failed_door_at")]

    def __str__(self) -> str:
        return f"{self.door[:8]} {self.at:%H:%M}"


class Draft(models.Model):
    """What a person typed into a form and wants to finish later."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=120)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="accounts_draft_one_per_form")
        ]

    def __str__(self) -> str:
        return self.form
