"""People say who they are, and can be erased. How they come to be: `services/addresses.py`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from endorsement import signals
from endorsement.models import (
    Answer,
    Appeal,
    Association,
    Audit,
    AuditItem,
    Belonging,
    BelongingDetail,
    BelongingProof,
    Candidate,
    Capacity,
    CompetencyLink,
    CompetencyTick,
    ConfirmationLine,
    ConfirmationRequest,
    Decision,
    DecisionPoint,
    DeclaredConflict,
    EntryDetail,
    EntrySuggestion,
    EventText,
    EvidenceFile,
    FormerEmployer,
    ImportedRow,
    LedgerEntry,
    Paper,
    Person,
    PlannedItem,
    RegistryListing,
    Renewal,
    RenewalDocument,
    RenewalExtension,
    RenewalOpinion,
    Review,
    ReviewComment,
    ReviewFinding,
    ReviewItem,
    ReviewVersion,
    SectionComment,
    SectionNote,
    SentLetter,
    StatusRequest,
    Submission,
    SupervisionGroup,
    WrittenAnswer,
)
from endorsement.refusals import Refused
from endorsement.services import cycle, dry_run, event
from lms.backbone.mail import forget as forget_mail


def is_oneself(person: Person, other: Person) -> bool:
    """Whether the other is the person, or is known by another address of the person's account."""
    addresses = {person.email.lower()}
    if person.user is not None:
        rows = EmailAddress.objects.filter(user=person.user)
        addresses |= {address.lower() for address in rows.values_list("email", flat=True)}
    return person.pk == other.pk or other.email.lower() in addresses - {""}


def need_a_name(person: Person) -> None:
    """:raises Refused: for somebody without a name: others could not tell who writes to them."""
    if not person.name.strip():
        raise Refused(
            _("Please enter your name under “My details” first, so that others know who you are.")
        )


@transaction.atomic
def change_details(
    *,
    person: Person,
    name: str,
    language: str,
    time_zone: str,
    county: str,
    employer: str,
    at: datetime,
) -> Person:
    """Set what a person says of themself; the name is what certificates will print from now on.

    An employer they no longer name is kept with today's date: it binds for two years more.
    """
    former = Person.objects.values_list("employer", flat=True).get(pk=person.pk)
    person.name = name.strip()
    person.language = language
    person.time_zone = time_zone
    person.county = county.strip()
    person.employer = employer.strip()
    person.full_clean(exclude=["user", "email"])
    person.save(update_fields=["name", "language", "time_zone", "county", "employer"])
    if former and former != person.employer:
        FormerEmployer.objects.get_or_create(
            person=person, name=former, through_on=at.astimezone(ZoneInfo(time_zone)).date()
        )
    return person


@transaction.atomic
def record_death(*, person: Person, association: Association, by: Person, at: datetime) -> bool:
    """Write nothing more to somebody who has died; recording it twice records it once.

    Effects, in order: the mark, by which no mail leaves any more, not even one that is owed already, no
    sweep looks at what they hold and the registry no longer shows them; an event. Nothing is deleted:
    `undo_death` takes it back.
    """
    today = association.day_of(at)
    living = Person.objects.filter(pk=person.pk, deceased_on__isnull=True, erased_at__isnull=True)
    if not living.update(deceased_on=today):
        return False
    person.deceased_on = today
    _record("person.recorded_as_deceased", person, association, by, at)
    return True


@transaction.atomic
def undo_death(*, person: Person, association: Association, by: Person, at: datetime) -> bool:
    """It was a mistake: they are written to again, and nothing lapses for days on which they were not.

    Effects, in order: the mark goes; what ended meanwhile can be renewed for thirty days more; an event.
    """
    noted = Person.objects.filter(pk=person.pk, deceased_on__isnull=False)
    unseen_since = noted.values_list("deceased_on", flat=True).first()
    if unseen_since is None or not noted.update(deceased_on=None):
        return False
    person.deceased_on = None
    cycle.leave_time(person=person, unseen_since=unseen_since, by=by, at=at)
    _record("person.deceased_undone", person, association, by, at)
    return True


def _record(kind: str, person: Person, association: Association, by: Person, at: datetime) -> None:
    event.record(
        association=association,
        stream=f"person:{person.ref}",
        kind=kind,
        actor=by,
        payload={"person": str(person.ref)},
        at=at,
    )


