import pobratym.accounts.addresses
from django.db import migrations, models


def confirm(apps, editor):
    """Whoever has an account was given it by an administrator: the address counts as confirmed."""
    Address = apps.get_model("account", "EmailAddress")
    User = apps.get_model("accounts", "User")
    have = Address.objects.values("user")
    for user in User.objects.exclude(pk__in=have).iterator(1_000):
        Address.objects.create(user=user, email=user.email.lower(), primary=True, verified=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_time_zone"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(
                error_messages={
                    "unique": "Somebody has an account with this e-mail address already."
                },
                max_length=254,
                unique=True,
                validators=[pobratym.accounts.addresses.proper_address],
                verbose_name="e-mail address",
            ),
        ),
        migrations.RunPython(confirm, migrations.RunPython.noop),
    ]
