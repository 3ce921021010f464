"""Questions that a questionnaire begins with; the host changes them as it likes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.outcomes.states import Answering

STANDARD = [
    (Answering.SCALE, _("How useful was the visit for your work?")),
    (Answering.SCALE, _("How well was the visit prepared?")),
    (Answering.SCALE, _("How good was the interpreting?")),
    (Answering.SCALE, _("Was there enough time for talks?")),
    (Answering.YES_NO, _("Do you want to go on working with somebody whom you met?")),
    (Answering.TEXT, _("What would you like to try at home?")),
    (Answering.TEXT, _("What should be done otherwise next time?")),
]


def standard_questions() -> list[tuple[Answering, Wordings]]:
    """Give the questions in all languages."""
    found = []
    for answering, text in STANDARD:
        said = {}
        for language in LANGUAGES:
            with override(language):
                said[language] = str(text)
        found.append((answering, Wordings(said)))
    return found
