"""What the vault room tells people of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pobratym.notices.kinds import Kind
from pobratym.vault.services.corrections import ANSWERED, ASKED


def _asked(facts: Mapping[str, Any]) -> str:
    del facts
    return gettext("A person of your city asks you to correct data about them.")


def _answered(facts: Mapping[str, Any]) -> str:
    del facts
    return gettext("Your request to correct your data was answered.")


KINDS = [
    Kind(ASKED, _("Somebody asks to have their data corrected"), _asked),
    Kind(ANSWERED, _("An answer about your own data"), _answered),
]
