"""Addresses of the matching room."""

from django.urls import path

from pobratym.matching.views import candidates, pairing, pairing_changes

app_name = "matching"
partners = "desk/institutions/<uuid:public_id>/partners"
run = "desk/pairings/<uuid:public_id>"
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
    path("desk/partnerships/<uuid:public_id>/pairing/", pairing.pairing, name="pairing"),
    path(f"{run}/", pairing.pairing_run, name="pairing_run"),
    path(f"{run}/pairs/<int:pair>/", pairing.pairing_pair, name="pairing_pair"),
    path(f"{run}/pairs.csv", pairing.pairing_csv, name="pairing_csv"),
    path(f"{run}/pairing.json", pairing.pairing_json, name="pairing_json"),
    path(f"{run}/stop/", pairing_changes.pairing_stop, name="pairing_stop"),
    path(f"{run}/propose/", pairing_changes.pairing_propose, name="pairing_propose"),
    path(f"{run}/rule/", pairing_changes.pairing_rule, name="pairing_rule"),
    path(f"{run}/capacity/", pairing_changes.pairing_capacity, name="pairing_capacity"),
    path(
        "desk/pair-rules/<uuid:public_id>/lift/",
        pairing_changes.pairing_rule_lift,
        name="pairing_rule_lift",
    ),
]
