import django.db.models.deletion
import pobratym.confirmations.states
import pobratym.core.fields
import pobratym.core.wordings
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0003_people"),
        ("documents", "0002_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="JointChange",
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
                ("deed", models.CharField(max_length=60)),
                ("about_kind", models.CharField(max_length=60)),
                ("about_key", models.BigIntegerField()),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="about"
                    ),
                ),
                ("arguments", models.JSONField(blank=True, default=dict)),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.confirmations.states.State["OPEN"], "waits for an answer"),
                            (pobratym.confirmations.states.State["DONE"], "confirmed and done"),
                            (pobratym.confirmations.states.State["DECLINED"], "declined"),
                            (pobratym.confirmations.states.State["WITHDRAWN"], "withdrawn"),
                            (pobratym.confirmations.states.State["EXPIRED"], "expired"),
                            (
                                pobratym.confirmations.states.State["OVERTAKEN"],
                                "overtaken by another change",
                            ),
                        ],
                        default=pobratym.confirmations.states.State["OPEN"],
                        max_length=9,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("found", models.JSONField(blank=True, default=dict)),
                (
                    "hindrance",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="directory.municipality",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "indexes": [
                    models.Index(
                        fields=["about_kind", "about_key", "-id"], name="confirmations_about"
                    ),
                    models.Index(fields=["state", "-id"], name="confirmations_history"),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["expires_at"],
                        name="confirmations_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", pobratym.confirmations.states.State["OPEN"])),
                        fields=("deed", "about_kind", "about_key"),
                        name="confirmations_one_open_proposal",
                        violation_error_message="A proposal about this waits for an answer already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("state", pobratym.confirmations.states.State["OPEN"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", pobratym.confirmations.states.State["OPEN"]),
                                    _negated=True,
                                ),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="confirmations_closed_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True, choices=[("yes", "confirmed"), ("no", "declined")], max_length=3
                    ),
                ),
                ("at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "paper_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the document"),
                ),
                (
                    "signed_by",
                    models.CharField(blank=True, max_length=200, verbose_name="who signed it"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="confirmations.jointchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "indexes": [
                    models.Index(fields=["city", "said", "change"], name="confirmations_asked")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("change", "city"), name="confirmations_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paper__isnull", True),
                                ("paper_on__isnull", True),
                                ("signed_by", ""),
                            ),
                            models.Q(
                                ("paper__isnull", False),
                                ("paper_on__isnull", False),
                                models.Q(("signed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="confirmations_paper_is_whole",
                        violation_error_message="A confirmation on paper needs the document, its date and who signed it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("at__isnull", True), ("said", "")),
                            models.Q(models.Q(("said", ""), _negated=True), ("at__isnull", False)),
                            _connector="OR",
                        ),
                        name="confirmations_answer_has_moment",
                    ),
                ],
            },
        ),
    ]
