from django.urls import path

from pobratym.desk.views import desk as views
from pobratym.desk.views import vault as vault_views

app_name = "desk"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/translations/", views.translations, name="translations"),
    path("desk/translations/<int:pk>/", views.translation_confirm, name="translation_confirm"),
    path("desk/partnerships/<uuid:public_id>/", views.partnership, name="partnership"),
    path("desk/vault/", vault_views.vault, name="vault"),
    path("desk/vault/transfers/<slug:way>/", vault_views.transfer_new, name="transfer_new"),
    path("desk/vault/transfers/<slug:way>/end/", vault_views.transfer_end, name="transfer_end"),
]
