"""All of it happening once, in order: sign up, learn, gather, apply, be reviewed, be endorsed, be reminded, renew.

Through the HTTP client and without JavaScript, on committed rows, with a real worker on a real broker.
"""

import re
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from certificates.models import Certificate
from certificates.services import issuing
from courses.models import Attempt
from endorsement.models import (
    Application,
    Association,
    Endorsement,
    LedgerEntry,
    Notice,
    Person,
    RenewalCycle,
)
from endorsement.services import cycle_sweep
from endorsement.services.event import verify_chain
from lms.backbone.mail_files import Sent, sent_messages
from tests.factories.demonstration import load_demonstration
from tests.factories.learning import as_fields, right_answers, wrong_answers
from tests.journeys.visitor import Visitor, pdf
from tests.worker import Worker

PASSWORD = "a warm and long enough password"
PINE_RIVER = "pine-river"
CODE = "what-is-iecmh"


@pytest.fixture
def platform(worker: Worker) -> Worker:
    """A fresh installation with its demonstration data and a running worker."""
    load_demonstration()
    worker.wait_until_idle()
    return worker


def mail_to(platform: Worker, address: str, containing: str) -> Sent:
    """The newest mail to the address whose text has these words; waits until it was sent."""
    found: list[Sent] = []

    def arrived() -> bool:
        found[:] = [
            mail for mail in sent_messages() if address in mail.to and containing in mail.text
        ]
        return bool(found)

    platform.wait_until(arrived)
    return found[-1]


def link_in(mail: Sent, path: str) -> str:
    """The first address of our own in the mail whose path begins so."""
    for address in re.findall(r"https?://\S+", mail.text):
        if urlsplit(address).path.startswith(path):
            return address
    raise AssertionError(f"No link to {path} in:\n{mail.text}")


def sign_in(email: str) -> Visitor:
    visitor = Visitor().open("/en/accounts/login/")
    visitor.press("Sign in", login=email, password="early-relationships")
    assert "/accounts/login/" not in visitor.address, visitor.text
    return visitor


def sign_up(platform: Worker, email: str, name: str) -> Visitor:
    visitor = Visitor().open("/en/accounts/signup/")
    visitor.press("Create", email=email, password1=PASSWORD)
    mail = mail_to(platform, email, "confirm")
    visitor.open(link_in(mail, "/en/accounts/confirm-email/")).press("Yes, confirm it")
    visitor.open("/en/details/").press("Save", name=name, county="Ramsey")
    return visitor


def take_module(visitor: Visitor, code: str) -> None:
    """Every lesson, the post-test failed and then passed, the evaluation."""
    visitor.open(f"/en/learn/{code}/").press("Start this module")
    while "/test/" not in visitor.address:
        visitor.press("Mark as done and continue")
    _hand_in(visitor, right=False)
    assert visitor.sees("Not passed yet")
    visitor.open(f"/en/learn/{code}/test/")
    _hand_in(visitor, right=True)
    assert visitor.sees("You passed the post-test")
    visitor.open(f"/en/learn/{code}/evaluation/")
    visitor.press("Hand in and finish", **_evaluation(visitor))


def _hand_in(visitor: Visitor, *, right: bool) -> None:
    form = visitor.page.find("main").find("form")
    visitor.press(" ".join(form.find("button").get_text(" ").split()))
    attempt = Attempt.objects.get(handed_in_at__isnull=True)
    answers = right_answers(attempt) if right else wrong_answers(attempt)
    visitor.press("Hand in", **as_fields(attempt, answers))


def _evaluation(visitor: Visitor) -> dict[str, str]:
    """The last choice of every scale and yes/no item."""
    chosen = {}
    for field in visitor.page.find("main").find_all("input", type="radio"):
        chosen[field["name"]] = field["value"]
    return chosen


