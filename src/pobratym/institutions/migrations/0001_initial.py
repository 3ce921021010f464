import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.institutions.states
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0005_listed_institutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="InstitutionWish",
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
                    "kind",
                    models.CharField(
                        choices=[
                            (pobratym.institutions.states.WishKind["SEEKS"], "seeks"),
                            (pobratym.institutions.states.WishKind["OFFERS"], "offers"),
                        ],
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=40, verbose_name="topic")),
                (
                    "text",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="need or offer, in your words",
                    ),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="directory.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "need or offer of an institution",
                "verbose_name_plural": "needs and offers of institutions",
            },
        ),
        migrations.CreateModel(
            name="Profile",
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
                    "about",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="about the institution",
                    ),
                ),
                (
                    "levels",
                    models.JSONField(blank=True, default=list, verbose_name="levels of education"),
                ),
                (
                    "age_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="youngest, years",
                    ),
                ),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="oldest, years",
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="pupils or residents"
                    ),
                ),
                ("topics", models.JSONField(blank=True, default=list, verbose_name="topics")),
                (
                    "formats",
                    models.JSONField(blank=True, default=list, verbose_name="formats of exchange"),
                ),
                (
                    "open_to",
                    models.CharField(
                        choices=[
                            (
                                pobratym.institutions.states.OpenTo["PARTNER_CITIES"],
                                "in the partner cities of our city",
                            ),
                            (pobratym.institutions.states.OpenTo["ANYWHERE"], "anywhere"),
                            (
                                pobratym.institutions.states.OpenTo["NOBODY"],
                                "we look for no partner now",
                            ),
                        ],
                        default=pobratym.institutions.states.OpenTo["NOBODY"],
                        max_length=14,
                        verbose_name="looks for a partner",
                    ),
                ),
                (
                    "partners_at_most",
                    models.PositiveSmallIntegerField(default=1, verbose_name="partners at most"),
                ),
                (
                    "safeguarding_url",
                    models.URLField(
                        blank=True, verbose_name="standard for the protection of minors"
                    ),
                ),
                (
                    "safeguarding_on",
                    models.DateField(blank=True, null=True, verbose_name="adopted on"),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "institution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profile",
                        to="directory.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "profile of an institution",
                "verbose_name_plural": "profiles of institutions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_from__isnull", True),
                            ("age_to__isnull", True),
                            ("age_to__gte", models.F("age_from")),
                            _connector="OR",
                        ),
                        name="institutions_profile_ages",
                        violation_error_message="The oldest cannot be younger than the youngest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("partners_at_most__range", (1, 20))),
                        name="institutions_profile_partners",
                        violation_error_message="From 1 to 20 partners.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LanguageTaught",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                pobratym.institutions.states.Cefr["A1"],
                                pobratym.institutions.states.Cefr["A1"],
                            ),
                            (
                                pobratym.institutions.states.Cefr["A2"],
                                pobratym.institutions.states.Cefr["A2"],
                            ),
                            (
                                pobratym.institutions.states.Cefr["B1"],
                                pobratym.institutions.states.Cefr["B1"],
                            ),
                            (
                                pobratym.institutions.states.Cefr["B2"],
                                pobratym.institutions.states.Cefr["B2"],
                            ),
                            (
                                pobratym.institutions.states.Cefr["C1"],
                                pobratym.institutions.states.Cefr["C1"],
                            ),
                            (
                                pobratym.institutions.states.Cefr["C2"],
                                pobratym.institutions.states.Cefr["C2"],
                            ),
                        ],
                        max_length=2,
                        verbose_name="level (CEFR)",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="institutions.profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "language",
                "verbose_name_plural": "languages",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "language"),
                        name="institutions_language_once",
                        violation_error_message="This language is there already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Availability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="to")),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="availabilities",
                        to="institutions.profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "time for an exchange",
                "verbose_name_plural": "times for an exchange",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="institutions_availability_period",
                        violation_error_message="The last day cannot be before the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register",
                    models.CharField(
                        choices=[
                            (
                                pobratym.institutions.states.Register["EDEBO_SCHOOLS"],
                                pobratym.institutions.states.Register["EDEBO_SCHOOLS"],
                            ),
                            (
                                pobratym.institutions.states.Register["EDEBO_VOCATIONAL"],
                                pobratym.institutions.states.Register["EDEBO_VOCATIONAL"],
                            ),
                            (
                                pobratym.institutions.states.Register["EDEBO_HIGHER"],
                                pobratym.institutions.states.Register["EDEBO_HIGHER"],
                            ),
                            (
                                pobratym.institutions.states.Register["ISUO"],
                                pobratym.institutions.states.Register["ISUO"],
                            ),
                            (
                                pobratym.institutions.states.Register["NSZU"],
                                pobratym.institutions.states.Register["NSZU"],
                            ),
                            (
                                pobratym.institutions.states.Register["CNAP"],
                                pobratym.institutions.states.Register["CNAP"],
                            ),
                            (
                                pobratym.institutions.states.Register["CKE"],
                                pobratym.institutions.states.Register["CKE"],
                            ),
                            (
                                pobratym.institutions.states.Register["CARE_HOMES"],
                                pobratym.institutions.states.Register["CARE_HOMES"],
                            ),
                            (
                                pobratym.institutions.states.Register["DAY_CENTRES"],
                                pobratym.institutions.states.Register["DAY_CENTRES"],
                            ),
                            (
                                pobratym.institutions.states.Register["SENIOR_CLUBS"],
                                pobratym.institutions.states.Register["SENIOR_CLUBS"],
                            ),
                            (
                                pobratym.institutions.states.Register["SOCIAL_CENTRES"],
                                pobratym.institutions.states.Register["SOCIAL_CENTRES"],
                            ),
                            (
                                pobratym.institutions.states.Register["HOSPITALS_PL"],
                                pobratym.institutions.states.Register["HOSPITALS_PL"],
                            ),
                            (
                                pobratym.institutions.states.Register["OWN_LIST"],
                                pobratym.institutions.states.Register["OWN_LIST"],
                            ),
                        ],
                        max_length=20,
                        verbose_name="register",
                    ),
                ),
                ("code", models.CharField(max_length=200, verbose_name="number in the register")),
                ("name", models.CharField(max_length=500, verbose_name="name in the register")),
                (
                    "place",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="place in the register"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("told", models.JSONField(blank=True, default=dict)),
                ("gone_on", models.DateField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.registeredition",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="directory.institution",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a register",
                "verbose_name_plural": "entries of registers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "code"), name="institutions_listing_once"
                    )
                ],
            },
        ),
    ]
