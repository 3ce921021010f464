"""Who meets what at every address of the product; an address without a row fails.

Five readers in this order: nobody, an officer of a third city, an officer of the partner city, an
officer of the own city, an administrator without a city. Each meets one of these:

    i  is led to sign in          o  200, the page         >  302, led on
    .  404, as if there were none  x  403, sees but may not

GET unless the name ends in POST.
"""

import datetime as dt
from itertools import product
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.directory.models.handovers import HandOver
from pobratym.directory.services.invitations import invite
from pobratym.directory.states import Role
from pobratym.documents.files import picture_path
from pobratym.languages.models import Standing
from pobratym.languages.services import note_wordings
from pobratym.partnerships.services.joint import propose_stage
from pobratym.partnerships.states import Stage
from tests.factories import (
    GIVEN_UP,
    ContactFactory,
    EmploymentFactory,
    EventFactory,
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PictureFactory,
    UserFactory,
    WishFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

READERS = ("nobody", "third", "partner", "own", "admin")
MET = {200: "o", 302: ">", 403: "x", 404: "."}

EVERYWHERE = """
core:livez                             ooooo
core:readyz                            ooooo
documents:picture                      ooooo
accounts:sign_in                       o>>>>
accounts:account                       ioooo
accounts:profile                       ioooo
accounts:session_end POST              i>>>>
accounts:session_end_others POST       i>>>>
account_login                          o>>>>
account_signup                         ooooo
account_email_verification_sent        ooooo
account_reset_password                 ooooo
account_reset_password_done            ooooo
account_reset_password_from_key        ooooo
account_reset_password_from_key_done   >>>>>
account_confirm_email                  ooooo
account_change_password                i>>>>
account_set_password                   ioooo
account_email                          ioooo
account_reauthenticate                 ixxxx
usersessions_list                      ioooo
mfa_authenticate                       >>>>>
mfa_login_webauthn                     >>>>>
mfa_reauthenticate                     ixxxx
mfa_reauthenticate_webauthn            ixxxx
mfa_index                              ioooo
mfa_activate_totp                      ioooo
mfa_deactivate_totp                    i....
mfa_add_webauthn                       ioooo
mfa_edit_webauthn                      i....
mfa_remove_webauthn                    i....
mfa_view_recovery_codes                i....
mfa_generate_recovery_codes            ioooo
openid_connect_login                   .....
openid_connect_callback                .....
accounts:sign_out POST                 >>>>>
accounts:demo_enter POST               .....
directory:city_edit                    i..oo
directory:city_names                   i..oo
directory:office_edit                  i..oo
directory:wish_list                    i..oo
directory:wish_new                     i..oo
directory:wish_edit                    i..oo
directory:wish_end POST                i..>>
directory:city_picture                 i..oo
directory:picture_hide POST            i..>>
directory:people                       i..oo
directory:invitation_new               i..oo
directory:invitation_renew POST        i..>x
directory:invitation_withdraw POST     i..>>
directory:invitation_verify POST       i...>
directory:invitation_decline           i...o
directory:institution_list             i..oo
directory:institution_new              i..oo
directory:institution_edit             i..oo
directory:institution_close POST       i..>>
directory:role_confirm POST            i..xx
directory:role_decline                 i..xx
directory:role_end                     i..xo
directory:handover_new                 i..oo
directory:handover                     i..o.
directory:installation                 i...o
directory:person_disable POST          i...>
directory:person_enable POST           i...>
directory:invitation                   .....
directory:invitation_open              .....
partnerships:partnership_new           iooox
partnerships:partnership_new_details   i>>>x
partnerships:partner_invite            i..x.
confirmations:list                     ioooo
confirmations:change                   i.oo.
confirmations:change_confirm POST      i.>x.
confirmations:change_decline           i.ox.
confirmations:change_withdraw POST     i.x>.
confirmations:paper                    i....
confirmations:paper_record             i.xo.
publishing:landing                     ooooo
publishing:partnership_list            ooooo
publishing:city_list                   ooooo
publishing:city                        ooooo
publishing:accessibility               ooooo
publishing:privacy                     ooooo
publishing:privacy_json                ooooo
publishing:privacy_csv                 ooooo
vault:own_data                         ioooo
vault:archive POST                     ioooo
vault:erasure_new                      ioooo
vault:erasure_now POST                 i....
vault:erasure_take_back POST           i>>>>
vault:correction_new                   ioooo
vault:correction                       i....
desk:vault                             ixxxx
desk:transfer_new                      i....
desk:transfer_end POST                 i....
desk:journal                           i>>>>
desk:journal_city                      i..o.
desk:journal_city_export               i..o.
desk:journal_thing                     i..o.
desk:journal_thing_export              i..o.
desk:journal_installation              i...o
desk:journal_installation_export       i...o
publishing:gallery                     .....
desk:desk                              ioooo
desk:translations                      ioooo
desk:translation_confirm POST          i..>.
"""
"""The same whatever partnerships there are; the text to confirm is the prospect's."""

BY_STAGE = """
address                                prospect given_up contacted public withdrawn
publishing:partnership                 ...o.    ...o.    ..oo.     ooooo  ..oo.
desk:partnership                       i..o.    i..o.    i.oo.     i.oo.  i.oo.
partnerships:partnership_edit          i..o.    i..o.    i.oo.     ixoox  i.xx.
partnerships:partnership_stage         i..o.    i..o.    i.oo.     ixoox  i.xx.
partnerships:partnership_withdraw      i..o.    i..o.    i.xo.     ixxox  i.xx.
partnerships:partnership_publish POST  i..>.    i..>.    i.>>.     ix>>x  i.xx.
partnerships:partnership_unpublish POST i..>.   i..>.    i.>>.     ix>>x  i.xx.
partnerships:event_new                 i..o.    i..o.    i.oo.     ixoox  i.xx.
partnerships:event_edit                i..o.    i..o.    i.oo.     ixoox  i.xx.
partnerships:event_withdraw            i..o.    i..o.    i.oo.     ixoox  i.xx.
partnerships:contact_new               i..o.    i..o.    i.oo.     ixoox  i.xx.
partnerships:contact_edit              i..o.    i..o.    i..o.     i.xo.  i..x.
partnerships:contact_finish POST       i..>.    i..>.    i..>.     i.x>.  i..x.
partnerships:contact_share POST        i..>.    i..>.    i..>.     i.x>.  i..x.
"""
"""Partnerships of the own city: a prospect; one given up before the partner knew; one that both
know of, with a note that only the own city sees; one with a public page, and a note shown to the
partner; one withdrawn as a mistake."""


def rows(table):
    """Give (address, is POST, cells) of every line."""
    for line in table.strip().splitlines():
        name, *cells = line.split()
        is_post = cells[0] == "POST"
        yield name, is_post, cells[1:] if is_post else cells


(_, _, STAGES), *STAGED = rows(BY_STAGE)
PLAIN = list(rows(EVERYWHERE))


def named(resolver, room=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named(pattern, room + inner)
        else:
            yield f"{room}{pattern.name}", pattern


def test_every_address_has_its_row():
    addresses = {name for name, _ in named(get_resolver())}

    assert addresses == {name for name, _, _ in [*PLAIN, *STAGED]}


@pytest.fixture
def cities():
    return MunicipalityFactory.create_batch(3)


@pytest.fixture
def people(cities):
    own, partner, third = cities
    admin = UserFactory(is_administrator=True)
    officers = (officer_of(third), officer_of(partner), officer_of(own))
    return dict(zip(READERS, (None, *officers, admin), strict=True))


@pytest.fixture
def partnerships(cities):
    """One for each column of ``BY_STAGE``."""
    own, partner, _third = cities
    given = {
        "prospect": {},
        "given_up": GIVEN_UP,
        "contacted": {"stage": Stage.CONTACTED},
        "public": {"stage": Stage.ACTIVE, "is_public": True},
        "withdrawn": {
            "stage": Stage.ACTIVE,
            "withdrawn_at": timezone.now(),
            "withdrawn_because": "pomyłka",
        },
    }
    assert list(given) == STAGES
    return {
        name: PartnershipFactory(
            cities=[own, partner], title=Wordings({"pl": f"Ukryte {name}"}), **facts
        )
        for name, facts in given.items()
    }


def test_each_reader_meets_what_the_table_says_of_each_stage(client, people, partnerships):
    addresses = {stage: addresses_of(one, people["own"]) for stage, one in partnerships.items()}

    met = {
        reader: {
            (name, stage): answered(client, people[reader], addresses[stage][name], is_post)
            for (name, is_post, _), stage in product(STAGED, STAGES)
        }
        for reader in READERS
    }

    assert {key: "".join(met[reader][key] for reader in READERS) for key in met["own"]} == {
        (name, stage): cell
        for name, _, cells in STAGED
        for stage, cell in zip(STAGES, cells, strict=True)
    }


def addresses_of(partnership, officer):
    """Put an event and a note on a partnership and give every address that leads to them."""
    note = ContactFactory(
        partnership=partnership,
        is_shared=partnership.is_public,
        next_step="Zadzwonić",
        due_on=timezone.localdate() + dt.timedelta(days=3),
        owner=officer,
    )
    things = {"event": EventFactory(partnership=partnership), "contact": note}

    def thing(name):
        page = name.split(":")[1]
        return partnership if page.endswith("_new") else things.get(page.split("_")[0], partnership)

    return {
        name: reverse(name, kwargs={"public_id": thing(name).public_id}) for name, _, _ in STAGED
    }


def answered(client, person, address, is_post):
    if person and client.session.get("_auth_user_id") != str(person.pk):
        client.force_login(person)
    if not person and client.session.get("_auth_user_id"):
        client.logout()
    answer = client.post(address) if is_post else client.get(address)
    away = answer.status_code == 302 and "/sign-in/?next=" in answer["Location"]
    return "i" if away else MET[answer.status_code]


def addresses_of_people(city, officer):
    """Give the addresses about a school, a head who waits, an invitation, a hand-over of a city."""
    school = InstitutionFactory(municipality=city)
    head = EmploymentFactory(
        municipality=city, role=Role.HEAD, institution=school, confirmed_at=None
    )
    colleague = officer_of(city)
    sent = invite(
        "head@example.org",
        city,
        Role.HEAD,
        by=officer,
        language="pl",
        institution=InstitutionFactory(municipality=city),
        for_city=city,
    )
    given = HandOver.objects.create(municipality=city, from_person=officer, to_person=colleague)
    role, person = {"pk": officer.employments.get().pk}, {"pk": colleague.pk}
    letter, school = {"public_id": sent.public_id}, {"public_id": school.public_id}
    return {
        "directory:invitation_renew": letter,
        "directory:invitation_withdraw": letter,
        "directory:invitation_verify": letter,
        "directory:invitation_decline": letter,
        "directory:institution_edit": school,
        "directory:institution_close": school,
        "directory:role_confirm": {"pk": head.pk},
        "directory:role_decline": {"pk": head.pk},
        "directory:role_end": {"pk": colleague.employments.get().pk},
        "directory:handover_new": role,
        "directory:handover": {"public_id": given.public_id},
        "directory:installation": {},
        "directory:person_disable": person,
        "directory:person_enable": person,
        "directory:invitation": {},
        "directory:invitation_open": {"token": "x" * 43},
    }


@pytest.fixture
def address(cities, people, partnerships):
    """A way from the name of a plain address to one about the own city."""
    own, hidden = cities[0], partnerships["prospect"]
    by = people["own"]
    note_wordings(hidden, "title", old={}, new={"pl": "A", "uk": "Б"}, by=by, machine=["uk"])
    standing = Standing.objects.get(language="uk", status="machine")
    own.arms = picture = PictureFactory(kind="arms", file_name=f"{uuid4()}.webp")
    own.save()
    picture_path(picture.file_name).parent.mkdir(parents=True, exist_ok=True)
    picture_path(picture.file_name).write_bytes(b"RIFF")
    city, wish = {"public_id": own.public_id}, WishFactory(municipality=own)
    of_city, of_thing = {"public_id": own.public_id}, {"kind": "directory.municipality", "key": own.pk}
    shared = partnerships["contacted"]
    change = propose_stage(shared, Stage.EXPLORING, version=1, by=by, city=own)
    proposal = {"public_id": change.public_id}
    of_partner = {**proposal, "city": cities[1].public_id}
    special = {
        "confirmations:list": {},
        "confirmations:paper": of_partner,
        "confirmations:paper_record": of_partner,
        "partnerships:partner_invite": {**of_partner, "public_id": shared.public_id},
        "desk:journal_city": of_city,
        "desk:journal_city_export": of_city,
        "desk:journal_thing": of_thing,
        "desk:journal_thing_export": of_thing,
        "desk:journal": {},
        "desk:journal_installation": {},
        "desk:journal_installation_export": {},
        "documents:picture": {"public_id": picture.public_id},
        "accounts:demo_enter": {"pk": by.pk},
        "accounts:session_end": {"pk": 1},
        "account_reset_password_from_key": {"uidb36": "1", "key": "a-b"},
        "account_confirm_email": {"key": "a:b"},
        "mfa_edit_webauthn": {"pk": 1},
        "mfa_remove_webauthn": {"pk": 1},
        "openid_connect_login": {"provider_id": "nobody"},
        "openid_connect_callback": {"provider_id": "nobody"},
        "directory:wish_edit": {**city, "pk": wish.pk},
        "directory:wish_end": {**city, "pk": wish.pk},
        "directory:city_picture": {**city, "kind": "arms"},
        "directory:picture_hide": {**city, "kind": "arms"},
        **addresses_of_people(own, by),
        "publishing:city": city,
        "desk:translation_confirm": {"pk": standing.pk},
        "vault:correction": {"pk": 1},
        "desk:transfer_new": {"way": f"{own.code}-{cities[1].code}"},
        "desk:transfer_end": {"way": f"{own.code}-{cities[1].code}"},
    }

    def find(name):
        about = city if name.startswith("directory:") else {}
        about = proposal if name.startswith("confirmations:") else about
        if name.startswith("work:") and name != "work:queue":
            about = {"key": uuid4()}  # nothing to be found there is told, too
        return reverse(name, kwargs=special.get(name, about))

    yield find
    picture_path(picture.file_name).unlink()


ASKED = [row for row in PLAIN if row[0] != "core:readyz"]
"""Readiness asks the database past a test's own transaction; test_health.py asks it for real."""


def test_each_reader_meets_what_the_table_says_everywhere_else(client, people, address):
    met = {
        name: "".join(answered(client, people[one], address(name), is_post) for one in READERS)
        for name, is_post, _ in ASKED
    }

    assert met == {name: cell for name, _, [cell] in ASKED}


def test_what_is_hidden_is_named_nowhere_to_others(client, people, address):
    lists = (
        "publishing:landing",
        "publishing:partnership_list",
        "publishing:city",
        "desk:desk",
        "desk:translations",
    )

    def told(reader):
        client.logout()
        if person := people[reader]:
            client.force_login(person)
        text = " ".join(client.get(address(name)).content.decode() for name in lists)
        return {stage for stage in STAGES if f"Ukryte {stage}" in text}

    assert {reader: told(reader) for reader in READERS} == {
        "nobody": {"public"},
        "third": {"public"},
        "partner": {"public", "contacted"},
        "own": {"public", "contacted", "prospect", "given_up"},
        "admin": {"public"},
    }


def test_no_address_stands_outside_the_languages_but_these():
    outside = {
        name for name, _ in named(get_resolver()) if name.split(":")[0] in {"core", "documents"}
    }

    assert outside == {"core:livez", "core:readyz", "documents:picture"}
    assert settings.LOGIN_URL == "accounts:sign_in"
