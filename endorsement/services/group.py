"""Groups that meet for reflective supervision: begun, joined, left."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, GroupMember, Person, SupervisionGroup
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services import mailed_link
from endorsement.services.addresses import person_by_email
from endorsement.services.person import is_oneself, need_a_name
from lms.backbone.mail import owe_mail

# A standing link: a year of monthly meetings and a month to spare.
LINK_DAYS = 400
MOST_BEGUN_A_DAY = 3


@transaction.atomic
def begin(*, provider: Person, name: str, at: datetime) -> SupervisionGroup:
    """A provider with an account begins a group; members join with its code.

    :raises Refused: when very many groups were begun within a day.
    """
    return _begin(provider, provider.name, name, by=provider, at=at)


@transaction.atomic
def begin_for_provider(
    *,
    person: Person,
    provider_name: str,
    provider_email: str,
    name: str,
    at: datetime,
    association: Association | None = None,
) -> SupervisionGroup:
    """A member begins the group of a provider, who needs no account.

    Effects, in order: the provider as a person; the group; the person as its first member; a mail with
    the provider's standing link.

    :raises Refused: when the provider is the person themself, or very many groups were begun.
    """
    provider = person_by_email(email=provider_email, name=provider_name, time_zone=person.time_zone)
    if is_oneself(person, provider):
        raise Refused(
            _("You cannot be your own provider. Please enter who gave you supervision."),
            field="provider_email",
        )
    group = _begin(provider, provider_name.strip(), name, by=person, at=at)
    member = _join(group, person, association, at)
    _mail(group, mailed_link.renew(group, days=LINK_DAYS, at=at), member=member, at=at)
    return group


@transaction.atomic
def join(
    *, group: SupervisionGroup, person: Person, at: datetime, association: Association | None = None
) -> GroupMember:
    """The person agrees that the group's provider enters meetings in their portfolio.

    Joining twice joins once; joining after leaving joins again.

    :raises Refused: for the provider themself, and for somebody without a name.
    """
    if is_oneself(person, group.provider):
        raise Refused(_("You lead this group, so you cannot be one of its members."))
    need_a_name(person)
    return _join(group, person, association, at)


@transaction.atomic
def leave(*, member: GroupMember, at: datetime) -> None:
    """No roster reaches the person any more; what was recorded stays. Leaving twice leaves once."""
    GroupMember.objects.filter(pk=member.pk, left_at__isnull=True).update(left_at=at)


@transaction.atomic
def rename(*, group: SupervisionGroup, name: str) -> None:
    """Call the group something else; its members see that at once."""
    SupervisionGroup.objects.filter(pk=group.pk, ended_at__isnull=True).update(name=name.strip())


@transaction.atomic
def end(*, group: SupervisionGroup, at: datetime) -> None:
    """The group meets no more: link and code stop working, what was recorded stays.

    Ending twice ends once.
    """
    SupervisionGroup.objects.filter(pk=group.pk, ended_at__isnull=True).update(
        ended_at=at, token_expires_at=at
    )


@transaction.atomic
def resend(*, member: GroupMember, at: datetime) -> None:
    """A member has the provider's standing link sent again; the old one stops working.

    :raises Refused: when mails left minutes ago or twice within a day.
    """
    group = SupervisionGroup.objects.select_for_update().get(pk=member.group_id)
    _mail(group, mailed_link.renew(group, days=LINK_DAYS, at=at), member=member, at=at)


def _begin(
    provider: Person, provider_name: str, name: str, *, by: Person, at: datetime
) -> SupervisionGroup:
    need_a_name(by)
    recent = SupervisionGroup.objects.filter(begun_by=by, begun_at__gt=at - mailed_link.DAY)
    if recent.count() >= MOST_BEGUN_A_DAY:
        raise Refused(
            _("You have begun %(most)s groups within a day. Please go on tomorrow.")
            % {"most": MOST_BEGUN_A_DAY}
        )
    return SupervisionGroup.objects.create(
        provider=provider,
        provider_name=provider_name,
        name=name.strip(),
        begun_by=by,
        begun_at=at,
        **mailed_link.unsent(LINK_DAYS, at),
    )


def _join(
    group: SupervisionGroup, person: Person, association: Association | None, at: datetime
) -> GroupMember:
    member, _created = GroupMember.objects.update_or_create(
        group=group,
        person=person,
        defaults={"left_at": None, "association": association},
        create_defaults={"joined_at": at, "association": association},
    )
    return member


def _mail(group: SupervisionGroup, token: str, *, member: GroupMember, at: datetime) -> None:
    owe_mail(
        key=f"group:{group.public_id}:{group.token_sha256[:16]}",
        to=group.provider.email,
        template="group_link",
        language=group.provider.language,
        context={
            "public_url": public_url(member.association),
            "name": group.provider_name,
            "member": member.person.name,
            "group": group.name,
            "link": f"{public_url(member.association)}/g/{token}/",
            "days": LINK_DAYS,
        },
        at=at,
    )
