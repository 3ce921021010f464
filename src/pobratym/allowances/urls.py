"""Addresses of the allowances room."""

from django.urls import URLPattern

app_name = "allowances"
urlpatterns: list[URLPattern] = []
