"""Addresses under the names that django-allauth leads to; what it does not need is not there."""

from django.urls import path, re_path

from pobratym.accounts.views import account, door, factors

urlpatterns = [
    path("sign-in/", door.SignIn.as_view(), name="account_login"),
    path("sign-in/no-account/", door.no_account, name="account_signup"),
    path("sign-in/letter/", door.letter_sent, name="account_email_verification_sent"),
    path("sign-in/factor/", factors.AskFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", factors.EnterByKey.as_view(), name="mfa_login_webauthn"),
    path("password/", door.Forgotten.as_view(), name="account_reset_password"),
    path("password/letter/", door.letter_sent, name="account_reset_password_done"),
    path("password/done/", door.password_is_new, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        door.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    re_path(
        r"^address/(?P<key>[-:\w]+)/$", door.ConfirmAddress.as_view(), name="account_confirm_email"
    ),
    path("account/password/", door.ChangePassword.as_view(), name="account_change_password"),
    path("account/first-password/", door.SetPassword.as_view(), name="account_set_password"),
    path("account/address/", door.Address.as_view(), name="account_email"),
    path("account/sessions/", account.session_list, name="usersessions_list"),
    path("account/who/", door.WhoAreYou.as_view(), name="account_reauthenticate"),
    path("account/who/code/", factors.WhoByCode.as_view(), name="mfa_reauthenticate"),
    path("account/who/passkey/", factors.WhoByKey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/factors/", factors.factors, name="mfa_index"),
    path("account/factors/app/add/", factors.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/factors/app/remove/", factors.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/factors/passkey/add/", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/factors/passkey/<int:pk>/remove/",
        factors.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/factors/passkey/<int:pk>/name/",
        factors.RenamePasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path("account/factors/codes/", factors.ShowCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "account/factors/codes/new/",
        factors.MakeCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
