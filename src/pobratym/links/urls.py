"""Addresses of the links room."""

from django.urls import URLPattern

app_name = "links"
urlpatterns: list[URLPattern] = []
