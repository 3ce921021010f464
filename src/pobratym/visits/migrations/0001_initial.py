import datetime
import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.visits.planning.problem
import pobratym.visits.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agreements", "0004_what_readers_should_know"),
        ("directory", "0007_institutions_in_order"),
        ("documents", "0002_papers"),
        ("partnerships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
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
                    "kind",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.VisitKind["OFFICIAL"], "official"),
                            (pobratym.visits.states.VisitKind["STUDY"], "study"),
                            (pobratym.visits.states.VisitKind["EXPERT"], "of experts"),
                            (pobratym.visits.states.VisitKind["SCHOOL"], "of schools"),
                            (pobratym.visits.states.VisitKind["CULTURE"], "of culture"),
                        ],
                        default=pobratym.visits.states.VisitKind["OFFICIAL"],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="title"
                    ),
                ),
                (
                    "purpose",
                    pobratym.core.fields.LongWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings, verbose_name="purpose"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="first day",
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="last day",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        default="Europe/Warsaw", max_length=40, verbose_name="time zone of the host"
                    ),
                ),
                (
                    "guest_zone",
                    models.CharField(
                        default="Europe/Kyiv", max_length=40, verbose_name="time zone of the guests"
                    ),
                ),
                (
                    "embargo",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.Embargo["NONE"], "public at once"),
                            (
                                pobratym.visits.states.Embargo["UNTIL_START"],
                                "public when the visit begins",
                            ),
                            (
                                pobratym.visits.states.Embargo["UNTIL_END"],
                                "public when the visit is over",
                            ),
                            (pobratym.visits.states.Embargo["CLOSED"], "never public"),
                        ],
                        default=pobratym.visits.states.Embargo["UNTIL_END"],
                        max_length=12,
                        verbose_name="when the public may know",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.VisitState["IDEA"], "idea"),
                            (pobratym.visits.states.VisitState["INVITED"], "guests are invited"),
                            (
                                pobratym.visits.states.VisitState["CONFIRMED"],
                                "confirmed by the guests",
                            ),
                            (pobratym.visits.states.VisitState["PLANNED"], "programme stands"),
                            (pobratym.visits.states.VisitState["RUNNING"], "going on"),
                            (pobratym.visits.states.VisitState["DONE"], "over"),
                            (pobratym.visits.states.VisitState["REPORTED"], "reported"),
                            (pobratym.visits.states.VisitState["CANCELLED"], "cancelled"),
                        ],
                        default=pobratym.visits.states.VisitState["IDEA"],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "travel_kmh",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="speed between sites, km/h",
                    ),
                ),
                (
                    "detour",
                    models.DecimalField(
                        decimal_places=2,
                        default="1.40",
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="way by road, times the straight line",
                    ),
                ),
                (
                    "buffer_min",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(240)],
                        verbose_name="reserve on every way, minutes",
                    ),
                ),
                ("is_public", models.BooleanField(default=True, verbose_name="has a public page")),
                (
                    "cancelled_because",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is cancelled"
                    ),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "clauses",
                    models.ManyToManyField(
                        blank=True, related_name="visits", to="agreements.clause"
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
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted_visits",
                        to="directory.municipality",
                        verbose_name="host",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "plan_lines",
                    models.ManyToManyField(
                        blank=True, related_name="visits", to="agreements.planline"
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
                "verbose_name_plural": "visits",
                "indexes": [
                    models.Index(
                        fields=["partnership", "-starts_on"], name="visits_of_partnership"
                    ),
                    models.Index(fields=["host", "-starts_on", "id"], name="visits_of_host"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="visits_visit_period",
                        violation_error_message="The last day cannot be before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="visits_visit_cancelled_says_why",
                        violation_error_message="Say why the visit is cancelled.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="name"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subgroups",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "sub-group",
                "verbose_name_plural": "sub-groups",
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                    "name_latin",
                    models.CharField(
                        max_length=120, verbose_name="name in Latin letters, as in the passport"
                    ),
                ),
                (
                    "name_cyrillic",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="name in Cyrillic letters, as in the passport",
                    ),
                ),
                ("names_locked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "function",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings, verbose_name="function"
                    ),
                ),
                (
                    "protocol_rank",
                    models.PositiveSmallIntegerField(default=0, verbose_name="rank in protocol"),
                ),
                ("languages", models.JSONField(blank=True, default=list, verbose_name="languages")),
                (
                    "language",
                    models.CharField(
                        default="uk", max_length=2, verbose_name="language of letters"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("diet", models.CharField(blank=True, max_length=300, verbose_name="diet")),
                (
                    "accessibility",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="accessibility needs"
                    ),
                ),
                ("interests", models.JSONField(blank=True, default=list, verbose_name="interests")),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("attended", models.BooleanField(blank=True, null=True, verbose_name="was there")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subgroup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members",
                        to="visits.subgroup",
                        verbose_name="sub-group",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "guest",
                "verbose_name_plural": "guests",
                "indexes": [
                    models.Index(
                        fields=["visit", "protocol_rank", "id"], name="visits_member_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
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
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="name"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "opening",
                    models.JSONField(blank=True, default=list, verbose_name="opening times"),
                ),
                (
                    "closed_days",
                    models.JSONField(blank=True, default=list, verbose_name="closed on"),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(default=0, verbose_name="people at most"),
                ),
                (
                    "list_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(90)],
                        verbose_name="list of names so many days ahead",
                    ),
                ),
                (
                    "access_rules",
                    pobratym.core.fields.ShortWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="rules of access",
                    ),
                ),
                (
                    "shelter",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.Shelter["YES"], "there is one"),
                            (pobratym.visits.states.Shelter["NO"], "there is none"),
                            (pobratym.visits.states.Shelter["UNKNOWN"], "not known"),
                        ],
                        default=pobratym.visits.states.Shelter["UNKNOWN"],
                        max_length=7,
                        verbose_name="shelter",
                    ),
                ),
                (
                    "is_critical",
                    models.BooleanField(
                        default=False, verbose_name="critical infrastructure or a shelter"
                    ),
                ),
                (
                    "is_lodging",
                    models.BooleanField(default=False, verbose_name="guests sleep here"),
                ),
                ("is_sample", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="directory.municipality",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="directory.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "site",
                "verbose_name_plural": "sites",
                "indexes": [models.Index(fields=["city", "id"], name="visits_site_city")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                            _connector="OR",
                        ),
                        name="visits_site_whole_place",
                        violation_error_message="Give both latitude and longitude, or none.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Host",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "function",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings, verbose_name="function"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="pl", max_length=2, verbose_name="language of letters"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="hosts",
                        to="visits.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "person who receives guests",
                "verbose_name_plural": "people who receive guests",
            },
        ),
        migrations.CreateModel(
            name="TravelLeg",
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
                (
                    "direction",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.Direction["THERE"], "there"),
                            (pobratym.visits.states.Direction["BACK"], "back"),
                        ],
                        max_length=5,
                        verbose_name="direction",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.Mode["CAR"], "by car"),
                            (pobratym.visits.states.Mode["BUS"], "by bus"),
                            (pobratym.visits.states.Mode["TRAIN"], "by train"),
                            (pobratym.visits.states.Mode["PLANE"], "by plane"),
                            (pobratym.visits.states.Mode["WALK"], "on foot"),
                        ],
                        default=pobratym.visits.states.Mode["BUS"],
                        max_length=5,
                        verbose_name="means",
                    ),
                ),
                ("origin", models.CharField(max_length=120, verbose_name="from")),
                ("target", models.CharField(max_length=120, verbose_name="to")),
                ("departs_on", models.DateField(verbose_name="leaves on")),
                ("departs_at", models.TimeField(verbose_name="leaves at")),
                ("zone", models.CharField(max_length=40, verbose_name="time zone")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(5000)],
                        verbose_name="usual time, minutes",
                    ),
                ),
                (
                    "reserve_min",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(5000)],
                        verbose_name="reserve, minutes",
                    ),
                ),
                (
                    "crossing",
                    models.CharField(blank=True, max_length=120, verbose_name="border crossing"),
                ),
                (
                    "queue_booking",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="booking of the queue"
                    ),
                ),
                (
                    "plates",
                    models.CharField(blank=True, max_length=60, verbose_name="number plates"),
                ),
                (
                    "members",
                    models.ManyToManyField(blank=True, related_name="legs", to="visits.member"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legs",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of the journey",
                "verbose_name_plural": "parts of the journey",
                "ordering": ["departs_on", "departs_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.Meal["BREAKFAST"], "breakfast"),
                            (pobratym.visits.states.Meal["LUNCH"], "lunch"),
                            (pobratym.visits.states.Meal["DINNER"], "dinner"),
                            (pobratym.visits.states.Meal["REST"], "rest"),
                        ],
                        default=pobratym.visits.states.Meal["LUNCH"],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="only on")),
                ("since", models.TimeField(verbose_name="not before")),
                ("until", models.TimeField(verbose_name="not after")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="minutes",
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
                        verbose_name="where",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "meal or rest",
                "verbose_name_plural": "meals and rests",
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                ("year", models.PositiveSmallIntegerField(default=0)),
                ("number", models.PositiveIntegerField(default=0)),
                (
                    "costs",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.CostBearer["HOST"], "the host"),
                            (pobratym.visits.states.CostBearer["GUEST"], "the guests"),
                            (pobratym.visits.states.CostBearer["GRANT"], "a grant"),
                        ],
                        default=pobratym.visits.states.CostBearer["HOST"],
                        max_length=5,
                        verbose_name="who bears the costs",
                    ),
                ),
                (
                    "words",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="words of the letter",
                    ),
                ),
                ("signer", models.CharField(blank=True, max_length=120, verbose_name="who signs")),
                (
                    "signer_function",
                    pobratym.core.fields.ShortWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="function of who signs",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.LetterState["DRAFT"], "draft"),
                            (pobratym.visits.states.LetterState["SIGNED"], "signed"),
                            (pobratym.visits.states.LetterState["SENT"], "sent"),
                            (pobratym.visits.states.LetterState["ACCEPTED"], "accepted"),
                            (pobratym.visits.states.LetterState["DECLINED"], "declined"),
                        ],
                        default=pobratym.visits.states.LetterState["DRAFT"],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                ("members", models.ManyToManyField(related_name="letters", to="visits.member")),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of invitation",
                "verbose_name_plural": "letters of invitation",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", 0), _negated=True),
                        fields=("city", "year", "number"),
                        name="visits_letter_number_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Interpreter",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("pairs", models.JSONField(default=list, verbose_name="languages")),
                ("available", models.JSONField(blank=True, default=list, verbose_name="available")),
                (
                    "run_min",
                    models.PositiveSmallIntegerField(
                        default=120, verbose_name="minutes without a break, at most"
                    ),
                ),
                (
                    "rest_min",
                    models.PositiveSmallIntegerField(default=15, verbose_name="break, minutes"),
                ),
                (
                    "day_min",
                    models.PositiveSmallIntegerField(
                        default=420, verbose_name="minutes a day, at most"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="pl", max_length=2, verbose_name="language of letters"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interpreters",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "interpreter",
                "verbose_name_plural": "interpreters",
            },
        ),
        migrations.CreateModel(
            name="DayFrame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("since", models.TimeField(verbose_name="earliest leaving")),
                ("until", models.TimeField(verbose_name="latest coming back")),
                (
                    "end",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visits.site",
                        verbose_name="ends at",
                    ),
                ),
                (
                    "start",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visits.site",
                        verbose_name="begins at",
                    ),
                ),
                (
                    "subgroup",
                    models.ForeignKey(
                        blank=True,
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
                        related_name="frames",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "day of a visit",
                "verbose_name_plural": "days of a visit",
                "ordering": ["day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="VisitGuest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guest_cities",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "city that is invited",
                "verbose_name_plural": "cities that are invited",
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "city"), name="visits_guest_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="visit",
            name="guests",
            field=models.ManyToManyField(
                related_name="+", through="visits.VisitGuest", to="directory.municipality"
            ),
        ),
        migrations.CreateModel(
            name="Way",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(1440)]
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40)),
                ("known_on", models.DateField()),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ways_out",
                        to="visits.site",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ways_in",
                        to="visits.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "way between two sites",
                "verbose_name_plural": "ways between sites",
                "constraints": [
                    models.UniqueConstraint(fields=("origin", "target"), name="visits_way_once"),
                    models.CheckConstraint(
                        condition=models.Q(("origin", models.F("target")), _negated=True),
                        name="visits_way_leads_elsewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
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
                        default=pobratym.core.wordings.Wordings, verbose_name="what"
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=40, verbose_name="topic")),
                (
                    "need",
                    models.CharField(
                        choices=[
                            (pobratym.visits.planning.problem.Need["MUST"], "must be"),
                            (pobratym.visits.planning.problem.Need["SHOULD"], "should be"),
                            (pobratym.visits.planning.problem.Need["COULD"], "could be"),
                        ],
                        default=pobratym.visits.planning.problem.Need["SHOULD"],
                        max_length=6,
                        verbose_name="need",
                    ),
                ),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="weight among wishes of the same need",
                    ),
                ),
                (
                    "least_min",
                    models.PositiveSmallIntegerField(
                        default=45,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="minutes at least",
                    ),
                ),
                (
                    "most_min",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="minutes at most",
                    ),
                ),
                (
                    "windows",
                    models.JSONField(blank=True, default=list, verbose_name="only at these times"),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            (
                                pobratym.visits.planning.problem.Manner["TOGETHER"],
                                "all of them together",
                            ),
                            (
                                pobratym.visits.planning.problem.Manner["EACH"],
                                "each of them, also one after another",
                            ),
                            (pobratym.visits.planning.problem.Manner["ANY"], "one of them"),
                        ],
                        default=pobratym.visits.planning.problem.Manner["TOGETHER"],
                        max_length=8,
                        verbose_name="who comes",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="needs a guest of this rank or higher"
                    ),
                ),
                (
                    "interpreting",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.InterpreterNeed["NONE"], "none"),
                            (pobratym.visits.states.InterpreterNeed["CONSECUTIVE"], "consecutive"),
                            (
                                pobratym.visits.states.InterpreterNeed["SIMULTANEOUS"],
                                "simultaneous",
                            ),
                        ],
                        default=pobratym.visits.states.InterpreterNeed["CONSECUTIVE"],
                        max_length=12,
                        verbose_name="interpreting",
                    ),
                ),
                ("interpreter_from", models.CharField(default="pl", max_length=3)),
                ("interpreter_to", models.CharField(default="uk", max_length=3)),
                ("fixed_on", models.DateField(blank=True, null=True, verbose_name="day")),
                ("fixed_at", models.TimeField(blank=True, null=True, verbose_name="hour")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_because",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is taken back"
                    ),
                ),
                (
                    "after",
                    models.ManyToManyField(blank=True, related_name="before", to="visits.wish"),
                ),
                (
                    "hosts",
                    models.ManyToManyField(blank=True, related_name="wishes", to="visits.host"),
                ),
                (
                    "interpreter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="visits.interpreter",
                        verbose_name="interpreter",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visits.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "subgroups",
                    models.ManyToManyField(blank=True, related_name="wishes", to="visits.subgroup"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="visits.visit",
                    ),
                ),
                (
                    "wished_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wishes",
                        to="visits.member",
                    ),
                ),
                (
                    "wished_by_city",
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
                "verbose_name": "wish",
                "verbose_name_plural": "wishes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("most_min__gte", models.F("least_min"))),
                        name="visits_wish_length",
                        violation_error_message="The longest time is shorter than the shortest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fixed_at__isnull", True), ("fixed_on__isnull", True)),
                            models.Q(("fixed_at__isnull", False), ("fixed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="visits_wish_whole_hour",
                        violation_error_message="A fixed event needs a day and an hour.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuestLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("sent_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guest_links",
                        to="visits.member",
                    ),
                ),
            ],
            options={
                "verbose_name": "guest’s link",
                "verbose_name_plural": "guests’ links",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("member",),
                        name="visits_one_living_link",
                    )
                ],
            },
        ),
    ]
