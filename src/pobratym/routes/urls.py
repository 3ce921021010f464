"""Addresses of the routes room."""

from django.urls import URLPattern, path

from pobratym.routes.views import lanes, steps

app_name = "routes"
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
]
