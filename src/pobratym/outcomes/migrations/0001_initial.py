import datetime
import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.outcomes.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0007_institutions_in_order"),
        ("programmes", "0001_initial"),
        ("visits", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaPoint",
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
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="what is to be talked about",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programmes.item",
                        verbose_name="meeting of the programme",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda_points",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "point of the agenda",
                "verbose_name_plural": "points of the agenda",
                "ordering": ["place", "pk"],
                "indexes": [
                    models.Index(fields=["visit", "place", "id"], name="outcomes_agenda_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                    "text",
                    pobratym.core.fields.LongWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="words"
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(default=False, verbose_name="confidential"),
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
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)ss",
                        to="outcomes.agendapoint",
                        verbose_name="point of the agenda",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["on", "pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["visit", "on", "id"], name="outcomes_decisions")],
            },
        ),
        migrations.CreateModel(
            name="Minute",
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
                    "text",
                    pobratym.core.fields.LongWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="words"
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(default=False, verbose_name="confidential"),
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
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)ss",
                        to="outcomes.agendapoint",
                        verbose_name="point of the agenda",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "minute",
                "verbose_name_plural": "minutes",
                "ordering": ["on", "pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["visit", "on", "id"], name="outcomes_minutes")],
            },
        ),
        migrations.CreateModel(
            name="Promise",
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
                    "what",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="what is promised"
                    ),
                ),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=200, verbose_name="who answers for it"),
                ),
                (
                    "due_on",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="by when",
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(default=False, verbose_name="confidential"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.outcomes.states.PromiseState["OPEN"], "open"),
                            (pobratym.outcomes.states.PromiseState["DONE"], "kept"),
                            (pobratym.outcomes.states.PromiseState["DROPPED"], "dropped"),
                        ],
                        default=pobratym.outcomes.states.PromiseState["OPEN"],
                        max_length=7,
                        verbose_name="state",
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
                    "result",
                    models.CharField(blank=True, max_length=500, verbose_name="what came of it"),
                ),
                (
                    "dropped_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is dropped"),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                        verbose_name="which city promised it",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="promises",
                        to="outcomes.decision",
                        verbose_name="from the decision",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_promises",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who does it",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "promise",
                "verbose_name_plural": "promises",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["visit", "due_on", "id"], name="outcomes_promises"),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["city", "due_on"],
                        name="outcomes_promises_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["owner", "due_on"],
                        name="outcomes_promises_owned",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="outcomes_promise_done_has_day",
                        violation_error_message="Give the day on which it was done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("dropped_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcomes_promise_dropped_says_why",
                        violation_error_message="Say why this is dropped.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Questionnaire",
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
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closes_on",
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
                        verbose_name="answers until",
                    ),
                ),
                (
                    "opened_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questionnaire",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "questionnaire",
                "verbose_name_plural": "questionnaires",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at__isnull", True),
                            ("closes_on__isnull", False),
                            _connector="OR",
                        ),
                        name="outcomes_questionnaire_has_end",
                        violation_error_message="Say until when guests may answer.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "answering",
                    models.CharField(
                        choices=[
                            (pobratym.outcomes.states.Answering["SCALE"], "from 1 to 5"),
                            (pobratym.outcomes.states.Answering["YES_NO"], "yes or no"),
                            (pobratym.outcomes.states.Answering["TEXT"], "in own words"),
                        ],
                        max_length=6,
                        verbose_name="answer",
                    ),
                ),
                (
                    "text",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="question"
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="outcomes.questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["place", "pk"],
                "indexes": [
                    models.Index(fields=["questionnaire", "place", "id"], name="outcomes_questions")
                ],
            },
        ),
        migrations.CreateModel(
            name="Answered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="visits.member",
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answered",
                        to="outcomes.questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "guest who has answered",
                "verbose_name_plural": "guests who have answered",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("questionnaire", "member"), name="outcomes_answered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("value", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("text", models.CharField(blank=True, max_length=2000)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="outcomes.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
            },
        ),
        migrations.CreateModel(
            name="SeenPractice",
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
                        default=pobratym.core.wordings.Wordings, verbose_name="what was seen"
                    ),
                ),
                (
                    "note",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="what is worth learning",
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=40, verbose_name="topic")),
                (
                    "wants_it",
                    models.BooleanField(default=False, verbose_name="we want to try it at home"),
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
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programmes.item",
                        verbose_name="seen at this point of the programme",
                    ),
                ),
                (
                    "noted_by",
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
                        related_name="practices_seen",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "practice seen",
                "verbose_name_plural": "practices seen",
                "indexes": [models.Index(fields=["visit", "id"], name="outcomes_practices")],
            },
        ),
        migrations.CreateModel(
            name="VisitReport",
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
                    "summary",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "conclusions",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="what we learned",
                    ),
                ),
                (
                    "next_steps",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="what comes next",
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "finished_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "report on a visit",
                "verbose_name_plural": "reports on visits",
            },
        ),
    ]
