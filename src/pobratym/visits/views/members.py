"""Pages on the delegation: who comes, and each guest."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.editing import say
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.visits.forms.members import (
    MemberEditForm,
    NewMemberForm,
    PassportForm,
    WhyForm,
)
from pobratym.visits.forms.visits import ReasonForm
from pobratym.visits.models.delegations import Member
from pobratym.visits.queries.shown import (
    answer_of,
    cities_to_enter,
    delegation_of,
    seen_cities,
    topics_of,
    visit_shown,
)
from pobratym.visits.services import guests, members, passports
from pobratym.visits.views.doors import (
    member_for,
    page_of,
    page_of_member,
    visit_for,
)

_SAID = (
    "name_latin", "name_cyrillic", "function", "protocol_rank", "email", "language", "phone",
    "languages", "interests", "diet", "accessibility",
)  # fmt: skip


@login_required
@require_safe
def member_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the guests of a visit, in the order of protocol."""
    visit = visit_for(request.user, public_id)
    delegation = delegation_of(visit, request.user)
    members_seen = [row.member for row in delegation.coming if row.may_open]
    context = {
        "visit": visit,
        "shown": visit_shown(visit, request.user),
        "delegation": delegation,
        "sealed": passports.with_passport(members_seen),
        "may_enter": bool(cities_to_enter(request.user, visit)),
    }
    return page(request, "visits/member_list.html", context)


