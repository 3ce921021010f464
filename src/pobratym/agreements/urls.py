"""Addresses of the agreements room."""

from django.urls import URLPattern, path

from pobratym.agreements.views import agreements, plans, statements

app_name = "agreements"
_AGREEMENT = "desk/agreements/<uuid:public_id>"
_STATEMENT = "desk/statements/<uuid:public_id>"
_PLAN = "desk/plans/<uuid:public_id>"
_LINE = "desk/plan-lines/<uuid:public_id>"
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
]
