"""Agreements on which somebody may sign."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Stage
from pobratym.core.wordings import Wordings
from pobratym.documents.services.papers import read_container, read_paper
from pobratym.partnerships.states import Stage as PartnershipStage
from pobratym.routes.models.signing import Signatory
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.services.checks import check_upload
from pobratym.routes.services.signing import Evidence, OutsideCheck, sign
from pobratym.routes.states import Assurance, Mode, StepState
from tests import signing_kit as kit
from tests.factories import AgreementFactory, PartnershipFactory, clause_of, frozen

SIGNED_ON = dt.date(2024, 10, 7)


def ready(cities=None, **facts):
    """An agreement ready to sign, each city with its walk and one signatory."""
    given = {"cities": cities} if cities else {}
    partnership = PartnershipFactory(stage=PartnershipStage.AGREEMENT, **given)
    agreement = AgreementFactory(partnership=partnership, **facts)
    clause_of(agreement)
    version = frozen(agreement, Stage.READY_TO_SIGN)
    agreement = fetched(agreement)
    for party in agreement.parties.all():
        country = party.city.country
        walk = Walk.objects.create(
            agreement=agreement, text_version=version, city=party.city, route=f"{country}-2026-11"
        )
        code = "PL02" if country == "PL" else "UA07"
        step = Step.objects.create(
            walk=walk, code=code, place=1, state=StepState.DONE, done_on=dt.date(2024, 6, 1)
        )
        signatory_of(agreement, party.city, authority=step)
    return agreement


def fetched(agreement):
    return Agreement.objects.with_cities().get(pk=agreement.pk)


def signatory_of(agreement, city, **facts):
    told = {
        "name": Wordings({"pl": f"Burmistrz {city.pk}", "uk": f"Міський голова {city.pk}"}),
        "function": Wordings({"pl": "burmistrz", "uk": "міський голова"}),
        "authority_note": "" if "authority" in facts else "ustawa",
        **facts,
    }
    return Signatory.objects.create(agreement=agreement, city=city, **told)


def signatories(agreement):
    return list(Signatory.objects.filter(agreement=agreement).order_by("pk"))


def by_hand(signatory, **given):
    """Record a signature by hand; ``scans={"pl": paper}`` where there are some."""
    agreement = fetched(signatory.agreement)
    facts = {
        "mode": Mode.WET,
        "evidence": Evidence(scans=given.pop("scans", {})),
        "sha256": agreement.text_version.sha256 if agreement.text_version else "",
        "signed_on": SIGNED_ON,
        "assured": list(Assurance),
        "by": None,
        "city": signatory.city,
        **given,
    }
    return sign(signatory, **facts)


def by_pdf(signatory, data, **given):
    paper = read_paper(SimpleUploadedFile("umowa.pdf", data))
    evidence = Evidence(pdf=check_upload(paper))
    given = {"signed_on": None, **given}
    return by_hand(signatory, mode=Mode.ELECTRONIC, evidence=evidence, **given)


def by_container(signatory, check=None, **given):
    paper = read_container(SimpleUploadedFile("угода.p7s", kit.container("a.p7s")))
    evidence = Evidence(container=paper, outside=check)
    return by_hand(signatory, mode=Mode.CONTAINER, evidence=evidence, **given)


def outside(**given):
    facts = {
        "service": "czo.gov.ua",
        "on": SIGNED_ON,
        "is_valid": True,
        "signed_by": "Мензул Олег",
        **given,
    }
    return OutsideCheck(**facts)


def scan(name="skan.png"):
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return read_paper(SimpleUploadedFile(name, out.getvalue()))


def everyone_signs(agreement, **given):
    for signatory in signatories(agreement):
        by_hand(signatory, **given)
    return fetched(agreement)
