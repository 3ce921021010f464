"""What the addresses of an agreement lead to: one in each state, what is said of it, its ways."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.negotiation import Comment
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.states import Audience, Stage
from pobratym.core.wordings import Wordings
from pobratym.documents.files import paper_path
from pobratym.documents.models import Document
from pobratym.papers.models import PaperText
from pobratym.papers.states import Paper
from pobratym.partnerships.states import Stage as PartnershipStage
from pobratym.routes.models.steps import Step, StepPaper
from pobratym.terms.models.concepts import Concept, Term
from pobratym.terms.states import ConceptOrigin, TermStatus
from tests.factories import AgreementFactory, PartnershipFactory, clause_of, frozen
from tests.routes.walks import walking

Values = dict[str, Any]
Found = dict[str, dict[str, Values]]
DRAFT, AGREED, ROUTES = "draft of own", "agreed", "on the routes"
FROZEN = {
    AGREED: Stage.TEXT_AGREED,
    ROUTES: Stage.TEXT_AGREED,
    "in force": Stage.IN_FORCE,
    "public": Stage.IN_FORCE,
    "withdrawn": Stage.TEXT_AGREED,
}
_ALL = ("desk:agreement", "agreements:text", "agreements:versions", "papers:papers")
"""Pages that are asked in every state."""
_ACTS = ("share", "freeze", "reopen", "give_up", "consent_all")
_READ = ("agreements:redline", "agreements:checks", "routes:lanes", "routes:due_days")


def of_agreements(own: Any, partner: Any) -> Found:
    """Give, by address and by what it is about, the values of the address."""
    partnership = PartnershipFactory(
        cities=[own, partner], stage=PartnershipStage.ACTIVE, is_public=True
    )
    agreements = {
        DRAFT: AgreementFactory(partnership=partnership, stage=Stage.DRAFT),
        "draft of partner": AgreementFactory(
            partnership=partnership, stage=Stage.DRAFT, opened_by=partner
        ),
        "in negotiation": AgreementFactory(partnership=partnership),
        **{name: AgreementFactory(partnership=partnership) for name in FROZEN},
    }
    clauses = {name: clause_of(agreement) for name, agreement in agreements.items()}
    for name, stage in FROZEN.items():
        frozen(agreements[name], stage)
    Agreement.objects.filter(pk=agreements["public"].pk).update(is_public=True)
    Agreement.objects.filter(pk=agreements["withdrawn"].pk).update(
        withdrawn_at=timezone.now(), withdrawn_because="pomyłka"
    )
    named = {name: {"public_id": one.public_id} for name, one in agreements.items()}
    walks = {"own": walking(agreements[ROUTES], "PL"), "partner": walking(agreements[ROUTES], "UA")}
    few = {name: named[name] for name in (DRAFT, "in negotiation", AGREED, "withdrawn")}
    copies = {name: {**named[name], "number": 1, "language": "pl"} for name in FROZEN}
    of_walks = {
        f"route of {name}": {**named[ROUTES], "walk": one.public_id} for name, one in walks.items()
    }
    return {
        **dict.fromkeys(_ALL, named),
        "publishing:agreement": {name: {**one, "slug": "-"} for name, one in named.items()},
        **{f"agreements:{act}": few for act in _ACTS},
        **{name: {one: named[one] for one in (DRAFT, ROUTES, "withdrawn")} for name in _READ},
        "agreements:version_copy": copies,
        "routes:walk_new": {one: named[one] for one in (DRAFT, AGREED, "withdrawn")},
        "routes:walk_edit": of_walks,
        **_of_clauses(clauses, own, partner),
        **_of_steps(walks),
        **_of_papers(agreements, named, own, partner),
        "agreements:evidence": {
            name: {"public_id": _evidence(agreements[name])} for name in (DRAFT, "public")
        },
    }


def _of_clauses(clauses: Values, own: Any, partner: Any) -> Found:
    """Name clauses, and what is said of them: to all, and among the people of one city."""
    about = {
        name: {"public_id": clauses[name].public_id}
        for name in (DRAFT, "draft of partner", "in negotiation", AGREED, "withdrawn")
    }
    wordings = {name: {**one, "language": "pl"} for name, one in about.items()}
    said = (
        ("to all", Audience.PARTIES, own, "in negotiation"),
        ("of own to itself", Audience.OWN, own, "in negotiation"),
        ("of partner to itself", Audience.OWN, partner, "in negotiation"),
        ("to all, on the draft of own", Audience.PARTIES, own, DRAFT),
    )
    comments = {}
    for name, audience, city, where in said:
        written = Comment.objects.create(
            clause=clauses[where], city=city, audience=audience, text="Czy to wystarczy?"
        )
        comments[f"comment {name}"] = {"public_id": written.public_id}
    return {
        **{f"agreements:{act}": about for act in ("clause", "comment_new", "clause_consent")},
        **{
            f"agreements:{act}": wordings
            for act in ("amendment_new", "clause_aids", "clause_machine")
        },
        "agreements:comment_reply": comments,
        "agreements:comment_settle": comments,
    }


def _of_steps(walks: Values) -> Found:
    """Name the first step of each city's route, what is done on it, and a file of it."""
    steps = {name: Step.objects.filter(walk=walk).earliest("place") for name, walk in walks.items()}
    itself = {f"step of {name}": {"public_id": one.public_id} for name, one in steps.items()}
    acts = ("send", "finish", "waive", "note", "paper")
    files = {
        f"file of {name}": {
            "public_id": StepPaper.objects.create(step=one, document=_document()).public_id
        }
        for name, one in steps.items()
    }
    return {
        "routes:step": itself,
        "routes:step_act": {
            f"{name}, {act}": {**one, "act": act} for name, one in itself.items() for act in acts
        },
        "routes:step_paper": files,
    }


