"""Asking an address: a site on this machine answers; nothing inside and nobody outside is asked."""

from collections.abc import Iterator

import pytest

from courses.links.asking import ask
from courses.rules.links import Answer, Reason
from tests.courses.links_server import Site, running


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running() as started:
        yield started


def asked(address: str, *, loopback: bool = True) -> Answer:
    return ask(address, agent="tests", loopback=loopback)


@pytest.mark.parametrize(
    ("path", "status", "leads_to"),
    [
        ("/fine", 200, ""),
        ("/gone", 404, ""),
        ("/closed", 403, ""),
        ("/error", 500, ""),
        ("/no-head", 200, ""),
        ("/moved", 200, "/fine"),
        # Only for now: the address stays the right one.
        ("/for-now", 200, ""),
    ],
)
def test_answers_of_a_site(site: Site, path: str, status: int, leads_to: str) -> None:
    assert asked(site(path)) == Answer(status, leads_to=site(leads_to) if leads_to else "")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/loop", Reason.LOOP), ("/inside", Reason.PRIVATE), ("/file", Reason.SERVER)],
)
def test_where_a_site_must_not_lead(site: Site, path: str, reason: Reason) -> None:
    assert asked(site(path)) == Answer(reason=reason)


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:10.0.0.1]/",
        "http://localhost/",
    ],
)
def test_nothing_inside_is_asked(address: str) -> None:
    assert asked(address, loopback=False) == Answer(reason=Reason.PRIVATE)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://no-such-site.invalid/", Reason.UNKNOWN_HOST),
        # The port of nobody: refused at once.
        ("http://127.0.0.1:1/", Reason.NO_ANSWER),
        ("https:///nowhere", Reason.UNKNOWN_HOST),
    ],
)
def test_where_nobody_answers(address: str, reason: Reason) -> None:
    assert asked(address) == Answer(reason=reason)


def test_page_is_fetched_only_where_its_head_is_not_to_be_had(site: Site) -> None:
    site.asked.clear()
    asked(site("/fine"))
    asked(site("/no-head"))
    assert site.asked == ["HEAD /fine", "HEAD /no-head", "GET /no-head"]
    assert site.agents == {"tests"}


def test_what_does_not_speak_securely_is_not_safe(site: Site) -> None:
    assert asked(site("/fine").replace("http:", "https:")) == Answer(reason=Reason.NOT_SAFE)
