"""The floor: a whole Django app in one file, one indexed query and a small template per page.

What the product's pages cost is told as a multiple of this, measured in the same run on the same
server, because absolute times change with the machine and with who else uses it.
"""

import os
from pathlib import Path

import django
from django.conf import settings

FOLDER = Path(os.environ["FLOOR_DATA"])
settings.configure(
    SECRET_KEY="only-a-benchmark",
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "floor.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent],
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  Django must be set up first
from django.db import connection, models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.http import etag  # noqa: E402


class Place(models.Model):
    """A row with an indexed number."""

    number = models.IntegerField(db_index=True)
    name = models.CharField(max_length=100)
    changed = models.IntegerField(default=1)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.name


def one_query(request: HttpRequest, number: int) -> HttpResponse:
    """One indexed query, one small template."""
    return render(request, "place.html", {"place": Place.objects.get(number=number)})


def _tag(request: HttpRequest, number: int) -> str:
    del request
    return f'"{Place.objects.values_list("changed", flat=True).get(number=number)}"'


@etag(_tag)
def conditional(request: HttpRequest, number: int) -> HttpResponse:
    """Tell after one query whether the reader has this page already."""
    return one_query(request, number)


urlpatterns = [path("place/<int:number>/", one_query), path("kept/<int:number>/", conditional)]


def prepare() -> None:
    """Make the table and fill it, once."""
    if "floor_place" in connection.introspection.table_names():
        return
    with connection.schema_editor() as editor:
        editor.create_model(Place)
    Place.objects.bulk_create(
        Place(number=number, name=f"Place {number}") for number in range(4_000)
    )


prepare()
connection.close()
application = get_wsgi_application()
