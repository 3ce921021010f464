"""Addresses of the confirmations room."""

from django.urls import path

from pobratym.confirmations import views

app_name = "confirmations"
one = "desk/proposals/<uuid:public_id>"
urlpatterns = [
    path("desk/proposals/", views.change_list, name="list"),
    path(f"{one}/", views.change, name="change"),
    path(f"{one}/confirm/", views.change_confirm, name="change_confirm"),
    path(f"{one}/decline/", views.change_decline, name="change_decline"),
    path(f"{one}/withdraw/", views.change_withdraw, name="change_withdraw"),
    path(f"{one}/papers/<uuid:city>/", views.paper, name="paper"),
    path(f"{one}/papers/<uuid:city>/new/", views.paper_record, name="paper_record"),
]