@transaction.atomic
def erase(*, person: Person, at: datetime) -> None:
    """Empty everything that says who the person was; decisions stay and keep only `ref`.

    What people start from is `erasure.erase`, which first ends what others would wait for.

    Effects, in order: drafts go; the plan goes, and the person goes from the plans of others; names,
    notes, files and competency links of permanent entries go, papers, and what memberships are called,
    and the person's name where others named them as a provider; staged tables, self-assessments and the
    development plan go, former employers, declared conflicts, absences and views of the desk; ratings
    given and received lose their words, and so do requests to confirm hours and the groups they led;
    snapshots, free texts and letters of their applications go, what was written in their sections and
    typed for them, and what reviewers wrote about them or they wrote as a reviewer; answers, appeals,
    and what they needed or wrote at an exam; what they handed in to renew and what was written about it;
    why they had more time or asked for a break; registry listings go, what they chose about reminders,
    addresses of theirs that bounced, what a list said of them that brought them here, and the name of a
    record that became theirs; messages to them or with their name go; the person becomes a pseudonym
    without an account; dry runs with names lose their lists;
    `person_erased` is sent inside this transaction. The content of files is removed by the next sweep.
    """
    LedgerEntry.objects.filter(person=person, permanent_at__isnull=True).delete()
    PlannedItem.objects.filter(person=person).delete()
    PlannedItem.objects.filter(provider=person).update(provider=None)
    EntryDetail.objects.filter(entry__person=person).delete()
    EntryDetail.objects.filter(entry__provider=person).update(provider_name="")
    EvidenceFile.objects.filter(entry__person=person).delete()
    Paper.objects.filter(person=person).delete()
    BelongingDetail.objects.filter(belonging__person=person).delete()
    BelongingProof.objects.filter(belonging__person=person).delete()
    Belonging.objects.filter(person=person, confirmed_at__isnull=True).delete()
    CompetencyLink.objects.filter(entry__person=person).delete()
    for theirs in (person.staged_imports, person.self_assessments, person.development_goals):
        theirs.all().delete()
    for said in (person.former_employers, person.absences, person.saved_views):
        said.all().delete()
    Capacity.objects.filter(person=person).delete()
    DeclaredConflict.objects.filter(Q(person=person) | Q(other=person)).delete()
    for ratings in (person.references, person.ratings):
        ratings.update(answers={}, comment="", rater_name="", draft={})
    _forget_what_was_asked(person)
    person.applications.update(snapshot="", question="", registration_note="")
    _forget_what_was_written(person)
    SentLetter.objects.filter(application__person=person).update(subject="", body="")
    _forget_outcomes(person)
    _forget_renewals(person)
    reviews = Review.objects.filter(Q(application__person=person) | Q(reviewer=person))
    for written in (ReviewFinding, ReviewItem, CompetencyTick):
        written.objects.filter(review__in=reviews).update(reason="")
    ReviewVersion.objects.filter(review__in=reviews).update(document="")
    ReviewComment.objects.filter(review__in=reviews).update(text="", released_text="")
    reviews.update(comment="")
    EventText.objects.filter(event__stream__in=_streams(person)).delete()
    RegistryListing.objects.filter(person=person).delete()
    ImportedRow.objects.filter(person=person).update(cells=[], answer="", reason="")
    Person.objects.filter(merged_into=person).update(name="", county="", employer="")
    person.reminder_choices.all().delete()
    person.bounces.all().delete()
    forget_mail(address=person.email, name=person.name)
    user = person.user
    Person.objects.filter(pk=person.pk).update(
        user=None,
        name="",
        email="",
        county="",
        employer="",
        language=Person._meta.get_field("language").default,
        time_zone=Person._meta.get_field("time_zone").default,
        erased_at=at,
        deceased_on=None,
    )
    if user is not None:
        user.delete()
    dry_run.forget_names(at=at)
    signals.person_erased.send(sender=Person, person=person, at=at)


def _forget_outcomes(person: Person) -> None:
    """Words about and by an applicant in rounds, decisions, appeals and exams; codes and days stay."""
    theirs = {"application__person": person}
    Submission.objects.filter(**theirs).update(snapshot="")
    Decision.objects.filter(**theirs).update(letter="")
    DecisionPoint.objects.filter(decision__application__person=person).update(text="")
    Answer.objects.filter(decision__application__person=person).update(text="")
    Appeal.objects.filter(**theirs).update(reasons="")
    Candidate.objects.filter(**theirs).update(accommodation_text="", accommodation_answer="")
    WrittenAnswer.objects.filter(candidate__application__person=person).update(text="")


def _forget_renewals(person: Person) -> None:
    """What they handed in to renew or showed for an audit, and words about it; what they wrote as a
    reviewer of others' renewals; why they had more time or asked for a break."""
    RenewalExtension.objects.filter(cycle__endorsement__person=person).update(reason="")
    StatusRequest.objects.filter(endorsement__person=person).update(because="", text="", answer="")
    Renewal.objects.filter(person=person).update(question="", reason="")
    RenewalDocument.objects.filter(renewal__person=person).update(snapshot="")
    opinions = RenewalOpinion.objects.filter(Q(renewal__person=person) | Q(reviewer=person))
    opinions.update(comment="")
    Audit.objects.filter(renewal__person=person).update(snapshot="", question="")
    items = AuditItem.objects.filter(Q(audit__renewal__person=person) | Q(by=person))
    items.update(note="")


def _forget_what_was_asked(person: Person) -> None:
    """Names and sentences of requests to confirm hours, and of groups they led or began."""
    asked = ConfirmationRequest.objects.filter(Q(person=person) | Q(confirmer=person))
    ConfirmationLine.objects.filter(request__in=asked).update(note="")
    asked.update(confirmer_name="")
    SupervisionGroup.objects.filter(provider=person).update(provider_name="", name="")
    alone = SupervisionGroup.objects.exclude(members__left_at__isnull=True)
    alone.filter(begun_by=person).update(provider_name="", name="")


def _forget_what_was_written(person: Person) -> None:
    """Words in the sections of their applications, their own words elsewhere, entries typed for them."""
    SectionNote.objects.filter(application__person=person).delete()
    SectionComment.objects.filter(Q(application__person=person) | Q(by=person)).delete()
    EntrySuggestion.objects.filter(application__person=person).delete()


def _streams(person: Person) -> list[str]:
    """The streams of events that are about the person."""
    return [
        *(one.stream for one in person.applications.only("public_id")),
        *(one.stream for one in person.endorsements.only("public_id")),
    ]
