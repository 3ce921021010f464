"""Name beside the last line the last one that changed what public pages show."""

from django.db import migrations, models


def begin(apps, schema_editor):
    """Take the last line of all: from now on only those that matter move it."""
    del schema_editor
    last = apps.get_model("journal", "Entry").objects.order_by("-pk").first()
    if last is not None:
        heads = apps.get_model("journal", "Head").objects
        heads.update(edition=last.pk, edition_at=last.at)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_number_lines")]

    operations = [
        migrations.AddField("head", "edition", models.BigIntegerField(default=0)),
        migrations.AddField("head", "edition_at", models.DateTimeField(null=True)),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
