"""Addresses of the prospects room."""

from django.urls import URLPattern

app_name = "prospects"
urlpatterns: list[URLPattern] = []
