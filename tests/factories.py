"""Things for tests to stand on: valid, plain, each different from the last.

``officer_of(city)`` gives a person who acts for a city; ``PartnershipFactory(cities=[a, b, c])``
gives a partnership with its parties, opened by the first of them.
"""

import datetime as dt

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement, AgreementParty, Tongue
from pobratym.agreements.models.clauses import Clause, ClauseText, Wording
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.states import Change, ClauseType, Standing
from pobratym.agreements.states import Kind as AgreementKind
from pobratym.agreements.states import Stage as AgreementStage
from pobratym.agreements.texts import canonical
from pobratym.core.alphabets import collation_key, folded_starts
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import Municipality, NameKey
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.facts import KnownPartnership, Office, PopulationFigure, Wish
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.territories import RegisterEdition, Source, Territory
from pobratym.directory.states import (
    AT_INSTITUTION,
    Country,
    InstitutionKind,
    Kind,
    Scheme,
    Unit,
)
from pobratym.documents.models import Picture
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.models.listings import Listing
from pobratym.institutions.models.profiles import Availability, LanguageTaught, Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.states import OpenTo, Register, WishKind
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import FieldOfCooperation, Partnership, Party
from pobratym.partnerships.states import EventKind, Stage

PASSWORD = "correct horse battery staple"
"""What a person signs in with where the test asked for ``UserFactory(password=PASSWORD)``."""


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person without a city; cannot sign in by password unless ``password=`` is given."""

    class Meta:
        model = User

    email = factory.Sequence("osoba{}@example.org".format)
    name = factory.Sequence("Osoba {}".format)
    language = "en"

    @classmethod
    def _adjust_kwargs(cls, **given):
        return {**given, "password": make_password(given.get("password"))}

    @classmethod
    def _create(cls, model_class, *args, **given):
        """Confirm the address of who signs in by password."""
        user = super()._create(model_class, *args, **given)
        if user.has_usable_password():
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return user


class SourceFactory(factory.django.DjangoModelFactory[Source]):
    class Meta:
        model = Source

    name = factory.Sequence("Urząd {}".format)
    url = factory.Sequence("https://example.org/{}".format)
    dated_on = dt.date(2024, 10, 7)


class RegisterEditionFactory(factory.django.DjangoModelFactory[RegisterEdition]):
    class Meta:
        model = RegisterEdition

    scheme = Scheme.TERC
    dated_on = dt.date(2026, 1, 1)
    file_name = "TERC.csv"
    sha256 = "0" * 64
    rows = 1


class TerritoryFactory(factory.django.DjangoModelFactory[Territory]):
    """A gmina of the TERC; give ``scheme=Scheme.KATOTTG`` for a hromada."""

    class Meta:
        model = Territory

    scheme = Scheme.TERC
    code = factory.Sequence("{:07}".format)
    level = 3
    kind = Kind.GMINA_URBAN
    name = factory.Sequence("Gmina {}".format)
    edition = factory.SubFactory(RegisterEditionFactory, scheme=factory.SelfAttribute("..scheme"))


class MunicipalityFactory(factory.django.DjangoModelFactory[Municipality]):
    """A Polish town; ``country="UA"`` gives a Ukrainian one. It can be found by its names."""

    class Meta:
        model = Municipality

    class Params:
        is_polish = factory.LazyAttribute(lambda o: o.country == Country.PL)

    country = Country.PL
    scheme = factory.LazyAttribute(lambda o: Scheme.TERC if o.is_polish else Scheme.KATOTTG)
    code = factory.LazyAttributeSequence(lambda o, n: f"{n:07}" if o.is_polish else f"UA{n:017}")
    kind = factory.LazyAttribute(lambda o: Kind.GMINA_URBAN if o.is_polish else Kind.HROMADA_CITY)
    name = factory.LazyAttributeSequence(
        lambda o, n: Wordings(
            {"pl": f"Miasto {n}", "uk": f"Місто {n}", "en": f"City {n}"}
            if o.is_polish
            else {"pl": f"Hromada {n}", "uk": f"Громада {n}", "en": f"Hromada {n}"}
        )
    )
    register_name = factory.LazyAttribute(lambda o: o.name.said("pl" if o.is_polish else "uk").text)
    region_code = factory.LazyAttribute(lambda o: "14" if o.is_polish else "UA56")
    timezone = factory.LazyAttribute(lambda o: "Europe/Warsaw" if o.is_polish else "Europe/Kyiv")
    sort_pl = factory.LazyAttribute(lambda o: collation_key(o.name.said("pl").text, "pl"))
    sort_uk = factory.LazyAttribute(lambda o: collation_key(o.name.said("uk").text, "uk"))
    sort_en = factory.LazyAttribute(lambda o: collation_key(o.name.said("en").text, "en"))

    @classmethod
    def _create(cls, model_class, *args, **given):
        city = super()._create(model_class, *args, **given)
        names = [city.register_name, *(city.name.said(language).text for language in LANGUAGES)]
        keys = dict.fromkeys(key for name in names for key in folded_starts(name))
        NameKey.objects.bulk_create(NameKey(municipality=city, key=key) for key in keys)
        return city


class PopulationFigureFactory(factory.django.DjangoModelFactory[PopulationFigure]):
    class Meta:
        model = PopulationFigure

    municipality = factory.SubFactory(MunicipalityFactory)
    value = 50_000
    unit = Unit.CITY
    on = dt.date(2024, 12, 31)
    source = factory.SubFactory(SourceFactory)


class KnownPartnershipFactory(factory.django.DjangoModelFactory[KnownPartnership]):
    class Meta:
        model = KnownPartnership

    municipality = factory.SubFactory(MunicipalityFactory)
    partner_name = factory.Sequence(lambda n: Wordings({"pl": f"Partner {n}"}))
    partner_country = "LT"
    source = factory.SubFactory(SourceFactory)


class WishFactory(factory.django.DjangoModelFactory[Wish]):
    class Meta:
        model = Wish

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = "seeks"
    topic = "schools"
    text = Wordings({"pl": "Szukamy szkoły partnerskiej", "uk": "Шукаємо школу-партнера"})


class OfficeFactory(factory.django.DjangoModelFactory[Office]):
    class Meta:
        model = Office

    municipality = factory.SubFactory(MunicipalityFactory)
    name = Wordings({"pl": "Biuro współpracy z zagranicą", "uk": "Відділ міжнародної співпраці"})
    email = factory.Sequence("biuro{}@example.org".format)


class PictureFactory(factory.django.DjangoModelFactory[Picture]):
    """A record of a picture; no file is written."""

    class Meta:
        model = Picture

    kind = "arms"
    file_name = factory.Sequence("{}.webp".format)
    sha256 = factory.Sequence("{:064x}".format)
    width = height = 200
    shows = Wordings({"pl": "Herb miasta", "uk": "Герб міста"})
    author = "Urząd Miasta"
    licence = "CC BY 4.0"


class EmploymentFactory(factory.django.DjangoModelFactory[Employment]):
    class Meta:
        model = Employment

    user = factory.SubFactory(UserFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    since = dt.date(2024, 1, 1)


def officer_of(*cities: Municipality, **person) -> User:
    """Make a person who acts for each of these cities today."""
    user = UserFactory(**person)
    for city in cities:
        EmploymentFactory(user=user, municipality=city)
    return user


class InstitutionFactory(factory.django.DjangoModelFactory[Institution]):
    """A primary school."""

    class Meta:
        model = Institution

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = InstitutionKind.PRIMARY_SCHOOL
    name = factory.Sequence(
        lambda n: Wordings({"pl": f"Szkoła {n}", "uk": f"Школа {n}", "en": f"School {n}"})
    )


class ProfileFactory(factory.django.DjangoModelFactory[Profile]):
    """The profile of a listed school that looks for a partner in the partner cities.

    ``languages=[("en", "B1")]`` and ``times=[(since, until)]`` bring their rows.
    """

    class Meta:
        model = Profile

    institution = factory.SubFactory(InstitutionFactory, is_listed=True)
    open_to = OpenTo.PARTNER_CITIES
    levels = factory.LazyFunction(lambda: ["1", "2"])
    age_from, age_to, size = 7, 15, 400
    topics = factory.LazyFunction(lambda: ["schools"])
    formats = factory.LazyFunction(lambda: ["online"])
    languages = ()
    times = ()

    @classmethod
    def _create(cls, model_class, *args, languages, times, **given):
        profile = super()._create(model_class, *args, **given)
        for language, level in languages:
            LanguageTaught.objects.create(profile=profile, language=language, level=level)
        for since, until in times:
            Availability.objects.create(profile=profile, since=since, until=until)
        return profile


class InstitutionWishFactory(factory.django.DjangoModelFactory[InstitutionWish]):
    """A need of a listed school; ``kind="offers"`` makes it an offer."""

    class Meta:
        model = InstitutionWish

    institution = factory.SubFactory(InstitutionFactory, is_listed=True)
    kind = WishKind.SEEKS
    topic = "environment"
    text = factory.Sequence(
        lambda n: Wordings({"pl": f"Lekcje o pogodzie {n}", "uk": f"Уроки про погоду {n}"})
    )


class ListingFactory(factory.django.DjangoModelFactory[Listing]):
    """What a register says of a school."""

    class Meta:
        model = Listing

    institution = factory.SubFactory(InstitutionFactory, is_listed=True)
    register = Register.CKE
    code = factory.Sequence("{:06}".format)
    name = factory.Sequence("SZKOŁA PODSTAWOWA NR {}".format)
    place = "Ostrołęka"
    address = "ul. Szkolna 1, Ostrołęka"
    edition = factory.SubFactory(RegisterEditionFactory)
    source = factory.SubFactory(SourceFactory)


class ClaimFactory(factory.django.DjangoModelFactory[Claim]):
    """The word of a stranger who says to head a listed school."""

    class Meta:
        model = Claim

    institution = factory.SubFactory(InstitutionFactory, is_listed=True)
    name = factory.Sequence("Dyrektor {}".format)
    email = factory.Sequence("dyrektor{}@example.org".format)
    function = "dyrektor"
    evidence = "sekretariat szkoły"
    language = "pl"


def holder_of(role, city, institution=None, *, user=None, **person):
    """Make a person who holds one role for a city today; heads and teachers in an institution."""
    user = user or UserFactory(**person)
    there = institution if role in AT_INSTITUTION else None
    EmploymentFactory(user=user, municipality=city, role=role, institution=there)
    return user


GIVEN_UP = {"stage": Stage.ENDED, "shared_on": None, "started_on": None}


class PartnershipFactory(factory.django.DjangoModelFactory[Partnership]):
    """A prospect of a Polish and a Ukrainian city, known to the Polish one only.

    ``cities=[…]`` names the parties, the one that opened it first. ``stage=`` brings the days that
    the stage asks for; ``is_public=True`` gives it a page (from the stage of agreement on).
    ``**GIVEN_UP`` makes it a prospect that ended before the other city knew.
    """

    class Meta:
        model = Partnership

    title = factory.Sequence(
        lambda n: Wordings(
            {"pl": f"Partnerstwo {n}", "uk": f"Партнерство {n}", "en": f"Partnership {n}"}
        )
    )
    cities = factory.LazyFunction(
        lambda: [MunicipalityFactory(), MunicipalityFactory(country=Country.UA)]
    )
    opened_by = factory.LazyAttribute(lambda o: o.cities[0])
    stage = Stage.PROSPECT
    shared_on = factory.LazyAttribute(
        lambda o: None if o.stage == Stage.PROSPECT else dt.date(2024, 1, 31)
    )
    started_on = factory.LazyAttribute(
        lambda o: (
            dt.date(2024, 10, 7)
            if o.stage in {Stage.ACTIVE, Stage.SUSPENDED, Stage.ENDED}
            else None
        )
    )
    ended_on = factory.LazyAttribute(
        lambda o: dt.date(2025, 12, 31) if o.stage == Stage.ENDED else None
    )

    @classmethod
    def _create(cls, model_class, *args, cities, **given):
        partnership = super()._create(model_class, *args, **given)
        for place, city in enumerate(cities, 1):
            PartyFactory(partnership=partnership, municipality=city, place=place)
        return partnership


class PartyFactory(factory.django.DjangoModelFactory[Party]):
    """A further party of a partnership that is there already."""

    class Meta:
        model = Party

    municipality = factory.SubFactory(MunicipalityFactory)
    place = factory.Sequence(lambda n: 100 + n)


class FieldOfCooperationFactory(factory.django.DjangoModelFactory[FieldOfCooperation]):
    class Meta:
        model = FieldOfCooperation

    partnership = factory.SubFactory(PartnershipFactory)
    topic = "schools"


class EventFactory(factory.django.DjangoModelFactory[Event]):
    class Meta:
        model = Event

    partnership = factory.SubFactory(PartnershipFactory)
    on = dt.date(2024, 10, 7)
    kind = EventKind.SIGNING
    title = Wordings({"pl": "Podpisanie umowy", "uk": "Підписання угоди", "en": "Signing"})


class ContactFactory(factory.django.DjangoModelFactory[Contact]):
    """A note of the city that opened the partnership, not shared, without a next step."""

    class Meta:
        model = Contact

    partnership = factory.SubFactory(PartnershipFactory)
    city = factory.SelfAttribute("partnership.opened_by")
    channel = "email"
    direction = "to_partner"
    on = dt.date(2026, 1, 15)
    summary = "Pytanie o wymianę szkół"


LANGUAGE_OF = {"PL": "pl", "UA": "uk"}


class AgreementFactory(factory.django.DjangoModelFactory[Agreement]):
    """A partnership agreement in negotiation, pl and uk authentic, without clauses.

    ``cities=[…]`` names its parties (those of the partnership when not given), ``languages=`` its
    languages, ``authentic=`` those that bind. ``stage=Stage.DRAFT`` gives one that only the first
    city knows. For a frozen, signed or running one, write clauses and call :func:`frozen`.
    """

    class Meta:
        model = Agreement

    partnership = factory.SubFactory(PartnershipFactory, stage=Stage.AGREEMENT)
    kind = AgreementKind.PARTNERSHIP
    title = Wordings({"pl": "Umowa partnerska", "uk": "Угода про партнерство", "en": "Agreement"})
    cities = factory.LazyAttribute(
        lambda o: [party.municipality for party in o.partnership.parties.order_by("place")]
    )
    opened_by = factory.LazyAttribute(lambda o: o.cities[0])
    stage = AgreementStage.NEGOTIATION
    shared_on = factory.LazyAttribute(
        lambda o: None if o.stage == AgreementStage.DRAFT else dt.date(2024, 2, 1)
    )
    languages = ("pl", "uk")
    authentic = ("pl", "uk")

    @classmethod
    def _create(cls, model_class, *args, cities, languages, authentic, **given):
        agreement = super()._create(model_class, *args, **given)
        for place, city in enumerate(cities, 1):
            AgreementParty.objects.create(
                agreement=agreement,
                city=city,
                place=place,
                language=LANGUAGE_OF.get(city.country, "en"),
            )
        titles = {"pl": "Umowa o partnerstwie", "uk": "Угода про партнерство"}
        for place, language in enumerate(languages, 1):
            Tongue.objects.create(
                agreement=agreement,
                language=language,
                place=place,
                is_authentic=language in authentic,
                title=titles.get(language, f"Agreement ({language})"),
            )
        return agreement


def clause_of(agreement, *, type=ClauseType.AIMS, topics=(), standing="human", **said):  # noqa: A002
    """Add a clause at the end; ``pl="…", uk="…"`` give its bodies, headings are made.

    ``standing="stale"`` (or one per language: ``standing={"uk": "stale"}``) says how they stand.
    """
    said = said or {"pl": "Miasta współpracują.", "uk": "Міста співпрацюють."}
    clause = Clause.objects.create(
        agreement=agreement,
        place=agreement.clauses.count() + 1,
        type=type,
        topics=list(topics),
    )
    heading = {"pl": "Cele", "uk": "Цілі"}
    for language, body in said.items():
        stands = standing.get(language, "human") if isinstance(standing, dict) else standing
        ClauseText.objects.create(
            clause=clause,
            language=language,
            number=1,
            heading=heading.get(language, "Aims"),
            body=body,
            standing=Standing(stands),
        )
        agreement.text_number += 1
        Wording.objects.create(
            clause=clause,
            language=language,
            number=1,
            text_number=agreement.text_number,
            heading=heading.get(language, "Aims"),
            body=body,
            change=Change.MEANING,
        )
    agreement.save(update_fields=["text_number"])
    return clause


def frozen(agreement, stage=AgreementStage.TEXT_AGREED, **facts) -> TextVersion:
    """Freeze the text as it stands and put the agreement at ``stage``; gives the version."""
    agreement = Agreement.objects.with_cities().get(pk=agreement.pk)
    text = text_of(agreement)
    forms = {language: canonical.canonical(text, language) for language in text.languages}
    digests = {language: canonical.digest(form) for language, form in forms.items()}
    version = TextVersion.objects.create(
        agreement=agreement,
        number=agreement.text_versions.count() + 1,
        text_number=agreement.text_number,
        sha256=canonical.whole_digest({one: digests[one] for one in text.authentic}),
    )
    for language, form in forms.items():
        FrozenCopy.objects.create(
            version=version,
            language=language,
            is_authentic=language in text.authentic,
            canonical=form,
            sha256=digests[language],
        )
    agreement.text_version, agreement.stage = version, stage
    if stage in {AgreementStage.SIGNED, AgreementStage.IN_FORCE}:
        facts.setdefault("signed_on", dt.date(2024, 10, 7))
    if stage == AgreementStage.IN_FORCE:
        facts.setdefault("effective_from", dt.date(2024, 10, 7))
    for name, value in facts.items():
        setattr(agreement, name, value)
    agreement.full_clean()
    agreement.save()
    return version
