"""What every form on a stored row needs."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from pobratym.core.editing import (
    VersionedForm,
    differences,
    open_with,
    say,
    tell_standings,
    typed,
)
from pobratym.core.errors import DomainError
from pobratym.core.forms import DayField, ShortWordingsField
from pobratym.core.wordings import Wordings


class Visit(VersionedForm):
    title = ShortWordingsField(label="Title")
    on = DayField(label="Day", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A visit"), ("b", "A fair")])
    is_public = forms.BooleanField(label="Public", required=False)


FILLED = {"version": "1", "title_pl": "Wizyta", "title_uk": "Візит", "on_day": "7",
          "on_month": "10", "on_year": "2024", "kind": "a"}  # fmt: skip


def filled(**more):
    form = Visit(FILLED | more)
    assert form.is_valid(), form.errors
    return form


def test_only_fields_and_languages_that_differ_are_shown():
    stored = {
        "title": Wordings({"pl": "Wizyta", "uk": "Поїздка"}),
        "on": dt.date(2024, 10, 8),
        "kind": "b",
        "is_public": True,
        "version": 5,
    }

    found = [(one.label, one.theirs, one.mine) for one in differences(filled(), stored)]

    assert found == [
        ("Title", [("uk", "Поїздка")], [("uk", "Візит")]),
        ("Day", [("", "8 October 2024")], [("", "7 October 2024")]),
        ("Kind", [("", "A fair")], [("", "A visit")]),
        ("Public", [("", "yes")], [("", "no")]),
    ]


def test_what_is_equal_is_no_difference():
    form = filled()
    stored = {name: form.cleaned_data[name] for name in ("title", "on", "kind", "is_public")}

    assert differences(form, stored) == []


def test_a_draft_holds_what_was_typed_and_the_version_that_the_person_saw():
    data = QueryDict("title_pl=x&csrfmiddlewaretoken=y&once=z&version=3&keep=1&discard=1")

    assert typed(data) == {"title_pl": ["x"], "version": ["3"]}


def test_a_form_opens_with_a_draft_however_wrong_and_stays_silent():
    form = Visit(initial={"version": 7, "kind": "b", "is_public": True})

    open_with(form, {"title_pl": ["Wiz"], "on_day": ["77"], "kind": ["no such"]})

    assert not form.is_bound
    assert form["title"].value() == ["Wiz", None, None]
    assert form["on"].value() == ["77", None, None]
    assert (form["version"].value(), form["kind"].value()) == (7, "no such")
    assert form["is_public"].value() is False


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (DomainError("No.", code="no", field="kind"), {"kind": ["No."]}),
        (DomainError("No.", code="no", field="other"), {"__all__": ["No."]}),
        (DomainError("No.", code="no"), {"__all__": ["No."]}),
        (ValidationError("No."), {"__all__": ["No."]}),
        (ValidationError({"kind": ["No."], "unknown": ["Nor."]}),
         {"kind": ["No."], "__all__": ["Nor."]}),
    ],
)  # fmt: skip
def test_a_refusal_stands_beside_its_field_or_above_the_form(refusal, expected):
    form = filled()

    say(form, refusal)

    assert form.errors == expected


def test_each_text_tells_how_its_versions_stand():
    form = Visit()

    tell_standings(
        form, {("title", "pl"): "source", ("title", "uk"): "stale", ("x", "pl"): "human"}
    )

    assert form.fields["title"].standings == {"pl": "source", "uk": "stale"}
