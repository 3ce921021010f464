from django.urls import path

from pobratym.publishing import views

app_name = "publishing"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("partnerships/", views.partnership_list, name="partnership_list"),
    path("partnerships/<uuid:public_id>/", views.partnership, name="partnership"),
    path("partnerships/<uuid:public_id>/<slug:slug>/", views.partnership, name="partnership"),
    path("agreements/<uuid:public_id>/", views.agreement, name="agreement"),
    path("agreements/<uuid:public_id>/<slug:slug>/", views.agreement, name="agreement"),
    path("visits/", views.visit_list, name="visit_list"),
    path("visits/<uuid:public_id>/", views.visit, name="visit"),
    path("visits/<uuid:public_id>/programme.ics", views.visit_calendar, name="visit_calendar"),
    path("municipalities/", views.city_list, name="city_list"),
    path("municipalities/<uuid:public_id>/", views.city, name="city"),
    path("municipalities/<uuid:public_id>/<slug:slug>/", views.city, name="city"),
    path("institutions/", views.institution_list, name="institution_list"),
    path("institutions/<uuid:public_id>/", views.institution, name="institution"),
    path("institutions/<uuid:public_id>/<slug:slug>/", views.institution, name="institution"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/processing.json", views.privacy_json, name="privacy_json"),
    path("privacy/processing.csv", views.privacy_csv, name="privacy_csv"),
    path("gallery/", views.gallery, name="gallery"),
]
