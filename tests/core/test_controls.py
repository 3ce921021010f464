import datetime as dt
import re

import pytest
from django import forms
from django.template import engines
from django.test.html import parse_html

from pobratym.core.controls import control, errors_of
from pobratym.core.forms import DayField, GalleryForm, ShortWordingsField, gallery_forms
from pobratym.core.wordings import Wordings


class EventForm(forms.Form):
    title = ShortWordingsField(label="Title", needed=("pl",))
    on = DayField(label="Day")
    place = forms.CharField(label="Place", help_text="Town or village", max_length=200)
    kind = forms.ChoiceField(
        label="Kind", choices=[("Ours", [("a", "A"), ("b", "B")])], widget=forms.RadioSelect
    )


def shown(form):
    """Render the fields of a form as a page would."""
    template = engines["jinja2"].from_string(
        '{% from "ui/form.html" import error_summary, fields %}'
        "{{ error_summary(form) }}{{ fields(form) }}"
    )
    return template.render({"form": form})


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("title", "wordings"),
        ("summary", "wordings"),
        ("signed_on", "date-input"),
        ("name", "input"),
        ("password", "password-input"),
        ("country", "select"),
        ("origin", "radios"),
        ("languages", "checkboxes"),
        ("photograph", "file-upload"),
        ("agreed", "checkboxes"),
    ],
)
def test_each_kind_of_field_has_its_component(name, component):
    assert control(GalleryForm()[name]).component == component


def test_label_hint_and_error_come_from_the_field():
    form = EventForm({"place": ""})

    params = control(form["place"]).params

    assert (params["label"], params["hint"], params["errorMessage"]["text"]) == (
        {"text": "Place"},
        {"text": "Town or village"},
        "Fill this in.",
    )


def test_what_need_not_be_filled_says_so():
    params = control(GalleryForm()["summary"]).params

    assert params["fieldset"]["legend"]["text"] == "Summary (optional)"


def test_groups_of_choices_are_flattened_and_the_chosen_one_is_marked():
    items = control(EventForm({"kind": "b"})["kind"]).params["items"]

    assert [(item["value"], item["checked"]) for item in items] == [("a", False), ("b", True)]


def test_many_choices_stand_closer_together():
    class TopicsForm(forms.Form):
        few = forms.MultipleChoiceField(
            choices=[(n, n) for n in range(10)], widget=forms.CheckboxSelectMultiple
        )
        more = forms.MultipleChoiceField(
            choices=[(n, n) for n in range(11)], widget=forms.CheckboxSelectMultiple
        )

    form = TopicsForm()

    assert "classes" not in control(form["few"]).params
    assert control(form["more"]).params["classes"] == "govuk-checkboxes--small many"


@pytest.mark.parametrize("data", [None, {"topics": ["1", "<i>"]}])
@pytest.mark.parametrize("help_text", ["", "Choose <all> that apply."])
def test_boxes_written_out_are_those_of_the_design_system(data, help_text):
    class TopicsForm(forms.Form):
        topics = forms.MultipleChoiceField(
            choices=[(n, f"{n} & more") for n in range(11)],
            widget=forms.CheckboxSelectMultiple,
            help_text=help_text,
            initial=["3"],
        )

    bound = TopicsForm(data)["topics"]
    ours = engines["jinja2"].from_string('{% from "ui/form.html" import field %}{{ field(bound) }}')
    theirs = engines["jinja2"].from_string(
        '{% from "govuk_frontend_jinja/components/checkboxes/macro.html" import govukCheckboxes %}'
        "{{ govukCheckboxes(params) }}"
    )

    written = parse_html(ours.render({"bound": bound}))

    assert written == parse_html(theirs.render({"params": control(bound).params}))


def test_each_language_has_its_own_box_error_and_standing():
    form = EventForm({"title_uk": "Угода\x07"})
    form.fields["title"].standings = {"uk": "stale"}

    items = control(form["title"]).params["items"]

    assert [(i["name"], i["value"], i["standing"], "errorMessage" in i) for i in items] == [
        ("title_pl", "", "", False),
        ("title_uk", "Угода\x07", "stale", True),
        ("title_en", "", "", False),
    ]


def test_only_the_wrong_part_of_a_day_is_marked():
    form = EventForm({"on_day": "31", "on_month": "4", "on_year": "2024"})

    items = control(form["on"]).params["items"]

    assert ["govuk-input--error" in item["classes"] for item in items] == [True, False, False]


def test_stored_values_fill_the_boxes():
    form = EventForm(initial={"title": Wordings({"pl": "Umowa"}), "on": dt.date(2024, 10, 7)})

    title, day = control(form["title"]).params["items"], control(form["on"]).params["items"]

    assert [item["value"] for item in title] == ["Umowa", "", ""]
    assert [item["value"] for item in day] == ["7", "10", "2024"]


def test_every_error_of_the_summary_leads_to_a_box_of_the_page():
    form = gallery_forms()["wrong"]

    listed, html = errors_of(form), shown(form)

    assert len(listed) == 11
    assert [it["href"] for it in listed if f'id="{it["href"][1:]}"' not in html] == []


def test_the_summary_tells_the_language_of_an_error():
    form = EventForm({"title_pl": "x" * 201})

    assert errors_of(form)[0] == {
        "text": "Title: Polish: This is too long: at most 200 characters. Take out 1 character.",
        "href": "#id_title_pl",
    }


def test_errors_of_the_whole_form_stand_first():
    form = EventForm({"title_pl": "Umowa"})
    form.add_error(None, "Somebody else saved first.")

    assert errors_of(form)[0] == {"text": "Somebody else saved first."}


def test_what_was_typed_comes_back_unchanged_and_escaped():
    form = EventForm({"title_pl": '"><script>', "place": "</textarea><script>"})

    html = shown(form)

    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 2


def test_a_text_of_several_lines_is_not_indented_on_its_way():
    html = shown(GalleryForm({"summary_pl": "\nraz\n  dwa\n"}))

    assert ">\n\nraz\n  dwa\n</textarea>" in html


def test_no_box_carries_an_inline_style_or_handler():
    html = "".join(shown(form) for form in gallery_forms().values())

    assert re.findall(r"<[^>]+\s(?:style|on[a-z]+)=[^>]*>", html) == []