def _of_papers(agreements: Values, named: Values, own: Any, partner: Any) -> Found:
    """Name papers of the agreement and of one city alone, and what officers wrote into them."""
    agreed = agreements[AGREED]
    for city, paper in ((own, Paper.RESOLUTION), (partner, Paper.DECISION)):
        PaperText.objects.create(agreement=agreed, city=city, paper=paper, texts={})
    wanted = {
        "agreement, as DOCX": ("agreement", "docx"),
        "council draft of own": ("resolution", "docx"),
        "council draft of partner": ("decision", "docx"),
        "row of the register": ("register_row", "csv"),
    }
    papers = {
        f"{about}, {name}": {**named[about], "paper": paper, "ending": ending}
        for about in (DRAFT, AGREED)
        for name, (paper, ending) in wanted.items()
    }
    public = {
        **{name: {**one, "paper": "copy", "ending": "docx"} for name, one in named.items()},
        "public, council draft": {**named["public"], "paper": "resolution", "ending": "docx"},
    }
    drafts = {
        f"{about}, {name}": {**named[about], "paper": paper}
        for about in (AGREED, "withdrawn")
        for name, paper in (("of own", "resolution"), ("of partner", "decision"))
    }
    few = {name: named[name] for name in (DRAFT, AGREED, "withdrawn")}
    return {
        "papers:paper": papers,
        "papers:public_paper": public,
        "papers:names": few,
        "papers:name_edit": few,
        "papers:texts_edit": drafts,
        "papers:texts_reset": drafts,
    }


def of_terms(partnerships: Values) -> Found:
    """Name the term bases of partnerships, which have begun, and a term of each."""
    bases, concepts = {}, {}
    for name in ("prospect", "contacted", "public", "withdrawn"):
        concept = Concept.objects.create(
            partnership=partnerships[name], code="council", origin=ConceptOrigin.STARTING
        )
        for language, text in (("pl", "rada miasta"), ("uk", "міська рада")):
            Term.objects.create(
                concept=concept, language=language, text=text, status=TermStatus.PREFERRED, key=text
            )
        bases[name] = {"public_id": partnerships[name].public_id}
        concepts[f"of {name}"] = {"public_id": concept.public_id}
    files = {name: bases[name] for name in ("prospect", "public")}
    pages = ("terms", "term_new", "terms_approve", "terms_import")
    given = ("memory_export", "terms_csv", "terms_tbx", "terms_tbx_2008")
    acts = ("term_edit", "term_remove", "term_take_back")
    return {
        **{f"terms:{name}": bases for name in pages},
        **{f"terms:{name}": files for name in given},
        **{f"terms:{name}": concepts for name in acts},
    }


def _evidence(agreement: Any) -> Any:
    """Put a paper beside a line of an adopted plan."""
    plan = WorkPlan.objects.create(agreement=agreement, year=2025, adopted_on=dt.date(2025, 1, 15))
    line = PlanLine.objects.create(
        plan=plan, action=Wordings({"pl": "Wyjazd"}), due_on=dt.date(2025, 3, 1)
    )
    kept = Evidence.objects.create(
        line=line, says="Zdjęcie", document=_document(), on=dt.date(2025, 3, 1)
    )
    return kept.public_id


def _document() -> Document:
    kept = Document.objects.create(
        file_name=f"{uuid4()}.pdf", name="skan.pdf", sha256="0" * 64, size_bytes=5,
        media_type="application/pdf",
    )  # fmt: skip
    paper_path(kept.file_name).parent.mkdir(parents=True, exist_ok=True)
    paper_path(kept.file_name).write_bytes(b"%PDF-")
    return kept
