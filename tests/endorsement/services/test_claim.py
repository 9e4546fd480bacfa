"""Whoever was brought here takes their record: one person, nothing lost, nothing given to a stranger."""

import datetime

import pytest
from allauth.account.models import EmailAddress

from endorsement.models import (
    Belonging,
    ClaimInvitation,
    Endorsement,
    Person,
    RegistryListing,
)
from endorsement.refusals import Refused
from endorsement.selectors import claims, providers
from endorsement.services import addresses, claim, claim_invitation, event, merging
from endorsement.services.claim import Outcome
from lms.backbone.models import Mail
from tests.factories.application import ReferenceFactory
from tests.factories.ledger import RscFactory
from tests.factories.people_import import AT, brought, endorsee
from tests.factories.person import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def invited(**more: str) -> tuple[ClaimInvitation, Person]:
    """Somebody who was brought here and invited, with their record."""
    batch = brought([endorsee(**more)])
    record = Endorsement.objects.get().person
    made = claim_invitation.invite(
        association=batch.association, person=record, by=batch.uploaded_by, at=AT
    )
    return made, record


def test_one_mail_in_the_persons_language_with_link_and_code() -> None:
    batch = brought([endorsee()])
    Person.objects.filter(email="ana@example.org").update(language="es")
    assert (
        claim_invitation.invite_all(association=batch.association, by=batch.uploaded_by, at=AT) == 1
    )
    mail = Mail.objects.get(template="claim_invitation")
    assert (mail.to_address, mail.language) == ("ana@example.org", "es")
    token = mail.context["link"].split("/i/")[1].strip("/")
    assert claims.by_token(token, AT).standing == "open"
    assert claims.by_code(mail.context["code"].replace("-", ""), AT).invitation.person.email
    stored = ClaimInvitation.objects.get()
    assert token not in (stored.token_sha256, stored.code_hmac)
    # Everybody is invited once.
    assert (
        claim_invitation.invite_all(association=batch.association, by=batch.uploaded_by, at=AT) == 0
    )


def test_two_who_invite_everybody_at_once_write_to_each_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = brought(
        [endorsee("1", email="one@example.org"), endorsee("2", email="two@example.org")]
    )
    by, both = batch.uploaded_by, list(claims.to_invite(batch.association))
    claim_invitation.invite(association=batch.association, person=both[0], by=by, at=AT)
    monkeypatch.setattr(claims, "to_invite", lambda _association: both)
    assert claim_invitation.invite_all(association=batch.association, by=by, at=AT) == 1
    assert Mail.objects.filter(template="claim_invitation").count() == 2


def test_whoever_has_an_account_with_the_address_is_linked_without_a_mail() -> None:
    person = PersonFactory()
    batch = brought([endorsee(email=person.email, name=person.name)])
    assert Endorsement.objects.get().person == person
    assert list(claims.to_invite(batch.association)) == []


def test_signing_up_with_the_address_on_file_is_enough() -> None:
    made, record = invited()
    user = UserFactory(email="ana@example.org")
    person = addresses.ensure_person(user=user, at=AT)
    assert person == record
    assert claim.claim(invitation=made, person=person, at=AT) == Outcome.CLAIMED
    assert claim.claim(invitation=made, person=person, at=AT) == Outcome.CLAIMED


def test_an_account_that_proves_the_address_beside_its_own_gets_the_record() -> None:
    made, record = invited()
    person = PersonFactory(name="Ana C.", county="")
    EmailAddress.objects.create(user=person.user, email="ANA@example.org", verified=True)
    assert claim.claim(invitation=made, person=person, at=AT) == Outcome.CLAIMED
    record.refresh_from_db()
    assert Endorsement.objects.get().person == person
    assert (record.merged_into, record.email) == (person, "")
    assert merging.whose(record.ref) == merging.whose(person.ref) == person
    assert event.verify_chain(made.association) is None
    person.refresh_from_db()
    assert person.name == "Ana C."


def test_an_address_that_is_not_verified_proves_nothing() -> None:
    made, _record = invited()
    person = PersonFactory()
    EmailAddress.objects.create(user=person.user, email="ana@example.org", verified=False)
    assert claim.claim(invitation=made, person=person, at=AT) == Outcome.ASKED
    assert Endorsement.objects.get().person != person


def test_another_address_waits_for_the_coordinator_who_lets_them_have_it() -> None:
    made, _record = invited()
    person = PersonFactory()
    assert claim.claim(invitation=made, person=person, at=AT) == Outcome.ASKED
    [waiting] = claims.asking(made.association)
    claim.approve(invitation=waiting, by=made.invited_by, at=AT)
    assert Endorsement.objects.get().person == person
    assert Mail.objects.get(template="claim_answered").context["granted"] is True
    with pytest.raises(Refused, match="Nobody asks"):
        claim.approve(invitation=waiting, by=made.invited_by, at=AT)


