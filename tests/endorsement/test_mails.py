"""Every message of the way from application to renewal, as it leaves, in both languages."""

import re

import pytest
from django.conf import settings
from django.utils import timezone

from lms.backbone.letters import render
from lms.backbone.models import Mail

PERSON = {"name": "Marta Field", "association": "North", "contact": "office@example.org"}
ID = "7Q2M4K9D0ABC"
CYCLE = {
    **PERSON,
    "public_id": ID,
    "category": "Learner",
    "due_on": "2026-12-31",
    "grace_through": "2027-01-30",
}
RENEWAL = {**PERSON, "public_id": ID, "category": "Learner"}
AUDIT = {**RENEWAL, "number": 2, "answer_by_on": "2027-03-01"}
CONTEXTS = {
    "endorsement_changed": {
        **PERSON,
        "category": "Learner",
        "what": "inactive",
        "through_on": "2028-12-31",
    },
    "own_days_overruled": {
        "name": "Marta Field",
        "association": "North",
        "slug": "north",
        "edition": "2027",
        "begins_on": "2027-01-01",
        "lines": [{"misfit": "A day.", "holds": "Another day."}],
    },
    "application_submitted": {"association": "North", "slug": "north", "public_id": ID},
    "registration_asked": {"association": "North", "slug": "north", "public_id": ID},
    "registration_accepted": {**PERSON, "public_id": ID},
    "registration_question": {**PERSON, "public_id": ID, "question": "Which <one>?"},
    "advisor_asked": {**PERSON, "public_id": ID},
    "advisor_offered": {**PERSON, "public_id": ID},
    "entry_suggested": {**PERSON, "public_id": ID},
    "review_assigned": {**PERSON, "public_id": ID, "due_on": "2026-12-31"},
    "review_due": {**PERSON, "public_id": ID, "due_on": "2026-12-31"},
    "review_overdue": {
        "association": "North",
        "slug": "north",
        "public_id": ID,
        "due_on": "2026-12-31",
    },
    "guest_invited": {
        **PERSON,
        "slug": "north",
        "public_id": ID,
        "reviews": False,
        "through_on": "2026-12-31",
    },
    "review_together": {**PERSON, "public_id": ID, "due_on": "2026-12-31"},
    "comments_released": {**PERSON, "public_id": ID, "question": ""},
    "application_more_information": {**PERSON, "public_id": ID, "question": "Which <one>?"},
    "application_approved": {**PERSON, "public_id": ID, "question": ""},
    "reference_request": {
        "name": "Rosa",
        "applicant": "Marta Field",
        "association": "North",
        "waived": True,
        "link": "https://example.org/r/token/",
        "days": 60,
    },
    "claim_invitation": {
        **PERSON,
        "link": "https://example.org/i/token/",
        "code": "7Q2M-4K9D",
        "typed_at": "example.org/claim",
        "days": 60,
    },
    "claim_answered": {**PERSON, "granted": True},
    "reference_reminder": {
        **PERSON,
        "applicant": "Marta Field",
        "link": "https://example.org/r/token/",
        "days": 60,
    },
    "asked_for_more": {**PERSON, "public_id": ID, "category": "Learner"},
    "application_still": {**PERSON, "public_id": ID, "category": "Learner"},
    "confirmation_request": {
        "name": "Ruth",
        "applicant": "Marta Field",
        "count": 12,
        "link": "https://example.org/c/token/",
        "days": 60,
    },
    "confirmation_reminder": {
        "name": "Ruth",
        "applicant": "Marta Field",
        "count": 12,
        "link": "https://example.org/c/token/",
        "days": 60,
    },
    "confirmation_answered": {
        "name": "Marta Field",
        "confirmer": "Ruth",
        "confirmed": 11,
        "not_right": 1,
    },
    "group_link": {
        "name": "Ruth",
        "member": "Marta Field",
        "group": "Tuesday group",
        "link": "https://example.org/g/token/",
        "days": 400,
    },
    "renewal_due": CYCLE,
    "renewal_grace": CYCLE,
    "renewal_lapsed": CYCLE,
    "renewal_handed_in": RENEWAL,
    "renewal_taken_back": {**RENEWAL, "possible_through": "2027-01-30"},
    "renewal_approved": {**RENEWAL, "due_on": "2027-12-31"},
    "renewal_returned": {**RENEWAL, "question": "Which <one>?", "answer_by_on": "2027-01-15"},
    "renewal_declined": {**RENEWAL, "reason": "Not <yet>.", "good_through": "2027-01-30"},
    "renewal_opinion_asked": {**PERSON, "public_id": ID},
    "audit_drawn": AUDIT,
    "audit_returned": {**AUDIT, "question": "Which <one>?"},
    "audit_passed": AUDIT,
    "audit_failed": {**AUDIT, "reason": "Not <yet>."},
}
HERE = settings.PUBLIC_URL
LINKS = {
    "own_days_overruled": "{here}/{language}/a/north/terms/renewal/",
    "claim_invitation": "https://example.org/i/token/",
    "claim_answered": "{here}/{language}/applications/",
    "endorsement_changed": "{here}/{language}/applications/",
    "review_together": "{here}/{language}/reviews/{id}/opinions/",
    "comments_released": "{here}/{language}/applications/{id}/",
    "application_submitted": "{here}/{language}/a/north/desk/{id}/",
    "registration_asked": "{here}/{language}/a/north/registrations/{id}/",
    "registration_accepted": "{here}/{language}/applications/{id}/",
    "registration_question": "{here}/{language}/applications/{id}/",
    "advisor_asked": "{here}/{language}/advising/{id}/",
    "advisor_offered": "{here}/{language}/applications/{id}/",
    "entry_suggested": "{here}/{language}/applications/{id}/",
    "review_assigned": "{here}/{language}/reviews/{id}/",
    "review_due": "{here}/{language}/reviews/{id}/",
    "review_overdue": "{here}/{language}/a/north/desk/{id}/",
    "guest_invited": "{here}/{language}/a/north/desk/{id}/",
    "application_more_information": "{here}/{language}/applications/{id}/",
    "application_approved": "{here}/{language}/applications/{id}/",
    "reference_request": "https://example.org/r/token/",
    "reference_reminder": "https://example.org/r/token/",
    "asked_for_more": "{here}/{language}/applications/{id}/",
    "application_still": "{here}/{language}/applications/{id}/",
    "confirmation_request": "https://example.org/c/token/",
    "confirmation_reminder": "https://example.org/c/token/",
    "confirmation_answered": "{here}/{language}/portfolio/confirmations/",
    "group_link": "https://example.org/g/token/",
    "renewal_due": "{here}/{language}/renewals/{id}/",
    "renewal_grace": "{here}/{language}/renewals/{id}/",
    "renewal_lapsed": "{here}/{language}/applications/",
    "renewal_handed_in": "{here}/{language}/renewals/{id}/",
    "renewal_taken_back": "{here}/{language}/renewals/{id}/",
    "renewal_approved": "{here}/{language}/renewals/{id}/",
    "renewal_returned": "{here}/{language}/renewals/{id}/",
    "renewal_declined": "{here}/{language}/renewals/{id}/",
    "renewal_opinion_asked": "{here}/{language}/reviews/renewals/{id}/",
    "audit_drawn": "{here}/{language}/renewals/{id}/audit/2/",
    "audit_returned": "{here}/{language}/renewals/{id}/audit/2/",
    "audit_passed": "{here}/{language}/renewals/{id}/audit/2/",
    "audit_failed": "{here}/{language}/renewals/{id}/audit/2/",
}


