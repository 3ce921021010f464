"""Pages that open an agreement and change what is said of it beside its clauses."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.agreements.forms.agreements import (
    AgreementNewForm,
    CitiesForm,
    FactsForm,
    LanguagesForm,
    TitlesForm,
)
from pobratym.agreements.forms.shared import ReasonForm, chosen_languages, own_languages
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import cities_of
from pobratym.agreements.queries.beginnings import (
    changeable,
    starts_for,
    usual_title,
    usual_titles,
)
from pobratym.agreements.services import facts as services
from pobratym.agreements.services import publishing
from pobratym.agreements.services.opening import open_agreement
from pobratym.agreements.tongues import tongue_name
from pobratym.agreements.views.doors import agreement_for, desk_of
from pobratym.partnerships import queries as partnerships
from pobratym.partnerships.models.partnerships import Partnership

_FACTS = (
    "title", "remark", "force_begins", "effective_from", "duration_months", "auto_renew",
    "renewal_months", "notice_months",
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def agreement_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open an agreement in a partnership: two presses give a draft with clauses."""
    partnership = partnerships.worked_on_by(request.user, public_id)
    if partnership is None:
        raise Http404
    if not request.user.has_perm("partnerships.change_partnership", partnership):
        raise PermissionDenied
    own = partnerships.acting_cities(request.user, partnership)
    cities = partnerships.cities_of(partnership)
    starts = starts_for(partnership, request.user)
    parents = changeable(partnership, request.user)
    back = reverse("desk:partnership", kwargs={"public_id": public_id})
    sheet = Sheet(
        template="agreements/agreement_new.html",
        make=lambda data, _files: AgreementNewForm(
            data, starts=starts, parents=parents, cities=cities, own=own
        ),
        deed=lambda form: _open(form, request.user, partnership, parents),
        done=_("The draft is there. So far only your city sees it."),
        draft=f"agreement_new:{public_id}",
        once="agreement.open",
        context={
            "partnership": partnership,
            "own_languages": [tongue_name(one) for one in own_languages(cities)],
            "back": back,
        },
    )
    return answer(request, sheet)


def _open(
    form: AgreementNewForm, by: User, partnership: Partnership, parents: list[Agreement]
) -> str:
    told = form.cleaned_data
    start = form.starts[told["start"]]
    everyone = partnerships.cities_of(partnership)
    chosen = set(told.get("cities") or [city.pk for city in everyone])
    cities = [city for city in everyone if city.pk in chosen]
    own = partnerships.acting_cities(by, partnership)
    city = next((one for one in own if one.pk == told.get("city")), own[0])
    languages, authentic = chosen_languages(told, cities)
    title = told["title"] or usual_title(start)
    agreement = open_agreement(
        partnership,
        start.kind,
        title=title,
        cities=cities,
        languages=languages,
        authentic=authentic,
        titles=usual_titles(title, cities, languages),
        template_code=start.code,
        copied_from=start.agreement,
        parent=next((one for one in parents if str(one.public_id) == told.get("parent")), None),
        by=by,
        city=city,
    )
    return reverse("agreements:text", kwargs={"public_id": agreement.public_id})


