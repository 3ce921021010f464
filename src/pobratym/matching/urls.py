"""Addresses of the matching room."""

from django.urls import path

from pobratym.matching.views import candidates

app_name = "matching"
partners = "desk/institutions/<uuid:public_id>/partners"
urlpatterns = [
    path(f"{partners}/", candidates.candidates, name="candidates"),
    path(f"{partners}/compare/", candidates.compare, name="compare"),
    path(f"{partners}/weights/", candidates.weights_edit, name="weights_edit"),
    path(f"{partners}/weights/reset/", candidates.weights_reset, name="weights_reset"),
    path(f"{partners}/<uuid:other>/aside/", candidates.candidate_aside, name="candidate_aside"),
    path(f"{partners}/<uuid:other>/back/", candidates.candidate_back, name="candidate_back"),
    path(
        f"{partners}/<uuid:other>/propose/",
        candidates.candidate_propose,
        name="candidate_propose",
    ),
]
