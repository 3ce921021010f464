"""Addresses of the programmes room."""

from django.urls import path

from pobratym.programmes.views import calendars, guests, outgoing, planning, programme, versions

app_name = "programmes"
of = "desk/visits/<uuid:public_id>"
one = "desk/programme-items/<uuid:public_id>"
run = "desk/plans/<uuid:public_id>"
urlpatterns = [
    path(f"{of}/programme/", programme.grid, name="grid"),
    path(f"{of}/programme/new/", programme.item_new, name="item_new"),
    path(f"{of}/programme/undo/", programme.undo, name="undo"),
    path(f"{of}/programme/cancel/", planning.site_cancel, name="site_cancel"),
    path(f"{of}/programme/copy/", planning.copy, name="copy"),
    path(f"{of}/programme/versions/", versions.versions, name="versions"),
    path(f"{of}/programme/versions/<int:number>/", versions.version, name="version"),
    path(
        f"{of}/programme/versions/<int:number>/put-back/",
        versions.version_put_back,
        name="version_put_back",
    ),
    path(f"{of}/programme/people/", versions.everybody, name="people"),
    path(f"{of}/programme/people/<slug:kind>/<slug:key>/", versions.personal, name="personal"),
    path(f"{of}/plan/", planning.plan, name="plan"),
    path(f"{run}/", planning.run, name="run"),
    path(f"{run}/stop/", planning.run_stop, name="run_stop"),
    path(f"{run}/take/", planning.run_take, name="run_take"),
    path(f"{one}/", programme.item, name="item"),
    path(f"{one}/edit/", programme.item_edit, name="item_edit"),
    path(f"{one}/move/", programme.item_move, name="item_move"),
    path(f"{one}/cancel/", programme.item_cancel, name="item_cancel"),
    path(f"{one}/reinstate/", programme.item_reinstate, name="item_reinstate"),
    path(f"{one}/lock/", programme.item_lock, name="item_lock"),
    path("guest/<str:token>/calendar/", guests.guest_calendar, name="guest_calendar"),
    path("calendars/<str:token>.ics", calendars.feed, name="feed"),
    path(f"{of}/programme.ics", calendars.calendar_file, name="calendar_file"),
    path(f"{of}/outgoing/", outgoing.outgoing, name="outgoing"),
    path(f"{of}/outgoing/tell/", outgoing.tell, name="tell"),
    path(f"{of}/calendars/new/", outgoing.calendar_new, name="calendar_new"),
    path(f"{of}/calendars/<int:number>/end/", outgoing.calendar_end, name="calendar_end"),
    path(f"{one}/release/", outgoing.release_ask, name="release_ask"),
    path(f"{one}/release/agree/", outgoing.release_agree, name="release_agree"),
    path(f"{one}/release/back/", outgoing.release_back, name="release_back"),
]
