"""A rater without an account: typing a code, saving for later, declining, being told who reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from endorsement.models import Reference
from endorsement.services import reference as references
from endorsement.services import reference_link
from endorsement.views import typed_code as views
from lms.backbone.models import Mail
from tests.endorsement.views.test_references import MARK, _rating
from tests.factories.application import AT
from tests.factories.association import AssociationFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, shipped_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    cache.clear()
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


def asked(**more: Any) -> tuple[Reference, str, str]:
    """A reference with the code and the link that were mailed."""
    reference = references.request(
        person=PersonFactory(name="Marta Field"),
        association=more.pop("association", None) or association_with_scheme(),
        rater_name="Rosa Lind",
        rater_email="rosa@example.org",
        **{"role": "supervisor", "waived": True, "at": AT, **more},
    )
    said = Mail.objects.get(template="reference_request").context
    return reference, said["code"], "/r/" + said["link"].split("/r/")[1]


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
def test_a_code_opens_the_form_however_it_is_typed(typed: str) -> None:
    _reference, code, _link = asked()
    typed = code.lower().replace("-", " ") if typed == "lower" else typed.format(code)
    answer = Client().post("/rate/", {"code": typed})
    assert answer.status_code == 302
    page = Client().get(answer.url)
    assert "Reference for Marta Field" in page.content.decode()
    assert Client().post(answer.url, _rating()).status_code == 302
    assert Reference.objects.get().state == "completed"


def test_the_address_may_be_typed_without_its_slash() -> None:
    assert Client().get("/rate").url == "/rate/"


def test_a_wrong_code_says_what_to_do_and_stays() -> None:
    asked()
    answer = Client().post("/rate/", {"code": "7Q2M-4K9D"})
    assert answer.status_code == 422
    assert "newest mail or letter" in answer.content.decode()
    assert "7Q2M-4K9D" in answer.content.decode()


def test_many_tries_from_one_address_have_to_wait() -> None:
    _reference, code, _link = asked()
    answers = [
        Client().post("/rate/", {"code": "7Q2M-4K9D"}).status_code
        for _try in range(views.CODES_PER_WINDOW + 1)
    ]
    assert set(answers[:-1]) == {422}
    assert answers[-1] == 429
    assert Client().post("/rate/", {"code": code}).status_code == 429
    assert Client().post("/rate/", {"code": code}, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_forged_address_opens_nothing() -> None:
    reference, _code, _link = asked()
    assert Client().get(f"/rate/{reference.public_id}/{'0' * 40}/").status_code == 410
    Reference.objects.update(code_hmac=None)
    assert Client().get(f"/rate/{reference.public_id}/{'0' * 40}/").status_code == 410


def test_saving_for_later_asks_nothing_and_the_link_opens_it_again() -> None:
    reference, _code, link = asked()
    half = {"item:knowledge": "4", "comment": MARK, "later": "1", "seen_at": ""}
    assert Client().post(link, half).status_code == 302
    page = Client().get(link)
    assert MARK in page.content.decode()
    assert page.context["form"]["item:knowledge"].value() == "4"
    assert page.context["form"]["stated_role"].value() == "supervisor"
    seen = {**half, "comment": "More", "seen_at": page.context["seen_at"]}
    assert Client().post(link, seen).status_code == 302
    reference.refresh_from_db()
    assert (reference.draft["comment"], reference.state) == ("More", "requested")


def test_a_second_tab_is_told_and_keeps_what_it_typed() -> None:
    reference, _code, link = asked()
    half = {"comment": "first", "later": "1", "seen_at": ""}
    Client().post(link, half)
    answer = Client().post(link, {**half, "comment": "second"})
    assert answer.status_code == 409
    assert "second" in answer.content.decode()
    again = {**half, "comment": "second", "seen_at": answer.context["seen_at"]}
    assert Client().post(link, again).status_code == 302
    reference.refresh_from_db()
    assert reference.draft == {"comment": "second"}


def test_nothing_is_saved_after_handing_in() -> None:
    _reference, _code, link = asked()
    Client().post(link, _rating())
    late = {"comment": "late", "later": "1", "seen_at": ""}
    assert Client().post(link, late).status_code == 302
    assert Reference.objects.get().draft == {}


@pytest.mark.parametrize(
    ("waived", "sentence"),
    [(True, "has given up the right to read"), (False, "may read your")],
)
def test_the_rater_is_told_before_writing_who_reads_it(waived: bool, sentence: str) -> None:
    _reference, _code, link = asked(waived=waived)
    assert sentence in Client().get(link).content.decode()
    assert Mail.objects.get().context["waived"] is waived


def test_the_form_is_the_editions(client: Client) -> None:
    """Questions and steps of a scheme with a form of its own."""
    association = shipped_scheme(AssociationFactory(slug="islands"), "islands.yaml")
    at = datetime(2027, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        reference, _code, link = asked(association=association, role="manager", at=at)
        form = client.get(link).context["form"]
    assert list(form.fields)[:3] == ["known_for", "direct_service", "item:presence"]
    steps = [value for value, _label in form.fields["item:presence"].choices]
    assert steps == ["1", "2", "3", "not_enough"]
    assert reference.edition.code == "2027"


def test_a_resent_link_opens_what_was_saved() -> None:
    reference, _code, link = asked()
    Client().post(link, {"comment": MARK, "later": "1", "seen_at": ""})
    reference.refresh_from_db()
    reference_link.resend(reference=reference, at=AT + timedelta(minutes=30))
    assert Client().get(link).status_code == 410
    newest = Mail.objects.order_by("-pk").first().context["link"].split("/r/")[1]
    assert MARK in Client().get(f"/r/{newest}").content.decode()
