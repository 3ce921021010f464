"""E-mail addresses as people sign in with them: one spelling, and one alphabet in each part.

An address with a Cyrillic letter among Latin ones looks like another person's; nobody writes such a
one by chance (Unicode Technical Standard 39, restriction level "single script" for each label).
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from pobratym.core.signs import first_misleading

LONGEST = 254
_LABELS = re.compile(r"[@.]")
_LIKE_LATIN = frozenset("асеорхуіѕјһԁԛԝӏքցհոսοανρυικ")
"""Small letters of other scripts that nobody tells from a Latin one."""


def clean_address(text: str) -> str:
    """Give the one spelling under which an address is kept and compared: NFKC, small letters.

    A domain in punycode is written out, so that both of its spellings are one.

    Raises:
        ValidationError: ``invalid``, ``misleading`` or ``mixed_script``.
    """
    address = _spelt(text)
    if first_misleading(address):
        raise ValidationError(_("This address holds a sign that cannot be seen."), "misleading")
    for label in _LABELS.split(address):
        _refuse_mixed(label)
    if len(address) > LONGEST:
        raise ValidationError(_("Write an e-mail address, such as anna@example.org."), "invalid")
    try:
        validate_email(address)
    except ValidationError as refusal:
        raise ValidationError(
            _("Write an e-mail address, such as anna@example.org."), "invalid"
        ) from refusal
    return address


def proper_address(text: str) -> None:
    """Refuse what :func:`clean_address` refuses; for fields of forms and models."""
    clean_address(text)


def _spelt(text: str) -> str:
    address = unicodedata.normalize("NFKC", text.strip()).casefold()
    local, at, domain = address.rpartition("@")
    if "xn--" not in domain:
        return address
    try:
        return f"{local}{at}{domain.encode('ascii').decode('idna').casefold()}"
    except UnicodeError:
        return address


def _refuse_mixed(label: str) -> None:
    letters = [sign for sign in label if sign.isalpha()]
    scripts = {unicodedata.name(sign, "UNKNOWN").split()[0] for sign in letters}
    looks_latin = bool(letters) and all(sign in _LIKE_LATIN for sign in letters)
    if len(scripts) > 1 or looks_latin:
        raise ValidationError(
            _(
                "This address mixes alphabets, or only looks like Latin letters: “%(part)s”."
                " Type it anew, all of it on one keyboard."
            ),
            "mixed_script",
            {"part": label},
        )
