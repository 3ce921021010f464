"""Addresses that identity providers know: the same in every language."""

from django.urls import path

from pobratym.accounts.views import providers

urlpatterns = [
    path("oidc/<slug:provider_id>/", providers.provider_enter, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/back/", providers.provider_return, name="openid_connect_callback"
    ),
]
