import datetime
import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.partnerships.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partnership",
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
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="title"
                    ),
                ),
                (
                    "summary",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="what it is about",
                    ),
                ),
                (
                    "affiliation",
                    models.CharField(
                        choices=[
                            (pobratym.partnerships.states.Affiliation["CONTACT"], "contact"),
                            (pobratym.partnerships.states.Affiliation["FRIENDSHIP"], "friendship"),
                            (
                                pobratym.partnerships.states.Affiliation["PARTNER_CITY"],
                                "partner city",
                            ),
                            (pobratym.partnerships.states.Affiliation["TWIN_CITY"], "twin city"),
                            (
                                pobratym.partnerships.states.Affiliation["PROJECT_ONLY"],
                                "joint project only",
                            ),
                        ],
                        default=pobratym.partnerships.states.Affiliation["CONTACT"],
                        max_length=16,
                        verbose_name="affiliation",
                    ),
                ),
                (
                    "ua_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                pobratym.partnerships.states.UkraineKind["INTERTERRITORIAL"],
                                "interterritorial cooperation",
                            ),
                            (
                                pobratym.partnerships.states.UkraineKind["CROSS_BORDER"],
                                "cross-border cooperation",
                            ),
                            (
                                pobratym.partnerships.states.UkraineKind["TRANSNATIONAL"],
                                "transnational cooperation",
                            ),
                        ],
                        max_length=16,
                        verbose_name="kind under Ukrainian law",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            (pobratym.partnerships.states.Stage["PROSPECT"], "prospect"),
                            (pobratym.partnerships.states.Stage["CONTACTED"], "contacted"),
                            (pobratym.partnerships.states.Stage["EXPLORING"], "exploring"),
                            (
                                pobratym.partnerships.states.Stage["AGREEMENT"],
                                "agreement in preparation",
                            ),
                            (pobratym.partnerships.states.Stage["ACTIVE"], "active"),
                            (pobratym.partnerships.states.Stage["SUSPENDED"], "suspended"),
                            (pobratym.partnerships.states.Stage["ENDED"], "ended"),
                        ],
                        default=pobratym.partnerships.states.Stage["PROSPECT"],
                        max_length=12,
                        verbose_name="stage",
                    ),
                ),
                (
                    "shared_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                    ),
                ),
                (
                    "origin",
                    pobratym.core.fields.ShortWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="who introduced whom",
                    ),
                ),
                (
                    "started_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="in force since",
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="ended on",
                    ),
                ),
                (
                    "end_reason",
                    pobratym.core.fields.ShortWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="why it ended",
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="has a public page")),
                ("is_sample", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_because",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is withdrawn"
                    ),
                ),
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
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opened_partnerships",
                        to="directory.municipality",
                        verbose_name="opened by",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "partnership",
                "verbose_name_plural": "partnerships",
                "indexes": [
                    models.Index(fields=["-updated_at", "id"], name="partnerships_last_changed")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False),
                            models.Q(
                                ("shared_on__isnull", False),
                                (
                                    "stage__in",
                                    [
                                        pobratym.partnerships.states.Stage["ACTIVE"],
                                        pobratym.partnerships.states.Stage["AGREEMENT"],
                                        pobratym.partnerships.states.Stage["ENDED"],
                                        pobratym.partnerships.states.Stage["SUSPENDED"],
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="partnerships_partnership_public_stage",
                        violation_error_message="A partnership has a public page from the stage of agreement on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("shared_on__isnull", True),
                                (
                                    "stage__in",
                                    [
                                        pobratym.partnerships.states.Stage["ENDED"],
                                        pobratym.partnerships.states.Stage["PROSPECT"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(("stage", "prospect"), _negated=True),
                                ("shared_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="partnerships_partnership_shared_stage",
                        violation_error_message="From the first contact on all parties know of a partnership.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["active", "suspended"]), _negated=True),
                            ("started_on__isnull", False),
                            _connector="OR",
                        ),
                        name="partnerships_partnership_active_has_day",
                        violation_error_message="An active partnership needs the day it came in force.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "ended"), _negated=True),
                            ("ended_on__isnull", False),
                            _connector="OR",
                        ),
                        name="partnerships_partnership_ended_has_day",
                        violation_error_message="An ended partnership needs the day it ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="partnerships_partnership_days_in_order",
                        violation_error_message="A partnership cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partnerships_partnership_withdrawn_says_why",
                        violation_error_message="Say why the partnership is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldOfCooperation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=40, verbose_name="topic")),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "field of cooperation",
                "verbose_name_plural": "fields of cooperation",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "topic"), name="partnerships_field_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                    "on",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="date",
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        default="day",
                        max_length=5,
                        verbose_name="known to the",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (pobratym.partnerships.states.EventKind["CONTACT"], "first contact"),
                            (pobratym.partnerships.states.EventKind["COUNCIL"], "council decision"),
                            (pobratym.partnerships.states.EventKind["LAW"], "change of law"),
                            (pobratym.partnerships.states.EventKind["SIGNING"], "signing"),
                            (
                                pobratym.partnerships.states.EventKind["ANNOUNCEMENT"],
                                "announcement",
                            ),
                            (pobratym.partnerships.states.EventKind["VISIT"], "visit"),
                            (pobratym.partnerships.states.EventKind["EXCHANGE"], "exchange"),
                            (pobratym.partnerships.states.EventKind["AID"], "aid"),
                            (pobratym.partnerships.states.EventKind["MEETING"], "meeting"),
                            (pobratym.partnerships.states.EventKind["OTHER"], "other"),
                        ],
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="title of the event"
                    ),
                ),
                (
                    "text",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="more about it",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(default=True, verbose_name="shown on the public page"),
                ),
                ("is_sample", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_because",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is withdrawn"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.source",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "indexes": [
                    models.Index(fields=["partnership", "on"], name="partnerships_timeline")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partnerships_event_withdrawn_says_why",
                        violation_error_message="Say why the event is withdrawn.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("letter", "letter"),
                            ("email", "e-mail"),
                            ("telephone", "telephone"),
                            ("online", "online meeting"),
                            ("meeting", "meeting in person"),
                            ("other", "other"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("to_partner", "from us to them"),
                            ("from_partner", "from them to us"),
                        ],
                        max_length=12,
                        verbose_name="direction",
                    ),
                ),
                (
                    "on",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="date",
                    ),
                ),
                ("people", models.CharField(blank=True, max_length=300, verbose_name="with whom")),
                (
                    "introduced_by",
                    models.CharField(blank=True, max_length=200, verbose_name="introduced by"),
                ),
                ("summary", models.TextField(max_length=10000, verbose_name="what was said")),
                (
                    "next_step",
                    models.CharField(blank=True, max_length=300, verbose_name="next step"),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="due on",
                    ),
                ),
                (
                    "done_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="done on",
                    ),
                ),
                (
                    "is_shared",
                    models.BooleanField(default=False, verbose_name="shown to the partner city"),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who does it",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contact log",
                "indexes": [
                    models.Index(
                        fields=["partnership", "-on", "-id"], name="partnerships_contacts"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("done_on__isnull", True), models.Q(("next_step", ""), _negated=True)
                        ),
                        fields=["owner", "due_on"],
                        name="partnerships_due_steps",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", True), ("next_step", "")),
                            models.Q(
                                models.Q(("next_step", ""), _negated=True),
                                ("due_on__isnull", False),
                                ("owner__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="partnerships_contact_step_complete",
                        violation_error_message="A next step needs a due date and who does it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            models.Q(("next_step", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partnerships_contact_done_step",
                        violation_error_message="Only a next step can be done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "joined_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="joined on",
                    ),
                ),
                (
                    "left_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="left on",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships_joined",
                        to="directory.municipality",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "municipality"),
                        name="partnerships_party_once",
                        violation_error_message="This municipality takes part already.",
                    ),
                    models.UniqueConstraint(
                        fields=("partnership", "place"), name="partnerships_party_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined_on__isnull", True),
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="partnerships_party_days_in_order",
                        violation_error_message="A party cannot leave before it joins.",
                    ),
                ],
            },
        ),
    ]
