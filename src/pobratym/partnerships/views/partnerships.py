"""Pages that change a partnership."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.confirmations.queries import open_proposal
from pobratym.confirmations.states import OPEN_FOR
from pobratym.core.editing import VersionedForm, tell_standings
from pobratym.core.filters import day
from pobratym.directory.models.cities import Municipality
from pobratym.languages.queries import standings_of
from pobratym.partnerships.forms.partnerships import (
    PartnershipEditForm,
    StageForm,
    WithdrawForm,
)
from pobratym.partnerships.models.partnerships import STAGE_NAMES, Partnership
from pobratym.partnerships.queries import cities_of
from pobratym.partnerships.services import joint, stages
from pobratym.partnerships.services.opening import edit_partnership
from pobratym.partnerships.states import NEXT, Stage, needs_both
from pobratym.partnerships.views.doors import desk_of, partnership_for


@login_required
@require_http_methods(["GET", "POST"])
def partnership_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of a partnership."""
    act = "partnerships.change_partnership"
    partnership, city = partnership_for(request.user, public_id, act)
    cities = cities_of(partnership)

    def make(data: QueryDict | None, files: object) -> PartnershipEditForm:
        del files
        initial = {**_said(partnership), "version": partnership.version}
        form = PartnershipEditForm(data, cities=cities, initial=initial)
        tell_standings(form, standings_of(partnership))
        return form

    def deed(form: PartnershipEditForm) -> str:
        edit_partnership(partnership, by=request.user, city=city, **form.cleaned_data)
        return desk_of(partnership)

    sheet = Sheet(
        template="partnerships/partnership_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"partnership_edit:{public_id}",
        stored=_said,
        context={"partnership": partnership, "cities": cities, "back": desk_of(partnership)},
    )
    return answer(request, sheet)


def _said(partnership: Partnership) -> dict[str, object]:
    """Give what a partnership says now, by field of its form."""
    names = ("title", "summary", "affiliation", "ua_kind", "origin")
    topics = list(partnership.fields.values_list("topic", flat=True))
    return {**{name: getattr(partnership, name) for name in names}, "topics": topics}


@login_required
@require_http_methods(["GET", "POST"])
def partnership_stage(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a partnership to its next stage."""
    act = "partnerships.advance_partnership"
    partnership, city = partnership_for(request.user, public_id, act)

    if waiting := open_proposal(joint.STAGE, partnership, request.user):
        messages.info(request, _("This proposal waits for an answer; the stage moves with it."))
        return redirect("confirmations:change", public_id=waiting.public_id)
    stage = Stage(partnership.stage)
    joint_steps = [to for to in NEXT[stage] if needs_both(stage, to)]

    def deed(form: StageForm) -> str:
        facts = dict(form.cleaned_data)
        to = Stage(facts.pop("to"))
        if to in joint_steps:
            joint.propose_stage(partnership, to, by=request.user, city=city, **facts)
        else:
            facts.pop("message", None)
            stages.move_stage(partnership, to, by=request.user, city=city, **facts)
        return desk_of(partnership)

    done = _("Done. The partnership's page shows where it stands.")
    if request.POST.get("to") in joint_steps:
        done = _(
            "The proposal is sent to: %(cities)s. They have time to answer until %(day)s; until"
            " then nothing changes."
        ) % _sent_to(partnership, city)
    initial = {"version": partnership.version}
    sheet = Sheet(
        template="partnerships/partnership_stage.html",
        make=partial(StageForm, partnership=partnership, initial=initial),
        deed=deed,
        done=done,
        draft=f"partnership_stage:{public_id}",
        context={
            "partnership": partnership,
            "stage_name": dict(STAGE_NAMES)[stage],
            "is_joint": bool(joint_steps),
            "own_steps": [to for to in NEXT[stage] if to not in joint_steps],
            "back": desk_of(partnership),
        },
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def partnership_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take back a partnership that was entered by mistake."""
    act = "partnerships.withdraw_partnership"
    partnership, _acting = partnership_for(request.user, public_id, act)

    def deed(form: WithdrawForm) -> str:
        stages.withdraw_partnership(
            partnership, by=request.user, city=partnership.opened_by, **form.cleaned_data
        )
        return desk_of(partnership)

    sheet = Sheet(
        template="partnerships/partnership_withdraw.html",
        make=partial(WithdrawForm, initial={"version": partnership.version}),
        deed=deed,
        done=_("The partnership is withdrawn. It stays in the record with your reason."),
        draft=f"partnership_withdraw:{public_id}",
        context={"partnership": partnership, "back": desk_of(partnership)},
    )
    return answer(request, sheet)


@login_required
@require_POST
def partnership_publish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Propose to give a partnership its public page (a button; sends ``version``)."""
    act = "partnerships.publish_partnership"
    partnership, city = partnership_for(request.user, public_id, act)
    deed = partial(joint.propose_publication, partnership, by=request.user, city=city)
    done = _(
        "The public page is proposed to: %(cities)s. It appears once they have confirmed; they"
        " have time until %(day)s."
    ) % _sent_to(partnership, city)
    return press(request, deed, done, desk_of(partnership))


@login_required
@require_http_methods(["GET", "POST"])
def partnership_unpublish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask whether to take the public page down, and take it down."""
    act = "partnerships.publish_partnership"
    partnership, city = partnership_for(request.user, public_id, act)
    if not partnership.is_public:
        messages.info(request, _("There is no public page now."))
        return redirect(desk_of(partnership))

    def deed(form: VersionedForm) -> str:
        version = form.cleaned_data["version"]
        stages.unpublish_partnership(partnership, version=version, by=request.user, city=city)
        return desk_of(partnership)

    sheet = Sheet(
        template="partnerships/partnership_unpublish.html",
        make=partial(VersionedForm, initial={"version": partnership.version}),
        deed=deed,
        done=_("The public page is taken down. The partner city is told."),
        draft=f"partnership_unpublish:{public_id}",
        context={"partnership": partnership, "back": desk_of(partnership)},
    )
    return answer(request, sheet)


def _sent_to(partnership: Partnership, city: Municipality) -> dict[str, str]:
    """Name those who are asked, and the day until which they may answer."""
    language = get_language() or "en"
    others = [one.name.said(language).text for one in cities_of(partnership) if one != city]
    return {"cities": ", ".join(others), "day": day(timezone.localdate() + OPEN_FOR)}
