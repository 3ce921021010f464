"""How partnerships, events and notes of the contact log are found, and by whom."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.filters import day
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.searching import topics_in_words
from pobratym.directory.states import READING, Country
from pobratym.languages.queries import doubtful_versions
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership, Party
from pobratym.search.adapters import PUBLIC, Adapter, Passage, Record, Shown, noting, register
from pobratym.search.gathering import in_chunks, in_plain_words, passages_of

PARTNERSHIP = "partnerships.partnership"
EVENT = "partnerships.event"
CONTACT = "partnerships.contact"


def known_to(partnership: Partnership) -> frozenset[int]:
    """Say whose people may know of a partnership, whether or not it has a public page.

    Args:
        partnership: with its parties (``with_cities``).
    """
    if partnership.shared_on is None:
        return frozenset({noting(partnership.opened_by_id)})
    return frozenset(cities_in(partnership))


def cities_in(partnership: Partnership) -> list[int]:
    """Give the keys of the cities that take part, in their order; no statement."""
    return [party.municipality_id for party in partnership.parties.all()]


def is_own(reader: Reader, partnership: str) -> Exists:
    """Annotate whether the reader's own cities take part; ``partnership`` names the key's column.

    The page on the desk is theirs then.
    """
    own = sorted(mandate_of(reader).cities(READING))
    parties = Party.objects.current().filter(municipality__in=own)
    return Exists(parties.filter(partnership=OuterRef(partnership)))


def page_of(partnership: Partnership, row: Any) -> str:  # noqa: ANN401  any row with ``is_own``
    """Address the page of a partnership: on the desk for those who work on it."""
    if row.is_own:
        return reverse("desk:partnership", args=[partnership.public_id])
    return reverse("publishing:partnership", args=[partnership.public_id, partnership.slug])


def _doubts(kind: str, rows: Iterable[Any], *fields: str) -> dict[int, set[str]]:
    """Say of each row in which languages one of its texts is machine-made or out of date."""
    found = doubtful_versions(kind, [row.pk for row in rows])
    return {
        key: set().union(*(of_one.get(field, ()) for field in fields))
        for key, of_one in found.items()
    }


def _partnerships(keys: Collection[int] | None) -> Iterator[Record]:
    rows = Partnership.objects.standing().with_cities().prefetch_related("fields")
    for chunk in in_chunks(rows, keys):
        doubts = _doubts(PARTNERSHIP, chunk, "title", "summary")
        for one in chunk:
            topics = [field.topic for field in one.fields.all()]
            yield Record(
                key=one.pk,
                passages=passages_of(
                    one.title,
                    [
                        in_plain_words(one.summary),
                        topics_in_words(topics, one.title),
                        *(party.municipality.name for party in one.parties.all()),
                    ],
                    doubts.get(one.pk, ()),
                ),
                audience=PUBLIC if one.is_public else known_to(one),
                cities=cities_in(one),
                topics=topics,
                on=one.started_on,
            )


def _events(keys: Collection[int] | None) -> Iterator[Record]:
    rows = Event.objects.standing().filter(partnership__withdrawn_at__isnull=True)
    for chunk in in_chunks(_with_partnership(rows), keys):
        doubts = _doubts(EVENT, chunk, "title", "text")
        for event in chunk:
            partnership = event.partnership
            is_public = event.is_public and partnership.is_public
            yield Record(
                key=event.pk,
                passages=passages_of(
                    event.title, [in_plain_words(event.text)], doubts.get(event.pk, ())
                ),
                audience=PUBLIC if is_public else known_to(partnership),
                cities=cities_in(partnership),
                topics=[field.topic for field in partnership.fields.all()],
                on=event.on,
            )


def _contacts(keys: Collection[int] | None) -> Iterator[Record]:
    """Give notes with their words; with the names of people only while the city keeps them.

    A note that was shared may be read where the names must not go (decision 19): names are then
    no part of what can be found.
    """
    rows = Contact.objects.filter(partnership__withdrawn_at__isnull=True).select_related("city")
    for chunk in in_chunks(_with_partnership(rows), keys):
        for contact in chunk:
            own = frozenset({noting(contact.city_id)})
            people = () if contact.is_shared else (contact.people, contact.introduced_by)
            words = [contact.summary, contact.next_step, *people]
            yield Record(
                key=contact.pk,
                passages=[
                    Passage(
                        language=_language_of(contact),
                        title="",
                        text="\n".join(part for part in words if part),
                    )
                ],
                audience=known_to(contact.partnership) | own if contact.is_shared else own,
                cities=cities_in(contact.partnership),
                topics=[field.topic for field in contact.partnership.fields.all()],
                on=contact.on,
            )


def _with_partnership(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    parties = Party.objects.current().select_related("municipality")
    return rows.select_related("partnership").prefetch_related(
        Prefetch("partnership__parties", queryset=parties), "partnership__fields"
    )


def _language_of(contact: Contact) -> str:
    """Guess the language of a note by its letters; its city's own where they do not tell."""
    letters = [sign for sign in contact.summary.lower() if sign.isalpha()]
    cyrillic = sum("а" <= sign <= "ӿ" or sign in "ґєії" for sign in letters)
    if cyrillic * 2 > len(letters):
        return "uk"
    polish = any(sign in "ąćęłńóśźż" for sign in letters)
    return "pl" if polish or contact.city.country == Country.PL else "en"


