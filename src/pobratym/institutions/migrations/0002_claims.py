import django.db.models.deletion
import pobratym.institutions.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0007_institutions_in_order"),
        ("institutions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="first and last name"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                (
                    "evidence",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="how it can be checked"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("pl", "polski"), ("uk", "українська"), ("en", "English")],
                        max_length=2,
                        verbose_name="language of the letter",
                    ),
                ),
                ("door", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                pobratym.institutions.states.ClaimState["OPEN"],
                                "waits for the city hall",
                            ),
                            (pobratym.institutions.states.ClaimState["CONFIRMED"], "confirmed"),
                            (pobratym.institutions.states.ClaimState["DECLINED"], "declined"),
                            (
                                pobratym.institutions.states.ClaimState["LAPSED"],
                                "lapsed without an answer",
                            ),
                        ],
                        default=pobratym.institutions.states.ClaimState["OPEN"],
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="directory.institution",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.invitation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "claim to head an institution",
                "verbose_name_plural": "claims to head institutions",
                "indexes": [
                    models.Index(fields=["door", "created_at"], name="institutions_claim_door"),
                    models.Index(fields=["email", "created_at"], name="institutions_claim_email"),
                    models.Index(
                        condition=models.Q(
                            ("state", pobratym.institutions.states.ClaimState["OPEN"])
                        ),
                        fields=["institution"],
                        name="institutions_claim_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", pobratym.institutions.states.ClaimState["OPEN"])
                        ),
                        fields=("institution", "email"),
                        name="institutions_claim_once",
                        violation_error_message="This has been said already, and waits for an answer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("state", pobratym.institutions.states.ClaimState["OPEN"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", pobratym.institutions.states.ClaimState["OPEN"]),
                                    _negated=True,
                                ),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="institutions_claim_answered",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="languagetaught",
            name="language",
            field=models.CharField(
                choices=[
                    ("pl", "Polish"),
                    ("uk", "Ukrainian"),
                    ("en", "English"),
                    ("de", "German"),
                    ("fr", "French"),
                    ("es", "Spanish"),
                    ("it", "Italian"),
                    ("cs", "Czech"),
                    ("sk", "Slovak"),
                    ("lt", "Lithuanian"),
                    ("hu", "Hungarian"),
                    ("ro", "Romanian"),
                    ("be", "Belarusian"),
                    ("he", "Hebrew"),
                    ("tr", "Turkish"),
                    ("la", "Latin"),
                    ("pso", "Polish Sign Language"),
                    ("ukl", "Ukrainian Sign Language"),
                ],
                max_length=10,
                verbose_name="language",
            ),
        ),
        migrations.AddIndex(
            model_name="institutionwish",
            index=models.Index(fields=["topic"], name="institutions_by_topic"),
        ),
        migrations.AddIndex(
            model_name="languagetaught",
            index=models.Index(fields=["language", "profile"], name="institutions_by_language"),
        ),
    ]
