import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.prospects.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0007_institutions_in_order"),
        ("partnerships", "0001_initial"),
        ("prospects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Criterion",
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
                ("name", models.CharField(max_length=120, verbose_name="criterion")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MaxValueValidator(
                                10, "A weight is a whole number from 0 to 10."
                            )
                        ],
                        verbose_name="weight",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=1)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="directory.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion of the short list",
                "verbose_name_plural": "criteria of the short list",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "name"),
                        name="prospects_criterion_once",
                        violation_error_message="This criterion is there already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Prospect",
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
                ("note", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            (
                                pobratym.prospects.states.Decision["CONSIDERING"],
                                "under consideration",
                            ),
                            (pobratym.prospects.states.Decision["CHOSEN"], "chosen"),
                            (pobratym.prospects.states.Decision["LATER"], "later perhaps"),
                            (pobratym.prospects.states.Decision["NO"], "no"),
                        ],
                        default=pobratym.prospects.states.Decision["CONSIDERING"],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prospects",
                        to="directory.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "city on the short list",
                "verbose_name_plural": "cities on the short list",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "candidate"),
                        name="prospects_prospect_once",
                        violation_error_message="This city is on the short list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("city", models.F("candidate")), _negated=True),
                        name="prospects_prospect_another",
                        violation_error_message="A city cannot be its own partner.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_on__isnull", True),
                                ("decision", pobratym.prospects.states.Decision["CONSIDERING"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("decision", pobratym.prospects.states.Decision["CONSIDERING"]),
                                    _negated=True,
                                ),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="prospects_prospect_decided",
                        violation_error_message="A decision needs its day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                    "subject",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="subject"
                    ),
                ),
                (
                    "body",
                    pobratym.core.fields.LongWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="text"
                    ),
                ),
                (
                    "language",
                    models.CharField(max_length=10, verbose_name="language of the original"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.prospects.states.MessageState["DRAFT"], "draft"),
                            (pobratym.prospects.states.MessageState["SENT"], "sent"),
                            (pobratym.prospects.states.MessageState["RECEIVED"], "received"),
                        ],
                        default=pobratym.prospects.states.MessageState["DRAFT"],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            (pobratym.prospects.states.Way["HERE"], "sent from here by e-mail"),
                            (
                                pobratym.prospects.states.Way["COPIED"],
                                "copied out and sent by other means",
                            ),
                        ],
                        max_length=6,
                        verbose_name="how it was sent",
                    ),
                ),
                (
                    "to",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="date")),
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
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partnerships.contact",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter to a city",
                "verbose_name_plural": "letters to cities",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("on__isnull", True),
                                ("state", pobratym.prospects.states.MessageState["DRAFT"]),
                                ("way", ""),
                            ),
                            models.Q(
                                ("on__isnull", False),
                                ("state", pobratym.prospects.states.MessageState["RECEIVED"]),
                                ("way", ""),
                            ),
                            models.Q(
                                ("on__isnull", False),
                                ("state", pobratym.prospects.states.MessageState["SENT"]),
                                models.Q(("way", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="prospects_message_day",
                        violation_error_message="What was sent or received has a day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MaxValueValidator(
                                5, "A mark is a whole number from 0 to 5."
                            )
                        ],
                        verbose_name="mark",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="prospects.criterion",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark",
                "verbose_name_plural": "marks",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prospect", "criterion"), name="prospects_mark_once"
                    )
                ],
            },
        ),
    ]
