"""Addresses of the kernel; none of them has a language."""

from django.urls import path

from pobratym.core import health

app_name = "core"
urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]