def _seen_partnerships(reader: Reader) -> QuerySet[Partnership]:
    return Partnership.objects.visible_to(reader).standing().annotate(is_own=is_own(reader, "pk"))


def _seen_events(reader: Reader) -> QuerySet[Event]:
    rows = Event.objects.visible_to(reader).filter(partnership__withdrawn_at__isnull=True)
    return rows.select_related("partnership").annotate(is_own=is_own(reader, "partnership"))


def _seen_contacts(reader: Reader) -> QuerySet[Contact]:
    rows = Contact.objects.visible_to(reader).filter(partnership__withdrawn_at__isnull=True)
    rows = rows.select_related("partnership", "city")
    return rows.annotate(is_own=is_own(reader, "partnership"))


def _name_of(partnership: Partnership) -> str:
    return str(partnership.title.said(get_language() or "en").text)


def _show_partnership(one: Partnership, reader: Reader) -> Shown:
    del reader
    facts = [one.get_affiliation_display(), one.get_stage_display()]
    if one.started_on is not None:
        facts.append(day(one.started_on))
    return Shown(
        name=_name_of(one),
        url=page_of(one, one),
        facts=facts,
        is_sample=one.is_sample,
    )


def _show_event(event: Event, reader: Reader) -> Shown:
    del reader
    anchor = "#events" if getattr(event, "is_own", False) else "#timeline"
    return Shown(
        name=event.title.said(get_language() or "en").text,
        url=page_of(event.partnership, event) + anchor,
        facts=[
            day(event.on, event.precision),
            event.get_kind_display(),
            _name_of(event.partnership),
        ],
        is_sample=event.is_sample,
    )


def _show_contact(contact: Contact, reader: Reader) -> Shown:
    language = get_language() or "en"
    own = contact.city_id in mandate_of(reader).cities(READING)
    facts = [_name_of(contact.partnership), contact.city.name.said(language).text]
    if not own or contact.is_shared:
        facts.append(str(pgettext_lazy("note of the contact log", "shared")))
    return Shown(
        name=str(_("%(day)s, %(channel)s"))
        % {"day": day(contact.on), "channel": contact.get_channel_display()},
        url=_place_in_log(contact),
        facts=facts,
        is_sample=contact.is_sample,
    )


def _place_in_log(contact: Contact) -> str:
    """Address the page of the log that begins with the note, however many are newer."""
    log = page_of(contact.partnership, contact)
    return f"{log}?after={contact.on.isoformat()}_{contact.pk + 1}#contact-{contact.public_id}"


def _events_within(partnership: int) -> Collection[int]:
    return list(Event.objects.filter(partnership=partnership).values_list("pk", flat=True))


def _contacts_within(partnership: int) -> Collection[int]:
    return list(Contact.objects.filter(partnership=partnership).values_list("pk", flat=True))


def _of_city(city: int) -> Collection[int]:
    rows = Partnership.objects.filter(parties__municipality=city)
    return list(rows.values_list("pk", flat=True))


def register_kinds() -> None:
    """Let partnerships, events and notes be found; called once when the application starts."""
    register(
        Adapter(
            kind=PARTNERSHIP,
            label=_("Partnerships"),
            records=_partnerships,
            visible=_seen_partnerships,
            show=_show_partnership,
            heard={"directory.municipality": _of_city},
        )
    )
    register(
        Adapter(
            kind=EVENT,
            label=_("Events"),
            records=_events,
            visible=_seen_events,
            show=_show_event,
            heard={PARTNERSHIP: _events_within},
        )
    )
    register(
        Adapter(
            kind=CONTACT,
            label=_("Contact log"),
            records=_contacts,
            visible=_seen_contacts,
            show=_show_contact,
            heard={PARTNERSHIP: _contacts_within},
        )
    )