@login_required
@require_http_methods(["GET", "POST"])
def agreement_facts(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change the short title, the beginning, term, renewal and notice."""
    agreement, city = agreement_for(request.user, public_id)

    def deed(form: FactsForm) -> str:
        services.edit_facts(agreement, by=request.user, city=city, **form.cleaned_data)
        return desk_of(agreement)

    sheet = Sheet(
        template="agreements/agreement_facts.html",
        make=lambda data, _files: FactsForm(
            data,
            is_writable=agreement.is_writable,
            late=services.late_facts(agreement, agreement.notice_months),
            initial={**_said(agreement), "version": agreement.version},
        ),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"agreement_facts:{public_id}",
        stored=_said,
        context=_context(agreement),
    )
    return answer(request, sheet)


def _said(agreement: Agreement) -> dict[str, object]:
    return {name: getattr(agreement, name) for name in _FACTS}


def _context(agreement: Agreement) -> dict[str, object]:
    return {"agreement": agreement, "back": desk_of(agreement)}


@login_required
@require_http_methods(["GET", "POST"])
def agreement_titles(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Write the full titles, side by side."""
    agreement, city = agreement_for(request.user, public_id, "agreements.write_text")
    languages = [tongue.language for tongue in agreement.tongues.all()]

    def deed(form: TitlesForm) -> str:
        told = form.cleaned_data
        services.put_titles(
            agreement,
            {one: told[f"title_{one}"] for one in languages},
            same=told["same"],
            version=told["version"],
            by=request.user,
            city=city,
        )
        return desk_of(agreement)

    sheet = Sheet(
        template="agreements/agreement_titles.html",
        make=lambda data, _files: TitlesForm(
            data,
            languages=languages,
            initial={**_titles(agreement), "version": agreement.version},
        ),
        deed=deed,
        done=_("The titles are saved."),
        draft=f"agreement_titles:{public_id}",
        stored=_titles,
        context=_context(agreement),
    )
    return answer(request, sheet)


def _titles(agreement: Agreement) -> dict[str, object]:
    return {f"title_{tongue.language}": tongue.title for tongue in agreement.tongues.all()}


@login_required
@require_http_methods(["GET", "POST"])
def agreement_languages(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add languages or take them out, and say which of them bind."""
    agreement, city = agreement_for(request.user, public_id, "agreements.write_text")
    now = {tongue.language: tongue.is_authentic for tongue in agreement.tongues.all()}
    cities = cities_of(agreement)

    def deed(form: LanguagesForm) -> str:
        languages, authentic = chosen_languages(form.cleaned_data, cities, now)
        services.put_languages(
            agreement,
            languages,
            authentic,
            version=form.cleaned_data["version"],
            by=request.user,
            city=city,
        )
        return desk_of(agreement)

    sheet = Sheet(
        template="agreements/agreement_languages.html",
        make=lambda data, _files: LanguagesForm(
            data, cities=cities, now=now, initial={"version": agreement.version}
        ),
        deed=deed,
        done=_("The languages are saved. Write the title and the clauses in a new one."),
        draft=f"agreement_languages:{public_id}",
        context={
            **_context(agreement),
            "own_languages": [tongue_name(one) for one in own_languages(cities)],
        },
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def agreement_cities(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Choose the parties of a draft."""
    agreement, city = agreement_for(request.user, public_id, "agreements.write_text")
    joined = agreement.partnership.parties.current().select_related("municipality")
    everyone = [party.municipality for party in joined.order_by("place")]

    def deed(form: CitiesForm) -> str:
        chosen = set(form.cleaned_data["cities"])
        services.put_cities(
            agreement,
            [one for one in everyone if one.pk in chosen],
            version=form.cleaned_data["version"],
            by=request.user,
            city=city,
        )
        return desk_of(agreement)

    initial = {
        "cities": [one.pk for one in cities_of(agreement)],
        "version": agreement.version,
    }
    sheet = Sheet(
        template="agreements/agreement_cities.html",
        make=lambda data, _files: CitiesForm(data, cities=everyone, initial=initial),
        deed=deed,
        done=_("The parties are saved."),
        draft=f"agreement_cities:{public_id}",
        context=_context(agreement),
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def agreement_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take back an agreement that was entered by mistake."""
    agreement, _acting = agreement_for(request.user, public_id, "agreements.withdraw_agreement")

    def deed(form: ReasonForm) -> str:
        services.withdraw_agreement(
            agreement, by=request.user, city=agreement.opened_by, **form.cleaned_data
        )
        return desk_of(agreement)

    sheet = Sheet(
        template="agreements/agreement_withdraw.html",
        make=partial(_reason, agreement),
        deed=deed,
        done=_("The agreement is withdrawn. It stays in the record with your reason."),
        draft=f"agreement_withdraw:{public_id}",
        context=_context(agreement),
    )
    return answer(request, sheet)


def _reason(agreement: Agreement, data: QueryDict | None, files: object) -> ReasonForm:
    del files
    return ReasonForm(data, initial={"version": agreement.version})


@login_required
@require_POST
def agreement_publish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Propose to show an agreement to everybody (a button; sends ``version``)."""
    agreement, city = agreement_for(request.user, public_id)
    deed = partial(publishing.propose_publication, agreement, by=request.user, city=city)
    done = _("The public page is proposed. It appears once all cities have confirmed it.")
    return press(request, deed, done, desk_of(agreement))


@login_required
@require_http_methods(["GET", "POST"])
def agreement_unpublish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take the public page of an agreement down."""
    agreement, city = agreement_for(request.user, public_id)
    if not agreement.is_public:
        messages.info(request, _("There is no public page now."))
        return redirect(desk_of(agreement))

    def deed(form: ReasonForm) -> str:
        publishing.unpublish_agreement(agreement, by=request.user, city=city, **form.cleaned_data)
        return desk_of(agreement)

    sheet = Sheet(
        template="agreements/agreement_unpublish.html",
        make=partial(_reason, agreement),
        deed=deed,
        done=_("The public page is taken down. The other cities are told."),
        draft=f"agreement_unpublish:{public_id}",
        context=_context(agreement),
    )
    return answer(request, sheet)
