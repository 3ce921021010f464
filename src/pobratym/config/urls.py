"""Every address of the product, by room."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from pobratym.config.checking import overdue_backup
from pobratym.core.concerns import raise_by

raise_by("backup", overdue_backup)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("pobratym.core.urls")),
    path("", include("pobratym.documents.urls")),
    path("", include("pobratym.accounts.urls.providers")),
    *i18n_patterns(
        # Django tries one after the other: what is asked for most stands first.
        path("", include("pobratym.publishing.urls")),
        path("", include("pobratym.desk.urls")),
        path("", include("pobratym.search.urls")),
        path("", include("pobratym.partnerships.urls")),
        path("", include("pobratym.agreements.urls")),
        path("", include("pobratym.routes.urls")),
        path("", include("pobratym.papers.urls")),
        path("", include("pobratym.terms.urls")),
        path("", include("pobratym.institutions.urls")),
        path("", include("pobratym.links.urls")),
        path("", include("pobratym.matching.urls")),
        path("", include("pobratym.prospects.urls")),
        path("", include("pobratym.visits.urls")),
        path("", include("pobratym.programmes.urls")),
        path("", include("pobratym.allowances.urls")),
        path("", include("pobratym.outcomes.urls")),
        path("", include("pobratym.notices.urls")),
        path("", include("pobratym.confirmations.urls")),
        path("", include("pobratym.directory.urls")),
        path("", include("pobratym.accounts.urls")),
        path("", include("pobratym.accounts.urls.signing")),
        path("", include("pobratym.vault.urls")),
        path("", include("pobratym.work.urls")),
    ),
]

handler400 = "pobratym.core.faults.bad_request"
handler403 = "pobratym.core.faults.permission_denied"
handler404 = "pobratym.core.faults.page_not_found"
handler429 = "pobratym.core.faults.too_many_requests"
handler500 = "pobratym.core.faults.server_error"
