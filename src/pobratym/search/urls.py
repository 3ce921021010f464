"""Addresses of the search room."""

from django.urls import path

from pobratym.search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggest, name="suggest"),
]
