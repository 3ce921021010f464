"""What is wrong with a file of the law book, in words."""

from django.utils.translation import gettext_lazy as _

from pobratym.routes.lawbook.reading import Fault

_SENTENCES = {
    "too_large": _("the file is too large"),
    "not_readable": _("the file cannot be read: %(about)s"),
    "not_utf8": _("the file is not written in UTF-8"),
    "not_toml": _("the file is not TOML: %(about)s"),
    "no_folder": _("there is no such folder"),
    "unknown_key": _("unknown key: %(about)s"),
    "unknown_name": _("nothing bears this name: %(about)s"),
    "wrong_kind": _("a value of another kind is needed: %(about)s"),
    "missing": _("missing: %(about)s"),
    "not_fit": _("this value does not fit: %(about)s"),
    "not_days": _("give a number of days from 1 to 3650: %(about)s"),
    "not_address": _("give an address that begins with https: %(about)s"),
    "doubled_code": _("the code stands twice: %(about)s"),
    "doubled_edition": _("another file has this edition already: %(about)s"),
    "circle": _("these steps wait for one another: %(about)s"),
    "too_early": _("it depends on a step of a later phase: %(about)s"),
}


def told(fault: Fault) -> str:
    """Say it in one line: file, step, what is wrong."""
    place = ", ".join(one for one in (fault.file, fault.step) if one)
    return f"{place}: {str(_SENTENCES[fault.code]) % {'about': fault.about}}"
