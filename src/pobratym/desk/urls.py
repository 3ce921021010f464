from django.urls import path

from pobratym.desk.views import desk as views

app_name = "desk"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/translations/", views.translations, name="translations"),
    path("desk/translations/<int:pk>/", views.translation_confirm, name="translation_confirm"),
    path("desk/partnerships/<uuid:public_id>/", views.partnership, name="partnership"),
]
