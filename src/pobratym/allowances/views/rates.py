"""Pages of a city's amounts per day."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.allowances.forms.rates import ConfirmForm, RatesEditForm, RatesForm
from pobratym.allowances.models.rates import RateSet
from pobratym.allowances.queries.pages import rates_page
from pobratym.allowances.services import rates as deeds
from pobratym.allowances.views.doors import city_for, rates_for, rates_of
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality

FACTS = (
    "country", "valid_from", "currency", "day_amount", "cut", "breakfast", "lunch", "dinner",
    "one_meal", "two_meals", "three_meals", "night_limit", "source", "source_url", "note",
)  # fmt: skip


@login_required
@require_safe
def rates_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the amounts per day of a city."""
    city = city_for(request.user, public_id)
    return page(request, "allowances/rates_list.html", {"shown": rates_page(city, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def rates_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter amounts for a country; ``like`` names an edition to begin with."""
    city = city_for(request.user, public_id, "allowances.add_rates")
    wanted = request.GET.get("like", "")
    like = _like(request.user, city, wanted)

    def deed(form: RatesForm) -> str:
        deeds.enter_rates(city, by=request.user, **form.cleaned_data)
        return rates_of(city)

    initial = {**_said(like), "valid_from": None} if like else {}
    made = Sheet(
        template="allowances/form.html",
        make=partial(RatesForm, initial=initial),
        deed=deed,
        done=_("The amounts are entered. Let your accountant confirm them."),
        draft=f"rates_new:{public_id}",
        once="rates.enter",
        context={"title": _("Enter amounts per day"), "of": city.name, "back": rates_of(city)},
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def rates_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Correct amounts per day."""
    rates = rates_for(request.user, public_id)

    def deed(form: RatesEditForm) -> str:
        deeds.edit_rates(rates, by=request.user, **form.cleaned_data)
        return rates_of(rates.city)

    made = Sheet(
        template="allowances/form.html",
        make=partial(RatesEditForm, initial={**_said(rates), "version": rates.version}),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"rates_edit:{public_id}",
        stored=_said,
        context={
            "title": _("Correct amounts per day"),
            "of": rates.city.name,
            "back": rates_of(rates.city),
        },
    )
    return answer(request, made)


def _like(user: User, city: Municipality, wanted: str) -> RateSet | None:
    rows = RateSet.objects.visible_to(user).filter(city=city)
    return rows.filter(public_id=wanted).first() if _is_uuid(wanted) else None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _said(rates: RateSet) -> dict[str, object]:
    return {name: getattr(rates, name) for name in FACTS}


@login_required
@require_http_methods(["GET", "POST"])
def rates_confirm(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note that an accountant has confirmed amounts per day."""
    rates = rates_for(request.user, public_id)

    def deed(form: ConfirmForm) -> str:
        deeds.confirm_rates(rates, by=request.user, **form.cleaned_data)
        return rates_of(rates.city)

    made = Sheet(
        template="allowances/rates_confirm.html",
        make=partial(ConfirmForm, initial={"version": rates.version}),
        deed=deed,
        done=_("Noted: the amounts are confirmed."),
        draft=f"rates_confirm:{public_id}",
        context={"rates": rates, "back": rates_of(rates.city)},
    )
    return answer(request, made)


@login_required
@require_POST
def rates_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take amounts back that were entered by mistake (a button; sends ``version``)."""
    rates = rates_for(request.user, public_id)
    deed = partial(deeds.withdraw_rates, rates, by=request.user)
    return press(request, deed, _("The amounts are taken back."), rates_of(rates.city))
