"""Addresses of the prospects room."""

from django.urls import path

from pobratym.prospects.views import funding, letters, ranking, shortlist

app_name = "prospects"

_CITY = "desk/prospects/<uuid:public_id>/"
_LIST = f"{_CITY}shortlist/"
_ONE = "desk/prospects/shortlist/<uuid:public_id>/"
_LETTER = "desk/prospects/letters/<uuid:public_id>/"

urlpatterns = [
    path(_CITY, ranking.ranking, name="ranking"),
    path(f"{_CITY}weights/", ranking.weights, name="weights"),
    path(_LIST, shortlist.shortlist, name="shortlist"),
    path(f"{_LIST}add/", shortlist.prospect_add, name="prospect_add"),
    path(f"{_LIST}criteria/", shortlist.criterion_new, name="criterion_new"),
    path(f"{_LIST}criteria/<int:pk>/", shortlist.criterion_edit, name="criterion_edit"),
    path(f"{_LIST}criteria/<int:pk>/remove/", shortlist.criterion_remove, name="criterion_remove"),
    path(f"{_CITY}<uuid:other_id>/", ranking.candidate, name="candidate"),
    path(f"{_CITY}<uuid:other_id>/funding/", funding.funding, name="funding"),
    path(_ONE, shortlist.prospect_assess, name="prospect_assess"),
    path(f"{_ONE}remove/", shortlist.prospect_remove, name="prospect_remove"),
    path(f"{_ONE}letters/", letters.letters, name="letters"),
    path(f"{_ONE}letters/draft/", letters.letter_draft, name="letter_draft"),
    path(f"{_ONE}letters/answer/", letters.answer_new, name="answer_new"),
    path(_LETTER, letters.letter_edit, name="letter_edit"),
    path(f"{_LETTER}send/", letters.letter_send, name="letter_send"),
    path(f"{_LETTER}copy/", letters.letter_copy, name="letter_copy"),
    path(f"{_LETTER}drop/", letters.letter_drop, name="letter_drop"),
    path(f"{_LETTER}translation/", letters.answer_translate, name="answer_translate"),
]
