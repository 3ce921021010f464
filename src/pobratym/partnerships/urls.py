"""Addresses of the partnerships room."""

from django.urls import path

from pobratym.partnerships.views import contacts, events, joining, partnership_new, partnerships

app_name = "partnerships"
one = "desk/partnerships/<uuid:public_id>"
event = "desk/events/<uuid:public_id>"
contact = "desk/contacts/<uuid:public_id>"
urlpatterns = [
    path("desk/partnerships/new/", partnership_new.partnership_new, name="partnership_new"),
    path(
        "desk/partnerships/new/details/",
        partnership_new.partnership_new_details,
        name="partnership_new_details",
    ),
    path(f"{one}/edit/", partnerships.partnership_edit, name="partnership_edit"),
    path(f"{one}/stage/", partnerships.partnership_stage, name="partnership_stage"),
    path(f"{one}/invite/<uuid:city>/", joining.partner_invite, name="partner_invite"),
    path(f"{one}/withdraw/", partnerships.partnership_withdraw, name="partnership_withdraw"),
    path(f"{one}/publish/", partnerships.partnership_publish, name="partnership_publish"),
    path(f"{one}/unpublish/", partnerships.partnership_unpublish, name="partnership_unpublish"),
    path(f"{one}/events/new/", events.event_new, name="event_new"),
    path(f"{event}/edit/", events.event_edit, name="event_edit"),
    path(f"{event}/withdraw/", events.event_withdraw, name="event_withdraw"),
    path(f"{one}/contacts/new/", contacts.contact_new, name="contact_new"),
    path(f"{contact}/edit/", contacts.contact_edit, name="contact_edit"),
    path(f"{contact}/finish/", contacts.contact_finish, name="contact_finish"),
    path(f"{contact}/share/", contacts.contact_share, name="contact_share"),
]
