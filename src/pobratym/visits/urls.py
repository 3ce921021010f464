"""Addresses of the visits room."""

import datetime as dt

from django.urls import path, register_converter

from pobratym.visits.views import (
    days,
    guests,
    journeys,
    letters,
    members,
    sites,
    subgroups,
    visits,
    ways,
    wishes,
)

app_name = "visits"
one = "desk/visits/<uuid:public_id>"
guest = "desk/guests/<uuid:public_id>"
own = "guest/<str:token>"
letter = "desk/visit-letters/<uuid:public_id>"
city = "desk/cities/<uuid:public_id>"
interpreter = "desk/interpreters/<uuid:public_id>"


class DateConverter:
    """A date in ISO; any other address does not exist."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        """Read the date."""
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        """Write the date."""
        return value.isoformat()


register_converter(DateConverter, "date")

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
    path(f"{one}/sub-groups/", subgroups.subgroups, name="subgroups"),
    path(f"{one}/sub-groups/new/", subgroups.subgroup_new, name="subgroup_new"),
    path(f"{one}/sub-groups/<int:key>/edit/", subgroups.subgroup_edit, name="subgroup_edit"),
    path(f"{one}/sub-groups/<int:key>/drop/", subgroups.subgroup_drop, name="subgroup_drop"),
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
    path(f"{one}/letters/", letters.letter_list, name="letters"),
    path(f"{one}/letters/new/", letters.letter_new, name="letter_new"),
    path(f"{letter}/edit/", letters.letter_edit, name="letter_edit"),
    path(f"{letter}/sign/", letters.letter_sign, name="letter_sign"),
    path(f"{letter}/send/", letters.letter_send, name="letter_send"),
    path(f"{letter}/answer/<slug:said>/", letters.letter_answer, name="letter_answer"),
    path(f"{letter}/drop/", letters.letter_drop, name="letter_drop"),
    path(f"{letter}/scan/", letters.letter_scan, name="letter_scan"),
    path(f"{own}/", guests.guest, name="guest"),
    path(f"{own}/accept/", guests.guest_accept, name="guest_accept"),
    path(f"{own}/decline/", guests.guest_decline, name="guest_decline"),
    path(f"{own}/details/", guests.guest_details, name="guest_details"),
    path(f"{own}/passport/", guests.guest_passport, name="guest_passport"),
    path(f"{city}/sites/", sites.site_list, name="site_list"),
    path(f"{city}/sites/new/", sites.site_new, name="site_new"),
    path(f"{city}/hosts/new/", sites.host_new, name="host_new"),
    path("desk/sites/<uuid:public_id>/", sites.site, name="site"),
    path("desk/sites/<uuid:public_id>/edit/", sites.site_edit, name="site_edit"),
    path("desk/sites/<uuid:public_id>/close/", sites.site_close, name="site_close"),
    path("desk/sites/<uuid:public_id>/reopen/", sites.site_reopen, name="site_reopen"),
    path("desk/hosts/<uuid:public_id>/edit/", sites.host_edit, name="host_edit"),
    path("desk/hosts/<uuid:public_id>/remove/", sites.host_remove, name="host_remove"),
    path(f"{one}/wishes/", wishes.wishes, name="wishes"),
    path(f"{one}/wishes/new/", wishes.wish_add, name="wish_add"),
    path("desk/wishes/<uuid:public_id>/", wishes.wish_edit, name="wish_edit"),
    path("desk/wishes/<uuid:public_id>/withdraw/", wishes.wish_withdraw, name="wish_withdraw"),
    path("desk/wishes/<uuid:public_id>/restore/", wishes.wish_restore, name="wish_restore"),
    path(f"{one}/interpreters/new/", wishes.interpreter_new, name="interpreter_new"),
    path(f"{interpreter}/", wishes.interpreter_edit, name="interpreter_edit"),
    path(f"{interpreter}/remove/", wishes.interpreter_remove, name="interpreter_remove"),
    path(f"{one}/days/", days.days, name="days"),
    path(f"{one}/days/<date:day>/", days.day_edit, name="day_edit"),
    path(f"{one}/days/<date:day>/drop/", days.day_drop, name="day_drop"),
    path(f"{one}/days/<date:day>/<int:group>/", days.day_edit, name="day_edit_group"),
    path(f"{one}/days/<date:day>/<int:group>/drop/", days.day_drop, name="day_drop_group"),
    path(f"{one}/pauses/new/", days.pause_new, name="pause_new"),
    path(f"{one}/pauses/<int:key>/", days.pause_edit, name="pause_edit"),
    path(f"{one}/pauses/<int:key>/remove/", days.pause_remove, name="pause_remove"),
    path(f"{one}/ways/", ways.ways, name="ways"),
    path(f"{one}/ways/import/", ways.ways_import, name="ways_import"),
    path(f"{one}/ways/table.csv", ways.ways_table, name="ways_table"),
    path(f"{one}/ways/fetch/", ways.ways_fetch, name="ways_fetch"),
    path(f"{one}/ways/forget/", ways.ways_forget, name="ways_forget"),
]
