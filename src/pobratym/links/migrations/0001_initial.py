import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.links.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0007_institutions_in_order"),
        ("partnerships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
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
                    "origin",
                    models.CharField(
                        choices=[
                            (
                                pobratym.links.states.Origin["MATCH"],
                                "found among suggested partners",
                            ),
                            (
                                pobratym.links.states.Origin["PAIRING"],
                                "found by pairing both cities",
                            ),
                            (pobratym.links.states.Origin["MANUAL"], "proposed by hand"),
                        ],
                        max_length=8,
                        verbose_name="how it began",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.links.states.LinkState["PROPOSED"], "proposed"),
                            (
                                pobratym.links.states.LinkState["ACCEPTED_BY_ONE"],
                                "accepted by one side",
                            ),
                            (pobratym.links.states.LinkState["ACTIVE"], "active"),
                            (pobratym.links.states.LinkState["PAUSED"], "paused"),
                            (pobratym.links.states.LinkState["ENDED"], "ended"),
                            (pobratym.links.states.LinkState["DECLINED"], "declined"),
                            (pobratym.links.states.LinkState["WITHDRAWN"], "withdrawn"),
                        ],
                        default=pobratym.links.states.LinkState["PROPOSED"],
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "message",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="a word to the other side",
                    ),
                ),
                ("accepted_a_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_b_at", models.DateTimeField(blank=True, null=True)),
                ("paused_a_at", models.DateTimeField(blank=True, null=True)),
                ("paused_b_at", models.DateTimeField(blank=True, null=True)),
                ("active_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "accepted_a_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "accepted_b_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "closed_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="links",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "link between institutions",
                "verbose_name_plural": "links between institutions",
                "indexes": [
                    models.Index(fields=["b", "state"], name="links_link_b"),
                    models.Index(fields=["a", "state"], name="links_link_a"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("a__lt", models.F("b"))),
                        name="links_link_two",
                        violation_error_message="An institution cannot be its own partner.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    pobratym.links.states.LinkState["ACCEPTED_BY_ONE"],
                                    pobratym.links.states.LinkState["ACTIVE"],
                                    pobratym.links.states.LinkState["PAUSED"],
                                    pobratym.links.states.LinkState["PROPOSED"],
                                ],
                            )
                        ),
                        fields=("a", "b"),
                        name="links_link_once",
                        violation_error_message="These two institutions have a link already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        pobratym.links.states.LinkState["ACTIVE"],
                                        pobratym.links.states.LinkState["PAUSED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                ("accepted_a_at__isnull", False), ("accepted_b_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="links_link_both_heads",
                        violation_error_message="A link is active only when both heads accept it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", pobratym.links.states.LinkState["PAUSED"]),
                                models.Q(
                                    ("paused_a_at__isnull", False),
                                    ("paused_b_at__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", pobratym.links.states.LinkState["PAUSED"]),
                                    _negated=True,
                                ),
                                ("paused_a_at__isnull", True),
                                ("paused_b_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="links_link_paused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                ("kit", models.CharField(blank=True, max_length=40, verbose_name="kit")),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="title"
                    ),
                ),
                (
                    "plan",
                    pobratym.core.fields.LongWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings, verbose_name="steps"
                    ),
                ),
                ("since", models.DateField(verbose_name="first day")),
                ("until", models.DateField(verbose_name="last day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.links.states.ActivityState["PLANNED"], "planned"),
                            (pobratym.links.states.ActivityState["DONE"], "done"),
                            (pobratym.links.states.ActivityState["DROPPED"], "dropped"),
                        ],
                        default=pobratym.links.states.ActivityState["PLANNED"],
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "result",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="what came of it",
                    ),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="links.link",
                    ),
                ),
            ],
            options={
                "verbose_name": "joint activity",
                "verbose_name_plural": "joint activities",
                "indexes": [models.Index(fields=["link", "since"], name="links_activity_link")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="links_activity_period",
                        violation_error_message="The last day cannot be before the first.",
                    )
                ],
            },
        ),
    ]
