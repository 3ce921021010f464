"""Pages on the sites of a city, and on the people who show them."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.core.words import language
from pobratym.languages.queries import standings_of
from pobratym.visits.forms.sites import HostEditForm, HostForm, SiteEditForm, SiteForm
from pobratym.visits.models.sites import Site
from pobratym.visits.queries.sites import site_shown, sites_of_city
from pobratym.visits.services import sites
from pobratym.visits.views.near import city_for, host_for, site_for, site_page, sites_page
from pobratym.visits.written.dates import write_days
from pobratym.visits.written.opening import write_opening


@login_required
@require_safe
def site_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the sites of a city."""
    city = city_for(request.user, public_id)
    context = {"shown": sites_of_city(city, request.user), "city": city}
    return page(request, "visits/site_list.html", context)


@login_required
@require_safe
def site(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a site."""
    found = site_for(request.user, public_id)
    context = {
        "shown": site_shown(found, request.user),
        "opening": write_opening(found.opening, language()).splitlines(),
        "closed": write_days(found.closed_days).splitlines(),
    }
    return page(request, "visits/site.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def site_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter a site."""
    city = city_for(request.user, public_id, "visits.keep_sites")

    def deed(form: SiteForm) -> str:
        return site_page(sites.add_site(city, by=request.user, **form.facts()))

    sheet = Sheet(
        template="visits/site_new.html",
        make=partial(SiteForm, city=city),
        deed=deed,
        done=_("The site is entered."),
        draft=f"site_new:{public_id}",
        once="site.add",
        context={"city": city, "back": sites_page(city)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def site_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of a site."""
    found = site_for(request.user, public_id, "visits.change_site")

    def make(data: QueryDict | None, files: object) -> SiteEditForm:
        del files
        initial = {**SiteForm.values_of(found), "version": found.version}
        form = SiteEditForm(data, initial=initial, city=found.city)
        tell_standings(form, standings_of(found))
        return form

    def deed(form: SiteEditForm) -> str:
        version = form.cleaned_data["version"]
        sites.edit_site(found, version=version, by=request.user, **form.facts())
        return site_page(found)

    sheet = Sheet(
        template="visits/site_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"site_edit:{public_id}",
        stored=SiteForm.values_of,
        context={"site": found, "back": site_page(found)},
    )
    return answer(request, sheet)


@login_required
@require_POST
def site_close(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a site no more (a button; sends ``version``)."""
    found = site_for(request.user, public_id, "visits.change_site")
    deed = partial(sites.close_site, found, by=request.user)
    return press(request, deed, _("The site is shown to guests no more."), site_page(found))


@login_required
@require_POST
def site_reopen(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a site again (a button; sends ``version``)."""
    found = site_for(request.user, public_id, "visits.change_site")
    deed = partial(sites.reopen_site, found, by=request.user)
    return press(request, deed, _("The site can be shown to guests again."), site_page(found))


@login_required
@require_http_methods(["GET", "POST"])
def host_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter somebody who receives guests; ``?site=`` names the site."""
    city = city_for(request.user, public_id, "visits.keep_sites")
    at = _site_asked(request)
    back = site_page(at) if at else sites_page(city)

    def deed(form: HostForm) -> str:
        sites.add_host(city, by=request.user, **form.cleaned_data)
        return back

    sheet = Sheet(
        template="visits/host_new.html",
        make=partial(HostForm, city=city, initial={"site": at, "language": "pl"}),
        deed=deed,
        done=_("Entered."),
        draft=f"host_new:{public_id}",
        once="host.add",
        context={"city": city, "back": back},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def host_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of somebody who receives guests."""
    found = host_for(request.user, public_id)
    back = site_page(found.site) if found.site else sites_page(found.city)

    def make(data: QueryDict | None, files: object) -> HostEditForm:
        del files
        initial = {**HostForm.values_of(found), "version": found.version}
        return HostEditForm(data, initial=initial, city=found.city)

    def deed(form: HostEditForm) -> str:
        sites.edit_host(found, by=request.user, **form.cleaned_data)
        return back

    sheet = Sheet(
        template="visits/host_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"host_edit:{public_id}",
        stored=HostForm.values_of,
        context={"host": found, "back": back},
    )
    return answer(request, sheet)


@login_required
@require_POST
def host_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take somebody off the list (a button; sends ``version``)."""
    found = host_for(request.user, public_id)
    back = site_page(found.site) if found.site else sites_page(found.city)
    return press(request, partial(sites.remove_host, found, by=request.user), _("Removed."), back)


def _site_asked(request: SignedInRequest) -> Site | None:
    """Give the site that the address names, when it is one of the reader's."""
    try:
        key = UUID(request.GET.get("site", ""))
    except ValueError:
        return None
    return Site.objects.visible_to(request.user).filter(public_id=key).first()
