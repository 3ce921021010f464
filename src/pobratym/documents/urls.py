"""Addresses of files; they carry no language."""

from django.urls import path

from pobratym.documents import views

app_name = "documents"

urlpatterns = [
    path("pictures/<uuid:public_id>.webp", views.picture_file, name="picture"),
]
