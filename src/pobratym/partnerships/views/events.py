"""Pages that write the timeline."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.editing import tell_standings
from pobratym.directory.services.sources import source_named
from pobratym.languages.queries import standings_of
from pobratym.partnerships.forms.events import EventEditForm, EventForm
from pobratym.partnerships.forms.partnerships import WithdrawForm
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.services import events
from pobratym.partnerships.views.doors import desk_of, event_for, partnership_for


@login_required
@require_http_methods(["GET", "POST"])
def event_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put an event on the timeline of a partnership."""
    partnership, city = partnership_for(request.user, public_id, "partnerships.add_event")

    def deed(form: EventForm) -> str:
        events.add_event(partnership, by=request.user, city=city, **_facts(form))
        return desk_of(partnership)

    sheet = Sheet(
        template="partnerships/event_new.html",
        make=EventForm,
        deed=deed,
        done=_("The event is on the timeline."),
        draft=f"event_new:{public_id}",
        once="event.add",
        context={"partnership": partnership, "back": desk_of(partnership)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def event_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of an event."""
    event, city = event_for(request.user, public_id)

    def make(data: QueryDict | None, files: object) -> EventEditForm:
        del files
        form = EventEditForm(data, initial={**_said(event), "version": event.version})
        tell_standings(form, standings_of(event))
        return form

    def deed(form: EventEditForm) -> str:
        events.edit_event(event, by=request.user, city=city, **_facts(form))
        return desk_of(event.partnership)

    sheet = Sheet(
        template="partnerships/event_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"event_edit:{public_id}",
        stored=_said,
        context={
            "event": event,
            "partnership": event.partnership,
            "back": desk_of(event.partnership),
        },
    )
    return answer(request, sheet)


def _facts(form: EventForm) -> dict[str, Any]:
    facts = dict(form.cleaned_data)
    name, url, on = (facts.pop(f"source_{part}") for part in ("name", "url", "on"))
    return {**facts, "source": source_named(name, url, on)}


def _said(event: Event) -> dict[str, object]:
    names = ("title", "kind", "on", "precision", "text", "is_public")
    source = event.source
    return {
        **{name: getattr(event, name) for name in names},
        "source_name": source.name if source else "",
        "source_url": source.url if source else "",
        "source_on": source.dated_on if source else None,
    }


@login_required
@require_http_methods(["GET", "POST"])
def event_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take an event that was entered by mistake off the timeline."""
    event, city = event_for(request.user, public_id)

    def deed(form: WithdrawForm) -> str:
        events.withdraw_event(event, by=request.user, city=city, **form.cleaned_data)
        return desk_of(event.partnership)

    sheet = Sheet(
        template="partnerships/event_withdraw.html",
        make=partial(WithdrawForm, initial={"version": event.version}),
        deed=deed,
        done=_("The event is off the timeline."),
        draft=f"event_withdraw:{public_id}",
        context={
            "event": event,
            "partnership": event.partnership,
            "back": desk_of(event.partnership),
        },
    )
    return answer(request, sheet)
