"""What an association decides about its registry, and that it says so before any fee."""

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.forms.registry_policy import PolicyForm
from endorsement.models import Association, Event, RegistryPolicy
from endorsement.refusals import Refused
from endorsement.services import application as services
from tests.factories.application import AT, draft, staff, unregistered
from tests.factories.registry import endorsed, listed, registry_shows, show
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
SENTENCE = "asks everybody whom it endorses to be listed"


def desk(slug: str = "north") -> tuple[Client, str]:
    association = association_with_scheme(slug)
    client = Client()
    client.force_login(staff(association, "coordinator").user)
    return client, reverse("endorsement:desk_registry", args=[slug])


def sent(slug: str = "north", **more: object) -> dict:
    """The form as it stands, with what a test writes into it."""
    association = Association.objects.get(slug=slug)
    policy = RegistryPolicy.objects.filter(association=association).first()
    form = PolicyForm(association=association, policy=policy or RegistryPolicy())
    said = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    kept = {**said, **more}
    return {name: value for name, value in kept.items() if value not in (None, False)}


def test_coordinator_sets_words_sites_and_website():
    client, url = desk()
    more = {
        "inactive_shown": "on",
        "inactive_en": "On leave",
        "sites": "https://www.north.example.org/\nHTTPS://north.example.net\n\n",
        "website": "north.example.org",
        "required": "on",
    }
    assert client.post(url, sent(**more)).status_code == 302
    policy = RegistryPolicy.objects.get()
    assert policy.required
    assert policy.shown == {
        **{one: {} for one in ("active", "due", "late", "lapsed")},
        "inactive": {"en": "On leave"},
    }
    assert policy.sites == ["https://www.north.example.org", "https://north.example.net"]
    assert Association.objects.get(slug="north").website == "https://north.example.org"
    assert Event.objects.get(kind="registry_policy_changed").stream == "registry:north"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"sites": "www.example.org"}, "is not a site"),
        ({"sites": "https://example.org/page"}, "is not a site"),
        ({"sites": "https://*"}, "is not a site"),
        ({"sites": "http://example.org"}, "is not a site"),
        ({"sites": "https://example.org; script-src *"}, "is not a site"),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL"),
        (
            dict.fromkeys(("active_shown", "due_shown", "late_shown", "lapsed_shown")),
            "at least one",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_lost(more, sentence):
    client, url = desk()
    answer = client.post(url, sent(**more))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert not RegistryPolicy.objects.exists()


def test_of_two_tabs_the_second_is_told():
    client, url = desk()
    first = sent(active_en="In good standing")
    second = sent(active_en="Fine")
    client.post(url, first)
    answer = client.post(url, second)
    assert (answer.status_code, "Somebody else has changed this page" in answer.text) == (422, True)
    assert RegistryPolicy.objects.get().shown["active"] == {"en": "In good standing"}
    assert client.post(url, {**second, "revision": "2"}).status_code == 302


def test_coordinator_sees_who_is_not_listed_only_where_the_agreement_asks_for_it():
    listed("Is Found")
    show(endorsed("Hides"), show_name=False)
    endorsed("Was Not Asked Yet")
    client, url = desk()
    shown = client.get(url).text
    assert "Hides" not in shown
    assert [f"<dd>{number}</dd>" in shown for number in (3, 2, 1)] == [True, True, True]
    registry_shows("north", required=True)
    shown = client.get(url).text
    assert [name in shown for name in ("Hides", "Was Not Asked Yet", "Is Found")] == [
        True,
        True,
        False,
    ]


def test_lines_to_copy_lead_to_the_widget(settings):
    client, url = desk()
    address = f"{settings.PUBLIC_URL}/a/north/registry/widget?lang=en"
    assert f'&lt;iframe src="{address}"' in client.get(url).text
    assert client.get("/a/north/registry/widget").status_code == 200


# --- asked for by the agreement ----------------------------------------------------------------------


def test_listing_that_is_asked_for_is_said_before_any_fee():
    application = unregistered()
    client = Client()
    client.force_login(application.person.user)
    page = reverse("endorsement:registration", args=[application.public_id])
    category = reverse("endorsement:category", args=[application.category])
    document = reverse("endorsement:sign", args=["endorsement_agreement"])
    slug = application.association.slug
    pages = [page, f"{category}?association={slug}", f"{document}?association={slug}"]
    assert [SENTENCE in client.get(one).text for one in pages] == [False, False, False]
    registry_shows(slug, required=True)
    assert [SENTENCE in client.get(one).text for one in pages] == [True, True, True]
    shown = client.get(page).text
    fee = shown.find("Fee:")
    assert fee == -1 or shown.index(SENTENCE) < fee


def test_who_applies_agrees_to_it_or_hands_nothing_in():
    application = draft(association_with_scheme("north"))
    registry_shows("north", required=True)
    client = Client()
    client.force_login(application.person.user)
    address = reverse("endorsement:application", args=[application.public_id])
    shown = client.get(address).text
    assert "I agree that the public registry shows my name and category." in shown
    assert 'name="show_name" required' in shown.replace('type="checkbox" ', "")
    assert "checked" not in shown
    assert client.post(address, {"confirmed": "on"}).status_code == 422
    with pytest.raises(Refused, match=SENTENCE):
        services.submit(
            application=application, person=application.person, wishes=services.Wishes(), at=AT
        )
    assert client.post(address, {"confirmed": "on", "show_name": "on"}).status_code == 302


def test_who_must_be_listed_may_take_themselves_out_all_the_same():
    row = listed()
    registry_shows("north", required=True)
    client = Client()
    client.force_login(row.person.user)
    address = reverse("endorsement:registry_listing", args=["north"])
    assert "Your agreement asks for your name" in client.get(address).text
    assert client.post(address, {}).status_code == 302
    assert "Marta Field" not in Client().get("/en/registry/").text
