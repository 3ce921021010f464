"""Pages that write the contact log."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.partnerships.forms.contacts import ContactEditForm, ContactForm
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.services import contacts
from pobratym.partnerships.views.doors import contact_for, desk_of, partnership_for


@login_required
@require_http_methods(["GET", "POST"])
def contact_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note a contact."""
    partnership, city = partnership_for(request.user, public_id, "partnerships.add_contact")

    def deed(form: ContactForm) -> str:
        contacts.log_contact(partnership, by=request.user, city=city, **form.cleaned_data)
        return desk_of(partnership)

    initial = {"on": timezone.localdate(), "owner": request.user.pk}
    sheet = Sheet(
        template="partnerships/contact_new.html",
        make=partial(ContactForm, city=city, initial=initial),
        deed=deed,
        done=_("The contact is noted."),
        draft=f"contact_new:{public_id}",
        once="contact.log",
        context={"partnership": partnership, "back": desk_of(partnership)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def contact_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a line of the contact log."""
    contact = contact_for(request.user, public_id)

    def deed(form: ContactEditForm) -> str:
        contacts.edit_contact(contact, by=request.user, **form.cleaned_data)
        return desk_of(contact.partnership)

    initial = {**_said(contact), "version": contact.version}
    sheet = Sheet(
        template="partnerships/contact_edit.html",
        make=partial(ContactEditForm, city=contact.city, owner=contact.owner, initial=initial),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"contact_edit:{public_id}",
        stored=_said,
        context={
            "contact": contact,
            "partnership": contact.partnership,
            "back": desk_of(contact.partnership),
        },
    )
    return answer(request, sheet)


def _said(contact: Contact) -> dict[str, object]:
    names = (
        "on",
        "channel",
        "direction",
        "people",
        "introduced_by",
        "summary",
        "next_step",
        "due_on",
        "owner",
        "is_shared",
    )
    return {name: getattr(contact, name) for name in names}


@login_required
@require_POST
def contact_finish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note that the next step was done today (a button; sends ``version``)."""
    deed = partial(contacts.finish_step, on=timezone.localdate())
    return _button(request, public_id, deed, _("Done and noted."))


@login_required
@require_POST
def contact_share(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a note to the partner city (a button; sends ``version``)."""
    return _button(request, public_id, contacts.share_contact, _("The partner city sees it now."))


def _button(
    request: SignedInRequest, public_id: UUID, deed: Callable[..., Contact], done: str
) -> HttpResponse:
    contact = contact_for(request.user, public_id)
    deed = partial(deed, contact, by=request.user)
    return press(request, deed, done, desk_of(contact.partnership))
