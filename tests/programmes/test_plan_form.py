"""The form that asks the planner speaks the reader's language."""

import pytest
from django.utils import translation

from pobratym.programmes.forms.planning import PlanForm


@pytest.mark.parametrize(("language", "said"), [("pl", "5 sekund"), ("uk", "5 секунд")])
def test_the_lengths_of_a_search_are_said_in_the_language_of_the_reader(
    language: str, said: str
) -> None:
    """A length of time is put into words when the page is shown, not when the server starts."""
    with translation.override(language):
        words = [str(label) for _value, label in PlanForm().fields["seconds"].choices]  # type: ignore[attr-defined]
    assert said in words
