"""Criteria in the CMS: written with forms, without JavaScript, by several people, for administrators."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from endorsement.forms.criteria.edition import FORMS
from endorsement.models import Edition
from endorsement.rules.files import SCHEMES
from endorsement.services import membership
from lms.backbone import jobs
from lms.backbone.models import Job
from tests.endorsement.views.criteria_desk import TRAINING, at, door, fields_of, said
from tests.factories import application as given
from tests.factories.edition import administrator, copied, raised, submitted
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework, sample_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _framework() -> None:
    core_framework()


PAGES = ["edition", "copy", "discard", "keep", "preview", "dry_run", "category_add"]


def test_every_page_of_a_draft_opens() -> None:
    association_with_scheme()
    draft, client = copied(), door()
    paths = [reverse("criteria:list"), reverse("criteria:bring")]
    paths += [at(name, draft) for name in PAGES]
    paths += [at("section", draft, code) for code in FORMS]
    paths += [
        at("category_edit", draft, "first_steps"),
        at("category_delete", draft, "first_steps"),
    ]
    paths += [
        at("tree", draft, "first_steps", one) for one in ("award", "renewal", "reinstatement")
    ]
    paths += [at("requirement_add", draft, "first_steps", "award")]
    paths += [at("requirement", draft, *TRAINING), at("requirement_delete", draft, *TRAINING)]
    paths += [
        at("condition", draft, *TRAINING, where) for where in ("when", "hours/topics/dei/when")
    ]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_a_requirement_is_changed_with_a_form_and_says_so() -> None:
    draft, client = copied(), door()
    path = at("requirement", draft, *TRAINING)
    page = client.get(path)
    assert "At least 30 clock hours of training, of which 3 on Diversity" in page.content.decode()
    answer = client.post(path, {**fields_of(page), "min": "40"})
    assert answer.url == at("tree", draft, "family_associate", "award")
    (training,) = [
        one for one in said(draft)["categories"]["family_associate"]["award"]["all"] if one["id"] == "training"
    ]  # fmt: skip
    assert training["hours"]["min"] == 40
    page = client.get(at("edition", draft)).content.decode()
    assert "In-service training" in page
    assert '<del><span class="w-sr-only">before: </span>At least 30 clock hours' in page
    assert "At least 40 clock hours" in page


def test_a_mistake_is_saved_shown_at_its_field_and_cannot_be_submitted() -> None:
    draft, client = copied(), door()
    path = at("requirement", draft, *TRAINING)
    answer = client.post(path, {**fields_of(client.get(path)), "min": "2"})
    assert answer.url == path
    page = client.get(path)
    wrong = [name for name, errors in page.context["form"].errors.items() if errors]
    assert [name.split("__")[0] for name in wrong] == ["topics"]
    assert "the parts need 3.0 hours, but the whole only 2.0" in page.content.decode()
    overview = client.get(at("edition", draft))
    assert "1 mistake" in overview.content.decode()
    assert (
        client.get(at("tree", draft, "family_associate", "award")).content.count(b"error-message")
        == 1
    )
    client.post(at("edition", draft), {"move": "submit"})
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_is_no_number_is_not_saved_and_not_lost() -> None:
    draft, client = copied(), door()
    path = at("requirement", draft, *TRAINING)
    answer = client.post(path, {**fields_of(client.get(path)), "min": "many"})
    assert (answer.status_code, answer.context["form"]["min"].value()) == (422, "many")
    draft.refresh_from_db()
    assert draft.revision == 1


def test_the_second_of_two_is_told_what_the_first_changed_and_may_save_on_top() -> None:
    draft = copied()
    first, second = door(), door()
    path = at("requirement", draft, *TRAINING)
    mine = {**fields_of(second.get(path)), "min": "50"}
    first.post(path, {**fields_of(first.get(path)), "min": "45"})
    answer = second.post(path, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else has changed this draft meanwhile" in page
    assert "At least 45 clock hours" in page
    assert answer.context["form"]["min"].value() == "50"
    again = second.post(path, {**mine, "revision": answer.context["form"]["revision"].value()})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.revision == 3


def test_a_step_on_an_outline_that_has_changed_is_refused() -> None:
    draft, client = raised(), door()
    path = at("requirement_step", draft, *TRAINING)
    client.post(path, {"revision": "1", "step": "up"})
    draft.refresh_from_db()
    assert draft.revision == 2
    answer = client.post(path, {"revision": "2", "step": "up"}, follow=True)
    assert answer.redirect_chain[0][0].endswith("/award/outline/#at-training")
    ids = [one["id"] for one in said(draft)["categories"]["family_associate"]["award"]["all"]]
    assert ids[:2] == ["training", "background"]


def test_a_group_with_a_requirement_in_it_without_a_developer() -> None:
    draft, client = copied(), door()
    path = at("requirement_add", draft, "family_associate", "award")
    new = {"kind": "any", "label_en": "Either way", "group": "award", "revision": "1"}
    client.post(path, new)
    tree = client.get(at("tree", draft, "family_associate", "award"))
    assert "must not be empty" in tree.content.decode()
    new = {"kind": "work", "label_en": "Two years", "group": "any", "revision": "2"}
    assert client.post(path, new).url == at(
        "requirement", draft, "family_associate", "award", "work_2"
    )
    client.post(at("requirement_delete", draft, *TRAINING), {"revision": "3"})
    tree = said(draft)["categories"]["family_associate"]["award"]["all"]
    assert [one["id"] for one in tree] == ["background", "references", "signatures", "any"]
    assert tree[-1]["any"] == [
        {"id": "work_2", "label": {"en": "Two years"}, "work": {"months": 12}}
    ]
    assert client.get(at("edition", draft)).context["wrong"] == []


def test_a_section_and_a_category_are_changed_with_forms() -> None:
    draft, client = copied(), door()
    path = at("section", draft, "about")
    data = {
        **fields_of(client.get(path)),
        "name_en": "Another name",
        "effective_through": "2029-12-31",
    }
    assert client.post(path, data).status_code == 302
    assert said(draft)["name"]["en"] == "Another name"
    assert str(draft.effective_through) == "2029-12-31"
    data["effective_through"], data["revision"] = "2020-01-01", "2"
    assert client.post(path, data).status_code == 422
    path = at("category_add", draft)
    new = {"code": "mentor", "name_en": "Mentor", "revision": "2"}
    assert client.post(path, new).status_code == 302
    assert said(draft)["categories"]["mentor"] == {"name": {"en": "Mentor"}, "award": {"all": []}}
    client.post(at("category_delete", draft, "mentor"), {"revision": "3"})
    assert "mentor" not in said(draft)["categories"]


def test_submitting_approving_and_the_end_of_changing() -> None:
    association_with_scheme()
    author, other = administrator(), administrator()
    draft, mine = copied(author), door(author)
    mine.post(at("edition", draft), {"move": "submit"})
    page = mine.get(at("edition", draft)).content.decode()
    assert "You submitted it, so somebody else has to approve it." in page
    path = at("requirement", draft, *TRAINING)
    form = fields_of(mine.get(path))
    assert "Take it back first" in mine.post(path, form).content.decode()
    own = {"move": "approve", "effective_from": "2027-01-01", "revision": "1"}
    answer = mine.post(at("edition", draft), own, follow=True)
    assert "Somebody else has to approve it" in answer.content.decode()
    past = door(other).post(at("edition", draft), {**own, "effective_from": "2020-01-01"})
    assert (past.status_code, "cannot begin in the past" in past.content.decode()) == (422, True)
    door(other).post(at("edition", draft), own)
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by) == ("published", other)
    assert mine.post(path, form).status_code == 422


def test_giving_back_says_why() -> None:
    draft = submitted()
    client = door()
    empty = client.post(at("edition", draft), {"move": "give_back", "asked": ""})
    assert (empty.status_code, "Say what has to change" in empty.content.decode()) == (422, True)
    client.post(at("edition", draft), {"move": "give_back", "asked": "Fewer hours."})
    assert "Fewer hours." in client.get(at("edition", draft)).content.decode()


def test_a_moderator_reads_what_was_submitted_approves_it_and_edits_nothing() -> None:
    association = association_with_scheme()
    draft, waiting = copied(), submitted(code="2028")
    moderator = PersonFactory()
    membership.begin(
        person=moderator, association=association, role="moderator", from_on=date(2020, 1, 1)
    )
    client = door(moderator)
    assert client.get(at("edition", draft), follow=True).status_code == 404
    assert client.get(at("tree", waiting, "first_steps", "award")).status_code == 200
    for name in ("copy", "preview", "dry_run", "discard"):
        assert client.get(at(name, waiting)).url == reverse("wagtailadmin_home")
    client.post(
        at("edition", waiting),
        {"move": "approve", "effective_from": "2030-01-01", "revision": str(waiting.revision)},
    )
    waiting.refresh_from_db()
    assert (waiting.state, waiting.approved_by) == ("published", moderator)


def test_a_file_comes_in_as_a_draft_and_a_broken_one_with_its_line_not_at_all() -> None:
    client = door()
    text = (SCHEMES / "sample.yaml").read_text("utf-8")
    file = SimpleUploadedFile("mine.yaml", text.encode())
    answer = client.post(reverse("criteria:bring"), {"file": file})
    draft = Edition.objects.get()
    assert (answer.url, draft.state) == (at("edition", draft), "draft")
    broken = SimpleUploadedFile("broken.yaml", text.replace("months: 6}", "months: -6}").encode())
    answer = client.post(reverse("criteria:bring"), {"file": broken})
    assert answer.status_code == 422
    assert "broken.yaml, line " in answer.content.decode()
    assert ".work.months: -6 is too small" in answer.content.decode()
    assert Edition.objects.count() == 1


def test_what_is_taken_out_can_be_brought_in_again() -> None:
    edition, client = sample_edition(), door()
    answer = client.get(at("keep", edition))
    assert answer["Content-Disposition"] == 'attachment; filename="sample-2026.yaml"'
    text = answer.content.decode().replace("code: '2026'", "code: '2030'")
    client.post(reverse("criteria:bring"), {"file": SimpleUploadedFile("x.yaml", text.encode())})
    draft = Edition.objects.get(code="2030")
    assert {**said(draft), "edition": 0} == {**json.loads(edition.document), "edition": 0}


def test_preview_shows_both_verdicts_and_no_name() -> None:
    association = association_with_scheme()
    person = given.submitted(association).person
    draft, client = raised(hours=40), door()
    form = client.get(at("preview", draft)).context["form"]
    ((_group, ((key, label),)),) = form.fields["person"].choices
    assert label.endswith("entries: 1")
    answer = client.get(at("preview", draft), {"category": "family_associate", "person": key})
    page = answer.content.decode()
    lines = {one.name: one for one in answer.context["lines"]}
    assert lines["In-service training"].before.sentence.startswith("3 of 30 clock hours")
    assert lines["In-service training"].after.sentence.startswith("3 of 40 clock hours")
    assert person.name not in page


def test_dry_run_is_asked_for_watched_and_read() -> None:
    association = association_with_scheme()
    given.submitted(association)
    author = administrator()
    draft, client = raised(author), door(author)
    client.post(at("dry_run", draft))
    job = Job.objects.get()
    assert "The dry run is under way" in client.get(at("dry_run", draft)).content.decode()
    assert jobs.run_owed(job.pk, clock=timezone.now)
    page = client.get(at("dry_run", draft)).content.decode()
    assert "1 person was measured" in page
    assert "Nobody’s standing changes." in page
    assert door().get(at("dry_run", draft)).content.decode().count("was measured") == 0


def test_administrators_read_which_editions_their_file_says_otherwise() -> None:
    scheme = sample_edition().scheme
    scheme.differs = ["2026", "2027"]
    scheme.save()
    page = door().get(reverse("criteria:list")).content.decode()
    assert "than what is stored of: 2026, 2027. What is stored stays in force." in page
    scheme.differs = []
    scheme.save()
    assert "than what is stored of" not in door().get(reverse("criteria:list")).content.decode()
