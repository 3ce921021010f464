"""Addresses of the agreements room."""

from django.urls import URLPattern, path

from pobratym.agreements.views import (
    agreements,
    beside,
    checks,
    editing,
    library,
    plans,
    statements,
    talk,
    text,
    versions,
)

app_name = "agreements"
_AGREEMENT = "desk/agreements/<uuid:public_id>"
_STATEMENT = "desk/statements/<uuid:public_id>"
_PLAN = "desk/plans/<uuid:public_id>"
_LINE = "desk/plan-lines/<uuid:public_id>"
_CLAUSE = "desk/clauses/<uuid:public_id>"
_WORDING = "desk/clauses/<uuid:public_id>/edit/<slug:language>"
urlpatterns: list[URLPattern] = [
    path(
        "desk/partnerships/<uuid:public_id>/agreements/new/",
        agreements.agreement_new,
        name="agreement_new",
    ),
    path(f"{_AGREEMENT}/term/", agreements.agreement_facts, name="agreement_facts"),
    path(f"{_AGREEMENT}/titles/", agreements.agreement_titles, name="agreement_titles"),
    path(f"{_AGREEMENT}/languages/", agreements.agreement_languages, name="agreement_languages"),
    path(f"{_AGREEMENT}/parties/", agreements.agreement_cities, name="agreement_cities"),
    path(f"{_AGREEMENT}/withdraw/", agreements.agreement_withdraw, name="agreement_withdraw"),
    path(f"{_AGREEMENT}/publish/", agreements.agreement_publish, name="agreement_publish"),
    path(f"{_AGREEMENT}/unpublish/", agreements.agreement_unpublish, name="agreement_unpublish"),
    path(f"{_AGREEMENT}/text/", text.text, name="text"),
    path(f"{_AGREEMENT}/text/order/", text.order, name="order"),
    path(f"{_AGREEMENT}/text/out/", text.clauses_out, name="clauses_out"),
    path(f"{_AGREEMENT}/text/new/", text.clause_new, name="clause_new"),
    path(f"{_AGREEMENT}/library/", library.library, name="library"),
    path(f"{_CLAUSE}/facts/", text.clause_facts, name="clause_facts"),
    path(f"{_CLAUSE}/back/", text.clause_back, name="clause_back"),
    path(f"{_WORDING}/", editing.clause_edit, name="clause_edit"),
    path(f"{_WORDING}/keep/", beside.clause_keep, name="clause_keep"),
    path(f"{_WORDING}/others/", beside.clause_others, name="clause_others"),
    path(f"{_WORDING}/cell/", beside.clause_cell, name="clause_cell"),
    path(f"{_AGREEMENT}/checks/", checks.checks, name="checks"),
    path(
        f"{_CLAUSE}/aids/<slug:language>/",
        checks.clause_aids,
        name="clause_aids",
    ),
    path(f"{_CLAUSE}/machine/<slug:language>/", checks.clause_machine, name="clause_machine"),
    path(f"{_AGREEMENT}/announcements/", statements.statements, name="statements"),
    path(f"{_AGREEMENT}/announcements/new/", statements.statement_new, name="statement_new"),
    path(f"{_STATEMENT}/edit/", statements.statement_edit, name="statement_edit"),
    path(f"{_STATEMENT}/withdraw/", statements.statement_withdraw, name="statement_withdraw"),
    path(f"{_STATEMENT}/points/new/", statements.claim_new, name="claim_new"),
    path(f"{_STATEMENT}/points/<int:place>/", statements.claim_edit, name="claim_edit"),
    path(f"{_STATEMENT}/points/<int:place>/out/", statements.claim_remove, name="claim_remove"),
    path(f"{_AGREEMENT}/plans/", plans.plans, name="plans"),
    path(f"{_AGREEMENT}/plans/new/", plans.plan_new, name="plan_new"),
    path(f"{_AGREEMENT}/plans/<int:year>/", plans.plan, name="plan"),
    path(f"{_AGREEMENT}/plans/<int:year>/plan.csv", plans.plan_csv, name="plan_csv"),
    path(f"{_PLAN}/adopt/", plans.plan_adopt, name="plan_adopt"),
    path(f"{_PLAN}/lines/new/", plans.line_new, name="line_new"),
    path(f"{_LINE}/edit/", plans.line_edit, name="line_edit"),
    path(f"{_LINE}/out/", plans.line_remove, name="line_remove"),
    path(f"{_LINE}/state/", plans.line_mark, name="line_mark"),
    path(f"{_LINE}/evidence/", plans.evidence_new, name="evidence_new"),
    path("desk/evidence/<uuid:public_id>/", plans.evidence, name="evidence"),
    path(f"{_CLAUSE}/", talk.clause, name="clause"),
    path(f"{_CLAUSE}/comment/", talk.comment_new, name="comment_new"),
    path(f"{_CLAUSE}/consent/", talk.clause_consent, name="clause_consent"),
    path(f"{_CLAUSE}/amend/<slug:language>/", talk.amendment_new, name="amendment_new"),
    path("desk/comments/<uuid:public_id>/reply/", talk.comment_reply, name="comment_reply"),
    path("desk/comments/<uuid:public_id>/settle/", talk.comment_settle, name="comment_settle"),
    path(f"{_AGREEMENT}/consent/", talk.consent_all, name="consent_all"),
    path(f"{_AGREEMENT}/versions/", versions.versions, name="versions"),
    path(
        f"{_AGREEMENT}/versions/<int:number>/<slug:language>.json",
        versions.version_copy,
        name="version_copy",
    ),
    path(f"{_AGREEMENT}/versions/agree/", versions.freeze, name="freeze"),
    path(f"{_AGREEMENT}/redline/", versions.redline, name="redline"),
    path(f"{_AGREEMENT}/share/", versions.agreement_share, name="share"),
    path(f"{_AGREEMENT}/reopen/", versions.agreement_reopen, name="reopen"),
    path(f"{_AGREEMENT}/give-up/", versions.agreement_give_up, name="give_up"),
]
