"""Addresses of the institutions room."""

from django.urls import URLPattern

app_name = "institutions"
urlpatterns: list[URLPattern] = []