def message(template: str, language: str = "en", **more: object):
    return render(
        Mail(
            key="k",
            to_address="somebody@example.org",
            template=template,
            context={**CONTEXTS[template], **more},
            language=language,
            due_at=timezone.now(),
        )
    )


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("template", CONTEXTS)
def test_mail_has_a_subject_and_one_working_link_in_both_bodies(template, language):
    sent = message(template, language)
    html = sent.alternatives[0][0]
    link = LINKS[template].format(here=HERE, language=language, id=ID)
    assert sent.subject.strip() == sent.subject != ""
    assert f"\n{link}\n" in sent.body
    assert f'href="{link}"' in html
    assert not re.search(r"{{|{%|None", sent.body + html)


def test_text_is_not_escaped_and_html_is():
    sent = message("application_more_information")
    assert "Which <one>?" in sent.body
    assert "Which &lt;one&gt;?" in sent.alternatives[0][0]


@pytest.mark.parametrize(
    ("waived", "said"), [(True, "given up the right to read"), (False, "may read your reference")]
)
def test_rater_is_told_before_writing_who_reads(waived, said):
    assert said in message("reference_request", waived=waived).body


@pytest.mark.parametrize("template", ["confirmation_request", "reference_request", "group_link"])
def test_somebody_without_an_account_reads_who_gave_their_address(template):
    sent = message(template)
    for body in (sent.body, sent.alternatives[0][0]):
        assert "because Marta Field named you here" in body
        assert "because of your account" not in body


@pytest.mark.parametrize(
    ("template", "day"),
    [("renewal_due", "Dec. 31, 2026"), ("renewal_grace", "Jan. 30, 2027")],
)
def test_reminder_names_the_day(template, day):
    assert day in message(template).body
