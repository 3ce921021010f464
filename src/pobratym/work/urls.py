"""Addresses of this room, for administrators of the installation."""

from django.urls import path

from pobratym.work import views

app_name = "work"
urlpatterns = [
    path("administration/work/", views.queue, name="queue"),
    path("administration/work/<uuid:key>/retry/", views.job_retry, name="job_retry"),
    path("administration/work/<uuid:key>/drop/", views.job_drop, name="job_drop"),
    path("administration/work/<uuid:key>/stop/", views.job_stop, name="job_stop"),
    path("administration/letters/<uuid:key>/retry/", views.letter_retry, name="letter_retry"),
    path("administration/letters/<uuid:key>/drop/", views.letter_drop, name="letter_drop"),
]
