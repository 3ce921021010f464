from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0002_claims")]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="digest",
            field=models.CharField(default="", editable=False, max_length=32),
        ),
    ]
