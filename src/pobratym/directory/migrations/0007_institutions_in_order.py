"""Institutions have their place in the alphabet of each language, and are found by words."""

import pobratym.directory.models.institutions
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SHOWN = models.Q(("closed_on__isnull", True), ("is_listed", True))
_KEYS = ["sort_pl", "sort_uk", "sort_en", "found_by"]


def put_in_order(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the keys of those that are there."""
    del schema_editor
    institutions = apps.get_model("directory", "Institution").objects
    batch = []
    for institution in institutions.order_by("pk").iterator(chunk_size=1_000):
        for key in _KEYS:
            institution._meta.get_field(key).pre_save(institution, add=False)
        batch.append(institution)
        if len(batch) == 1_000:
            institutions.bulk_update(batch, _KEYS)
            batch = []
    institutions.bulk_update(batch, _KEYS)


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_listed_institutions")]

    operations = [
        *(
            migrations.AddField(
                "institution",
                f"sort_{language}",
                pobratym.directory.models.institutions.SortKeyField(
                    language=language, default="", editable=False, max_length=80
                ),
            )
            for language in ("pl", "uk", "en")
        ),
        migrations.AddField(
            "institution",
            "found_by",
            pobratym.directory.models.institutions.FoundByField(default="", editable=False),
        ),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        *(
            migrations.AddIndex(
                "institution",
                models.Index(
                    fields=[*begun, f"sort_{language}", "id"],
                    name=f"directory_listed_{name}{language}",
                    condition=_SHOWN,
                ),
            )
            for name, begun in (("", []), ("kind_", ["kind"]))
            for language in ("pl", "uk", "en")
        ),
    ]
