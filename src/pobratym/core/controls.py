"""From a Django form field to the parameters of the component that shows it."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pobratym.core.widgets import DayWidget, WordingsWidget
from pobratym.core.wordings import LANGUAGES

Params = dict[str, Any]

_SET_BY_US = {"class", "id", "name", "maxlength", "minlength", "required", "cols", "rows"}
_OWN_PARAMETERS = ("autocomplete", "autocapitalize", "inputmode", "spellcheck", "pattern")
MANY = 10
"""Above so many choices the boxes are smaller and stand in two columns."""


@dataclass(frozen=True, slots=True)
class Control:
    """Which component shows a field (``input``, ``date-input``, …), and with what parameters."""

    component: str
    params: Params = field(default_factory=dict)


def control(bound: BoundField) -> Control:
    """Find the component for a field and fill its parameters."""
    widget = bound.field.widget
    for kind, component, fill in _COMPONENTS:
        if isinstance(widget, kind):
            return Control(component, fill(bound))
    return Control("input", _input(bound))


def errors_of(form: forms.BaseForm) -> list[Params]:
    """List every error of a form for the summary, each with the address of its box."""
    listed: list[Params] = [{"text": text} for text in form.non_field_errors()]
    for bound in form:
        if bound.name not in form.errors:
            continue
        for error in form.errors[bound.name].as_data():
            text = " ".join(error.messages)
            if isinstance(bound.field.widget, WordingsWidget) and _part(error):
                text = f"{language_name(_part(error))}: {text}"
            listed.append({"text": f"{bound.label}: {text}", "href": f"#{_box(bound, error)}"})
    return listed


def language_name(code: str) -> str:
    """Name a language of the record, in the reader's language."""
    return {"pl": _("Polish"), "uk": _("Ukrainian"), "en": _("English")}[code]


def _part(error: ValidationError) -> str:
    return str(error.params.get("part", "")) if isinstance(error.params, dict) else ""


def _box(bound: BoundField, error: ValidationError) -> str:
    """Give the id of the very box that an error asks to correct."""
    if isinstance(bound.field.widget, WordingsWidget):
        return f"{bound.auto_id}_{_part(error) or LANGUAGES[0]}"
    if isinstance(bound.field.widget, DayWidget):
        return f"{bound.auto_id}_{_part(error) or 'day'}"
    return str(bound.auto_id)


def _label(bound: BoundField) -> str:
    if bound.field.required or isinstance(bound.field.widget, forms.CheckboxInput):
        return str(bound.label)
    return _("%(label)s (optional)") % {"label": bound.label}


def _common(bound: BoundField) -> Params:
    """Label, hint, error and names: what every component takes."""
    params: Params = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": _label(bound)},
    }
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = _error(" ".join(str(text) for text in bound.errors))
    return params


def _error(text: str) -> Params:
    """Add the word that a screen reader hears before the message."""
    return {"text": text, "visuallyHiddenText": pgettext("before an error", "Error")}


def _grouped(bound: BoundField) -> Params:
    """Give the same with the label as the legend of a group of boxes."""
    params = _common(bound)
    params["idPrefix"] = bound.auto_id
    params["fieldset"] = {"legend": {"text": params.pop("label")["text"]}}
    return params


def _attributes(attrs: Params) -> Params:
    """Sort a widget's attributes into the component's own parameters and the rest."""
    params: Params = {name: attrs[name] for name in _OWN_PARAMETERS if name in attrs}
    rest = {
        name: {"value": value, "optional": True}
        for name, value in attrs.items()
        if name not in _SET_BY_US and name not in _OWN_PARAMETERS
    }
    params["attributes"] = rest
    if "class" in attrs:
        params["classes"] = attrs["class"]
    return params


def _typed(bound: BoundField) -> str:
    """Give the value as the widget would write it."""
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _input(bound: BoundField) -> Params:
    widget = bound.field.widget
    params = _common(bound) | _attributes(widget.attrs)
    kind = getattr(widget, "input_type", "text")
    if kind == "number":  # spinning wheels change numbers unseen: a plain box with digits
        kind, params["inputmode"] = "text", params.get("inputmode", "numeric")
    if kind == "color":  # browsers show the colour alone: its code stands beside it
        params |= {"suffix": {"text": _typed(bound)}, "classes": "govuk-input--width-4"}
    return {**params, "type": kind, "value": _typed(bound)}


def _password(bound: BoundField) -> Params:
    params = _common(bound) | _attributes(bound.field.widget.attrs)
    return {
        **params,
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }


def _textarea(bound: BoundField) -> Params:
    attrs = bound.field.widget.attrs
    params = _common(bound) | _attributes(attrs)
    return {**params, "value": _typed(bound), "rows": _rows(attrs)}


