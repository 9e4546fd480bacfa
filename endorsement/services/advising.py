"""An advisor beside an application: wanted, asked, agreed to, ended. Advisors never decide."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Advising, Application, Membership, Person, Review
from endorsement.refusals import Refused
from endorsement.selectors import memberships
from endorsement.selectors.hosts import public_url
from endorsement.services.application.moving import record, tell_applicant
from endorsement.services.conflict import refuse_conflict
from lms.backbone.mail import owe_mail


@transaction.atomic
def want(*, application: Application, wanted: bool, at: datetime) -> Application:
    """The applicant says whether they would like an advisor; an advisor who waits may begin.

    Effects, in order: the wish; the agreement to an advisor whom the association has found already.

    :raises Refused: when the application is closed.
    """
    if application.state in Application.CLOSED:
        raise Refused(_("This application is closed; nothing about it can change any more."))
    Application.objects.filter(pk=application.pk).update(wants_advisor=wanted)
    application.refresh_from_db()
    if wanted:
        answer(application=application, agreed=True, at=at)
    return application


@transaction.atomic
def assign(
    *, application: Application, advisor: Person, coordinator: Person, at: datetime
) -> Advising:
    """Ask somebody to advise; who advised until now does so no more.

    The advisor reads the application once its applicant wants one. Effects, in order: the end of the
    one before; the row; its event; a mail to the advisor, or to the applicant if they have to agree.

    :raises Refused: for a conflict of interest of the coordinator, somebody who is no advisor of the
        association today, the applicant themself, or somebody who reviews this person.
    """
    refuse_conflict(coordinator, application)
    association = application.association
    today = association.day_of(at)
    if application.state not in (
        *Application.BEFORE_SUBMISSION,
        Application.State.MORE_INFORMATION,
    ):
        raise Refused(_("An advisor helps while an application is prepared, not afterwards."))
    known = memberships.in_role(association, Membership.Role.ADVISOR, today)
    if not known.filter(person=advisor).exists():
        raise Refused(
            _("This person is not an advisor of your association today."), field="advisor"
        )
    if advisor.pk == application.person_id:
        raise Refused(_("Nobody advises themself. Choose somebody else."), field="advisor")
    reviews = Review.objects.filter(application__person=application.person, reviewer=advisor)
    if reviews.exists():
        raise Refused(
            _("This person was asked to review the applicant, so they cannot advise them."),
            field="advisor",
        )
    now = application.advising.select_for_update().filter(ended_at__isnull=True).first()
    if now is not None and now.advisor_id == advisor.pk:
        return now
    if now is not None:
        Advising.objects.filter(pk=now.pk).update(ended_at=at)
    try:
        with transaction.atomic():
            row = Advising.objects.create(
                application=application,
                association=association,
                advisor=advisor,
                assigned_by=coordinator,
                assigned_at=at,
                agreed_at=at if application.wants_advisor else None,
            )
    except IntegrityError:
        raise Refused(_("Somebody else has just chosen an advisor. Reload the page.")) from None
    record(
        application,
        "advisor_assigned",
        actor=coordinator,
        at=at,
        payload={"advising": row.public_id, "advisor": str(advisor.ref)},
    )
    if row.agreed_at:
        _tell_advisor(row, at)
    else:
        tell_applicant(application, "advisor_offered", at=at)
    return row


@transaction.atomic
def answer(*, application: Application, agreed: bool, at: datetime) -> Advising | None:
    """The applicant accepts the advisor of the moment, or ends it, on any day.

    Effects, in order: the agreement or the end; an event; a mail to an advisor who may begin.
    Without an advisor nothing happens.
    """
    row = application.advising.select_for_update().filter(ended_at__isnull=True).first()
    if row is None:
        return None
    if agreed and row.agreed_at is None:
        row.agreed_at = at
        row.save(update_fields=["agreed_at"])
        Application.objects.filter(pk=application.pk).update(wants_advisor=True)
        _tell_advisor(row, at)
    elif not agreed:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        Application.objects.filter(pk=application.pk).update(wants_advisor=False)
        payload = {"advising": row.public_id}
        record(application, "advisor_ended", actor=application.person, at=at, payload=payload)
    application.refresh_from_db()
    return row


def _tell_advisor(row: Advising, at: datetime) -> None:
    owe_mail(
        key=f"advisor-asked:{row.public_id}",
        to=row.advisor.email,
        template="advisor_asked",
        language=row.advisor.language,
        context={
            "name": row.advisor.name,
            "public_url": public_url(row.association),
            "association": row.association.name,
            "public_id": row.public_id,
        },
        at=at,
    )