@pytest.mark.worker
@pytest.mark.pdf
def test_finished_module_becomes_hours_a_certificate_and_a_verifiable_number(
    platform: Worker,
) -> None:
    visitor = sign_up(platform, "rosa@example.org", "Rosa Quispe Mamani")
    take_module(visitor, CODE)
    assert visitor.title == "You completed this module"

    entry = LedgerEntry.objects.get(person__email="rosa@example.org")
    assert (str(entry.hours), entry.origin, entry.offer_code) == ("0.40", "system", CODE)
    assert entry.split == {"core:foundations": "0.30", "core:systems": "0.10"}

    mail = mail_to(platform, "rosa@example.org", "certificate")
    visitor.open(f"/en/certificates/for/training/{entry.public_id}/").follow("Download")
    assert visitor.response["Content-Type"] == "application/pdf"
    assert b"".join(visitor.response).startswith(b"%PDF-")

    number = re.search(r"/v/([0-9A-Z]{16})", visitor.open(link_in(mail, "/")).page.decode())
    assert number is not None
    stranger = Visitor().open(f"/v/{number[1]}")
    assert stranger.sees("Rosa Quispe Mamani")
    assert stranger.sees("0.4 hours")

    # A second hand-in changes nothing: the version counts once.
    visitor.open(f"/en/learn/{CODE}/evaluation/")
    assert LedgerEntry.objects.filter(person__email="rosa@example.org").count() == 1


@pytest.mark.worker
@pytest.mark.pdf
def test_portfolio_becomes_an_application_an_endorsement_and_a_renewal(platform: Worker) -> None:
    applicant = sign_up(platform, "rosa@example.org", "Rosa Quispe Mamani")

    _gather(applicant)
    _have_hours_confirmed(platform, applicant)
    _collect_reference(platform, applicant)
    gap = applicant.open(f"/en/categories/first_steps/?association={PINE_RIVER}")
    assert gap.sees("5 of 5 requirements")

    applicant.press("Apply for this category")
    _register(platform, applicant)
    _work_through_the_sections(applicant)
    applicant.press("Hand in the application", confirmed="on", show_name="on")
    application = Application.objects.get()
    assert application.state == "submitted"
    frozen = application.sha256

    _coordinate_until_review(platform, application)
    for email in ("reviewer.one@example.org", "reviewer.two@example.org"):
        _review(platform, email)
    application.refresh_from_db()
    assert (application.state, application.sha256) == ("awaiting_decision", frozen)

    assert not Visitor().open("/en/registry/").sees("Rosa Quispe Mamani")
    coordinator = sign_in("coordinator@example.org")
    coordinator.open(f"/en/a/{PINE_RIVER}/desk/{application.public_id}/decide/approve/")
    coordinator.press("Record the decision", reason="")
    mail_to(platform, "rosa@example.org", "Early Relationships Learner")

    endorsement = Endorsement.objects.get()
    assert (endorsement.state, endorsement.category) == ("active", "first_steps")
    assert Visitor().open("/en/registry/").sees("Rosa Quispe Mamani")
    assert verify_chain(Association.objects.get(slug=PINE_RIVER)) is None
    _certificate_verifies(platform, applicant, endorsement)
    reminder = _reminders_go_out_once(platform, endorsement)
    _renews(endorsement, reminder)


def _register(platform: Worker, applicant: Visitor) -> None:
    """The category check, a question back and its answer, the fee, an advisor, the acceptance."""
    assert applicant.sees("Which category might fit?")
    assert applicant.sees("everything is met for: Early Relationships Learner")
    applicant.press("Ask to be registered", note="", wants_advisor="on")
    assert applicant.sees("Your registration is with the association.")

    coordinator = sign_in("coordinator@example.org")
    coordinator.open(link_in(mail_to(platform, "coordinator@example.org", "registered"), "/en/"))
    coordinator.press("Send the question", question="Who pays the fee?")
    mail = mail_to(platform, "rosa@example.org", "Who pays the fee?")
    applicant.open(link_in(mail, "/en/applications/"))
    assert applicant.sees("Who pays the fee?")
    applicant.press("Ask to be registered", note="My employer does.", wants_advisor="on")

    coordinator.open(f"/en/a/{PINE_RIVER}/registrations/").follow("Rosa Quispe Mamani")
    assert coordinator.sees("My employer does.")
    coordinator.press(
        "Record it",
        purpose="registration",
        amount="25.00",
        method="employer",
        reference="Invoice 7",
        paid_on=Association.objects.get(slug=PINE_RIVER).day_of(timezone.now()).isoformat(),
    )
    coordinator.press("Choose the advisor", advisor=coordinator.choice("advisor", "Lucille Hart"))
    coordinator.press("Accept the registration")
    mail = mail_to(platform, "rosa@example.org", "your registration is accepted")
    applicant.open(link_in(mail, "/en/applications/"))
    assert applicant.sees("$25.00 · recorded")


