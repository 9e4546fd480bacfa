"""What a coordinator sets and foresees, and what applicants see of it."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement.models import Edition, Overlay, Person
from endorsement.services import publication
from lms.backbone import jobs
from lms.backbone.models import Job
from tests.factories import application as given
from tests.factories.application import staff
from tests.factories.edition import AT, FROM, administrator, copied, submitted
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _framework() -> None:
    core_framework()


def door(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def terms_form(client: Client, path: str) -> dict[str, Any]:
    form = client.get(path).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def approved(edition: Edition) -> Edition:
    return publication.approve(
        edition=edition,
        effective_from=FROM,
        seen=edition.revision,
        by=administrator(),
        at=AT,
    )


def test_a_coordinator_sets_terms_and_applicants_read_them() -> None:
    association = association_with_scheme()
    client = door(staff(association, "coordinator"))
    path = reverse("endorsement:overlay", args=[association.slug])
    data = terms_form(client, path) | {
        "fee_0_purpose": "application",
        "fee_0_amount": "150",
        "deadline_0_on": "2099-01-15",
        "deadline_0_note": "winter round",
        "membership_rule": "encouraged",
        "label_first_steps_en": "Seedling",
    }
    assert client.post(path, data).url == path
    trainee = door(PersonFactory())
    page = trainee.get(reverse("endorsement:category", args=["first_steps"])).content.decode()
    for said in ("Seedling", "$150.00", "Jan. 15, 2099 (winter round)", "is encouraged."):
        assert said in page
    trainee.post(reverse("endorsement:application_start", args=[association.slug, "first_steps"]))
    page = trainee.get(reverse("endorsement:applications")).content.decode()
    assert "Seedling" in page


def test_how_reviewers_work_together_is_the_associations_choice() -> None:
    association = association_with_scheme()
    client = door(staff(association, "coordinator"))
    path = reverse("endorsement:overlay", args=[association.slug])
    choices = {
        "review_order": "sequential",
        "consensus": "on",
        "blind": "on",
        "service_hours": "2.5",
    }
    assert client.post(path, terms_form(client, path) | choices).status_code == 302
    own = association.overlay
    own.refresh_from_db()
    assert (
        own.review_order,
        own.consensus,
        own.agree_on_findings,
        own.blind,
        own.signed_comments,
    ) == (
        "sequential",
        True,
        False,
        True,
        False,
    )
    assert own.service_hours == Decimal("2.50")
    # Saved again as it is shown, it stays as it is.
    assert client.post(path, terms_form(client, path)).status_code == 302
    own.refresh_from_db()
    assert (own.consensus, own.service_hours) == (True, Decimal("2.50"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fee_0_purpose": "exam"}, "fee_0_amount"),
        ({"fee_0_amount": "5"}, "fee_0_purpose"),
        ({"fee_0_purpose": "exam", "fee_0_amount": "5.005"}, "fee_0_amount"),
        ({"reviewers_required": "0"}, "reviewers_required"),
        ({"label_first_steps_es": "Semilla"}, "label_first_steps_en"),
    ],
)
def test_half_of_a_fee_or_of_a_name_is_told_and_not_saved(
    wrong: dict[str, str], field: str
) -> None:
    association = association_with_scheme()
    client = door(staff(association, "coordinator"))
    path = reverse("endorsement:overlay", args=[association.slug])
    answer = client.post(path, terms_form(client, path) | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    association.overlay.refresh_from_db()
    assert association.overlay.revision == 1


def test_of_two_coordinators_the_second_is_told_and_may_save_on_top() -> None:
    association = association_with_scheme()
    first, second = (door(staff(association, "coordinator")) for _number in range(2))
    path = reverse("endorsement:overlay", args=[association.slug])
    data = terms_form(second, path)
    first.post(path, terms_form(first, path) | {"review_days": "20"})
    answer = second.post(path, data | {"review_days": "25"})
    assert answer.status_code == 422
    assert "Somebody else has changed these terms" in answer.content.decode()
    again = {**data, "review_days": "25", "revision": answer.context["form"]["revision"].value()}
    assert second.post(path, again).status_code == 302


def test_a_coordinator_sees_what_is_coming_and_no_draft() -> None:
    association = association_with_scheme()
    draft, waiting = copied(code="2031"), submitted(code="2030")
    client = door(staff(association, "coordinator"))
    listed = client.get(reverse("endorsement:coming_criteria", args=[association.slug]))
    assert [row["edition"].code for row in listed.context["rows"]] == ["2030", "2026"]
    hidden = reverse("endorsement:coming_edition", args=[association.slug, draft.public_id])
    assert client.get(hidden).status_code == 404
    path = reverse("endorsement:coming_edition", args=[association.slug, waiting.public_id])
    assert "At least 40 clock hours of training" in client.get(path).content.decode()


def test_own_renewal_days_that_an_edition_contradicts_are_shown_with_what_to_do() -> None:
    association = association_with_scheme()
    Overlay.objects.update(renewal={"first_period": {"exempt": ["gone"]}})
    waiting = submitted(code="2030")
    client = door(staff(association, "coordinator"))
    coming = reverse("endorsement:coming_edition", args=[association.slug, waiting.public_id])
    own = reverse("endorsement:overlay_renewal", args=[association.slug])
    page = client.get(coming).content.decode()
    assert "but this edition asks for no such thing. Choose anew" in page
    assert own in page
    # The one in force contradicts them as well.
    assert "Edition 2026 does not take all of your days" in client.get(own).content.decode()
    approving = door(administrator()).get(reverse("criteria:edition", args=[waiting.public_id]))
    assert "It can be published all the same" in approving.content.decode()
    Overlay.objects.update(renewal={"ladder": ["due_7", "due"]})
    assert "They go with this edition" in client.get(coming).content.decode()
    assert "does not take all" not in client.get(own).content.decode()


def test_a_coordinators_dry_run_names_applicants_on_the_page() -> None:
    association = association_with_scheme()
    applicant = given.submitted(association).person
    waiting = submitted(hours=2 + 1)
    client = door(staff(association, "coordinator"))
    path = reverse("endorsement:coming_edition", args=[association.slug, waiting.public_id])
    client.post(path)
    job = Job.objects.get()
    assert job.params["association"] == association.slug
    assert jobs.run_owed(job.pk, clock=timezone.now)
    page = client.get(path)
    assert page.context["result"]["people"] == 1
    form = page.context["form"]
    assert applicant.name not in str(form["person"])


def test_an_applicant_looks_at_newer_criteria_and_takes_them() -> None:
    application = given.draft(category="family_associate")
    edition = approved(submitted())
    with time_machine.travel(datetime.datetime(2027, 1, 3, 18, tzinfo=datetime.UTC)):
        client = door(application.person)
        page = client.get(reverse("endorsement:application", args=[application.public_id]))
        assert "Newer criteria hold today" in page.content.decode()
        path = reverse("endorsement:application_edition", args=[application.public_id])
        page = client.get(path).content.decode()
        assert "3 of 30 clock hours" in page
        assert "3 of 40 clock hours" in page
        client.post(path)
        application.refresh_from_db()
        assert application.edition == edition
        assert client.get(path).status_code == 302
        page = client.get(reverse("endorsement:application", args=[application.public_id]))
        assert "Newer criteria hold today" not in page.content.decode()
