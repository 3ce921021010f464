"""Pages of a city's gift register."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.allowances.forms.gifts import (
    CeilingForm,
    DecideForm,
    FateForm,
    GiftEditForm,
    GiftForm,
)
from pobratym.allowances.models.gifts import Gift
from pobratym.allowances.queries.pages import gift_page, register_page
from pobratym.allowances.services import gifts as deeds
from pobratym.allowances.views.doors import (
    acting_on,
    city_for,
    gift_for,
    page_of,
    register_of,
    sheet_of,
)
from pobratym.core.pages import page


@login_required
@require_safe
def gift_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the gift register of a city; ``page`` counts from 1."""
    city = city_for(request.user, public_id)
    number = request.GET.get("page", "1")
    shown = register_page(city, request.user, int(number) if number.isdecimal() else 1)
    return page(request, "allowances/gift_list.html", {"shown": shown})


@login_required
@require_http_methods(["GET", "POST"])
def ceiling_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Set the ceiling of a city."""
    city = city_for(request.user, public_id, "allowances.set_ceiling")

    def deed(form: CeilingForm) -> str:
        deeds.set_ceiling(city, by=request.user, **form.cleaned_data)
        return register_of(city)

    made = Sheet(
        template="allowances/form.html",
        make=partial(CeilingForm, initial={"valid_from": timezone.localdate()}),
        deed=deed,
        done=_("The ceiling is set."),
        draft=f"ceiling_new:{public_id}",
        once="ceiling.set",
        context={
            "title": _("Set the ceiling of gifts"),
            "of": city.name,
            "back": register_of(city),
        },
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def gift_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter a gift of a visit in the register of the own city."""
    visit, acting = acting_on(request.user, public_id)

    def deed(form: GiftForm) -> str:
        gift = deeds.enter_gift(visit, by=request.user, city=acting[0], **form.cleaned_data)
        return page_of(gift)

    made = Sheet(
        template="allowances/form.html",
        make=GiftForm,
        deed=deed,
        done=_("The gift is in the register."),
        draft=f"gift_new:{public_id}",
        once="gift.enter",
        context={"title": _("Enter a gift"), "of": visit.title, "back": sheet_of(visit)},
    )
    return answer(request, made)


@login_required
@require_safe
def gift(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a gift, the ceiling, the decision and what became of it."""
    found = gift_for(request.user, public_id)
    return page(request, "allowances/gift.html", {"shown": gift_page(found, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def gift_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Correct an entry."""
    found = gift_for(request.user, public_id, "allowances.change_gift")

    def deed(form: GiftEditForm) -> str:
        deeds.edit_gift(found, by=request.user, **form.cleaned_data)
        return page_of(found)

    made = Sheet(
        template="allowances/form.html",
        make=partial(GiftEditForm, initial={**_said(found), "version": found.version}),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"gift_edit:{public_id}",
        stored=_said,
        context={
            "title": _("Correct a gift"),
            "of": found.visit.title,
            "back": page_of(found),
            "back_text": _("Back to the gift"),
        },
    )
    return answer(request, made)


def _said(found: Gift) -> dict[str, object]:
    names = (
        "way", "on", "description", "giver", "receiver", "amount", "currency", "is_estimate",
    )  # fmt: skip
    return {name: getattr(found, name) for name in names}


@login_required
@require_http_methods(["GET", "POST"])
def gift_decide(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Decide on a gift above the ceiling, as a second person."""
    found = gift_for(request.user, public_id, "allowances.decide_gift")

    def deed(form: DecideForm) -> str:
        deeds.decide_gift(found, by=request.user, **form.cleaned_data)
        return page_of(found)

    made = Sheet(
        template="allowances/gift_decide.html",
        make=partial(DecideForm, initial={"version": found.version}),
        deed=deed,
        done=_("Your decision is noted."),
        draft=f"gift_decide:{public_id}",
        context={"gift": found, "back": page_of(found)},
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def gift_settle(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note what became of a gift."""
    found = gift_for(request.user, public_id, "allowances.change_gift")

    def deed(form: FateForm) -> str:
        deeds.settle_gift(found, by=request.user, **form.cleaned_data)
        return page_of(found)

    initial = {"fate": found.fate, "fate_note": found.fate_note, "version": found.version}
    made = Sheet(
        template="allowances/form.html",
        make=partial(FateForm, initial=initial),
        deed=deed,
        done=_("Noted."),
        draft=f"gift_settle:{public_id}",
        stored=lambda row: {"fate": row.fate, "fate_note": row.fate_note},
        context={
            "title": _("What became of the gift"),
            "of": found.visit.title,
            "back": page_of(found),
            "back_text": _("Back to the gift"),
        },
    )
    return answer(request, made)
