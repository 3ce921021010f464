"""Addresses of the pages on a person's own data."""

from django.urls import path

from pobratym.vault import views

app_name = "vault"
urlpatterns = [
    path("account/data/", views.own_data, name="own_data"),
    path("account/data/archive/", views.archive, name="archive"),
    path("account/data/erase/", views.erasure_new, name="erasure_new"),
    path("account/data/erase/now/", views.erasure_now, name="erasure_now"),
    path("account/data/erase/take-back/", views.erasure_take_back, name="erasure_take_back"),
    path("account/data/correct/", views.correction_new, name="correction_new"),
    path("account/data/corrections/<int:pk>/", views.correction, name="correction"),
]
