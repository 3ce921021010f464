"""Addresses of the officers' pages of the directory."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from pobratym.directory import views
from pobratym.documents.states import PictureKind

app_name = "directory"


class PictureKindConverter(StringConverter):
    """``arms`` or ``photograph``; any other address does not exist."""

    regex = "|".join(PictureKind)


register_converter(PictureKindConverter, "picture")

_CITY = "directory/<uuid:public_id>/"

urlpatterns = [
    path(f"{_CITY}about/", views.city_edit, name="city_edit"),
    path(f"{_CITY}names/", views.city_names, name="city_names"),
    path(f"{_CITY}office/", views.office_edit, name="office_edit"),
    path(f"{_CITY}wishes/", views.wish_list, name="wish_list"),
    path(f"{_CITY}wishes/new/", views.wish_new, name="wish_new"),
    path(f"{_CITY}wishes/<int:pk>/", views.wish_edit, name="wish_edit"),
    path(f"{_CITY}wishes/<int:pk>/end/", views.wish_end, name="wish_end"),
    path(f"{_CITY}<picture:kind>/", views.city_picture, name="city_picture"),
    path(f"{_CITY}<picture:kind>/hide/", views.picture_hide, name="picture_hide"),
]
