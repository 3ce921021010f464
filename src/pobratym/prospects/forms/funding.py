"""The form on what two cities plan, read from the address; nothing of it is kept."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pobratym.directory.topics import topic_name
from pobratym.prospects.funding.rules import Organisation, Plan
from pobratym.prospects.queries.funding import ORGANISATION_NAMES, topics_of_programmes

OTHER_TOPIC = "other"
_MOST = 10**9


def _number(label: Any, **options: Any) -> forms.IntegerField:  # noqa: ANN401  words, field options
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "narrow"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=_MOST, widget=widget, **options
    )


def _topics() -> list[tuple[str, str]]:
    language = get_language() or "en"
    named = [(code, topic_name(code, language)) for code in topics_of_programmes()]
    return [*named, (OTHER_TOPIC, str(_("another topic")))]


class PlanForm(forms.Form):
    """What is planned, as far as it is known; each box may stay empty."""

    organisation = forms.ChoiceField(
        label=_("Who applies"),
        choices=[("", pgettext_lazy("part of a plan", "not known yet")), *ORGANISATION_NAMES],
        required=False,
    )  # fmt: skip
    amount = _number(_("Grant that you need, in euro"))
    participants = _number(_("Participants in all"))
    invited = _number(_("Of them from abroad"))
    days = _number(_("Days of the exchange"))
    young = forms.ChoiceField(
        label=_("Young people take part"),
        choices=[
            ("", pgettext_lazy("part of a plan", "not known yet")),
            ("1", _("yes")),
            ("0", _("no")),
        ],
        required=False,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=_topics, widget=forms.CheckboxSelectMultiple, required=False
    )

    def plan(self) -> Plan:
        """Give what is known; a box that is filled in wrongly says nothing."""
        self.is_valid()
        data = self.cleaned_data
        who = data.get("organisation")
        return Plan(
            today=timezone.localdate(),
            organisation=Organisation(who) if who else None,
            topics=frozenset(data.get("topics") or ()),
            amount=data.get("amount"),
            participants=data.get("participants"),
            invited=data.get("invited"),
            days=data.get("days"),
            with_young_people={"1": True, "0": False}.get(data.get("young") or ""),
        )
