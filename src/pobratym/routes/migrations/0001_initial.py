import datetime
import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.routes.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agreements", "0001_initial"),
        ("directory", "0004_ended_tokens"),
        ("documents", "0002_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="GivenNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "given_on",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="given on",
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="last day in force")),
                (
                    "reason",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings, verbose_name="why"
                    ),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given_notice",
                        to="agreements.agreement",
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice of termination",
                "verbose_name_plural": "notices of termination",
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
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
                    "registration_number",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="registration number"
                    ),
                ),
                (
                    "registered_on",
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
                        verbose_name="registered on",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="address of the entry"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="title in the register"
                    ),
                ),
                (
                    "sphere",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="sphere in the register"
                    ),
                ),
                (
                    "duration",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="duration in the register"
                    ),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="register_entry",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry in the state register",
                "verbose_name_plural": "entries in the state register",
            },
        ),
        migrations.CreateModel(
            name="Walk",
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
                ("route", models.CharField(max_length=40)),
                ("answers", models.JSONField(blank=True, default=dict)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="walks",
                        to="agreements.agreement",
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
                    "text_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="walks",
                        to="agreements.textversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal route of a city",
                "verbose_name_plural": "legal routes of cities",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text_version", "city"), name="routes_walk_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                ("code", models.CharField(max_length=20)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.routes.states.StepState["WAITING"], "waits for another step"),
                            (pobratym.routes.states.StepState["OPEN"], "to be done"),
                            (pobratym.routes.states.StepState["SENT"], "sent, awaiting the answer"),
                            (pobratym.routes.states.StepState["DONE"], "done"),
                            (pobratym.routes.states.StepState["REFUSED"], "refused"),
                            (pobratym.routes.states.StepState["RETURNED"], "returned to be mended"),
                            (pobratym.routes.states.StepState["WAIVED"], "waived"),
                        ],
                        default=pobratym.routes.states.StepState["WAITING"],
                        max_length=8,
                    ),
                ),
                (
                    "sent_on",
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
                        verbose_name="sent on",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
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
                    "reference",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="number of the document"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("is_carried", models.BooleanField(default=False)),
                ("reminded_on", models.DateField(blank=True, null=True)),
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
                    "walk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="routes.walk",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a legal route",
                "verbose_name_plural": "steps of legal routes",
                "ordering": ["place"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["open", "sent"])),
                        fields=["due_on"],
                        name="routes_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("walk", "code"), name="routes_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        pobratym.routes.states.StepState["REFUSED"],
                                        pobratym.routes.states.StepState["RETURNED"],
                                        pobratym.routes.states.StepState["WAIVED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="routes_step_reason",
                        violation_error_message="Say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="routes_step_done_has_day",
                        violation_error_message="Give the day on which it was done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            ("sent_on__isnull", False),
                            _connector="OR",
                        ),
                        name="routes_step_sent_has_day",
                        violation_error_message="Give the day on which it was sent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signatory",
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
                    "name",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="name"
                    ),
                ),
                (
                    "function",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="function"
                    ),
                ),
                (
                    "authority_note",
                    models.CharField(blank=True, max_length=300, verbose_name="authority in words"),
                ),
                (
                    "countersigns",
                    models.BooleanField(default=False, verbose_name="countersigns only"),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatories",
                        to="agreements.agreement",
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
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="routes.step",
                        verbose_name="step that gave the authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "signatory",
                "verbose_name_plural": "signatories",
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
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
                ("sha256", models.CharField(max_length=64)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            (pobratym.routes.states.Mode["WET"], "by hand on paper"),
                            (
                                pobratym.routes.states.Mode["ELECTRONIC"],
                                "electronic signature in the PDF",
                            ),
                            (
                                pobratym.routes.states.Mode["CONTAINER"],
                                "electronic signature in a container",
                            ),
                        ],
                        max_length=10,
                        verbose_name="way of signing",
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="signed on",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_because",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is withdrawn"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.agreement",
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
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="routes.signatory",
                    ),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.textversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("text_version", "signatory"),
                        name="routes_signature_once",
                        violation_error_message="This person's signature is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="routes_signature_withdrawn_says_why",
                        violation_error_message="Say why the signature is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pl", "pl"),
                            ("uk", "uk"),
                            ("en", "en"),
                            ("bg", "bg"),
                            ("cs", "cs"),
                            ("da", "da"),
                            ("de", "de"),
                            ("el", "el"),
                            ("es", "es"),
                            ("et", "et"),
                            ("fi", "fi"),
                            ("fr", "fr"),
                            ("ga", "ga"),
                            ("hr", "hr"),
                            ("hu", "hu"),
                            ("it", "it"),
                            ("ka", "ka"),
                            ("lt", "lt"),
                            ("lv", "lv"),
                            ("mt", "mt"),
                            ("nl", "nl"),
                            ("nb", "nb"),
                            ("pt", "pt"),
                            ("ro", "ro"),
                            ("sk", "sk"),
                            ("sl", "sl"),
                            ("sq", "sq"),
                            ("sr", "sr"),
                            ("sv", "sv"),
                            ("tr", "tr"),
                        ],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (pobratym.routes.states.Outcome["NOT_CHECKED"], "not checked"),
                            (pobratym.routes.states.Outcome["VALID"], "valid"),
                            (
                                pobratym.routes.states.Outcome["UNTRUSTED"],
                                "whole, issuer not trusted",
                            ),
                            (
                                pobratym.routes.states.Outcome["PARTIAL"],
                                "does not cover the whole file",
                            ),
                            (
                                pobratym.routes.states.Outcome["ALTERED"],
                                "file altered after signing",
                            ),
                            (pobratym.routes.states.Outcome["UNREADABLE"], "cannot be read"),
                            (pobratym.routes.states.Outcome["NONE"], "no signature in the file"),
                            (
                                pobratym.routes.states.Outcome["OUTSIDE_VALID"],
                                "valid by an outside check",
                            ),
                            (
                                pobratym.routes.states.Outcome["OUTSIDE_INVALID"],
                                "refused by an outside check",
                            ),
                        ],
                        default=pobratym.routes.states.Outcome["NOT_CHECKED"],
                        max_length=16,
                    ),
                ),
                ("report", models.JSONField(blank=True, default=dict)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="routes.signature",
                    ),
                ),
            ],
            options={
                "verbose_name": "signed copy",
                "verbose_name_plural": "signed copies",
            },
        ),
        migrations.CreateModel(
            name="StepPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="routes.step",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper of a step",
                "verbose_name_plural": "papers of steps",
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "what", "on"), name="routes_reminder_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("is_automatic", models.BooleanField(default=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renewals",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "renewal",
                "verbose_name_plural": "renewals",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "begins_on"), name="routes_renewal_once"
                    )
                ],
            },
        ),
    ]
