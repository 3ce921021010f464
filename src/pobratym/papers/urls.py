"""Addresses of the papers room."""

from django.urls import path

from pobratym.papers.views import guests, papers, texts, visits

app_name = "papers"
one = "desk/agreements/<uuid:public_id>/papers"
of_visit = "desk/visits/<uuid:public_id>/papers"
urlpatterns = [
    path(f"{one}/", papers.papers, name="papers"),
    path(f"{one}/names/", texts.names, name="names"),
    path(f"{one}/names/edit/", texts.name_edit, name="name_edit"),
    path(f"{one}/<slug:paper>.<slug:ending>", papers.paper, name="paper"),
    path(f"{one}/<slug:paper>/texts/", texts.texts_edit, name="texts_edit"),
    path(f"{one}/<slug:paper>/texts/reset/", texts.texts_reset, name="texts_reset"),
    path(
        "agreements/<uuid:public_id>/papers/<slug:paper>.<slug:ending>",
        papers.public_paper,
        name="public_paper",
    ),
    path(f"{of_visit}/", visits.visit_papers, name="visit_papers"),
    path(f"{of_visit}/<slug:paper>.<slug:ending>", visits.visit_paper, name="visit_paper"),
    path(
        f"{of_visit}/<slug:paper>/<slug:about>/passports/",
        visits.visit_passports,
        name="visit_passports",
    ),
    path(
        "desk/visit-letters/<uuid:public_id>/invitation.<slug:ending>",
        visits.visit_letter,
        name="visit_letter",
    ),
    path("guest/<str:token>/programme.pdf", guests.guest_programme, name="guest_programme"),
]
