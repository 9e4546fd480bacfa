"""The marks are really there: each is read by somebody who may, or the other tests would prove nothing."""

import io
import json
import logging

import pytest
from django.test import Client
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from courses.selectors.own_data import learning
from lms.backbone.letters import render
from lms.backbone.models import Mail
from tests.access.answers import SIGN_IN, answer, ask
from tests.access.marks import (
    ADMINISTRATOR,
    APPLICANT,
    CO_REVIEWER,
    COORDINATOR,
    GUEST_COORDINATOR,
    OTHER_COORDINATOR,
    OWNER,
    READERS,
    REVIEWER,
    ROLES,
    STRANGER,
    TRAINEE,
    mark,
    marks_in,
    told,
)
from tests.access.pages import MODULE
from tests.access.trials import leak
from tests.access.world import World


def _read(world: World, role: str, path: str) -> set[str]:
    response, _written = ask(world.client(role), "GET", path)
    return told(response)


def test_owner_reads_what_is_theirs(world: World) -> None:
    portfolio, learned = world.portfolio, world.learned
    at = {
        "entry": reverse("endorsement:entry", args=[portfolio.entry.public_id]),
        "table": reverse("endorsement:portfolio_table"),
        "document": reverse("endorsement:portfolio_document"),
        "file": reverse("endorsement:evidence", args=[portfolio.file.public_id]),
        "certificate": reverse("certificates:download", args=[learned.certificate.number]),
        "lesson": f"/en/{MODULE}lesson-2/",
    }
    read = {place: _read(world, OWNER, path) for place, path in at.items()}
    assert read["entry"] >= {"entry-title", "entry-organization", "entry-notes", "file-name"}
    assert read["table"] >= {"entry-title", "draft-title", "provider-name"}
    assert read["document"] >= {"owner-name", "entry-title", "draft-title"}
    assert read["file"] >= {"file-content"}
    assert read["certificate"] == {"certificate-file"}
    assert read["lesson"] >= {"reflection"}


def test_coordinator_and_judges_read_what_was_handed_in(world: World) -> None:
    file = reverse("endorsement:evidence", args=[world.portfolio.file.public_id])
    flagged = reverse("endorsement:evidence", args=[world.portfolio.flagged_file.public_id])
    providers = reverse("endorsement:providers", args=[world.north.slug])
    assert "file-content" in _read(world, REVIEWER, file)
    assert "flagged-file-content" in _read(world, COORDINATOR, flagged)
    assert "provider-name" in _read(world, COORDINATOR, providers)
    failed = _read(world, COORDINATOR, reverse("certificates:failed"))
    assert failed >= {"certificate-error", "owner-name"}


def test_judges_read_the_case_and_each_only_their_own_review(world: World) -> None:
    queue = reverse("endorsement:coordinator_queue", args=[world.north.slug])
    desk = reverse(
        "endorsement:coordinator_application",
        args=[world.north.slug, world.case.application.public_id],
    )
    first, second = (
        reverse("endorsement:review", args=[one.public_id]) for one in world.case.reviews
    )
    case = {"owner-name", "entry-title", "rater-name", "waived-reference", "readable-reference"}
    assert _read(world, COORDINATOR, queue) >= {"owner-name", "applicant-name"}
    assert _read(world, COORDINATOR, desk) >= case
    assert _read(world, REVIEWER, first) >= case | {"first-comment", "first-finding"}
    assert _read(world, CO_REVIEWER, second) >= case | {"second-comment", "second-finding"}


@pytest.mark.parametrize("role", [one for one in ROLES if one != REVIEWER])
def test_review_that_is_handed_in_is_closed_while_the_other_is_open(
    role: str, world: World
) -> None:
    path = reverse("endorsement:review", args=[world.case.reviews[0].public_id])
    for method in ("GET", "POST"):
        response, written = ask(world.client(role), method, path)
        wanted = SIGN_IN if role == STRANGER else 404
        found = (answer(response), leak(role, response), written)
        assert (method, *found) == (method, wanted, set(), [])


@pytest.mark.parametrize("word", ["marker", "MARKER-owner-name", "county"])
@pytest.mark.parametrize("field", ["name", "county", "language", "association", "category"])
def test_registry_finds_nobody_who_did_not_ask(field: str, word: str, world: World) -> None:
    """Both people of this world are endorsed, and neither wished to be listed."""
    path = f"{reverse('endorsement:registry')}?{field}={word}"
    for role in (STRANGER, OTHER_COORDINATOR):
        response, _written = ask(world.client(role), "GET", path)
        assert (response.status_code, leak(role, response, marks_in(word))) == (200, set())


@pytest.mark.parametrize("role", [one for one in ROLES if one not in (OWNER, STRANGER)])
def test_late_and_flagged_files_are_closed(role: str, world: World) -> None:
    """What came after the application was handed in is no reviewer's; a flagged file is the coordinator's."""
    closed = {
        "late": (world.portfolio.late_file, set()),
        "flagged": (world.portfolio.flagged_file, {COORDINATOR, GUEST_COORDINATOR}),
    }
    for name, (file, readers) in closed.items():
        path = reverse("endorsement:evidence", args=[file.public_id])
        response, _written = ask(world.client(role), "GET", path)
        assert (name, response.status_code) == (name, 200 if role in readers else 404)


