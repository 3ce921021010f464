"""Addresses of the terms room."""

from django.urls import URLPattern, path

from pobratym.terms.views import concepts, files

app_name = "terms"
_TERMS = "desk/partnerships/<uuid:public_id>/terms"
_TERM = "desk/terms/<uuid:public_id>"
urlpatterns: list[URLPattern] = [
    path(f"{_TERMS}/", concepts.terms, name="terms"),
    path(f"{_TERMS}/new/", concepts.term_new, name="term_new"),
    path(f"{_TERMS}/approve/", concepts.terms_approve, name="terms_approve"),
    path(f"{_TERMS}/import/", files.terms_import, name="terms_import"),
    path(f"{_TERMS}/memory.tmx", files.memory_export, name="memory_export"),
    path(f"{_TERMS}/terms.csv", files.terms_export, {"form": "csv"}, name="terms_csv"),
    path(f"{_TERMS}/terms.tbx", files.terms_export, {"form": "tbx"}, name="terms_tbx"),
    path(f"{_TERMS}/terms-2008.tbx", files.terms_export, {"form": "2008"}, name="terms_tbx_2008"),
    path(f"{_TERM}/edit/", concepts.term_edit, name="term_edit"),
    path(f"{_TERM}/remove/", concepts.term_remove, name="term_remove"),
    path(f"{_TERM}/take-back/", concepts.term_take_back, name="term_take_back"),
]