def _work_through_the_sections(applicant: Visitor) -> None:
    """A note of one's own, the advisor's comment, and back to handing in."""
    overview = applicant.address
    applicant.follow("Education")
    applicant.press("Save", text="I studied beside my work.")
    assert applicant.sees("Your text is saved.")
    advisor = sign_in("advisor@example.org")
    advisor.open("/en/advising/").follow("Rosa Quispe Mamani").follow("Education")
    assert advisor.sees("I studied beside my work.")
    advisor.press("Send the comment", comment="Lovely. Say for how long.")
    assert applicant.open(applicant.address).sees("Lovely. Say for how long.")
    applicant.open(overview)


def _gather(applicant: Visitor) -> None:
    """Education, work, a training elsewhere with its file, RSC from a vetted provider, a signature."""
    applicant.open(f"/en/categories/first_steps/?association={PINE_RIVER}")
    assert applicant.sees("0 of 5 requirements")
    applicant.open("/en/portfolio/add/education/").press(
        "Save",
        title="Early childhood studies",
        organization="Prairie State University",
        level="associate",
        first_on="2019-09-01",
        last_on="2021-05-20",
    )
    applicant.open("/en/portfolio/add/work/").press(
        "Save",
        title="Home visitor",
        organization="First Steps",
        paid="yes",
        first_on="2024-01-08",
    )
    applicant.open("/en/portfolio/add/training/").press(
        "Save",
        title="Attachment in practice",
        organization="Prairie State University",
        first_on="2026-02-02",
        hours="3.00",
        delivery="in_service",
        covers=["core:foundations.attachment", "core:reflection.self_awareness"],
        file=pdf(),
    )
    assert applicant.open("/en/portfolio/").sees("Attachment in practice")
    provider = Person.objects.get(email="ruth.adeyemi@example.org")
    applicant.open("/en/portfolio/add/rsc_received/").press(
        "Save",
        first_on="2026-03-03",
        hours="2.00",
        format="individual",
        mode="online",
        focus="own_practice",
        provider=str(provider.ref),
    )
    applicant.open("/en/portfolio/sign/code_of_ethics/")
    applicant.press("Sign", **_ticked(applicant))


def _have_hours_confirmed(platform: Worker, applicant: Visitor) -> None:
    """The provider, who has no account, confirms the hours through the mailed link; once."""
    applicant.open("/en/portfolio/").follow("Have hours confirmed")
    ticked = applicant.page.find("main").find("input", type="checkbox")
    # Every entry is ticked already.
    assert ticked.has_attr("checked")
    applicant.press("Ask for a confirmation", **{ticked["name"]: ticked["value"]})
    assert applicant.sees("1 line open")
    address = link_in(mail_to(platform, "ruth.adeyemi@example.org", "Rosa"), "/c/")
    provider = Visitor().open(address)
    assert provider.sees("Hours of Rosa Quispe Mamani")
    second_tab = Visitor().open(address)
    provider.press("Everything is right")
    assert provider.sees("Everything is answered")
    assert second_tab.press("Everything is right").sees("had an answer before")
    mail_to(platform, "rosa@example.org", "/portfolio/confirmations/")
    entry = LedgerEntry.objects.get(kind="rsc_received", person__email="rosa@example.org")
    assert entry.permanent_at is not None
    assert entry.confirmations.get().by.email == "ruth.adeyemi@example.org"
    assert applicant.open(f"/en/portfolio/entries/{entry.public_id}/").sees("Confirmed")


def _ticked(visitor: Visitor) -> dict[str, str]:
    """Every checkbox of the page's main form."""
    boxes = visitor.page.find("main").find_all("input", type="checkbox")
    return {box["name"]: box.get("value", "on") for box in boxes}


def _collect_reference(platform: Worker, applicant: Visitor) -> None:
    applicant.open(f"/en/a/{PINE_RIVER}/references/").press(
        "Send the request",
        rater_name="Dana Whitehorse",
        rater_email="dana@example.net",
        role="supervisor",
        waived="yes",
    )
    rater = Visitor().open(link_in(mail_to(platform, "dana@example.net", "Rosa"), "/r/"))
    assert rater.sees("Reference for Rosa Quispe Mamani")
    items = {
        field["name"].replace(":", "__"): "4"
        for field in rater.page.find("main").find_all("input", type="radio")
        if field["name"].startswith("item:")
    }
    about = {"known_for": "two_to_five", "direct_service": "often"}
    rater.press("Hand in the reference", recommendation="recommend", **about, **items)