def test_flagged_file_is_closed_to_its_owner(world: World) -> None:
    path = reverse("endorsement:evidence", args=[world.portfolio.flagged_file.public_id])
    response, _written = ask(world.client(OWNER), "GET", path)
    assert response.status_code == 404


def test_mails_tell_their_readers_only_what_they_may_know(world: World) -> None:
    roles = {person.email: role for role, person in world.people.items()}
    # A rater is told for whom the rating is, and whoever was brought along by which name.
    raters, brought = {"owner-name", "applicant-name"}, {"brought-name"}
    leaks = []
    for mail in Mail.objects.all():
        letter = render(mail)
        parts = [letter.subject, letter.body, *(str(part[0]) for part in letter.alternatives)]
        role = roles.get(mail.to_address, "rater")
        allowed = {name for name, readers in READERS.items() if role in readers}
        told_here = marks_in("\n".join((*parts, *letter.to, mail.key)))
        # So is whoever gave supervision, with an account or without.
        by_link = role == "rater" or mail.template in {"confirmation_request", "group_link"}
        if mail.template == "claim_invitation":
            allowed = brought
        elif by_link:
            allowed = raters
        if found := told_here - allowed:
            leaks.append((mail.template, role, found))
    assert leaks == []
    assert {mail.template for mail in Mail.objects.all()} >= {"reference_request", "plain"}


LEARNERS_OWN = {"reflection", "learner-note", "learner-answer", "evaluation"} | {
    "package-report",
    "package-statement",
    "package-document",
}


def test_writer_has_all_of_it_in_their_own_copy(world: World) -> None:
    own = json.dumps(learning(world.people[OWNER]), default=str)
    assert marks_in(own) & LEARNERS_OWN == LEARNERS_OWN
    others = [learning(person) for role, person in world.people.items() if role != OWNER]
    assert marks_in(json.dumps(others, default=str)) == set()


def test_log_repeats_nothing_that_a_learner_writes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken, refused, not found, refused for its token, and failing inside the platform."""
    lines = io.StringIO()
    written = logging.StreamHandler(lines)
    written.setFormatter(_formatter_of_the_platform())
    monkeypatch.setattr(logging.getLogger(), "handlers", [written])
    client, code = world.client(OWNER), world.learned.module.code
    client.raise_request_exception = False
    block = reverse("courses:block", args=[code, "lesson-2", "think"])
    nowhere = reverse("courses:block", args=[code, "lesson-2", "no-such-place"])
    place = reverse("courses:note", args=[code, "lesson-2"])
    text, note = mark("reflection"), mark("learner-note")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answered = [
        client.post(block, {"text": text}).status_code,
        client.post(block, {"text": text * 500}, headers={"HX-Request": "true"}).status_code,
        client.post(nowhere, {"text": text, "option": mark("learner-answer")}).status_code,
        client.post(place, {"text": note, "block": ""}).status_code,
        strict.post(block, {"text": text}).status_code,
    ]

    def fail(**_kept: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("courses.services.answers.write_reflection", fail)
    answered.append(client.post(block, {"text": text}).status_code)
    assert answered == [302, 422, 404, 302, 403, 500]
    assert "RuntimeError" in lines.getvalue()
    assert marks_in(lines.getvalue()) & LEARNERS_OWN == set()


def _formatter_of_the_platform() -> logging.Formatter:
    """What writes its lines, tracebacks included."""
    found = [handler.formatter for handler in logging.getLogger().handlers if handler.formatter]
    return next(one for one in found if isinstance(one, ProcessorFormatter))


def test_form_that_is_refused_for_its_age_repeats_nothing(world: World) -> None:
    path = reverse("endorsement:entry_edit", args=[world.portfolio.draft.public_id])
    for role in ROLES:
        client = Client(enforce_csrf_checks=True)
        client.cookies = world.client(role).cookies
        response = client.post(path, {"title": mark("draft-title")})
        assert (role, response.status_code, told(response)) == (role, 403, set())


@pytest.mark.parametrize("role", [TRAINEE, APPLICANT, OTHER_COORDINATOR, ADMINISTRATOR, STRANGER])
@pytest.mark.parametrize("word", ["marker", "reflection", "MARKER-owner-name"])
def test_search_finds_no_private_text(role: str, word: str, world: World) -> None:
    addresses = ["/en/training/", "/en/resources/"]
    if role == ADMINISTRATOR:
        addresses += [reverse("wagtailadmin_pages:search"), reverse("wagtailadmin_explore_root")]
    for path in addresses:
        response, _written = ask(world.client(role), "GET", f"{path}?q={word}")
        # What was typed stands in the search field again.
        assert (path, leak(role, response, marks_in(word))) == (path, set())


def test_no_door_leads_in_a_circle(world: World) -> None:
    """Whoever has no role in the CMS ends on a page, not in a ring of redirects."""
    ends = {STRANGER: 200, TRAINEE: 403, REVIEWER: 403, COORDINATOR: 200}
    got = {role: world.client(role).get("/cms/", follow=True).status_code for role in ends}
    assert got == ends
