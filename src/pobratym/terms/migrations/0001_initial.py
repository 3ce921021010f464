import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.terms.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0004_ended_tokens"),
        ("partnerships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Concept",
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
                ("code", models.CharField(max_length=80)),
                (
                    "area",
                    models.CharField(
                        choices=[
                            (pobratym.terms.states.Area["GOVERNMENT"], "local government"),
                            (pobratym.terms.states.Area["LAW"], "law"),
                            (pobratym.terms.states.Area["AGREEMENT"], "agreements"),
                            (pobratym.terms.states.Area["FINANCE"], "finance"),
                            (pobratym.terms.states.Area["EDUCATION"], "education"),
                            (pobratym.terms.states.Area["SOCIAL"], "social welfare"),
                            (pobratym.terms.states.Area["HEALTH"], "health"),
                            (pobratym.terms.states.Area["CULTURE"], "culture and sport"),
                            (pobratym.terms.states.Area["ENERGY"], "energy and environment"),
                            (pobratym.terms.states.Area["INFRASTRUCTURE"], "infrastructure"),
                            (pobratym.terms.states.Area["SAFETY"], "safety"),
                            (pobratym.terms.states.Area["PROTOCOL"], "visits and protocol"),
                            (pobratym.terms.states.Area["OTHER"], "other"),
                        ],
                        default=pobratym.terms.states.Area["OTHER"],
                        max_length=16,
                        verbose_name="area",
                    ),
                ),
                (
                    "note",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings, verbose_name="note"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            (pobratym.terms.states.ConceptOrigin["STARTING"], "starting set"),
                            (pobratym.terms.states.ConceptOrigin["OWN"], "entered by a city"),
                            (pobratym.terms.states.ConceptOrigin["IMPORTED"], "imported"),
                        ],
                        default=pobratym.terms.states.ConceptOrigin["OWN"],
                        max_length=10,
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concepts",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "concept of the term base",
                "verbose_name_plural": "concepts of the term base",
                "indexes": [
                    models.Index(fields=["partnership", "area", "code"], name="terms_by_area")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "code"), name="terms_concept_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now=True)),
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
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="terms.concept",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval of a term",
                "verbose_name_plural": "approvals of terms",
                "constraints": [
                    models.UniqueConstraint(fields=("concept", "city"), name="terms_approval_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("text", models.CharField(max_length=160, verbose_name="term")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (pobratym.terms.states.TermStatus["PREFERRED"], "preferred"),
                            (pobratym.terms.states.TermStatus["ADMITTED"], "admitted"),
                            (pobratym.terms.states.TermStatus["AVOID"], "to be avoided"),
                        ],
                        default=pobratym.terms.states.TermStatus["PREFERRED"],
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("key", models.CharField(default="", editable=False, max_length=200)),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="terms.concept",
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "indexes": [models.Index(fields=["language", "key"], name="terms_by_key")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("concept", "language", "text"), name="terms_term_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("origin", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memory",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit of the translation memory",
                "verbose_name_plural": "units of the translation memory",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "digest"), name="terms_unit_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField()),
                ("start", models.CharField(max_length=24)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="segments",
                        to="terms.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "segment of the translation memory",
                "verbose_name_plural": "segments of the translation memory",
                "indexes": [models.Index(fields=["language", "start"], name="terms_segment_start")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "language"), name="terms_segment_once")
                ],
            },
        ),
    ]
