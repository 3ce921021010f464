"""What is wrong in a table of ways, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.visits.written.ways import Trouble, Wrong

_WRONG: Mapping[Trouble, Promise] = {
    Trouble.ENCODING: gettext_lazy(
        "The file cannot be read. Save it in the spreadsheet as “CSV UTF-8” and choose it again."
    ),
    Trouble.EMPTY: gettext_lazy("There are no minutes in the file. Take our table and fill it in."),
    Trouble.TOO_LONG: gettext_lazy("The file has too many lines, or is no table."),
    Trouble.UNKNOWN: gettext_lazy(
        "“%(said)s” is no site of the city. Write its name as on its page, or enter the site first."
    ),
    Trouble.DOUBTFUL: gettext_lazy(
        "Several sites are called “%(said)s”. Write the address behind it in brackets, as in our"
        " table."
    ),
    Trouble.TWICE: gettext_lazy("%(said)s stands in the table twice. Remove one of the two."),
    Trouble.NOT_A_NUMBER: gettext_lazy("“%(said)s” is no number. Write minutes in digits."),
    Trouble.NEGATIVE: gettext_lazy("%(said)s is below nothing. Write how many minutes it takes."),
    Trouble.TOO_FAR: gettext_lazy(
        "%(said)s minutes are longer than a day. Write minutes, not metres or seconds."
    ),
}


def told(wrong: Wrong) -> str:
    """Say one thing that is to be corrected, with its line."""
    said = wrong.said[:60] or _("A way")
    text = str(_WRONG[wrong.trouble]) % {"said": said}
    if not wrong.line:
        return text
    return _("Line %(line)d: %(text)s") % {"line": wrong.line, "text": text}
