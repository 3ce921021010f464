"""Addresses of accounts by our own names; ``signing`` has those that allauth asks for."""

from django.urls import path

from pobratym.accounts.views import account, door

app_name = "accounts"
urlpatterns = [
    path("sign-in/", door.SignIn.as_view(), name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("demo/<int:pk>/", door.demo_enter, name="demo_enter"),
    path("account/", account.account, name="account"),
    path("account/profile/", account.profile, name="profile"),
    path("account/sessions/<int:pk>/end/", account.session_end, name="session_end"),
    path("account/sessions/end-others/", account.session_end_others, name="session_end_others"),
]