def test_who_is_refused_is_told_and_the_right_one_still_gets_the_record() -> None:
    made, record = invited()
    stranger = PersonFactory()
    claim.claim(invitation=made, person=stranger, at=AT)
    claim.refuse(invitation=made, by=made.invited_by, at=AT)
    assert Mail.objects.get(template="claim_answered").context["granted"] is False
    with pytest.raises(Refused, match="did not let"):
        claim.claim(invitation=made, person=stranger, at=AT)
    user = UserFactory(email="ana@example.org")
    person = addresses.ensure_person(user=user, at=AT)
    assert claim.claim(invitation=made, person=person, at=AT) == Outcome.CLAIMED
    assert person == record


def test_a_second_asker_has_to_wait_for_the_first_answer() -> None:
    made, _record = invited()
    claim.claim(invitation=made, person=PersonFactory(), at=AT)
    with pytest.raises(Refused, match="Somebody else asks"):
        claim.claim(invitation=made, person=PersonFactory(), at=AT)


def test_a_claimed_record_is_nobody_elses() -> None:
    made, _record = invited()
    person = PersonFactory()
    claim.claim(invitation=made, person=person, at=AT)
    claim.approve(invitation=made, by=made.invited_by, at=AT)
    with pytest.raises(Refused, match="claimed already"):
        claim.claim(invitation=made, person=PersonFactory(), at=AT)


def test_nobody_lets_themself_have_a_record() -> None:
    made, _record = invited()
    claim.claim(invitation=made, person=made.invited_by, at=AT)
    with pytest.raises(Refused, match="about themself"):
        claim.approve(invitation=made, by=made.invited_by, at=AT)


def test_an_invitation_runs_out_and_a_new_one_takes_its_place() -> None:
    made, record = invited()
    later = AT + datetime.timedelta(days=61)
    mail = Mail.objects.get(template="claim_invitation")
    token = mail.context["link"].split("/i/")[1].strip("/")
    assert claims.by_token(token, later).standing == "expired"
    with pytest.raises(Refused, match="run out"):
        claim.claim(invitation=made, person=PersonFactory(), at=later)
    claim_invitation.invite(
        association=made.association, person=record, by=made.invited_by, at=later
    )
    with pytest.raises(Exception, match=r"Http404|^$"):
        claims.by_token(token, later)


def test_a_letter_has_a_code_of_its_own_and_leaves_the_mailed_link_alone() -> None:
    made, record = invited()
    before = made.token_sha256
    row, code = claim_invitation.code_for_letter(
        association=made.association, person=record, by=made.invited_by, at=AT
    )
    assert row.token_sha256 == before
    assert claims.by_code(code.replace("-", ""), AT).invitation == made


def test_two_mails_in_a_hurry_are_refused() -> None:
    made, record = invited()
    with pytest.raises(Refused, match="few minutes ago"):
        claim_invitation.invite(
            association=made.association, person=record, by=made.invited_by, at=AT
        )


# --- Two records become one -----------------------------------------------------------------------


def merged(record: Person, into: Person) -> Person:
    return merging.merge(record=record, into=into, actor=into, at=AT)


def test_everything_that_can_move_moves_and_the_rest_still_counts() -> None:
    made, record = invited()
    association, into = made.association, PersonFactory()
    reference = ReferenceFactory(rater=record, association=association)
    hours = RscFactory(provider=record, permanent_at=AT)
    RegistryListing.objects.create(person=record, association=association, changed_at=AT)
    merged(record, into)
    reference.refresh_from_db()
    hours.refresh_from_db()
    assert reference.rater == into
    assert RegistryListing.objects.get().person == into
    # The database keeps a permanent row as it is; its provider has the standing of who they are now.
    assert hours.provider == record
    found = providers.standings(association, [record.pk, into.pk])
    assert found[record.pk] == found[into.pk] != ()


def test_what_both_have_stays_with_the_account() -> None:
    made, record = invited()
    into = PersonFactory()
    for person, shown in ((record, False), (into, True)):
        RegistryListing.objects.create(
            person=person, association=made.association, show_name=shown, changed_at=AT
        )
        Belonging.objects.create(
            person=person, organization="north", from_on=AT.date(), recorded_at=AT
        )
    merged(record, into)
    assert RegistryListing.objects.get(person=into).show_name is True
    assert Belonging.objects.filter(person=into).count() == 1


def test_two_who_hold_the_same_category_are_not_made_one() -> None:
    made, record = invited()
    other = brought([endorsee("0043", "Ana Two", "two@example.org")], association=made.association)
    into = Endorsement.objects.get(original_key="0043").person
    with pytest.raises(Refused, match="same category"):
        merged(record, into)
    assert other.association == made.association


def test_merging_twice_merges_once_and_chains_lead_to_the_last() -> None:
    made, record = invited()
    first, second = PersonFactory(user=None, email=""), PersonFactory()
    merged(record, first)
    merged(record, first)
    merged(first, second)
    assert merging.whose(record.ref) == second
    assert Endorsement.objects.get().person == second
    assert made.association


def test_an_account_is_never_merged_away() -> None:
    with pytest.raises(Refused, match="belongs to an account"):
        merged(PersonFactory(), PersonFactory())


def test_erasing_the_person_empties_the_former_record_too() -> None:
    from endorsement.services import erasure

    _made, record = invited()
    into = PersonFactory()
    merged(record, into)
    erasure.erase(person=into, at=AT)
    record.refresh_from_db()
    assert (record.name, record.email) == ("", "")