def _rows(attrs: Params) -> str:
    """Give the height; ten is Django's own default, which is more than most texts need."""
    rows = str(attrs.get("rows", "5"))
    return "5" if rows == "10" else rows


def _choices(bound: BoundField) -> list[tuple[str, str, bool]]:
    """Give (value, text, chosen) of every choice, groups flattened."""
    widget = bound.field.widget
    assert isinstance(widget, ChoiceWidget)  # noqa: S101  only such widgets are sent here
    chosen = {str(value) for value in widget.format_value(bound.value())}
    flat: list[tuple[str, str, bool]] = []
    for value, text in widget.choices:
        options = text if isinstance(text, list | tuple) else [(value, text)]
        named = [("" if v is None else str(v), str(t)) for v, t in options]
        flat += [(name, said, name in chosen) for name, said in named]
    return flat


def _select(bound: BoundField) -> Params:
    params = _common(bound) | _attributes(bound.field.widget.attrs)
    if getattr(bound.field.widget, "allow_multiple_selected", False):
        params["attributes"]["multiple"] = {"value": True, "optional": True}
    items = [{"value": v, "text": text, "selected": on} for v, text, on in _choices(bound)]
    return {**params, "items": items}


def _ticked(bound: BoundField) -> Params:
    items = [{"value": v, "text": text, "checked": on} for v, text, on in _choices(bound)]
    params = {**_grouped(bound), "items": items}
    if len(items) > MANY:
        several = isinstance(bound.field.widget, forms.CheckboxSelectMultiple)
        kind = "checkboxes" if several else "radios"
        params["classes"] = f"govuk-{kind}--small many"
    return params


def _tick(bound: BoundField) -> Params:
    """Show one box: its label stands beside it, and there is no group to name."""
    params = _common(bound)
    item: Params = {"value": "on", "text": params.pop("label")["text"]}
    item["checked"] = bool(bound.value())
    if "hint" in params:
        item["hint"] = params.pop("hint")
    return {**params, "idPrefix": bound.auto_id, "items": [item]}


def _file(bound: BoundField) -> Params:
    """Show the browser's own box: the scripted one fails axe's rule on visible names."""
    return _common(bound) | _attributes(bound.field.widget.attrs)


def _day(bound: BoundField) -> Params:
    widget = bound.field.widget
    assert isinstance(widget, DayWidget)  # noqa: S101  only such widgets are sent here
    value = bound.value()
    texts = value if isinstance(value, list) else widget.decompress(value)
    wrong = {_part(error) for error in _errors(bound)}
    names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    items = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": names[part],
            "value": text or "",
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
            + (" govuk-input--error" if part in wrong or wrong == {""} else ""),
        }
        for part, text in zip(DayWidget.PARTS, texts, strict=True)
    ]
    return {**_grouped(bound), "items": items}


def _errors(bound: BoundField) -> list[ValidationError]:
    found = bound.form.errors.get(bound.name)
    return found.as_data() if found else []


def _wordings(bound: BoundField) -> Params:
    """Give one group, and in ``items`` one box per language with its own error and standing."""
    widget = bound.field.widget
    assert isinstance(widget, WordingsWidget)  # noqa: S101  only such widgets are sent here
    value = bound.value()
    texts = value if isinstance(value, list) else widget.decompress(value)
    by_language: dict[str, list[str]] = {}
    for error in _errors(bound):
        by_language.setdefault(_part(error), []).extend(error.messages)
    standings = getattr(bound.field, "standings", {})
    items = []
    for language, box, text in zip(LANGUAGES, widget.widgets, texts, strict=True):
        item: Params = {
            "id": f"{bound.auto_id}_{language}",
            "name": f"{bound.html_name}_{language}",
            "language": language,
            "label": {"text": language_name(language)},
            "standing": standings.get(language, ""),
            "value": text or "",
            "rows": _rows(widget.attrs),
            "attributes": {"lang": language},
            "long": isinstance(box, forms.Textarea),
        }
        if language in by_language:
            item["errorMessage"] = _error(" ".join(by_language[language]))
        items.append(item)
    params = _grouped(bound)
    params.pop("errorMessage", None)
    if "" in by_language:
        params["errorMessage"] = _error(" ".join(by_language[""]))
    return {**params, "items": items}


_COMPONENTS = (
    (WordingsWidget, "wordings", _wordings),
    (DayWidget, "date-input", _day),
    (forms.HiddenInput, "hidden", _input),
    (forms.PasswordInput, "password-input", _password),
    (forms.FileInput, "file-upload", _file),
    (forms.Textarea, "textarea", _textarea),
    (forms.CheckboxInput, "checkboxes", _tick),
    (forms.CheckboxSelectMultiple, "checkboxes", _ticked),
    (forms.RadioSelect, "radios", _ticked),
    (forms.Select, "select", _select),
)
"""Looked through from top to bottom: narrower widgets stand before wider ones."""
