from django.urls import path

from pobratym.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.listing, name="list"),
    path("notices/seen/", views.see_all, name="see_all"),
    path("notices/choices/", views.choices, name="choices"),
    path("notices/stop/<str:token>/", views.stop, name="stop"),
    path("notices/<uuid:public_id>/", views.follow, name="follow"),
    path("notices/<uuid:public_id>/seen/", views.see, name="see"),
]
