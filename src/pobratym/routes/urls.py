"""Addresses of the routes room."""

from django.urls import URLPattern, path

from pobratym.routes.views import force, lanes, signing, steps

app_name = "routes"
one = "desk/agreements/<uuid:public_id>"
signatory = "desk/signatories/<uuid:public_id>"
signature = "desk/signatures/<uuid:public_id>"
copy = "desk/signed/<uuid:public_id>"
urlpatterns: list[URLPattern] = [
    path("desk/agreements/<uuid:public_id>/route/", lanes.lanes, name="lanes"),
    path("desk/agreements/<uuid:public_id>/route/begin/", lanes.walk_new, name="walk_new"),
    path("desk/agreements/<uuid:public_id>/route/due-days.ics", lanes.calendar, name="due_days"),
    path(
        "desk/agreements/<uuid:public_id>/route/<uuid:walk>/answers/",
        lanes.walk_edit,
        name="walk_edit",
    ),
    path("desk/steps/<uuid:public_id>/", steps.step, name="step"),
    path("desk/steps/<uuid:public_id>/<slug:act>/", steps.step_act, name="step_act"),
    path("desk/steps/files/<uuid:public_id>.file", steps.paper, name="step_paper"),
    path(f"{one}/signing/", signing.signing, name="signing"),
    path(f"{one}/signing/<uuid:city>/new/", signing.signatory_new, name="signatory_new"),
    path(f"{signatory}/edit/", signing.signatory_edit, name="signatory_edit"),
    path(f"{signatory}/remove/", signing.signatory_remove, name="signatory_remove"),
    path(f"{signatory}/sign/<slug:way>/", signing.signature_new, name="signature_new"),
    path(f"{signature}/withdraw/", signing.signature_withdraw, name="signature_withdraw"),
    path(f"{signature}/answer-for/", signing.signature_assure, name="signature_assure"),
    path(f"{signature}/scan/", signing.scan_new, name="scan_new"),
    path(f"{copy}/outside/", signing.outside_check, name="outside_check"),
    path(f"{copy}/check/", signing.copy_check, name="copy_check"),
    path(f"{copy}.file", signing.copy_file, name="copy_file"),
    path(f"{copy}.protocol", signing.copy_protocol, name="copy_protocol"),
    path(f"{one}/force/", force.force, name="force"),
    path(f"{one}/notice/", force.notice_new, name="notice_new"),
    path(f"{one}/notice/withdraw/", force.notice_withdraw, name="notice_withdraw"),
    path(f"{one}/notice/letter.file", force.notice_paper, name="notice_paper"),
    path(f"{one}/register/", force.register_edit, name="register_edit"),
]
