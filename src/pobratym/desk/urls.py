from django.urls import path

from pobratym.desk.views import desk as views
from pobratym.desk.views import journal as journal_views
from pobratym.desk.views import vault as vault_views

app_name = "desk"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/translations/", views.translations, name="translations"),
    path("desk/translations/<int:pk>/", views.translation_confirm, name="translation_confirm"),
    path("desk/partnerships/<uuid:public_id>/", views.partnership, name="partnership"),
    path("desk/agreements/<uuid:public_id>/", views.agreement, name="agreement"),
    path("desk/journal/", journal_views.journal, name="journal"),
    path("desk/journal/city/<uuid:public_id>/", journal_views.city, name="journal_city"),
    path(
        "desk/journal/city/<uuid:public_id>/export/",
        journal_views.city_export,
        name="journal_city_export",
    ),
    path("desk/journal/installation/", journal_views.installation, name="journal_installation"),
    path(
        "desk/journal/installation/export/",
        journal_views.installation_export,
        name="journal_installation_export",
    ),
    path("desk/journal/<str:kind>/<int:key>/", journal_views.thing, name="journal_thing"),
    path(
        "desk/journal/<str:kind>/<int:key>/export/",
        journal_views.thing_export,
        name="journal_thing_export",
    ),
    path("desk/vault/", vault_views.vault, name="vault"),
    path("desk/vault/transfers/<slug:way>/", vault_views.transfer_new, name="transfer_new"),
    path("desk/vault/transfers/<slug:way>/end/", vault_views.transfer_end, name="transfer_end"),
]