def _coordinate_until_review(platform: Worker, application: Application) -> None:
    mail_to(platform, "coordinator@example.org", "application")
    coordinator = sign_in("coordinator@example.org")
    coordinator.open(f"/en/a/{PINE_RIVER}/desk/").follow("Rosa Quispe Mamani")
    coordinator.press("It is complete")
    for name in ("Thomas Lindqvist", "Amina Yusuf"):
        coordinator.press("Assign", reviewer=coordinator.choice("reviewer", name))
    application.refresh_from_db()
    assert application.state == "in_review"


def _review(platform: Worker, email: str) -> None:
    mail_to(platform, email, "review")
    reviewer = sign_in(email)
    reviewer.open("/en/reviews/").follow("Rosa Quispe Mamani")
    reviewer.press("Hand in the review", recommendation="approve")


def _certificate_verifies(platform: Worker, holder: Visitor, endorsement: Endorsement) -> None:
    address = f"/en/certificates/for/endorsement/{endorsement.public_id}/"
    platform.wait_until(lambda: "Download" in holder.open(address).text)
    number = re.search(r"/v/([0-9A-Z]{16})", str(holder.page))
    assert number is not None
    checked = Visitor().open(f"/v/{number[1]}")
    assert checked.sees("Rosa Quispe Mamani")
    assert checked.sees("Early Relationships Learner")


def _reminders_go_out_once(platform: Worker, endorsement: Endorsement) -> Sent:
    """On the day the window opens one mail goes out, however often the sweep runs."""
    cycle = RenewalCycle.objects.get(endorsement=endorsement)
    day = cycle.opens_on.isoformat()
    for _run in range(2):
        call_command("sweep_reminders", as_of=day, send=True)
    mail = mail_to(platform, "rosa@example.org", "/renewals/")
    sent = Notice.objects.filter(subject=cycle.subject_key).values_list("rung", "outcome")
    assert list(sent) == [("window_opens", "sent")]
    return mail


def _renews(endorsement: Endorsement, reminder: Sent) -> None:
    """In the window: the link of the reminder, what is missing, handing in, the coordinator's decision, a
    certificate of its own.

    The worker lives in the present and takes nothing that is due next year, so this process draws.
    """
    cycle = RenewalCycle.objects.get(endorsement=endorsement)
    day = datetime.combine(cycle.opens_on + timedelta(days=7), time(18), UTC)
    with time_machine.travel(day):
        holder = Visitor().open("/en/accounts/login/")
        holder.press("Sign in", login="rosa@example.org", password=PASSWORD)
        assert holder.open(link_in(reminder, "/en/renewals/")).sees("0 of 6 clock hours")
        documents = holder.page.find("section", attrs={"aria-labelledby": "documents"})
        holder.open(documents.find("a")["href"])
        holder.press("Sign", **_ticked(holder))
        holder.open("/en/portfolio/add/training/").press(
            "Save",
            title="Culture and early relationships",
            organization="Prairie State University",
            first_on=cycle.starts_on.isoformat(),
            hours="6.00",
            topic_dei="1.00",
            delivery="in_service",
            covers=["core:foundations.culture"],
        )
        holder.open("/en/applications/").follow("Renew this endorsement")
        holder.press("Attest and hand in", true="on")
        assert holder.sees("Your renewal is handed in.")
        # Long after the days of grace, and still on time.
        assert cycle_sweep.sweep(at=day + timedelta(days=200)) == 0
        coordinator = sign_in("coordinator@example.org")
        coordinator.open(f"/en/a/{PINE_RIVER}/renewals/").follow("Rosa Quispe Mamani")
        assert coordinator.sees("Culture and early relationships")
        coordinator.press("Renew it")
        assert holder.open("/en/renewals/").sees("You can renew from")
        certificate = Certificate.objects.get(kind=Certificate.Kind.RENEWAL)
        assert issuing.issue(pk=certificate.pk, at=timezone.now())
        checked = Visitor().open(f"/v/{certificate.number}")
        assert checked.sees("Rosa Quispe Mamani")
        assert checked.sees("Early Relationships Learner")
    following = RenewalCycle.objects.get(endorsement=endorsement, number=2)
    assert (cycle.number, following.starts_on) == (1, cycle.due_on + timedelta(days=1))
    assert verify_chain(endorsement.association) is None
