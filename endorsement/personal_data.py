"""Personal data of portfolios, reviews and awards; see lms.backbone.privacy."""

from lms.backbone.privacy import UNTIL_ERASED, WITH_DECISION, WITH_RECORD, Kept

PERSONAL = {
    "Person.ref": Kept("the pseudonymous key that decisions carry", WITH_DECISION),
    "Person.user": Kept("finding one's own record after sign-in", UNTIL_ERASED),
    "Person.name": Kept("printing certificates, being found by reviewers", UNTIL_ERASED),
    "Person.email": Kept("messages to people without an account", UNTIL_ERASED),
    "Person.language": Kept("messages and pages in the right language", UNTIL_ERASED),
    "Person.time_zone": Kept("the day on which something counts", UNTIL_ERASED),
    "Person.county": Kept("registry and workforce reports, when the person gives it", UNTIL_ERASED),
    "Person.employer": Kept("refusing reviewers with a conflict of interest", UNTIL_ERASED),
    "Membership.person": Kept("who works for an association", WITH_DECISION),
    "ProviderStanding.person": Kept("whether reflective supervision counts", WITH_RECORD),
    "ProviderStanding.basis": Kept("why the provider is eligible", WITH_RECORD),
    "ProviderStanding.decided_by": Kept("who decided so", WITH_DECISION),
    "ProviderQuestion.person": Kept("which provider is to be assessed", WITH_RECORD),
    "ProviderQuestion.asked_by": Kept("whose hours wait for the answer", WITH_RECORD),
    "LedgerEntry.person": Kept("whose hours these are", WITH_RECORD),
    "LedgerEntry.provider": Kept("who gave the supervision", WITH_RECORD),
    "EntryDetail.title": Kept("showing the entry to its person and reviewers", UNTIL_ERASED),
    "EntryDetail.organization": Kept("showing the entry to its person and reviewers", UNTIL_ERASED),
    "EntryDetail.provider_name": Kept("assessing a provider not yet known", UNTIL_ERASED),
    "EntryDetail.notes": Kept("the person's own notes", UNTIL_ERASED),
    "EvidenceFile.sha256": Kept("finding the file that proves the entry", UNTIL_ERASED),
    "EvidenceFile.name": Kept("showing the file to its person and reviewers", UNTIL_ERASED),
    "Confirmation.by": Kept("who confirmed the hours", WITH_RECORD),
    "Application.person": Kept("who applies", WITH_DECISION),
    "Application.snapshot": Kept("what the reviewers decide on", UNTIL_ERASED),
    "Application.question": Kept("what the reviewers still need", UNTIL_ERASED),
    "Signature.person": Kept("who signed", WITH_DECISION),
    "Reference.person": Kept("whom the rating is about", WITH_DECISION),
    "Reference.rater": Kept("who gave the rating", WITH_DECISION),
    "Reference.answers": Kept("the rating", UNTIL_ERASED),
    "Reference.comment": Kept("the rating in words", UNTIL_ERASED),
    "Reference.recommendation": Kept("the rating in one word", WITH_DECISION),
    "Review.reviewer": Kept("who reviewed; conflicts of interest", WITH_DECISION),
    "Review.comment": Kept("what the reviewer thought", UNTIL_ERASED),
    "ReviewFinding.reason": Kept("why an item was not accepted", UNTIL_ERASED),
    "Endorsement.person": Kept("who is endorsed", WITH_DECISION),
    "RegistryListing.person": Kept("who asked to be listed", UNTIL_ERASED),
    "Notice.person": Kept("whom a reminder was owed to", WITH_DECISION),
    "Edition.changed_by": Kept("nobody approves what they changed", WITH_DECISION),
    "Edition.submitted_by": Kept("nobody approves what they submitted", WITH_DECISION),
    "Edition.approved_by": Kept("who published criteria", WITH_DECISION),
    "EditionRevision.by": Kept("telling whose change of a draft it was", WITH_DECISION),
    "Event.actor_ref": Kept("who acted, by the pseudonymous key", WITH_DECISION),
    "EventText.salt": Kept("proving that the text is the one the event names", UNTIL_ERASED),
    "EventText.text": Kept("names and words of an event", UNTIL_ERASED),
}

NOT_PERSONAL = {
    "Person": "created_at erased_at",
    "Membership": "association role from_on through_on",
    "Association": "slug name short_name region time_zone contact_email accent_color root_page "
    "collection",
    "Framework": "code version name",
    "CompetencyArea": "framework code name position",
    "Competency": "area code name description position",
    "Scheme": "code name",
    "Edition": "public_id scheme code effective_from effective_through state document sha256 "
    "published_at revision changed_at submitted_at asked copied_from",
    "EditionRevision": "edition number document at",
    "Overlay": "association scheme reviewers_required review_days membership_rule accepted labels "
    "locale revision",
    "Fee": "overlay purpose category amount currency",
    "IntakeDeadline": "overlay on note",
    "ProviderStanding": "association from_on through_on decided_at",
    "ProviderQuestion": "association asked_at",
    "LedgerEntry": "public_id kind origin source_key first_on last_on zone hours framework covers "
    "split topics attributes offer_code offer_version corrects withdrawn recorded_at permanent_at",
    "EntryDetail": "entry",
    "EvidenceFile": "public_id entry content_type size uploaded_at flagged_at",
    "Confirmation": "entry at",
    "TrainingOffer": "code version title hours framework covers split topics address association "
    "shared live",
    "TrainingAcceptance": "association code from_on through_on",
    "Application": "public_id association edition category state sha256 submissions created_at "
    "submitted_at decided_at",
    "Signature": "association document edition signed_on signed_at",
    "Reference": "public_id association role state waived token_sha256 token_expires_at "
    "requested_at completed_at completed_on not_enough_information vetted_at",
    "Review": "public_id application association round state assigned_at due_on recommendation "
    "handed_in_at",
    "ReviewFinding": "review requirement verdict",
    "Endorsement": "public_id association edition category application state awarded_on",
    "RenewalCycle": "endorsement number starts_on opens_on due_on grace_through next_rung_on state "
    "renewed_on",
    "RegistryListing": "association show_name show_county show_language changed_at",
    "Notice": "state due_at attempts lease_until last_error finished_at created_at association cycle "
    "rung channel rung_on outcome reason",
    "Event": "association stream seq kind version at payload chain_no prev_hash hash",
    "EventText": "event field",
    "ChainHead": "association chain_no hash",
}
