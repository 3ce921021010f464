"""The canonical form of an agreement in one language, and its digest.

Canonical JSON: UTF-8, keys in alphabetical order, no blanks between tokens, text in NFC, lines
without blanks at their ends, no letters escaped that need not be. The form tells all that binds:
kind, language, title, parties, and of each clause its type, label, heading and body.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pobratym.agreements.texts.whole import Version, WholeClause, WholeText

FORM = "pobratym-agreement-1"


def clean(text: str) -> str:
    """Give a text as it is hashed: NFC, one kind of line end, no blanks at the ends of lines."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in lines.strip().split("\n"))


def canonical(text: WholeText, language: str) -> str:
    """Give the canonical form of one language of a text."""
    return _plain(
        {
            "form": FORM,
            "kind": text.kind,
            "language": language,
            "title": clean(text.titles.get(language, "")),
            "parties": [clean(party.get(language, "")) for party in text.parties],
            "clauses": [
                {
                    "type": clause.type,
                    "label": clause.label,
                    "heading": clean(clause.said(language).heading),
                    "body": clean(clause.said(language).body),
                }
                for clause in text.clauses
            ],
        }
    )


def digest(form: str) -> str:
    """Give SHA-256 of a canonical form as 64 hexadecimal digits."""
    return hashlib.sha256(form.encode()).hexdigest()


def whole_digest(digests: Mapping[str, str]) -> str:
    """Give the digest of a whole version: over the digests of its authentic languages."""
    return digest(_plain(dict(digests)))


def clause_digest(versions: Mapping[str, Version], languages: Iterable[str]) -> str:
    """Give the digest of one clause in these languages: what a city's consent is bound to."""
    said = {language: versions.get(language) for language in languages}
    return digest(
        _plain(
            {
                language: [clean(one.heading), clean(one.body), one.standing] if one else None
                for language, one in said.items()
            }
        )
    )


def read(forms: Mapping[str, str], authentic: Iterable[str], number: int, sha: str) -> WholeText:
    """Put a whole text together again from its canonical forms, by language."""
    told: dict[str, Any] = {language: json.loads(form) for language, form in forms.items()}
    languages = list(told)
    first = told[languages[0]]
    clauses = []
    for place, clause in enumerate(first["clauses"]):
        versions = {
            language: Version(one["clauses"][place]["heading"], one["clauses"][place]["body"])
            for language, one in told.items()
        }
        clauses.append(WholeClause(clause["type"], clause["label"], versions))
    parties = [
        {language: one["parties"][place] for language, one in told.items()}
        for place in range(len(first["parties"]))
    ]
    return WholeText(
        kind=first["kind"],
        titles={language: one["title"] for language, one in told.items()},
        languages=languages,
        authentic=[language for language in languages if language in set(authentic)],
        parties=parties,
        clauses=clauses,
        number=number,
        sha256=sha,
    )


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
