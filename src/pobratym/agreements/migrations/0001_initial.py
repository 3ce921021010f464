import datetime
import django.core.validators
import django.db.models.deletion
import pobratym.agreements.states
import pobratym.core.fields
import pobratym.core.wordings
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("confirmations", "0001_initial"),
        ("directory", "0004_ended_tokens"),
        ("documents", "0002_papers"),
        ("partnerships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
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
                            (
                                pobratym.agreements.states.Kind["LETTER_OF_INTENT"],
                                "letter of intent",
                            ),
                            (
                                pobratym.agreements.states.Kind["PARTNERSHIP"],
                                "partnership agreement",
                            ),
                            (pobratym.agreements.states.Kind["PROJECT"], "project agreement"),
                            (
                                pobratym.agreements.states.Kind["AMENDMENT"],
                                "amendment to an agreement",
                            ),
                            (
                                pobratym.agreements.states.Kind["TERMINATION"],
                                "termination of an agreement",
                            ),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            (pobratym.agreements.states.Stage["DRAFT"], "draft of one city"),
                            (pobratym.agreements.states.Stage["NEGOTIATION"], "in negotiation"),
                            (pobratym.agreements.states.Stage["TEXT_AGREED"], "text agreed"),
                            (pobratym.agreements.states.Stage["APPROVALS"], "on the legal routes"),
                            (pobratym.agreements.states.Stage["READY_TO_SIGN"], "ready to sign"),
                            (pobratym.agreements.states.Stage["SIGNED"], "signed"),
                            (pobratym.agreements.states.Stage["IN_FORCE"], "in force"),
                            (pobratym.agreements.states.Stage["EXPIRED"], "expired"),
                            (pobratym.agreements.states.Stage["TERMINATED"], "terminated"),
                            (pobratym.agreements.states.Stage["GIVEN_UP"], "given up"),
                        ],
                        default=pobratym.agreements.states.Stage["DRAFT"],
                        max_length=16,
                        verbose_name="stage",
                    ),
                ),
                (
                    "title",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="short title"
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
                ("text_number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "signed_on",
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
                        verbose_name="signed on",
                    ),
                ),
                (
                    "signed_at_place",
                    pobratym.core.fields.ShortWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="place of signing",
                    ),
                ),
                (
                    "effective_from",
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
                        verbose_name="in force from",
                    ),
                ),
                (
                    "duration_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="term, months"
                    ),
                ),
                (
                    "auto_renew",
                    models.BooleanField(default=False, verbose_name="renewed by itself"),
                ),
                (
                    "renewal_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="renewed for, months"
                    ),
                ),
                (
                    "notice_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="period of notice, months"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day in force"),
                ),
                (
                    "end_reason",
                    pobratym.core.fields.ShortWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="shown to everybody"),
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
                        related_name="+",
                        to="directory.municipality",
                        verbose_name="opened by",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changing",
                        to="agreements.agreement",
                        verbose_name="agreement that it changes",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "indexes": [
                    models.Index(fields=["partnership", "-id"], name="agreements_of_partnership"),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    pobratym.agreements.states.Stage["IN_FORCE"],
                                    pobratym.agreements.states.Stage["SIGNED"],
                                ],
                            )
                        ),
                        fields=["ends_on"],
                        name="agreements_ending",
                    ),
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
                                        pobratym.agreements.states.Stage["EXPIRED"],
                                        pobratym.agreements.states.Stage["IN_FORCE"],
                                        pobratym.agreements.states.Stage["SIGNED"],
                                        pobratym.agreements.states.Stage["TERMINATED"],
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_agreement_public_stage",
                        violation_error_message="Only a signed agreement can be shown to everybody.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    pobratym.agreements.states.Stage["DRAFT"],
                                    pobratym.agreements.states.Stage["GIVEN_UP"],
                                ],
                            ),
                            ("shared_on__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_agreement_shared_stage",
                        violation_error_message="From negotiation on, all its cities know of an agreement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "stage__in",
                                    [
                                        pobratym.agreements.states.Stage["EXPIRED"],
                                        pobratym.agreements.states.Stage["IN_FORCE"],
                                        pobratym.agreements.states.Stage["SIGNED"],
                                        pobratym.agreements.states.Stage["TERMINATED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("signed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_agreement_signed_has_day",
                        violation_error_message="A signed agreement needs the day of its signing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["in_force", "expired"]), _negated=True),
                            ("effective_from__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_agreement_force_has_day",
                        violation_error_message="An agreement in force needs its first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        pobratym.agreements.states.Kind["AMENDMENT"],
                                        pobratym.agreements.states.Kind["TERMINATION"],
                                    ],
                                ),
                                ("parent__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "kind__in",
                                        [
                                            pobratym.agreements.states.Kind["AMENDMENT"],
                                            pobratym.agreements.states.Kind["TERMINATION"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("parent__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_agreement_changing_has_parent",
                        violation_error_message="An amendment or a termination needs the agreement that it changes, and only these do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("auto_renew", False),
                            models.Q(
                                ("duration_months__isnull", False),
                                ("renewal_months__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_agreement_renewal_has_term",
                        violation_error_message="An agreement that is renewed by itself needs its term and for how long it is renewed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("duration_months__isnull", True),
                                ("duration_months__range", (1, 1200)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("renewal_months__isnull", True),
                                ("renewal_months__range", (1, 1200)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("notice_months__isnull", True),
                                ("notice_months__range", (1, 1200)),
                                _connector="OR",
                            ),
                        ),
                        name="agreements_agreement_months_in_bounds",
                        violation_error_message="Give between 1 and 1,200 months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreements_agreement_withdrawn_says_why",
                        violation_error_message="Say why the agreement is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    models.CharField(max_length=300, verbose_name="title of the announcement"),
                ),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=200, verbose_name="where it appeared"),
                ),
                ("url", models.URLField(max_length=500, verbose_name="address")),
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
                    "language",
                    models.CharField(
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
                ("is_sample", models.BooleanField(default=False)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                        verbose_name="city that announced it",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "indexes": [models.Index(fields=["agreement", "on"], name="agreements_statements")],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "says",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="what was announced"
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=40, verbose_name="topic")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="agreements.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "place"), name="agreements_claim_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
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
                ("place", models.PositiveIntegerField()),
                (
                    "type",
                    models.CharField(
                        choices=[
                            (pobratym.agreements.states.ClauseType["PREAMBLE"], "preamble"),
                            (pobratym.agreements.states.ClauseType["PARTIES"], "parties"),
                            (pobratym.agreements.states.ClauseType["AIMS"], "aims"),
                            (
                                pobratym.agreements.states.ClauseType["FIELDS"],
                                "fields of cooperation",
                            ),
                            (
                                pobratym.agreements.states.ClauseType["FORMS"],
                                "forms of cooperation",
                            ),
                            (pobratym.agreements.states.ClauseType["FINANCE"], "finance"),
                            (
                                pobratym.agreements.states.ClauseType["CONTACT_POINTS"],
                                "contact points",
                            ),
                            (
                                pobratym.agreements.states.ClauseType["DATA_PROTECTION"],
                                "data protection",
                            ),
                            (pobratym.agreements.states.ClauseType["DISPUTES"], "disputes"),
                            (
                                pobratym.agreements.states.ClauseType["DURATION"],
                                "duration and notice",
                            ),
                            (
                                pobratym.agreements.states.ClauseType["LANGUAGES"],
                                "languages of the agreement",
                            ),
                            (pobratym.agreements.states.ClauseType["FINAL"], "final provisions"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                ("topics", models.JSONField(blank=True, default=list, verbose_name="topics")),
                ("library_code", models.CharField(blank=True, max_length=60)),
                ("added_in", models.PositiveIntegerField(default=0)),
                ("removed_in", models.PositiveIntegerField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["place", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=["agreement", "place", "id"],
                        name="agreements_clause_order",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_in__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_in__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreements_clause_removed_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
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
                    "language",
                    models.CharField(
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
                ("number", models.PositiveIntegerField()),
                ("heading", models.CharField(blank=True, max_length=300, verbose_name="heading")),
                (
                    "body",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(20000)],
                        verbose_name="proposed wording",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
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
                    "proposal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="confirmations.jointchange",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="agreements.clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "amendment of a clause",
                "verbose_name_plural": "amendments of clauses",
                "indexes": [models.Index(fields=["clause", "-id"], name="agreements_amendments")],
            },
        ),
        migrations.CreateModel(
            name="ClauseConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
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
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="agreements.clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent to a clause",
                "verbose_name_plural": "consents to clauses",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clause", "city"), name="agreements_consent_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClauseText",
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
                    "language",
                    models.CharField(
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
                ("number", models.PositiveIntegerField(default=0)),
                ("heading", models.CharField(blank=True, max_length=300, verbose_name="heading")),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(20000)],
                        verbose_name="wording",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            (pobratym.agreements.states.Standing["HUMAN"], "current"),
                            (
                                pobratym.agreements.states.Standing["MACHINE"],
                                "machine proposal, not checked",
                            ),
                            (pobratym.agreements.states.Standing["STALE"], "out of date"),
                            (pobratym.agreements.states.Standing["MISSING"], "missing"),
                        ],
                        default=pobratym.agreements.states.Standing["MISSING"],
                        max_length=8,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="agreements.clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "wording of a clause",
                "verbose_name_plural": "wordings of clauses",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clause", "language"), name="agreements_text_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("standing", "missing"), ("body", "")),
                            models.Q(
                                models.Q(("standing", "missing"), _negated=True),
                                models.Q(("body", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_text_missing_is_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
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
                    "audience",
                    models.CharField(
                        choices=[
                            (pobratym.agreements.states.Audience["OWN"], "only my city"),
                            (
                                pobratym.agreements.states.Audience["PARTIES"],
                                "all cities of the agreement",
                            ),
                        ],
                        max_length=8,
                        verbose_name="who reads it",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(4000)],
                        verbose_name="comment",
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="agreements.comment",
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
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="agreements.clause",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "indexes": [models.Index(fields=["clause", "id"], name="agreements_comments")],
            },
        ),
        migrations.CreateModel(
            name="Ground",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grounds",
                        to="agreements.claim",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grounds",
                        to="agreements.clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "ground of a claim",
                "verbose_name_plural": "grounds of claims",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "clause"), name="agreements_ground_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkPlan",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "work plan",
                "verbose_name_plural": "work plans",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "year"),
                        name="agreements_plan_once",
                        violation_error_message="There is a plan for this year already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
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
                ("topic", models.CharField(blank=True, max_length=40, verbose_name="topic")),
                (
                    "action",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="what is to be done"
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
                    "cost_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost",
                    ),
                ),
                (
                    "cost_currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PLN", "PLN"),
                            ("UAH", "UAH"),
                            ("EUR", "EUR"),
                            ("USD", "USD"),
                            ("CHF", "CHF"),
                            ("CZK", "CZK"),
                            ("GBP", "GBP"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.agreements.states.PlanState["PLANNED"], "planned"),
                            (pobratym.agreements.states.PlanState["RUNNING"], "under way"),
                            (pobratym.agreements.states.PlanState["DONE"], "done"),
                            (pobratym.agreements.states.PlanState["DROPPED"], "dropped"),
                        ],
                        default=pobratym.agreements.states.PlanState["PLANNED"],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "dropped_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is dropped"),
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
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                        verbose_name="responsible city",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="agreements.workplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a work plan",
                "verbose_name_plural": "lines of work plans",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["plan", "due_on", "id"], name="agreements_plan_lines")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cost_amount__isnull", True), ("cost_currency", "")),
                            models.Q(
                                ("cost_amount__isnull", False),
                                models.Q(("cost_currency", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_planline_cost_whole",
                        violation_error_message="A cost needs both the amount and the currency.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("dropped_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreements_planline_dropped_says_why",
                        violation_error_message="Say why this is dropped.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_planline_done_has_day",
                        violation_error_message="Give the day on which it was done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("says", models.CharField(max_length=300, verbose_name="what it shows")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="agreements.planline",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("url", ""), _negated=True),
                            ("document__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_evidence_has_something",
                        violation_error_message="Give an address or a document.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TextVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("text_number", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="text_versions",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="confirmations.jointchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of an agreement's text",
                "verbose_name_plural": "versions of agreements' texts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "number"), name="agreements_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
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
                    ),
                ),
                ("is_authentic", models.BooleanField()),
                ("canonical", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="agreements.textversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "frozen copy",
                "verbose_name_plural": "frozen copies",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "language"), name="agreements_copy_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="agreement",
            name="text_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.textversion",
            ),
        ),
        migrations.CreateModel(
            name="Tongue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
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
                ("place", models.PositiveSmallIntegerField()),
                ("is_authentic", models.BooleanField(default=True, verbose_name="authentic")),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title of the agreement"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tongues",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "language of an agreement",
                "verbose_name_plural": "languages of an agreement",
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "language"), name="agreements_tongue_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
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
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text_number", models.PositiveIntegerField()),
                ("heading", models.CharField(blank=True, max_length=300)),
                ("body", models.TextField(blank=True)),
                (
                    "change",
                    models.CharField(
                        choices=[
                            (pobratym.agreements.states.Change["MEANING"], "says something else"),
                            (
                                pobratym.agreements.states.Change["FOLLOWS"],
                                "follows the other language",
                            ),
                            (pobratym.agreements.states.Change["MINOR"], "slip of the pen"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            (pobratym.agreements.states.Origin["TYPED"], "written"),
                            (
                                pobratym.agreements.states.Origin["LIBRARY"],
                                "from the library of clauses",
                            ),
                            (pobratym.agreements.states.Origin["AMENDMENT"], "accepted amendment"),
                            (
                                pobratym.agreements.states.Origin["MEMORY"],
                                "from the translation memory",
                            ),
                            (pobratym.agreements.states.Origin["MACHINE"], "machine translation"),
                            (pobratym.agreements.states.Origin["SAMPLE"], "sample wording"),
                        ],
                        default=pobratym.agreements.states.Origin["TYPED"],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="agreements.clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier wording",
                "verbose_name_plural": "earlier wordings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clause", "language", "number"), name="agreements_wording_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
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
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
                ("heading", models.CharField(blank=True, max_length=300)),
                ("body", models.TextField(blank=True)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_copies",
                        to="agreements.clause",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "unsaved wording",
                "verbose_name_plural": "unsaved wordings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clause", "language", "person"), name="agreements_working_copy_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "language",
                    models.CharField(
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
                        verbose_name="own language",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
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
            ],
            options={
                "verbose_name": "party to an agreement",
                "verbose_name_plural": "parties to an agreement",
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "city"), name="agreements_party_once"
                    ),
                    models.UniqueConstraint(
                        fields=("agreement", "place"), name="agreements_party_place"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "stage__in",
                            [
                                pobratym.agreements.states.Stage["APPROVALS"],
                                pobratym.agreements.states.Stage["EXPIRED"],
                                pobratym.agreements.states.Stage["IN_FORCE"],
                                pobratym.agreements.states.Stage["READY_TO_SIGN"],
                                pobratym.agreements.states.Stage["SIGNED"],
                                pobratym.agreements.states.Stage["TERMINATED"],
                                pobratym.agreements.states.Stage["TEXT_AGREED"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("text_version__isnull", False),
                    _connector="OR",
                ),
                name="agreements_agreement_frozen_has_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "stage__in",
                            [
                                pobratym.agreements.states.Stage["DRAFT"],
                                pobratym.agreements.states.Stage["NEGOTIATION"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("text_version__isnull", True),
                    _connector="OR",
                ),
                name="agreements_agreement_writable_has_none",
            ),
        ),
    ]
