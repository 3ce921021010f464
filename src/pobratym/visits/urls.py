"""Addresses of the visits room."""

from django.urls import path

from pobratym.visits.views import guests, journeys, members, visits

app_name = "visits"
one = "desk/visits/<uuid:public_id>"
guest = "desk/guests/<uuid:public_id>"
own = "guest/<str:token>"
urlpatterns = [
    path("desk/visits/", visits.visit_list, name="visit_list"),
    path("desk/partnerships/<uuid:public_id>/visits/new/", visits.visit_new, name="visit_new"),
    path(f"{one}/", visits.visit, name="visit"),
    path(f"{one}/edit/", visits.visit_edit, name="visit_edit"),
    path(f"{one}/serves/", visits.visit_serves, name="visit_serves"),
    path(f"{one}/go-on/<slug:to>/", visits.visit_go_on, name="visit_go_on"),
    path(f"{one}/accept/", visits.visit_accept, name="visit_accept"),
    path(f"{one}/decline/", visits.visit_decline, name="visit_decline"),
    path(f"{one}/cancel/", visits.visit_cancel, name="visit_cancel"),
    path(f"{one}/guests/", members.member_list, name="member_list"),
    path(f"{one}/guests/new/", members.member_new, name="member_new"),
    path(f"{one}/passports/", members.passport_list, name="passport_list"),
    path(f"{one}/sub-groups/", members.subgroups, name="subgroups"),
    path(f"{one}/sub-groups/new/", members.subgroup_new, name="subgroup_new"),
    path(f"{one}/sub-groups/<int:key>/edit/", members.subgroup_edit, name="subgroup_edit"),
    path(f"{one}/sub-groups/<int:key>/drop/", members.subgroup_drop, name="subgroup_drop"),
    path(f"{one}/journey/", journeys.journey, name="journey"),
    path(f"{one}/journey/new/", journeys.leg_new, name="leg_new"),
    path(f"{one}/journey/<int:key>/edit/", journeys.leg_edit, name="leg_edit"),
    path(f"{one}/journey/<int:key>/drop/", journeys.leg_drop, name="leg_drop"),
    path(f"{guest}/", members.member, name="member"),
    path(f"{guest}/edit/", members.member_edit, name="member_edit"),
    path(f"{guest}/lock/", members.member_lock, name="member_lock"),
    path(f"{guest}/unlock/", members.member_unlock, name="member_unlock"),
    path(f"{guest}/take-off/", members.member_take_off, name="member_take_off"),
    path(f"{guest}/take-back/", members.member_take_back, name="member_take_back"),
    path(f"{guest}/link/", members.member_link, name="member_link"),
    path(f"{guest}/link/end/", members.member_link_end, name="member_link_end"),
    path(f"{guest}/passport/", members.member_passport, name="member_passport"),
    path(f"{guest}/passport/erase/", members.member_passport_erase, name="member_passport_erase"),
    path(f"{own}/", guests.guest, name="guest"),
    path(f"{own}/accept/", guests.guest_accept, name="guest_accept"),
    path(f"{own}/decline/", guests.guest_decline, name="guest_decline"),
    path(f"{own}/details/", guests.guest_details, name="guest_details"),
    path(f"{own}/passport/", guests.guest_passport, name="guest_passport"),
]
