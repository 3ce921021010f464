import django.db.models.deletion
import django.utils.timezone
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.programmes.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("visits", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (pobratym.programmes.states.ItemKind["VISIT"], "visit"),
                            (pobratym.programmes.states.ItemKind["MEAL"], "meal"),
                            (pobratym.programmes.states.ItemKind["REST"], "rest"),
                            (pobratym.programmes.states.ItemKind["TRAVEL"], "journey"),
                            (pobratym.programmes.states.ItemKind["OTHER"], "other"),
                        ],
                        default=pobratym.programmes.states.ItemKind["VISIT"],
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="what"
                    ),
                ),
                (
                    "note",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="note for those who take part",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("starts", models.TimeField(verbose_name="begins at")),
                ("ends", models.TimeField(verbose_name="ends at")),
                ("fold", models.PositiveSmallIntegerField(default=0)),
                ("starts_at", models.DateTimeField(editable=False)),
                ("ends_at", models.DateTimeField(editable=False)),
                ("locked", models.BooleanField(default=False, verbose_name="stays where it is")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancelled_because",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is cancelled"
                    ),
                ),
                (
                    "hosts",
                    models.ManyToManyField(blank=True, related_name="items", to="visits.host"),
                ),
                (
                    "interpreter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="visits.interpreter",
                        verbose_name="interpreter",
                    ),
                ),
                (
                    "pause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="visits.pause",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visits.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "subgroups",
                    models.ManyToManyField(blank=True, related_name="items", to="visits.subgroup"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="visits.visit",
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="visits.wish",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a programme",
                "verbose_name_plural": "items of a programme",
                "indexes": [
                    models.Index(fields=["visit", "starts_at", "id"], name="programmes_item_order")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="programmes_item_takes_time",
                        violation_error_message="It has to end after it begins.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="release",
                        to="programmes.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "release of an item",
                "verbose_name_plural": "releases of items",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="programmes_release_by_two",
                        violation_error_message="Somebody else has to agree.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.programmes.states.RunState["WAITING"], "waiting"),
                            (pobratym.programmes.states.RunState["RUNNING"], "being planned"),
                            (pobratym.programmes.states.RunState["DONE"], "done"),
                            (pobratym.programmes.states.RunState["IMPOSSIBLE"], "impossible"),
                            (
                                pobratym.programmes.states.RunState["REFUSED"],
                                "something is wrong with the wishes",
                            ),
                            (pobratym.programmes.states.RunState["STOPPED"], "stopped"),
                            (pobratym.programmes.states.RunState["FAILED"], "failed"),
                        ],
                        default=pobratym.programmes.states.RunState["WAITING"],
                        max_length=10,
                    ),
                ),
                ("seed", models.PositiveIntegerField(default=0)),
                ("seconds_most", models.PositiveSmallIntegerField(default=10)),
                ("keeps", models.BooleanField(default=True)),
                ("inputs_hash", models.CharField(blank=True, max_length=64)),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("stop_asked_at", models.DateTimeField(blank=True, null=True)),
                ("stops", models.JSONField(blank=True, default=list)),
                ("left_out", models.JSONField(blank=True, default=list)),
                ("conflict", models.JSONField(blank=True, default=list)),
                ("faults", models.JSONField(blank=True, default=list)),
                ("parts", models.JSONField(blank=True, default=dict)),
                ("is_optimal", models.BooleanField(default=False)),
                ("value", models.FloatField(default=0)),
                ("bound", models.FloatField(default=0)),
                ("gap", models.FloatField(default=0)),
                ("seconds", models.FloatField(default=0)),
                ("iterations", models.PositiveBigIntegerField(default=0)),
                ("base_version", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
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
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "run of the planner",
                "verbose_name_plural": "runs of the planner",
                "indexes": [
                    models.Index(fields=["visit", "-asked_at", "-id"], name="programmes_run_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "change",
                    models.CharField(
                        choices=[
                            (pobratym.programmes.states.Change["PLANNED"], "planned"),
                            (pobratym.programmes.states.Change["MOVED"], "changed by hand"),
                            (pobratym.programmes.states.Change["ADDED"], "something added"),
                            (pobratym.programmes.states.Change["CANCELLED"], "something cancelled"),
                            (pobratym.programmes.states.Change["LOCKED"], "locked or unlocked"),
                            (pobratym.programmes.states.Change["UNDONE"], "put back"),
                            (
                                pobratym.programmes.states.Change["COPIED"],
                                "copied from an earlier visit",
                            ),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings
                    ),
                ),
                ("restores", models.PositiveIntegerField(blank=True, null=True)),
                ("items", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a programme",
                "verbose_name_plural": "versions of programmes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "number"), name="programmes_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="telling",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "telling of a programme",
                "verbose_name_plural": "telling of programmes",
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            (pobratym.programmes.states.For["WHOLE"], "whole programme"),
                            (pobratym.programmes.states.For["SUBGROUP"], "one sub-group"),
                            (pobratym.programmes.states.For["MEMBER"], "one guest"),
                            (pobratym.programmes.states.For["HOST"], "one who receives guests"),
                            (pobratym.programmes.states.For["INTERPRETER"], "one interpreter"),
                        ],
                        max_length=11,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("items", models.JSONField(default=dict)),
                ("told_at", models.DateTimeField()),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.host",
                    ),
                ),
                (
                    "interpreter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.interpreter",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.member",
                    ),
                ),
                (
                    "subgroup",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.subgroup",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "what somebody was told of a programme",
                "verbose_name_plural": "what people were told of programmes",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", False)),
                        fields=("member",),
                        name="programmes_told_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("host__isnull", False)),
                        fields=("visit", "host"),
                        name="programmes_told_host",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("interpreter__isnull", False)),
                        fields=("interpreter",),
                        name="programmes_told_interpreter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            (pobratym.programmes.states.For["WHOLE"], "whole programme"),
                            (pobratym.programmes.states.For["SUBGROUP"], "one sub-group"),
                            (pobratym.programmes.states.For["MEMBER"], "one guest"),
                            (pobratym.programmes.states.For["HOST"], "one who receives guests"),
                            (pobratym.programmes.states.For["INTERPRETER"], "one interpreter"),
                        ],
                        max_length=11,
                    ),
                ),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(default="uk", max_length=2)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.host",
                    ),
                ),
                (
                    "interpreter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.interpreter",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.member",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subgroup",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.subgroup",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a calendar",
                "verbose_name_plural": "addresses of calendars",
                "indexes": [models.Index(fields=["visit", "id"], name="programmes_feed_visit")],
            },
        ),
    ]
