import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pobratym.allowances.states
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.visits.states
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0007_institutions_in_order"),
        ("visits", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GiftCeiling",
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
                    "valid_from",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="valid from",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=18,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="ceiling",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
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
                ("source", models.CharField(max_length=300, verbose_name="where it stands")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "set_by",
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
                "verbose_name": "ceiling of gifts",
                "verbose_name_plural": "ceilings of gifts",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "valid_from"),
                        name="allowances_ceiling_once_a_day",
                        violation_error_message="A ceiling from this day on is set already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
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
                    "way",
                    models.CharField(
                        choices=[
                            (pobratym.allowances.states.GiftWay["RECEIVED"], "received"),
                            (pobratym.allowances.states.GiftWay["GIVEN"], "given"),
                        ],
                        max_length=8,
                        verbose_name="received or given",
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
                ("description", models.CharField(max_length=300, verbose_name="what it is")),
                ("giver", models.CharField(max_length=200, verbose_name="who gives")),
                ("receiver", models.CharField(max_length=200, verbose_name="who receives")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=18,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
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
                    "is_estimate",
                    models.BooleanField(default=False, verbose_name="the value is estimated"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (pobratym.allowances.states.GiftState["WITHIN"], "within the ceiling"),
                            (
                                pobratym.allowances.states.GiftState["WAITING"],
                                "waits for a second person’s decision",
                            ),
                            (
                                pobratym.allowances.states.GiftState["ALLOWED"],
                                "allowed above the ceiling",
                            ),
                            (
                                pobratym.allowances.states.GiftState["REFUSED"],
                                "not allowed above the ceiling",
                            ),
                        ],
                        default=pobratym.allowances.states.GiftState["WITHIN"],
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            (pobratym.allowances.states.Fate["OPEN"], "not decided yet"),
                            (pobratym.allowances.states.Fate["KEPT"], "kept by who received it"),
                            (
                                pobratym.allowances.states.Fate["COMMUNITY"],
                                "handed over to the community",
                            ),
                            (pobratym.allowances.states.Fate["RETURNED"], "returned"),
                        ],
                        default=pobratym.allowances.states.Fate["OPEN"],
                        max_length=9,
                        verbose_name="what became of it",
                    ),
                ),
                ("fate_note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_because",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="visits.visit",
                    ),
                ),
                (
                    "ceiling",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="allowances.giftceiling",
                    ),
                ),
            ],
            options={
                "verbose_name": "gift",
                "verbose_name_plural": "gifts",
                "indexes": [
                    models.Index(fields=["city", "-on", "-id"], name="allowances_gifts_of_city"),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["city"],
                        name="allowances_gifts_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            ("entered_by__isnull", True),
                            models.Q(("decided_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="allowances_gift_decided_by_another",
                        violation_error_message="Somebody else has to decide.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["within", "waiting"]),
                            models.Q(("decided_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="allowances_gift_decided_says_why",
                        violation_error_message="Give the reason of the decision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate", "kept"), _negated=True),
                            ("state__in", ["within", "allowed"]),
                            _connector="OR",
                        ),
                        name="allowances_gift_not_kept_undecided",
                        violation_error_message="A gift above the ceiling is kept only when a second person has allowed it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RateSet",
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
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[django.core.validators.RegexValidator("^[A-Z]{2}\\Z")],
                        verbose_name="country of the stay",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "valid_from",
                    models.DateField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "The year must be 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2200, 12, 31), "The year must be 2200 or earlier."
                            ),
                        ],
                        verbose_name="valid from",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
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
                    "day_amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=18,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount for a day",
                    ),
                ),
                (
                    "cut",
                    models.CharField(
                        choices=[
                            (
                                pobratym.allowances.states.Cut["BY_MEAL"],
                                "so much for a breakfast, a lunch, a dinner",
                            ),
                            (
                                pobratym.allowances.states.Cut["BY_COUNT"],
                                "so much for one, two or three meals of the day",
                            ),
                        ],
                        default=pobratym.allowances.states.Cut["BY_MEAL"],
                        max_length=8,
                        verbose_name="taken off for meals given",
                    ),
                ),
                (
                    "breakfast",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="for a breakfast, per cent",
                    ),
                ),
                (
                    "lunch",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="for a lunch, per cent",
                    ),
                ),
                (
                    "dinner",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="for a dinner, per cent",
                    ),
                ),
                (
                    "one_meal",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="for one meal, per cent",
                    ),
                ),
                (
                    "two_meals",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="for two meals, per cent",
                    ),
                ),
                (
                    "three_meals",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="for three meals, per cent",
                    ),
                ),
                (
                    "night_limit",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="limit for a night",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="where it stands")),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="address of the source"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="confirmed on"),
                ),
                (
                    "confirmed_by_name",
                    models.CharField(blank=True, max_length=120, verbose_name="who confirmed it"),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                    "entered_by",
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
                "verbose_name": "amounts per day",
                "verbose_name_plural": "amounts per day",
                "indexes": [
                    models.Index(
                        fields=["city", "country", "-valid_from"], name="allowances_rates_of_city"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "country", "number"), name="allowances_rateset_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "breakfast__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.Value(100), "-", models.F("lunch")
                                    ),
                                    "-",
                                    models.F("dinner"),
                                ),
                            )
                        ),
                        name="allowances_rateset_cuts_at_most_all",
                        violation_error_message="Together the meals take off more than the whole.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("one_meal__lte", models.F("two_meals")),
                            ("two_meals__lte", models.F("three_meals")),
                        ),
                        name="allowances_rateset_cuts_rise",
                        violation_error_message="More meals cannot take off less.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by_name", ""), ("confirmed_on__isnull", True)),
                            models.Q(
                                ("confirmed_on__isnull", False),
                                models.Q(("confirmed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="allowances_rateset_confirmed_by",
                        violation_error_message="Give both the day and who confirmed it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
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
                ("days", models.JSONField(default=list, verbose_name="days and meals given")),
                (
                    "bearer",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.CostBearer["HOST"], "the host"),
                            (pobratym.visits.states.CostBearer["GUEST"], "the guests"),
                            (pobratym.visits.states.CostBearer["GRANT"], "a grant"),
                        ],
                        default=pobratym.visits.states.CostBearer["GUEST"],
                        max_length=5,
                        verbose_name="who bears the amount for the days",
                    ),
                ),
                (
                    "nights",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="nights paid for",
                    ),
                ),
                (
                    "night_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="price of a night",
                    ),
                ),
                (
                    "night_bearer",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.CostBearer["HOST"], "the host"),
                            (pobratym.visits.states.CostBearer["GUEST"], "the guests"),
                            (pobratym.visits.states.CostBearer["GRANT"], "a grant"),
                        ],
                        default=pobratym.visits.states.CostBearer["HOST"],
                        max_length=5,
                        verbose_name="who bears the nights",
                    ),
                ),
                (
                    "over_limit_because",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        verbose_name="why the nights cost more than the limit",
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stay",
                        to="visits.member",
                    ),
                ),
                (
                    "rates",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="allowances.rateset",
                        verbose_name="amounts per day",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stays",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "allowance of a guest",
                "verbose_name_plural": "allowances of guests",
                "indexes": [models.Index(fields=["visit", "id"], name="allowances_stays")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nights", 0), ("night_amount__isnull", False), _connector="OR"
                        ),
                        name="allowances_stay_nights_priced",
                        violation_error_message="Give the price of a night.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CostLine",
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
                            (pobratym.allowances.states.CostKind["TRANSPORT"], "transport"),
                            (pobratym.allowances.states.CostKind["LODGING"], "lodging"),
                            (pobratym.allowances.states.CostKind["MEALS"], "meals"),
                            (pobratym.allowances.states.CostKind["INTERPRETING"], "interpreting"),
                            (
                                pobratym.allowances.states.CostKind["ADMISSION"],
                                "admission and hire",
                            ),
                            (pobratym.allowances.states.CostKind["GIFTS"], "gifts"),
                            (pobratym.allowances.states.CostKind["INSURANCE"], "insurance"),
                            (pobratym.allowances.states.CostKind["PRINTING"], "printing"),
                            (pobratym.allowances.states.CostKind["OTHER"], "other"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "what",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="what for"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=18,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
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
                    "bearer",
                    models.CharField(
                        choices=[
                            (pobratym.visits.states.CostBearer["HOST"], "the host"),
                            (pobratym.visits.states.CostBearer["GUEST"], "the guests"),
                            (pobratym.visits.states.CostBearer["GRANT"], "a grant"),
                        ],
                        default=pobratym.visits.states.CostBearer["HOST"],
                        max_length=5,
                        verbose_name="who bears it",
                    ),
                ),
                ("grant", models.CharField(blank=True, max_length=200, verbose_name="which grant")),
                (
                    "paper",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="invoice or contract"
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
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cost_lines",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a cost sheet",
                "verbose_name_plural": "lines of cost sheets",
                "indexes": [
                    models.Index(fields=["visit", "kind", "id"], name="allowances_cost_lines")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
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
                    "base",
                    models.CharField(
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
                        verbose_name="one unit of",
                    ),
                ),
                (
                    "quote",
                    models.CharField(
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
                        verbose_name="is worth in",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=8,
                        max_digits=18,
                        validators=[django.core.validators.MinValueValidator(Decimal("1E-8"))],
                        verbose_name="rate",
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
                        verbose_name="rate of the day",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            (
                                pobratym.allowances.states.RateSource["NBP"],
                                "National Bank of Poland (NBP)",
                            ),
                            (
                                pobratym.allowances.states.RateSource["NBU"],
                                "National Bank of Ukraine (NBU)",
                            ),
                            (
                                pobratym.allowances.states.RateSource["ECB"],
                                "European Central Bank (ECB)",
                            ),
                            (
                                pobratym.allowances.states.RateSource["INFOREURO"],
                                "European Commission (InforEuro)",
                            ),
                            (
                                pobratym.allowances.states.RateSource["CONTRACT"],
                                "rate of the contract",
                            ),
                            (pobratym.allowances.states.RateSource["OTHER"], "other"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "table",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="number of the table or the contract",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exchange_rates",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "rate of exchange",
                "verbose_name_plural": "rates of exchange",
                "ordering": ["base", "quote"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "base", "quote"),
                        name="allowances_rate_once",
                        violation_error_message="There is a rate between these two already: change it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base", models.F("quote")), _negated=True),
                        name="allowances_rate_of_two",
                        violation_error_message="Choose two different currencies.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gt", 0)), name="allowances_rate_above_nought"
                    ),
                ],
            },
        ),
    ]
