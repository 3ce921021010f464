import django.db.models.deletion
import django.utils.timezone
import pobratym.matching.models.runs
import pobratym.matching.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0007_institutions_in_order"),
        ("matching", "0001_initial"),
        ("partnerships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kinds",
                    models.JSONField(
                        blank=True, default=list, verbose_name="kinds of institutions"
                    ),
                ),
                (
                    "counts",
                    models.JSONField(
                        validators=[pobratym.matching.models.runs._is_told],
                        verbose_name="what counts",
                    ),
                ),
                ("floor", models.PositiveSmallIntegerField(default=0, verbose_name="least score")),
                (
                    "most_partners",
                    models.PositiveSmallIntegerField(default=0, verbose_name="partners at most"),
                ),
                (
                    "capacities",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        validators=[pobratym.matching.models.runs._is_told],
                    ),
                ),
                ("demands", models.JSONField(blank=True, default=list)),
                ("inputs_hash", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.matching.states.RunState["WAITING"], "waiting"),
                            (pobratym.matching.states.RunState["RUNNING"], "being reckoned"),
                            (pobratym.matching.states.RunState["DONE"], "done"),
                            (pobratym.matching.states.RunState["IMPOSSIBLE"], "impossible"),
                            (pobratym.matching.states.RunState["FAILED"], "failed"),
                            (pobratym.matching.states.RunState["STOPPED"], "stopped"),
                        ],
                        default=pobratym.matching.states.RunState["WAITING"],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.JSONField(blank=True, default=dict)),
                ("size_a", models.PositiveIntegerField(default=0)),
                ("size_b", models.PositiveIntegerField(default=0)),
                ("pair_count", models.PositiveIntegerField(default=0)),
                ("left_count", models.PositiveIntegerField(default=0)),
                ("total", models.FloatField(default=0)),
                ("bound", models.FloatField(default=0)),
                ("gap", models.FloatField(default=0)),
                ("seconds", models.FloatField(default=0)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ran_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="matching.matchrun",
                    ),
                ),
                (
                    "city_a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "city_b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="match_runs",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "pairing",
                "verbose_name_plural": "pairings",
                "indexes": [models.Index(fields=["partnership", "-id"], name="matching_runs")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("city_a", models.F("city_b")), _negated=True),
                        name="matching_run_two_cities",
                        violation_error_message="A pairing needs two cities.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("floor__range", (0, 100))),
                        name="matching_run_floor",
                        violation_error_message="The least score is a number from 0 to 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("ran_at__isnull", False),
                            _connector="OR",
                        ),
                        name="matching_run_done_is_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairRule",
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
                    "demand",
                    models.CharField(
                        choices=[
                            (pobratym.matching.states.Demand["MUST"], "must be"),
                            (pobratym.matching.states.Demand["MUST_NOT"], "must not be"),
                        ],
                        max_length=8,
                        verbose_name="what holds",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.institution",
                    ),
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pair_rules",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule for a pair",
                "verbose_name_plural": "rules for pairs",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "a", "b"),
                        name="matching_rule_once",
                        violation_error_message="There is a rule for this pair already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("a__lt", models.F("b"))),
                        name="matching_rule_order",
                        violation_error_message="A pair needs two institutions.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunLeft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            (
                                pobratym.matching.states.LeftReason["NO_ROOM"],
                                "has no room for a partner",
                            ),
                            (
                                pobratym.matching.states.LeftReason["ONLY_MUST_NOT"],
                                "all who would suit are excluded",
                            ),
                            (
                                pobratym.matching.states.LeftReason["BELOW_FLOOR"],
                                "nobody reaches the least score",
                            ),
                            (
                                pobratym.matching.states.LeftReason["SERVED_BETTER"],
                                "every partner adds more elsewhere",
                            ),
                        ],
                        max_length=14,
                        verbose_name="reason",
                    ),
                ),
                ("score", models.FloatField(default=0)),
                ("taken_by", models.JSONField(blank=True, default=list)),
                ("loss", models.FloatField(blank=True, null=True)),
                (
                    "best",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="left",
                        to="matching.matchrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "institution without a partner",
                "verbose_name_plural": "institutions without a partner",
                "constraints": [
                    models.UniqueConstraint(fields=("run", "place"), name="matching_left_place"),
                    models.UniqueConstraint(
                        fields=("run", "institution"), name="matching_left_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("score", models.FloatField()),
                ("shares", models.JSONField(default=dict)),
                ("is_must", models.BooleanField(default=False)),
                ("regret", models.FloatField(blank=True, null=True)),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="matching.matchrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of a pairing",
                "verbose_name_plural": "pairs of pairings",
                "constraints": [
                    models.UniqueConstraint(fields=("run", "place"), name="matching_pair_place"),
                    models.UniqueConstraint(fields=("run", "a", "b"), name="matching_pair_once"),
                ],
            },
        ),
    ]
