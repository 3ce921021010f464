"""Addresses of the prospects room."""

from django.urls import path

from pobratym.prospects.views import ranking

app_name = "prospects"

_CITY = "desk/prospects/<uuid:public_id>/"

urlpatterns = [
    path(_CITY, ranking.ranking, name="ranking"),
    path(f"{_CITY}weights/", ranking.weights, name="weights"),
    path(f"{_CITY}<uuid:other_id>/", ranking.candidate, name="candidate"),
]
