"""What the addresses lead to: things of the own city, its partnerships, its proposals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.urls import get_resolver, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pobratym.confirmations.models import Answer, JointChange
from pobratym.core.wordings import Wordings
from pobratym.directory.models.handovers import HandOver
from pobratym.directory.services.invitations import invite
from pobratym.directory.states import Role
from pobratym.documents.files import paper_path, picture_path
from pobratym.documents.models import Document
from pobratym.journal.models import Entry
from pobratym.languages.models import Standing
from pobratym.languages.services import note_wordings
from pobratym.notices.models import Notice
from pobratym.partnerships.services.joint import propose_stage
from pobratym.partnerships.states import Stage
from pobratym.vault.models.flows import BASES, TransferBasis
from pobratym.vault.models.people import Correction
from pobratym.work.models import Letter
from tests.access.agreement_things import of_agreements, of_terms
from tests.access.alike import Listener
from tests.access.cast import ADMINISTRATOR, Cast
from tests.access.institution_things import of_institutions
from tests.access.link_things import of_links
from tests.access.matching_things import of_matching
from tests.access.outcome_things import of_outcomes
from tests.access.outgoing_things import of_outgoing
from tests.access.pairing_things import of_pairings
from tests.access.paper_things import of_papers_of_visits
from tests.access.programme_things import of_programmes
from tests.access.prospect_things import of_prospects
from tests.access.record_things import of_record
from tests.access.signing_things import of_signing
from tests.access.text_things import of_text
from tests.access.visit_things import of_visits
from tests.access.wish_things import of_wishes
from tests.factories import (
    GIVEN_UP,
    ContactFactory,
    EmploymentFactory,
    EventFactory,
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PictureFactory,
    WishFactory,
    holder_of,
)

Values = dict[str, Any]
STAGES: dict[str, Values] = {
    "prospect": {},
    "given up": GIVEN_UP,
    "contacted": {"stage": Stage.CONTACTED},
    "public": {"stage": Stage.ACTIVE, "is_public": True},
    "withdrawn": {
        "stage": Stage.ACTIVE,
        "withdrawn_at": timezone.now(),
        "withdrawn_because": "pomyłka",
    },
}
GENERAL = "–"


def addresses() -> set[str]:
    """Name every address of the product."""
    return set(patterns())


def patterns() -> dict[str, list[str]]:
    """Give every address of the product by name, as the resolver has it."""
    found = defaultdict(list)
    for name, pattern in _named(get_resolver()):
        found[name].append(pattern)
    return dict(found)


def _named(resolver: Any, room: str = "", begun: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = begun + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _named(pattern, room + inner, here)
        else:
            yield f"{room}{pattern.name}", here


class World:
    """One of everything that an address can lead to."""

    listener: Listener

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.own, self.partner = cast.cities["own"], cast.cities["partner"]
        self.officer = cast.people["own", Role.OFFICER]
        self.partnerships = {
            name: PartnershipFactory(
                cities=[self.own, self.partner], title=Wordings({"pl": f"Ukryte {name}"}), **facts
            )
            for name, facts in STAGES.items()
        }
        self.found: dict[str, dict[str, Values]] = {
            **self._of_partnerships(),
            **self._of_proposals(),
            **self._of_people(),
            **self._of_city(),
            **self._of_accounts(),
            **self._of_work(),
            **self._of_journal(),
            **of_signing(self.own, self.partner),
            **of_text(self.own, self.partner),
            **of_record(self.own, self.partner),
            **of_agreements(self.own, self.partner),
            **of_terms(self.partnerships),
            **of_prospects(self.own, self.partner),
            **of_pairings(self.own, self.partner, self.partnerships),
            **of_institutions(self.own, self.partner, cast.schools["own"]),
            **of_matching(self.own, self.partner, cast.schools["own"]),
            **of_links(cast.schools),
            **of_outcomes(self.own, self.partner),
            **of_wishes(self.own, self.partner),
            **of_visits(self.own, self.partner),
            **of_papers_of_visits(self.own, self.partner),
            **of_programmes(self.own, self.partner),
            **of_outgoing(self.own, self.partner),
        }

    def places(self, name: str) -> dict[str, str]:
        """Give, by what it is about, every place that the address of that name leads to."""
        of_room = {"directory": {"public_id": self.own.public_id}}
        usual = {GENERAL: of_room.get(name.split(":", maxsplit=1)[0], {})}
        about = self.found.get(name, usual)
        return {state: reverse(name, kwargs=values) for state, values in about.items()}

    def _of_partnerships(self) -> dict[str, dict[str, Values]]:
        itself = {name: {"public_id": one.public_id} for name, one in self.partnerships.items()}
        event, note = {}, {}
        for name, one in self.partnerships.items():
            event[name] = {"public_id": EventFactory(partnership=one).public_id}
            note[name] = {"public_id": self._note(one).public_id}
        apart = MunicipalityFactory()
        lonely = PartnershipFactory(cities=[self.own, apart], stage=Stage.CONTACTED)
        asking = {"public_id": lonely.public_id, "city": apart.public_id}
        acts = ("edit", "stage", "withdraw", "publish", "unpublish")
        return {
            "publishing:partnership": itself,
            "desk:partnership": itself,
            **{f"partnerships:partnership_{act}": itself for act in acts},
            "partnerships:event_new": itself,
            "partnerships:event_edit": event,
            "partnerships:event_withdraw": event,
            "partnerships:contact_new": itself,
            **{f"partnerships:contact_{act}": note for act in ("edit", "finish", "share")},
            "partnerships:partner_invite": {"partner without people": asking},
        }

    def _note(self, partnership: Any) -> Any:
        return ContactFactory(
            partnership=partnership,
            is_shared=partnership.is_public,
            next_step="Zadzwonić",
            due_on=timezone.localdate() + dt.timedelta(days=3),
            owner=self.officer,
        )

    def _of_proposals(self) -> dict[str, dict[str, Values]]:
        cities = [self.own, self.partner]
        ours, theirs = (PartnershipFactory(cities=cities, stage=Stage.ACTIVE) for _ in range(2))
        asked = {
            "proposed by own": self._proposal(ours, "own"),
            "proposed by partner": self._proposal(theirs, "partner"),
        }
        apart = MunicipalityFactory()
        lonely = PartnershipFactory(cities=[self.own, apart], stage=Stage.ACTIVE)
        silent = self._proposal(lonely, "own")
        itself = {name: {"public_id": one.public_id} for name, one in asked.items()}
        paper = {"public_id": silent.public_id, "city": apart.public_id}
        scan = Document.objects.create(
            file_name=f"{uuid4()}.pdf", name="skan.pdf", sha256="0" * 64, size_bytes=5,
            media_type="application/pdf",
        )  # fmt: skip
        paper_path(scan.file_name).parent.mkdir(parents=True, exist_ok=True)
        paper_path(scan.file_name).write_bytes(b"%PDF-")
        done = self._proposal(
            PartnershipFactory(cities=[self.own, apart], stage=Stage.ACTIVE), "own"
        )
        Answer.objects.filter(change=done).update(
            said="yes", at=timezone.now(), paper=scan, paper_on=dt.date(2026, 1, 2), signed_by="N."
        )
        on_paper = {"public_id": done.public_id, "city": apart.public_id}
        acts = ("change", "change_confirm", "change_decline", "change_withdraw")
        return {
            **{f"confirmations:{act}": itself for act in acts},
            "confirmations:paper_record": {"partner without people": paper},
            "confirmations:paper": {"scan of a city without people": on_paper},
        }

    def _proposal(self, partnership: Any, place: str) -> JointChange:
        return propose_stage(
            partnership,
            Stage.SUSPENDED,
            version=partnership.version,
            by=self.cast.people[place, Role.OFFICER],
            city=self.cast.cities[place],
        )

    def _of_people(self) -> dict[str, dict[str, Values]]:
        school = InstitutionFactory(municipality=self.own)
        head = EmploymentFactory(
            municipality=self.own, role=Role.HEAD, institution=school, confirmed_at=None
        )
        leaving, person = holder_of(Role.OFFICER, self.own), holder_of(Role.FINANCE, self.own)
        sent = invite(
            "head@example.org",
            self.own,
            Role.HEAD,
            by=self.cast.people["own", Role.COORDINATOR],
            language="pl",
            institution=InstitutionFactory(municipality=self.own),
            for_city=self.own,
        )
        given = HandOver.objects.create(
            municipality=self.own, from_person=leaving, to_person=self.officer
        )
        letter, waits = {"invited head": {"public_id": sent.public_id}}, {"head": {"pk": head.pk}}
        role = {"finance": {"pk": person.employments.get().pk}}
        apart, who = {"own school": {"public_id": school.public_id}}, {GENERAL: {"pk": person.pk}}
        acts = ("renew", "withdraw", "verify", "decline")
        return {
            **{f"directory:invitation_{act}": letter for act in acts},
            "directory:institution_edit": apart,
            "directory:institution_close": apart,
            "directory:role_confirm": waits,
            "directory:role_decline": waits,
            "directory:role_end": {**role, **waits},
            "directory:handover_new": {"officer": {"pk": leaving.employments.get().pk}},
            "directory:handover": {"to own officer": {"public_id": given.public_id}},
            "directory:person_disable": who,
            "directory:person_enable": who,
            "directory:installation": {GENERAL: {}},
            "directory:invitation": {GENERAL: {}},
            "directory:invitation_open": {"wrong link": {"token": "x" * 43}},
        }

    def _of_city(self) -> dict[str, dict[str, Values]]:
        hidden = self.partnerships["prospect"]
        note_wordings(
            hidden, "title", old={}, new={"pl": "A", "uk": "Б"}, by=self.officer, machine=["uk"]
        )
        standing = Standing.objects.get(language="uk", status="machine")
        self.own.arms = PictureFactory(kind="arms", file_name=f"{uuid4()}.webp")
        self.own.save()
        picture_path(self.own.arms.file_name).parent.mkdir(parents=True, exist_ok=True)
        picture_path(self.own.arms.file_name).write_bytes(b"RIFF")
        wish = {"public_id": self.own.public_id, "pk": WishFactory(municipality=self.own).pk}
        arms = {"public_id": self.own.public_id, "kind": "arms"}
        TransferBasis.objects.create(
            sender=self.own.code, receiver=self.partner.code, basis=BASES[0][0], document="1/2026"
        )
        way = {"own to partner": {"way": f"{self.own.code}-{self.partner.code}"}}
        return {
            "documents:picture": {GENERAL: {"public_id": self.own.arms.public_id}},
            "directory:wish_edit": {GENERAL: wish},
            "directory:wish_end": {GENERAL: wish},
            "directory:city_picture": {GENERAL: arms},
            "directory:picture_hide": {GENERAL: arms},
            "publishing:city": {GENERAL: {"public_id": self.own.public_id}},
            "desk:translation_confirm": {"prospect": {"pk": standing.pk}},
            "desk:transfer_new": way,
            "desk:transfer_end": way,
        }

    def _of_accounts(self) -> dict[str, dict[str, Values]]:
        told = Notice.objects.filter(user=self.officer).earliest("pk")
        wrong = Correction.objects.create(user=self.officer, text="Nazwisko")
        wrong.asked_of.add(self.cast.people["own", Role.COORDINATOR])
        one, notice = {GENERAL: {"pk": 1}}, {"of own officer": {"public_id": told.public_id}}
        provider = {"unknown provider": {"provider_id": "nobody"}}
        return {
            "accounts:demo_enter": {GENERAL: {"pk": self.officer.pk}},
            "accounts:session_end": one,
            "account_reset_password_from_key": {"wrong link": {"uidb36": "1", "key": "a-b"}},
            "account_confirm_email": {"wrong link": {"key": "a:b"}},
            "mfa_edit_webauthn": one,
            "mfa_remove_webauthn": one,
            "openid_connect_login": provider,
            "openid_connect_callback": provider,
            "notices:follow": notice,
            "notices:see": notice,
            "notices:stop": {"wrong link": {"token": "x"}},
            "vault:correction": {"of own officer": {"pk": wrong.pk}},
        }

    def _of_work(self) -> dict[str, dict[str, Values]]:
        job = DBTaskResult.objects.create(
            task_path="pobratym.work.tasks.deliver", args_kwargs={"args": [], "kwargs": {}},
            backend_name="default", status="FAILED", run_after=timezone.now(),
        )  # fmt: skip
        letter = Letter.objects.create(
            message_id="<a@b>", kind="k", language="pl", state="failed", user=self.officer
        )
        failed, unsent = {"failed": {"key": job.pk}}, {"failed": {"key": letter.public_id}}
        return {
            **{f"work:job_{act}": failed for act in ("retry", "drop", "stop")},
            **{f"work:letter_{act}": unsent for act in ("retry", "drop")},
        }

    def _of_journal(self) -> dict[str, dict[str, Values]]:
        post = self.officer.employments.get()
        things = {
            "own city": ("directory.municipality", self.own.pk),
            "own school": ("directory.institution", self.cast.schools["own"].pk),
            "role": ("directory.employment", post.pk),
            "proposal": ("confirmations.jointchange", JointChange.objects.earliest("pk").pk),
            "secret kind": ("journal.entry", Entry.objects.earliest("pk").pk),
            **{name: ("partnerships.partnership", p.pk) for name, p in self.partnerships.items()},
        }
        found = {name: {"kind": kind, "key": key} for name, (kind, key) in things.items()}
        own = {"own city": {"public_id": self.own.public_id}}
        return {
            "desk:journal_thing": found,
            "desk:journal_thing_export": found,
            "desk:journal_city": own,
            "desk:journal_city_export": own,
        }


__all__ = ["ADMINISTRATOR", "GENERAL", "STAGES", "World", "addresses"]
