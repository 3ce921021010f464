"""Addresses of the institutions room; the public pages on institutions stand in ``publishing``."""

from django.urls import path

from pobratym.institutions.views import claims, lists, profiles

app_name = "institutions"
one = "desk/institutions/<uuid:public_id>"
head = "institutions/head/<uuid:public_id>"
claim = "desk/claims/<uuid:public_id>"
in_city = "desk/people/<uuid:public_id>/institutions"
urlpatterns = [
    path(f"{in_city}/import/", lists.list_import, name="import"),
    path(f"{in_city}/import/template.csv", lists.list_template, name="import_template"),
    path(f"{one}/profile/", profiles.desk, name="desk"),
    path(f"{one}/profile/about/", profiles.profile_about, name="profile_about"),
    path(f"{one}/profile/languages/", profiles.profile_languages, name="profile_languages"),
    path(f"{one}/profile/exchange/", profiles.profile_exchange, name="profile_exchange"),
    path(f"{one}/profile/safety/", profiles.profile_safety, name="profile_safety"),
    path(f"{one}/wishes/new/", profiles.need_new, name="need_new"),
    path(f"{one}/wishes/<int:pk>/", profiles.need_edit, name="need_edit"),
    path(f"{one}/wishes/<int:pk>/remove/", profiles.need_remove, name="need_remove"),
    path(f"{head}/", claims.claim_new, name="claim_new"),
    path(f"{head}/sent/", claims.claim_made, name="claim_made"),
    path(f"{claim}/", claims.claim, name="claim"),
    path(f"{claim}/confirm/", claims.claim_confirm, name="claim_confirm"),
    path(f"{claim}/decline/", claims.claim_decline, name="claim_decline"),
]
