"""Addresses of the terms room."""

from django.urls import URLPattern

app_name = "terms"
urlpatterns: list[URLPattern] = []
