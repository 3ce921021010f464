"""Addresses of the outcomes room."""

from django.urls import path

from pobratym.outcomes.views import notes, promises, reports

app_name = "outcomes"
visit = "desk/visits/<uuid:public_id>"
point = "desk/agenda/<uuid:public_id>"
minute = "desk/minutes/<uuid:public_id>"
decision = "desk/decisions/<uuid:public_id>"
promise = "desk/promises/<uuid:public_id>"
practice = "desk/practices-seen/<uuid:public_id>"
urlpatterns = [
    path(f"{visit}/afterwards/", notes.outcomes, name="outcomes"),
    path(f"{visit}/agenda/new/", notes.point_new, name="point_new"),
    path(f"{point}/edit/", notes.point_edit, name="point_edit"),
    path(f"{point}/remove/", notes.point_remove, name="point_remove"),
    path(f"{visit}/minutes/new/", notes.minute_new, name="minute_new"),
    path(f"{minute}/edit/", notes.minute_edit, name="minute_edit"),
    path(f"{minute}/remove/", notes.minute_remove, name="minute_remove"),
    path(f"{visit}/decisions/new/", notes.decision_new, name="decision_new"),
    path(f"{decision}/edit/", notes.decision_edit, name="decision_edit"),
    path(f"{decision}/remove/", notes.decision_remove, name="decision_remove"),
    path(f"{visit}/promises/new/", promises.promise_new, name="promise_new"),
    path(f"{promise}/", promises.promise, name="promise"),
    path(f"{promise}/edit/", promises.promise_edit, name="promise_edit"),
    path(f"{promise}/keep/", promises.promise_keep, name="promise_keep"),
    path(f"{promise}/drop/", promises.promise_drop, name="promise_drop"),
    path(f"{visit}/practices/new/", notes.practice_new, name="practice_new"),
    path(f"{practice}/edit/", notes.practice_edit, name="practice_edit"),
    path(f"{practice}/remove/", notes.practice_remove, name="practice_remove"),
    path(f"{visit}/attendance/", reports.attendance, name="attendance"),
    path(f"{visit}/report/", reports.report, name="report"),
    path(f"{visit}/report/write/", reports.report_write, name="report_write"),
    path(f"{visit}/report/finish/", reports.report_finish, name="report_finish"),
    path(f"{visit}/questions/", reports.results, name="results"),
    path(f"{visit}/questions/write/", reports.questions_write, name="questions_write"),
    path(f"{visit}/questions/open/", reports.questions_open, name="questions_open"),
    path("guest/<str:token>/questions/", reports.guest_questions, name="questions"),
]
