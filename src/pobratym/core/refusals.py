"""What the gate says when something goes no further."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pobratym.core.faults import FAULTS, Fault, Words
from pobratym.core.signs import first_unfit

_LONGEST_QUOTE = 60


class Refused(Exception):  # noqa: N818  said in the past tense: it has been refused
    """This request goes no further; the person is told ``text``, filled in with ``found``."""

    def __init__(self, status: int, text: Words = "", remedy: Words = "", **found: object) -> None:
        super().__init__(status)
        self.status, self.text, self.remedy, self.found = status, text, remedy, found

    def fault(self, language: str) -> Fault:
        """Put the refusal into words of ``language``."""
        with translation.override(language):
            text = str(self.text) % self.found if self.found else self.text
        return Fault(self.status, FAULTS[self.status].title, text, self.remedy)


def refuse_unfit_name(name: str) -> None:
    """Refuse a field whose name holds an unfit sign; no form of ours has one.

    Raises:
        Refused: it does.
    """
    if first_unfit(name, lines=False):
        raise Refused(400, _("The name of a field holds a character that cannot be read."))


def refuse_unfit_value(field: str, value: str, *, lines: bool) -> None:
    """Refuse a value that holds an unfit sign, naming field, sign and place.

    Raises:
        Refused: it does.
    """
    unfit = first_unfit(value, lines=lines)
    if unfit:
        raise Refused(
            400,
            _("“%(field)s” holds a character that cannot be read: %(sign)s, at place %(place)d."),
            _("Type it anew, or paste it as plain text."),
            field=field[:_LONGEST_QUOTE],
            sign=unfit.name,
            place=unfit.place,
        )


def too_many_fields(limit: int) -> Refused:
    """Say that more fields came than any form of ours has."""
    return Refused(400, _("More than %(limit)d fields were sent at once."), limit=limit)
