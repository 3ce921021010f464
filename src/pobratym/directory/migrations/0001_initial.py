import django.core.validators
import django.db.models.deletion
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.directory.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="source")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "dated_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the source"),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "url", "dated_on"), name="directory_source_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dated_on", None)),
                        fields=("name", "url"),
                        name="directory_source_undated_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=20, verbose_name="register")),
                ("dated_on", models.DateField(verbose_name="state of the register on")),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="added")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("ended", models.PositiveIntegerField(default=0, verbose_name="ended")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("loaded_at", models.DateTimeField(auto_now_add=True, verbose_name="loaded at")),
            ],
            options={
                "verbose_name": "edition of a register",
                "verbose_name_plural": "editions of registers",
                "indexes": [
                    models.Index(fields=["scheme", "dated_on"], name="directory_edition_newest")
                ],
            },
        ),
        migrations.CreateModel(
            name="Territory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=10)),
                ("code", models.CharField(max_length=19, verbose_name="official code")),
                ("level", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territories",
                        to="directory.registeredition",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="directory.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "territory",
                "verbose_name_plural": "territories",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "code"), name="directory_territory_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="directory_territory_not_own_part",
                        violation_error_message="A territory cannot be a part of itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
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
                        choices=[
                            (pobratym.directory.states.Country["PL"], "Poland"),
                            (pobratym.directory.states.Country["UA"], "Ukraine"),
                        ],
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            (
                                pobratym.directory.states.Scheme["TERC"],
                                pobratym.directory.states.Scheme["TERC"],
                            ),
                            (
                                pobratym.directory.states.Scheme["KATOTTG"],
                                pobratym.directory.states.Scheme["KATOTTG"],
                            ),
                        ],
                        max_length=10,
                        verbose_name="register",
                    ),
                ),
                ("code", models.CharField(max_length=19, verbose_name="official code")),
                (
                    "seat_code",
                    models.CharField(blank=True, max_length=19, verbose_name="code of the seat"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (pobratym.directory.states.Kind["GMINA_URBAN"], "urban gmina"),
                            (pobratym.directory.states.Kind["GMINA_RURAL"], "rural gmina"),
                            (
                                pobratym.directory.states.Kind["GMINA_URBAN_RURAL"],
                                "urban-rural gmina",
                            ),
                            (pobratym.directory.states.Kind["HROMADA_CITY"], "city hromada"),
                            (
                                pobratym.directory.states.Kind["HROMADA_SETTLEMENT"],
                                "settlement hromada",
                            ),
                            (pobratym.directory.states.Kind["HROMADA_VILLAGE"], "village hromada"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                (
                    "register_name",
                    models.CharField(max_length=200, verbose_name="name in the register"),
                ),
                (
                    "name",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="name"
                    ),
                ),
                ("region_code", models.CharField(max_length=4, verbose_name="region")),
                (
                    "district_name",
                    models.CharField(blank=True, max_length=200, verbose_name="powiat or raion"),
                ),
                ("sort_pl", models.CharField(default="", editable=False, max_length=200)),
                ("sort_uk", models.CharField(default="", editable=False, max_length=200)),
                ("sort_en", models.CharField(default="", editable=False, max_length=200)),
                ("residents", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "size",
                    models.CharField(
                        choices=[
                            (pobratym.directory.states.Size["UNKNOWN"], "population not known"),
                            (pobratym.directory.states.Size["VILLAGE"], "under 5,000 residents"),
                            (pobratym.directory.states.Size["SMALL"], "5,000 to 20,000 residents"),
                            (
                                pobratym.directory.states.Size["MIDDLE"],
                                "20,000 to 50,000 residents",
                            ),
                            (
                                pobratym.directory.states.Size["LARGE"],
                                "50,000 to 100,000 residents",
                            ),
                            (pobratym.directory.states.Size["GREAT"], "100,000 residents and more"),
                        ],
                        default=pobratym.directory.states.Size["UNKNOWN"],
                        max_length=10,
                    ),
                ),
                (
                    "area_km2",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="area, km²",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("nuts3", models.CharField(blank=True, max_length=5, verbose_name="NUTS 3")),
                ("timezone", models.CharField(max_length=40, verbose_name="time zone")),
                (
                    "seeks_partner",
                    models.BooleanField(default=False, verbose_name="looks for a partner"),
                ),
                (
                    "profile",
                    pobratym.core.fields.LongWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="about the municipality",
                    ),
                ),
                (
                    "colour_first",
                    models.CharField(default="#17456b", max_length=7, verbose_name="first colour"),
                ),
                (
                    "colour_second",
                    models.CharField(default="#f7f3ea", max_length=7, verbose_name="second colour"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="abolished on")),
                (
                    "arms",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.picture",
                    ),
                ),
                (
                    "photograph",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.picture",
                    ),
                ),
                (
                    "area_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.source",
                    ),
                ),
                (
                    "nuts3_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.source",
                    ),
                ),
                (
                    "place_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.source",
                    ),
                ),
                (
                    "territory",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="municipality",
                        to="directory.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "municipality",
                "verbose_name_plural": "municipalities",
                "indexes": [
                    models.Index(fields=["sort_pl", "id"], name="directory_city_pl"),
                    models.Index(fields=["sort_uk", "id"], name="directory_city_uk"),
                    models.Index(fields=["sort_en", "id"], name="directory_city_en"),
                    models.Index(fields=["country", "sort_pl"], name="directory_city_country_pl"),
                    models.Index(fields=["country", "sort_uk"], name="directory_city_country_uk"),
                    models.Index(fields=["country", "sort_en"], name="directory_city_country_en"),
                    models.Index(
                        fields=["region_code", "sort_pl"], name="directory_city_region_pl"
                    ),
                    models.Index(
                        fields=["region_code", "sort_uk"], name="directory_city_region_uk"
                    ),
                    models.Index(
                        fields=["region_code", "sort_en"], name="directory_city_region_en"
                    ),
                    models.Index(fields=["size", "sort_pl"], name="directory_city_size_pl"),
                    models.Index(
                        condition=models.Q(("seeks_partner", True)),
                        fields=["sort_pl"],
                        name="directory_city_seeking",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "code"),
                        name="directory_municipality_code",
                        violation_error_message="A municipality with this code is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("area_km2__isnull", True),
                            ("area_source__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_municipality_area_has_source",
                        violation_error_message="An area needs its source.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__range", (-90, 90)),
                                ("longitude__range", (-180, 180)),
                                ("place_source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="directory_municipality_place_whole",
                        violation_error_message="Coordinates need latitude (-90 to 90), longitude (-180 to 180) and a source.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
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
                        default=pobratym.core.wordings.Wordings, verbose_name="name of the office"
                    ),
                ),
                (
                    "address",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings, verbose_name="address"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="office",
                        to="directory.municipality",
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
                "verbose_name": "contact office",
                "verbose_name_plural": "contact offices",
            },
        ),
        migrations.CreateModel(
            name="KnownPartnership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "partner_name",
                    pobratym.core.fields.ShortWordingField(
                        default=pobratym.core.wordings.Wordings, verbose_name="partner"
                    ),
                ),
                ("partner_country", models.CharField(max_length=2, verbose_name="country")),
                ("since_on", models.DateField(blank=True, null=True, verbose_name="since")),
                (
                    "since_precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        default="day",
                        max_length=5,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("stated", "stated by the source"), ("inferred", "inferred")],
                        default="stated",
                        max_length=10,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_partnerships",
                        to="directory.municipality",
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
                "verbose_name": "known partnership",
                "verbose_name_plural": "known partnerships",
            },
        ),
        migrations.CreateModel(
            name="FormerName",
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
                        default=pobratym.core.wordings.Wordings, verbose_name="former name"
                    ),
                ),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="directory.municipality",
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
                "verbose_name": "former name",
                "verbose_name_plural": "former names",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("seeks", "seeks"), ("offer", "offers")],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("topic", models.CharField(max_length=40, verbose_name="topic")),
                (
                    "text",
                    pobratym.core.fields.ShortWordingField(
                        blank=True,
                        default=pobratym.core.wordings.Wordings,
                        verbose_name="need or offer, in your words",
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="directory.municipality",
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
                "verbose_name": "need or offer",
                "verbose_name_plural": "needs and offers",
            },
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="employments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employments",
                        to="directory.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "employment",
                "verbose_name_plural": "employments",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "municipality", "since"), name="directory_employment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="directory_employment_period",
                        violation_error_message="An employment cannot end before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="name_keys",
                        to="directory.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key", "municipality"], name="directory_namekey_prefix")
                ],
            },
        ),
        migrations.CreateModel(
            name="PopulationFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="residents",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            (pobratym.directory.states.Unit["CITY"], "city"),
                            (pobratym.directory.states.Unit["HROMADA"], "whole hromada"),
                            (pobratym.directory.states.Unit["GMINA"], "whole gmina"),
                        ],
                        max_length=10,
                        verbose_name="counts",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="directory.municipality",
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
                "verbose_name": "population figure",
                "verbose_name_plural": "population figures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "unit", "on"), name="directory_population_once"
                    )
                ],
            },
        ),
    ]
