from django.core.management import call_command
from django.db import migrations

TABLE = "core_cache"


def make(apps, editor):
    call_command("createcachetable", TABLE, database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_one_time_tokens")]

    operations = [
        migrations.RunPython(make, lambda apps, editor: editor.execute(f"DROP TABLE {TABLE}"))
    ]
