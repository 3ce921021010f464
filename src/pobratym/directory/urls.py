"""Addresses of the officers' pages of the directory."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from pobratym.directory.views import (
    cities,
    handovers,
    installation,
    institutions,
    invitations,
    people,
)
from pobratym.documents.states import PictureKind

app_name = "directory"


class PictureKindConverter(StringConverter):
    """``arms`` or ``photograph``; any other address does not exist."""

    regex = "|".join(PictureKind)


register_converter(PictureKindConverter, "picture")

_CITY = "directory/<uuid:public_id>/"
_PEOPLE = "desk/people/<uuid:public_id>/"
_SENT = "desk/invitations/<uuid:public_id>/"
_ROLE = "desk/roles/<int:pk>/"
_PERSON = "desk/installation/people/<int:pk>/"

urlpatterns = [
    path(f"{_CITY}about/", cities.city_edit, name="city_edit"),
    path(f"{_CITY}names/", cities.city_names, name="city_names"),
    path(f"{_CITY}office/", cities.office_edit, name="office_edit"),
    path(f"{_CITY}wishes/", cities.wish_list, name="wish_list"),
    path(f"{_CITY}wishes/new/", cities.wish_new, name="wish_new"),
    path(f"{_CITY}wishes/<int:pk>/", cities.wish_edit, name="wish_edit"),
    path(f"{_CITY}wishes/<int:pk>/end/", cities.wish_end, name="wish_end"),
    path(f"{_CITY}<picture:kind>/", cities.city_picture, name="city_picture"),
    path(f"{_CITY}<picture:kind>/hide/", cities.picture_hide, name="picture_hide"),
    path(_PEOPLE, people.people, name="people"),
    path(f"{_PEOPLE}invite/", invitations.invitation_new, name="invitation_new"),
    path(f"{_PEOPLE}institutions/", institutions.institution_list, name="institution_list"),
    path(f"{_PEOPLE}institutions/new/", institutions.institution_new, name="institution_new"),
    path(
        "desk/institutions/<uuid:public_id>/",
        institutions.institution_edit,
        name="institution_edit",
    ),
    path(
        "desk/institutions/<uuid:public_id>/close/",
        institutions.institution_close,
        name="institution_close",
    ),
    path(f"{_SENT}renew/", invitations.invitation_renew, name="invitation_renew"),
    path(f"{_SENT}withdraw/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path(f"{_SENT}verify/", installation.invitation_verify, name="invitation_verify"),
    path(f"{_SENT}decline/", installation.invitation_decline, name="invitation_decline"),
    path(f"{_ROLE}confirm/", people.role_confirm, name="role_confirm"),
    path(f"{_ROLE}decline/", people.role_decline, name="role_decline"),
    path(f"{_ROLE}end/", people.role_end, name="role_end"),
    path(f"{_ROLE}hand-over/", handovers.handover_new, name="handover_new"),
    path("desk/hand-overs/<uuid:public_id>/", handovers.handover, name="handover"),
    path("desk/installation/", installation.installation, name="installation"),
    path(f"{_PERSON}disable/", installation.person_disable, name="person_disable"),
    path(f"{_PERSON}enable/", installation.person_enable, name="person_enable"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/", invitations.invitation_open, name="invitation_open"),
]
