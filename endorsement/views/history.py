"""What happened to an application or an endorsement, in words. Opinions of reviewers are not told here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement.models import Application, Endorsement, Event, EventText, Person, StatusRequest

KINDS: dict[str, Promise] = {
    "started": gettext_lazy("Started"),
    "category_changed": gettext_lazy("Another category was chosen"),
    "registration_asked": gettext_lazy("Registration asked for"),
    "draft": gettext_lazy("A question about the registration"),
    "in_progress": gettext_lazy("Preparing began"),
    "advisor_assigned": gettext_lazy("An advisor was chosen"),
    "advisor_ended": gettext_lazy("The advice ended"),
    "fee_recorded": gettext_lazy("A payment was recorded"),
    "fee_taken_back": gettext_lazy("A payment was taken back"),
    "entry_suggested": gettext_lazy("The association entered something"),
    "entry_confirmed": gettext_lazy("The applicant confirmed what the association entered"),
    "entry_declined": gettext_lazy("The applicant declined what the association entered"),
    "edition_changed": gettext_lazy("Newer criteria were chosen"),
    "submitted": gettext_lazy("Handed in"),
    "complete": gettext_lazy("Ready for reviewers"),
    "more_information": gettext_lazy("More information asked for"),
    "reviewer_assigned": gettext_lazy("A reviewer was asked"),
    "reviewer_recused": gettext_lazy("A reviewer stepped back"),
    "reviewer_released": gettext_lazy("An assignment was taken back"),
    "review_accepted": gettext_lazy("A reviewer said yes"),
    "review_declined": gettext_lazy("A reviewer said no"),
    "review_given_time": gettext_lazy("A review was given another day"),
    "reviewer_reminded": gettext_lazy("A reviewer was reminded"),
    "coordinator_reminded": gettext_lazy("The coordinators were told of a late review"),
    "conflict_refused": gettext_lazy("Kept from acting by a conflict of interest"),
    "conflict_declared": gettext_lazy("A conflict of interest was declared"),
    "conflict_taken_back": gettext_lazy("A declared conflict was taken back"),
    "guest_invited": gettext_lazy("A guest of another association was invited"),
    "guest_ended": gettext_lazy("An invitation was ended"),
    "in_review": gettext_lazy("The review began"),
    "review_handed_in": gettext_lazy("A review was handed in"),
    "review_comment_written": gettext_lazy("A reviewer wrote a comment"),
    "review_comment_taken_back": gettext_lazy("A reviewer took a comment back"),
    "comment_released": gettext_lazy("A comment was released to the applicant"),
    "reviewers_disagree": gettext_lazy("The reviewers do not agree"),
    "consensus_opened": gettext_lazy("The reviewers look at it together"),
    "awaiting_decision": gettext_lazy("Every review is in"),
    "approved": gettext_lazy("Approved"),
    "declined": gettext_lazy("Declined"),
    "withdrawn": gettext_lazy("Withdrawn by the applicant"),
    "on_hold": gettext_lazy("Put on hold"),
    "deferred": gettext_lazy("Deferred, with conditions"),
    "emerging": gettext_lazy("Awarded as emerging"),
    "approved_for_exam": gettext_lazy("Approved for the exam"),
    "exam_passed": gettext_lazy("Every part of the exam is passed"),
    "appealed": gettext_lazy("Appealed"),
    "exam.registered": gettext_lazy("Registered for the exam"),
    "exam.unregistered": gettext_lazy("Gave back the seat at the exam"),
    "exam.accommodation_asked": gettext_lazy("Asked for an accommodation at the exam"),
    "exam.accommodation_granted": gettext_lazy("An accommodation was granted"),
    "exam.accommodation_refused": gettext_lazy("An accommodation was not possible"),
    "exam.answers_entered": gettext_lazy("Written answers were entered"),
    "exam.scorer_assigned": gettext_lazy("A scorer was asked"),
    "exam.scorer_released": gettext_lazy("An assignment was taken back"),
    "exam.scored": gettext_lazy("Scores were handed in"),
    "reference.vetted": gettext_lazy("A rater was vetted"),
    "reference.not_vetted": gettext_lazy("A rater was vetted"),
    "reference.letter_printed": gettext_lazy("A letter to a rater was printed"),
    "reference.recorded": gettext_lazy("A rating by phone or on paper was recorded"),
    "paper.fits": gettext_lazy("A paper was looked at: it fits"),
    "paper.does_not_fit": gettext_lazy("A paper was looked at: it does not fit"),
    "membership.confirmed": gettext_lazy("A membership was confirmed"),
    "result.recorded": gettext_lazy("A result was recorded"),
    "result.taken_back": gettext_lazy("A result was taken back"),
}

OF_ENDORSEMENTS: dict[str, Promise] = {
    "granted": gettext_lazy("Awarded"),
    "emerging": gettext_lazy("Awarded as emerging"),
    "emerging_ended": gettext_lazy("The emerging award ended"),
    "cycle_begun": gettext_lazy("A new period began"),
    "window_opened": gettext_lazy("Renewal opened"),
    "renewal_late": gettext_lazy("The renewal is late"),
    "renewal_extended": gettext_lazy("More time was granted"),
    "renewal_handed_in": gettext_lazy("Handed in"),
    "renewal_taken_back": gettext_lazy("Taken back by its holder"),
    "renewal_returned": gettext_lazy("Returned with a question"),
    "renewal_declined": gettext_lazy("Declined"),
    "renewed": gettext_lazy("Renewed"),
    "renewal_opinion_asked": gettext_lazy("A reviewer was asked"),
    "renewal_opinion_given": gettext_lazy("A reviewer gave an opinion"),
    "renewal_fee_recorded": gettext_lazy("A payment was recorded"),
    "renewal_fee_taken_back": gettext_lazy("A payment was taken back"),
    "audit_asked": gettext_lazy("A reviewer was asked to audit"),
    "audit_shown": gettext_lazy("The evidence was shown for the audit"),
    "audit_returned": gettext_lazy("The audit was sent back with a question"),
    "audit_given_time": gettext_lazy("More time was given for the audit"),
    "audit_passed": gettext_lazy("The audit was passed"),
    "audit_failed": gettext_lazy("The audit was not passed"),
    "conflict_refused": gettext_lazy("Kept from acting by a conflict of interest"),
    "lapsed": gettext_lazy("Lapsed"),
    "removed_from_registry": gettext_lazy("Left the public registry"),
    "set_inactive": gettext_lazy("Set inactive"),
    "came_back": gettext_lazy("Active again"),
    "suspended": gettext_lazy("Suspended"),
    "suspension_lifted": gettext_lazy("The suspension was lifted"),
    "retired": gettext_lazy("Retired"),
    "archived": gettext_lazy("Archived"),
    "reinstated": gettext_lazy("Reinstated"),
    "revoked": gettext_lazy("Revoked"),
    "asked": gettext_lazy("The holder asked for something"),
    "no_longer_asked": gettext_lazy("The holder took the request back"),
    "request_declined": gettext_lazy("The request was declined"),
}


@dataclass(frozen=True)
class Happened:
    """One line of the history."""

    at: datetime
    what: str
    by: str
    words: list[str]


def of(application: Application) -> list[Happened]:
    """Oldest first, in three queries."""
    return of_stream(application.stream, KINDS, "application.")


def of_endorsement(endorsement: Endorsement) -> list[Happened]:
    """The same of an endorsement."""
    return of_stream(endorsement.stream, OF_ENDORSEMENTS, "endorsement.")


def of_stream(stream: str, kinds: Mapping[str, Promise], prefix: str) -> list[Happened]:
    """What happened in a stream, oldest first; `kinds` are its words without their prefix."""
    events = list(Event.objects.filter(stream=stream).order_by("seq").prefetch_related("texts"))
    refs = {event.actor_ref for event in events if event.actor_ref}
    names = dict(Person.objects.filter(ref__in=refs).values_list("ref", "name"))
    return [
        Happened(
            at=event.at,
            what=str(kinds.get(event.kind.removeprefix(prefix), event.kind)),
            by=(names.get(event.actor_ref) or _("somebody whose name was erased"))
            if event.actor_ref
            else "",
            words=[_words(text) for text in event.texts.all()],
        )
        for event in events
    ]


def _words(text: EventText) -> str:
    """What was written; a reason of the list by its name."""
    if text.field == "because" and text.text in StatusRequest.Because.values:
        return str(StatusRequest.Because(text.text).label)
    return text.text
