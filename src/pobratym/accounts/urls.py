from django.urls import path

from pobratym.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("demo/<int:pk>/", views.demo_enter, name="demo_enter"),
]
