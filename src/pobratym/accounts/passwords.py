"""What a password may not be, beyond Django's own rules."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pobratym.accounts.models import User


class NotRepeatedValidator:
    """Refuse one short word written again and again: it is as easily guessed as the word."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse ``passwordpassword`` and the like.

        Raises:
            ValidationError: ``repeated``.
        """
        del user
        if password and password in (password + password)[1:-1]:
            raise ValidationError(self.get_help_text(), code="repeated")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("A password is not one word repeated. Take several different words.")