@login_required
@require_safe
def member(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a guest with link and passport to those who look after the visit."""
    found = _seen(request, public_id)
    links = list(found.guest_links.order_by("-sent_at", "-pk"))
    living = [one for one in links if one.revoked_at is None]
    context = {
        "member": found,
        "visit": found.visit,
        "shown": visit_shown(found.visit, request.user),
        "link": living[0] if living else None,
        "answer": answer_of(living),
        "has_passport": bool(passports.with_passport([found])),
        "may_change": request.user.has_perm("visits.change_member", found),
    }
    return page(request, "visits/member.html", context)


def _seen(request: SignedInRequest, public_id: UUID, act: str = "visits.view_member") -> Member:
    """Give a guest whose names may be shown to the reader."""
    found = member_for(request.user, public_id, act)
    if found.city_id not in seen_cities([found], found.visit, request.user):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(["GET", "POST"])
def member_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a guest on the list."""
    visit = visit_for(request.user, public_id, "visits.prepare")
    cities = cities_to_enter(request.user, visit)
    if not cities:
        raise PermissionDenied
    own = "pl" if cities[0].country == "PL" else "uk"

    def deed(form: NewMemberForm) -> str:
        made = members.add_member(visit, by=request.user, **form.facts())
        if made.city_id not in seen_cities([made], visit, request.user):
            return page_of(visit, "member_list")
        return page_of_member(made)

    sheet = Sheet(
        template="visits/member_new.html",
        make=partial(
            NewMemberForm, cities=cities, groups=visit.subgroups.all(), initial={"language": own}
        ),
        deed=deed,
        done=_("The guest is on the list."),
        draft=f"member_new:{public_id}",
        once="member.add",
        context={"visit": visit, "back": page_of(visit, "member_list")},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def member_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of a guest."""
    found = _seen(request, public_id, "visits.change_member")
    locked = found.names_locked_at is not None

    def make(data: QueryDict | None, files: object) -> MemberEditForm:
        del files
        return MemberEditForm(
            data,
            groups=found.visit.subgroups.all(),
            locked=locked,
            topics=topics_of(found.visit, found),
            initial={**_said(found), "version": found.version},
        )

    def deed(form: MemberEditForm) -> str:
        facts = form.facts()
        members.edit_member(found, version=facts.pop("version"), by=request.user, **facts)
        return page_of_member(found)

    sheet = Sheet(
        template="visits/member_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"member_edit:{public_id}",
        stored=_said,
        context={"member": found, "visit": found.visit, "back": page_of_member(found),
                 "is_locked": locked},
    )  # fmt: skip
    return answer(request, sheet)


def _said(found: Member) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(found, name) for name in _SAID}
    return {**said, "subgroup": str(found.subgroup_id or "")}


@login_required
@require_POST
def member_lock(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note that the names stand as in the passport (a button; sends ``version``)."""
    return _press(
        request, public_id, members.lock_names, _("The names are locked as in the passport.")
    )


@login_required
@require_POST
def member_take_back(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a guest on the list again (a button; sends ``version``)."""
    return _press(request, public_id, members.take_back, _("The guest is on the list again."))


@login_required
@require_POST
def member_link(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Send a guest the own link (a button; sends ``version``)."""

    def deed(found: Member, *, version: int, by: Any) -> None:  # noqa: ANN401  the signed-in person
        del version  # a second letter does no harm: it ends the link of the first
        guests.invite(found, by)

    done = _("The letter with the link is on its way. A link sent before opens nothing any more.")
    return _press(request, public_id, deed, done)


@login_required
@require_POST
def member_link_end(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a guest's link back (a button; sends ``version``)."""
    return _press(request, public_id, guests.revoke, _("The link opens nothing any more."))


@login_required
@require_POST
def member_passport_erase(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Erase the data of a guest's passport (a button; sends ``version``)."""
    done = _("The data of the passport are erased.")
    return _press(request, public_id, passports.forget_passport, done)


def _press(
    request: SignedInRequest, public_id: UUID, deed: Callable[..., object], done: str
) -> HttpResponse:
    found = _seen(request, public_id, "visits.change_member")
    return press(request, partial(deed, found, by=request.user), done, page_of_member(found))


@login_required
@require_http_methods(["GET", "POST"])
def member_unlock(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Let the names of a guest be changed again."""
    done = _("The names can be changed again.")
    return _ask(request, public_id, "unlock", members.unlock_names, done)


@login_required
@require_http_methods(["GET", "POST"])
def member_take_off(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a guest off the list."""
    done = _("The guest is off the list.")
    return _ask(request, public_id, "take_off", members.take_off, done)


def _ask(
    request: SignedInRequest, public_id: UUID, name: str, deed: Callable[..., Member], done: str
) -> HttpResponse:
    found = _seen(request, public_id, "visits.change_member")

    def do(form: ReasonForm) -> str:
        deed(found, by=request.user, **form.cleaned_data)
        return page_of_member(found)

    sheet = Sheet[ReasonForm](
        template=f"visits/member_{name}.html",
        make=partial(ReasonForm, initial={"version": found.version}),
        deed=do,
        done=done,
        draft=f"member_{name}:{public_id}",
        context={"member": found, "visit": found.visit, "back": page_of_member(found)},
    )
    return answer(request, sheet)


@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def member_passport(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Seal the data of a guest's passport; what lies in the vault is not shown here."""
    found = _seen(request, public_id, "visits.change_member")
    form = PassportForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    if form.is_valid():
        try:
            passports.keep_passport(found, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            say(form, refusal)
        else:
            return _done(request, _("The data of the passport lie in the vault."), found)
    context = {
        "form": form,
        "member": found,
        "visit": found.visit,
        "back": page_of_member(found),
        "has_passport": bool(passports.with_passport([found])),
    }
    return page(
        request, "visits/member_passport.html", context, status=422 if form.is_bound else 200
    )


def _done(request: SignedInRequest, text: str, found: Member) -> HttpResponse:
    messages.success(request, text)
    return redirect(page_of_member(found))


@recently_signed_in
@require_http_methods(["GET", "POST"])
def passport_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Read the data of passports for lists of the border or a gate; each reading is noted."""
    visit = visit_for(request.user, public_id, "visits.prepare")
    rows = [row for row in delegation_of(visit, request.user).coming if row.may_open]
    sealed = passports.with_passport([row.member for row in rows])
    form = WhyForm(request.POST if request.method == "POST" else None)
    read: list[tuple[Member, dict[str, str]]] = []
    if form.is_valid():
        try:
            read = [
                (
                    row.member,
                    passports.read_passport(row.member, by=request.user, **form.cleaned_data),
                )
                for row in rows
                if row.member.pk in sealed
            ]
        except DomainError as refusal:
            say(form, refusal)
    context = {
        "visit": visit,
        "rows": rows,
        "sealed": sealed,
        "read": read,
        "form": form,
        "back": page_of(visit, "member_list"),
    }
    return page(request, "visits/passport_list.html", context, status=422 if form.errors else 200)
