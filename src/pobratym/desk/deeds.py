"""What each deed of the journal is called: a sentence for every ``what`` that ``record`` is told.

``%(who)s`` is the person and the city, ``%(whom)s`` whom it concerns, ``%(role)s`` as what,
``%(successor)s`` who follows. A test holds the list to the code.
"""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: list[tuple[Promise, Mapping[str, Promise]]] = [
    (
        _("Partnerships"),
        {
            "partnership.opened": _("%(who)s entered a partnership"),
            "partnership.edited": _("%(who)s changed what is said of a partnership"),
            "partnership.moved": _("%(who)s changed the stage of a partnership"),
            "partnership.published": _("%(who)s gave a partnership its public page"),
            "partnership.unpublished": _("%(who)s took the public page of a partnership down"),
            "partnership.withdrawn": _("%(who)s withdrew a partnership entered by mistake"),
            "event.added": _("%(who)s added an event"),
            "event.edited": _("%(who)s changed an event"),
            "event.withdrawn": _("%(who)s withdrew an event entered by mistake"),
        },
    ),
    (
        _("Visits"),
        {
            "visit.added": _("%(who)s entered a visit"),
            "visit.edited": _("%(who)s changed what is said of a visit"),
            "visit.served": _("%(who)s noted what a visit serves"),
            "visit.invited": _("%(who)s invited a partner city to a visit"),
            "visit.accepted": _("%(who)s accepted a visit"),
            "visit.declined": _("%(who)s declined a visit"),
            "visit.planned": _("%(who)s noted that the programme of a visit stands"),
            "visit.begun": _("%(who)s let a visit begin"),
            "visit.ended": _("%(who)s noted that a visit is over"),
            "visit.reported": _("%(who)s closed a visit after its report"),
            "visit.cancelled": _("%(who)s cancelled a visit"),
            "visit.subgroup_added": _("%(who)s made a sub-group of a visit"),
            "visit.subgroup_edited": _("%(who)s renamed a sub-group of a visit"),
            "visit.subgroup_dropped": _("%(who)s took a sub-group of a visit away"),
            "visit.guests_placed": _("%(who)s put guests into sub-groups"),
            "visit.leg_added": _("%(who)s added a part of the journey"),
            "visit.leg_edited": _("%(who)s changed a part of the journey"),
            "visit.leg_dropped": _("%(who)s took out a part of the journey"),
            "member.added": _("%(who)s put a guest on the list"),
            "member.edited": _("%(who)s changed what is said of a guest"),
            "member.names_locked": _("%(who)s compared a guest’s names with the passport"),
            "member.names_unlocked": _("%(who)s unlocked the names of a guest"),
            "member.left": _("%(who)s took a guest off the list"),
            "member.returned": _("%(who)s put a guest on the list again"),
            "member.passport_kept": _("%(who)s put a guest’s passport into the vault"),
            "member.passport_erased": _("%(who)s erased a guest’s passport from the vault"),
            "guest.invited": _("%(who)s sent a guest the own link"),
            "guest.revoked": _("%(who)s took a guest’s link back"),
            "guest.accepted": _("A guest accepted the invitation"),
            "guest.declined": _("A guest declined the invitation"),
            "guest.completed": _("A guest completed the own details"),
            "guest.refused": _("Somebody came with a guest’s link that opens nothing"),
            "letter.drafted": _("%(who)s drafted a letter of invitation"),
            "letter.edited": _("%(who)s changed a letter of invitation"),
            "letter.dropped_draft": _("%(who)s dropped the draft of a letter of invitation"),
            "letter.signed": _("%(who)s numbered a letter of invitation and noted its signature"),
            "letter.sent_out": _("%(who)s noted that a letter of invitation was sent"),
            "letter.answered": _("%(who)s noted the answer to a letter of invitation"),
        },
    ),
    (
        _("Legal routes"),
        {
            "route.begun": _("%(who)s began a legal route"),
            "route.answered": _("%(who)s answered the questions of a legal route anew"),
            "step.sent": _("%(who)s noted that a legal step was sent"),
            "step.done": _("%(who)s noted that a legal step is done"),
            "step.refused": _("%(who)s noted that a legal step was refused"),
            "step.returned": _("%(who)s noted that a legal step came back"),
            "step.waived": _("%(who)s waived a legal step"),
            "step.undone": _("%(who)s undid a legal step"),
            "step.begun_early": _("%(who)s began a legal step before its turn"),
            "step.paper_added": _("%(who)s added a file to a legal step"),
            "step.noted": _("%(who)s wrote a note on a legal step"),
        },
    ),
    (
        _("Contact log"),
        {
            "contact.logged": _("%(who)s noted a contact"),
            "contact.edited": _("%(who)s changed the note of a contact"),
            "contact.step_done": _("%(who)s marked a next step as done"),
            "contact.shared": _("%(who)s showed a note to the partner city"),
            "contact.unshared": _("%(who)s took a note back from the partner city"),
            "contact.handed_over": _("%(who)s handed a next step over"),
        },
    ),
    (
        _("Looking for a partner city"),
        {
            "prospects.weighted": _("%(who)s chose what counts in the search for a partner city"),
            "prospects.listed": _("%(who)s put a city on the short list"),
            "prospects.unlisted": _("%(who)s took a city off the short list"),
            "prospects.noted": _("%(who)s changed a note on the short list"),
            "prospects.marked": _("%(who)s marked a city on the short list"),
            "prospects.decided": _("%(who)s decided on a city of the short list"),
            "prospects.criterion_added": _("%(who)s added a criterion to the short list"),
            "prospects.criterion_edited": _("%(who)s changed a criterion of the short list"),
            "prospects.criterion_removed": _("%(who)s took a criterion off the short list"),
            "prospects.letter_drafted": _("%(who)s drafted a letter to a city"),
            "prospects.letter_edited": _("%(who)s changed a letter to a city"),
            "prospects.letter_dropped": _("%(who)s threw a draft of a letter away"),
            "prospects.letter_sent": _("%(who)s sent a letter to a city"),
            "prospects.answer_filed": _("%(who)s filed the answer of a city"),
            "prospects.answer_translated": _("%(who)s translated the answer of a city"),
        },
    ),
    (
        _("Money and gifts of visits"),
        {
            "rates.entered": _("%(who)s entered amounts per day"),
            "rates.edited": _("%(who)s corrected amounts per day"),
            "rates.confirmed": _("%(who)s noted that amounts per day are confirmed"),
            "rates.withdrawn": _("%(who)s took amounts per day back"),
            "exchange_rate.entered": _("%(who)s entered a rate of exchange"),
            "exchange_rate.edited": _("%(who)s changed a rate of exchange"),
            "exchange_rate.removed": _("%(who)s removed a rate of exchange"),
            "stay.entered": _("%(who)s entered the allowance of a guest"),
            "stay.edited": _("%(who)s changed the allowance of a guest"),
            "stay.removed": _("%(who)s removed the allowance of a guest"),
            "cost.added": _("%(who)s entered a cost of a visit"),
            "cost.edited": _("%(who)s changed a cost of a visit"),
            "cost.removed": _("%(who)s removed a cost of a visit"),
            "gift_ceiling.set": _("%(who)s set the ceiling of gifts"),
            "gift.entered": _("%(who)s entered a gift"),
            "gift.edited": _("%(who)s corrected a gift"),
            "gift.allowed": _("%(who)s allowed a gift above the ceiling"),
            "gift.refused": _("%(who)s did not allow a gift above the ceiling"),
            "gift.settled": _("%(who)s noted what became of a gift"),
        },
    ),
    (
        _("What came of visits"),
        {
            "agenda.added": _("%(who)s put a point on the agenda"),
            "agenda.edited": _("%(who)s changed a point of the agenda"),
            "agenda.removed": _("%(who)s took a point off the agenda"),
            "minute.added": _("%(who)s noted what was said"),
            "minute.edited": _("%(who)s changed a minute"),
            "minute.removed": _("%(who)s took a minute away"),
            "decision.added": _("%(who)s noted a decision"),
            "decision.edited": _("%(who)s changed a decision"),
            "decision.removed": _("%(who)s took a decision away"),
            "promise.made": _("%(who)s noted a promise"),
            "promise.edited": _("%(who)s changed a promise"),
            "promise.kept": _("%(who)s noted that a promise was kept"),
            "promise.dropped": _("%(who)s dropped a promise"),
            "promise.handed_over": _("%(who)s handed a promise over"),
            "practice_seen.noted": _("%(who)s noted a practice seen on a visit"),
            "practice_seen.edited": _("%(who)s changed a note on a practice seen"),
            "practice_seen.removed": _("%(who)s took a note on a practice seen away"),
            "questions.written": _("%(who)s put questions to guests together"),
            "questions.opened": _("%(who)s let guests answer questions"),
            "visit_report.written": _("%(who)s wrote the report on a visit"),
            "visit_report.finished": _("%(who)s finished the report on a visit"),
            "guest.attendance": _("%(who)s noted whether a guest was there"),
        },
    ),
    (
        _("Links between institutions"),
        {
            "link.proposed": _("%(who)s proposed a link between two institutions"),
            "link.accepted": _("%(who)s accepted a link as the head of an institution"),
            "link.activated": _("%(who)s accepted a link as the second head, and it is active"),
            "link.declined": _("%(who)s declined a link between two institutions"),
            "link.withdrawn": _("%(who)s took the proposal of a link back"),
            "link.paused": _("%(who)s paused a link between two institutions"),
            "link.resumed": _("%(who)s went on with a link between two institutions"),
            "link.ended": _("%(who)s ended a link between two institutions"),
            "activity.planned": _("%(who)s planned an activity of two institutions"),
            "activity.edited": _("%(who)s changed the plan of an activity"),
            "activity.done": _("%(who)s noted that an activity was done"),
            "activity.dropped": _("%(who)s dropped a planned activity"),
        },
    ),
    (
        _("Suggested partners"),
        {
            "pairing.asked": _("%(who)s asked for a pairing of two cities"),
            "pairing.stopped": _("%(who)s stopped a pairing of two cities"),
            "pairing.rule_set": _("%(who)s demanded something of a pair of institutions"),
            "pairing.rule_lifted": _("%(who)s lifted what was demanded of a pair"),
            "matching.weighted": _("%(who)s changed what counts in a partner"),
            "matching.weights_reset": _("%(who)s let the usual weights hold again"),
            "matching.set_aside": _("%(who)s set a suggested institution aside"),
            "matching.taken_back": _("%(who)s let an institution be suggested again"),
        },
    ),
    (
        _("Agreements"),
        {
            "agreement.opened": _("%(who)s opened an agreement"),
            "agreement.edited": _("%(who)s changed title, term or notice of an agreement"),
            "agreement.titled": _("%(who)s changed the full titles of an agreement"),
            "agreement.languages_set": _("%(who)s changed the languages of an agreement"),
            "agreement.parties_set": _("%(who)s changed the parties of a draft"),
            "agreement.moved": _("%(who)s changed the stage of an agreement"),
            "agreement.shared": _("%(who)s sent the draft of an agreement to the other cities"),
            "agreement.frozen": _("A text was agreed and numbered, the last answer by %(who)s"),
            "agreement.published": _("%(who)s gave an agreement its public page"),
            "agreement.unpublished": _("%(who)s took the public page of an agreement down"),
            "agreement.withdrawn": _("%(who)s withdrew an agreement entered by mistake"),
            "statement.added": _("%(who)s entered a public announcement"),
            "statement.edited": _("%(who)s corrected a public announcement"),
            "statement.withdrawn": _("%(who)s withdrew an announcement entered by mistake"),
            "statement.claim_added": _("%(who)s noted what an announcement says"),
            "statement.claim_edited": _("%(who)s changed what is noted of an announcement"),
            "statement.claim_removed": _("%(who)s took a point of an announcement out"),
        },
    ),
    (
        _("Terms"),
        {
            "terms.begun": _("The terms of a partnership began from the starting set"),
            "terms.added": _("%(who)s added a term"),
            "terms.edited": _("%(who)s changed a term"),
            "terms.removed": _("%(who)s took a term out"),
            "terms.approved": _("%(who)s approved terms"),
            "terms.approval_taken_back": _("%(who)s took the approval of a term back"),
            "terms.imported": _("%(who)s brought terms in from a file"),
            "terms.remembered": _("Agreed paragraphs went into the translation memory, by %(who)s"),
        },
    ),
    (
        _("Work plans"),
        {
            "plan.opened": _("%(who)s began a work plan"),
            "plan.adopted": _("A work plan was adopted, the last answer by %(who)s"),
            "plan.line_added": _("%(who)s added a line to a work plan"),
            "plan.line_edited": _("%(who)s changed a line of a work plan"),
            "plan.line_removed": _("%(who)s took a line out of a work plan"),
            "plan.line_marked": _("%(who)s said how a line of a work plan stands"),
            "plan.evidence_added": _("%(who)s put evidence beside a line of a work plan"),
        },
    ),
    (
        _("Text of agreements"),
        {
            "clause.added": _("%(who)s added a clause to an agreement"),
            "clause.worded": _("%(who)s changed the wording of a clause"),
            "clause.described": _("%(who)s changed the type or the fields of a clause"),
            "clause.moved": _("%(who)s moved a clause"),
            "clause.taken_out": _("%(who)s took a clause out of an agreement"),
            "clause.put_back": _("%(who)s put a clause back into an agreement"),
            "clause.proposed_by_machine": _(
                "%(who)s had a translation service propose a version of a clause"
            ),
            "clause.amended": _(
                "An amendment of a clause was accepted, the last answer by %(who)s"
            ),
            "clause.consented": _("%(who)s said yes to a clause"),
            "clauses.consented": _("%(who)s said yes to several clauses"),
            "clause.consent_taken_back": _("%(who)s took the yes to a clause back"),
            "comment.written": _("%(who)s commented on a clause"),
            "comment.replied": _("%(who)s replied to a comment"),
            "comment.resolved": _("%(who)s marked a comment as settled"),
            "comment.taken_up": _("%(who)s took a comment up again"),
        },
    ),
    (
        _("Signing and force"),
        {
            "signatory.added": _("%(who)s named a person who signs for the city"),
            "signatory.edited": _("%(who)s corrected the entry of a person who signs"),
            "signatory.removed": _("%(who)s took a person off the list of those who sign"),
            "signature.recorded": _("%(who)s recorded a signature"),
            "signature.assured": _("%(who)s answered for a signature"),
            "signature.withdrawn": _("%(who)s withdrew a signature recorded by mistake"),
            "signature.scan_added": _("%(who)s added a scan to a signature"),
            "signature.checked": _("%(who)s had a signature checked again"),
            "signature.checked_outside": _("%(who)s noted the outside check of a signature"),
            "agreement.notice_given": _("%(who)s recorded the city's notice of an agreement"),
            "agreement.notice_taken_back": _("%(who)s withdrew a notice recorded by mistake"),
            "agreement.renewed": _("An agreement was renewed by itself"),
            "agreement.register_entry": _("%(who)s changed the entry in the state register"),
        },
    ),
    (
        _("Papers"),
        {
            "paper.texts_written": _("%(who)s changed the texts of a paper"),
            "paper.texts_reset": _("%(who)s gave a paper its proposed texts again"),
            "paper.forms_written": _("%(who)s wrote a name in its grammatical cases"),
        },
    ),
    (
        _("What both cities confirm"),
        {
            "change.proposed": _("%(who)s proposed a change to the partner city"),
            "change.confirmed": _("%(who)s confirmed a proposed change"),
            "change.confirmed_on_paper": _("%(who)s recorded a confirmation given on paper"),
            "change.declined": _("%(who)s declined a proposed change"),
            "change.done": _("A proposed change came into force, the last answer by %(who)s"),
            "change.withdrawn": _("%(who)s took a proposal back"),
            "change.expired": _("A proposal expired without an answer"),
            "change.overtaken": _("A proposal was overtaken by another change, by %(who)s"),
        },
    ),
    (
        _("Cities"),
        {
            "city.edited": _("%(who)s changed what a city says of itself"),
            "city.name_corrected": _("%(who)s corrected the name of a city"),
            "city.office_edited": _("%(who)s changed the contact office"),
            "city.picture_shown": _("%(who)s showed a new picture of a city"),
            "city.picture_hidden": _("%(who)s took a picture of a city down"),
            "city.counted": _("%(who)s noted a number of residents"),
            "wish.added": _("%(who)s added what the city seeks or offers"),
            "wish.edited": _("%(who)s changed what the city seeks or offers"),
            "wish.ended": _("%(who)s ended what the city seeks or offers"),
            "translation.confirmed": _("%(who)s confirmed a translation"),
            "picture.kept": _("%(who)s uploaded a picture"),
            "picture.described": _("%(who)s corrected the description of a picture"),
            "picture.withdrawn": _("%(who)s withdrew a picture"),
            "municipality.entered": _("%(who)s entered a municipality"),
            "register.loaded": _("%(who)s loaded an official register"),
            "institution.list_loaded": _("%(who)s took in the city’s list of institutions"),
        },
    ),
    (
        _("People and roles"),
        {
            "employment.begun": _("%(who)s gave the role “%(role)s” to %(whom)s"),
            "employment.ended": _("%(who)s set the last day of the role “%(role)s” of %(whom)s"),
            "role.confirmed": _("%(who)s confirmed the role “%(role)s” of %(whom)s"),
            "role.declined": _("%(who)s did not confirm the role “%(role)s” of %(whom)s"),
            "role.ended": _("%(who)s ended the role “%(role)s” of %(whom)s"),
            "invitation.sent": _("%(who)s invited %(whom)s to the role “%(role)s”"),
            "invitation.renewed": _(
                "%(who)s sent the invitation of %(whom)s to the role “%(role)s” again"
            ),
            "invitation.proposed": _("%(who)s proposed to invite %(whom)s to the role “%(role)s”"),
            "invitation.verified": _(
                "%(who)s verified %(whom)s as the first coordinator of a city"
            ),
            "invitation.declined": _("%(who)s declined to invite %(whom)s to the role “%(role)s”"),
            "invitation.withdrawn": _(
                "%(who)s withdrew the invitation of %(whom)s to the role “%(role)s”"
            ),
            "invitation.accepted": _("%(who)s accepted the invitation to the role “%(role)s”"),
            "invitation.refused": _("An invitation was refused to %(who)s"),
            "duties.handed_over": _("%(who)s handed the duties of %(whom)s over to %(successor)s"),
            "institution.added": _("%(who)s added an institution"),
            "institution.edited": _("%(who)s changed what is said of an institution"),
            "institution.closed": _("%(who)s closed an institution"),
            "institution.listed": _("%(who)s gave an institution its public page"),
            "institution.unlisted": _("%(who)s took the public page of an institution down"),
            "profile.edited": _("%(who)s changed the profile of an institution"),
            "institution_wish.added": _("%(who)s added a need or an offer of an institution"),
            "institution_wish.edited": _("%(who)s changed a need or an offer of an institution"),
            "institution_wish.removed": _("%(who)s took out a need or an offer of an institution"),
            "claim.made": _("Somebody said to head an institution: %(who)s"),
            "claim.confirmed": _("%(who)s confirmed who heads an institution"),
            "claim.declined": _("%(who)s did not confirm who says to head an institution"),
            "person.created": _("%(who)s made an account: %(whom)s"),
            "person.closed": _("%(who)s closed the account of %(whom)s"),
            "person.disabled": _("%(who)s disabled the account of %(whom)s"),
            "person.enabled": _("%(who)s opened the account of %(whom)s again"),
        },
    ),
    (
        _("Signing in"),
        {
            "person.signed_in": _("%(who)s signed in"),
            "person.signed_out": _("%(who)s signed out"),
            "person.sign_in_refused": _("Somebody was not let in"),
            "person.factor_added": _("%(who)s added a second factor"),
            "person.factor_removed": _("%(who)s removed a second factor"),
            "person.password_changed": _("%(who)s changed the password"),
            "person.address_changed": _("%(who)s changed the e-mail address"),
            "person.profile_changed": _("%(who)s changed the own profile"),
            "person.sessions_ended": _("%(who)s ended sessions"),
            "rights.refused": _("%(who)s was refused a page without the right to it"),
        },
    ),
    (
        _("Background work"),
        {
            "work.retried": _("%(who)s put failed work back into the queue"),
            "work.dropped": _("%(who)s gave work up"),
            "work.stopped": _("%(who)s stopped work"),
            "letter.retried": _("%(who)s sent a failed letter again"),
            "letter.dropped": _("%(who)s gave a letter up"),
        },
    ),
    (
        _("Privacy"),
        {
            "person.archived": _("%(who)s took an archive of the own data"),
            "person.erasure_asked": _("%(who)s asked for a person to be erased"),
            "person.erasure_taken_back": _("%(who)s took the wish for erasure back"),
            "person.erased": _("%(who)s erased a person from the record"),
            "person.proved": _("%(who)s checked that nothing of an erased person is left"),
            "correction.asked": _("%(who)s asked for own data to be corrected"),
            "correction.answered": _("%(who)s answered a wish for correction"),
            "transfer.grounded": _("%(who)s noted a legal basis for handing data over"),
            "transfer.ended": _("%(who)s ended a legal basis for handing data over"),
            "vault.put": _("%(who)s put a value into the vault"),
            "vault.erased": _("%(who)s erased a value from the vault"),
            "vault.proved": _("%(who)s checked that nothing of erased values is left"),
            "journal.exported": _("%(who)s exported the journal"),
        },
    ),
]
"""Deeds by what they are about, in the order of the filter."""
NAMES = ("who", "whom", "role", "successor")
"""What a sentence may take."""

SENTENCES: Mapping[str, Promise] = {
    what: sentence for _group, deeds in GROUPS for what, sentence in deeds.items()
}


def in_a_list(sentence: Promise) -> str:
    """Give a sentence without its names, as the filter offers it."""
    return str(sentence) % dict.fromkeys(NAMES, "…")


@lru_cache
def deeds_in(language: str) -> list[tuple[str, dict[str, str]]]:
    """Give the deeds as the filter offers them, by group; ``language`` is the active one."""
    del language
    return [
        (str(group), {what: in_a_list(sentence) for what, sentence in deeds.items()})
        for group, deeds in GROUPS
    ]
