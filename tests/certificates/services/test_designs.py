"""Designs are frozen when published, proved before they are used, and never stop a certificate."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from certificates import assembling, pdf, pictures, wording
from certificates.models import Certificate, Design, PublishedDesign
from certificates.pdf import DrawingFailed
from certificates.services import demonstration, designs, issuing, previewing
from certificates.services.printing import in_use
from endorsement.models import Association
from endorsement.services import membership
from lms.backbone import jobs
from lms.backbone.models import Job, Mail
from tests.factories.association import AssociationFactory
from tests.factories.award import EndorsementFactory
from tests.factories.certificate import AT, content_of, drawn, owed_endorsement
from tests.factories.design import design_of, look, publish, published
from tests.factories.membership import member
from tests.factories.person import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
LATER = AT + timedelta(days=1)
State = PublishedDesign.State


@pytest.fixture
def north() -> Association:
    return AssociationFactory(slug="north", short_name="North", accent_color="#1f6f6b")


def awarded(association: Association) -> Certificate:
    return owed_endorsement(association=association)


def refuse(monkeypatch: pytest.MonkeyPatch, *refused: PublishedDesign) -> None:
    """Certificates in these designs cannot be drawn; any other can."""
    draw, digests = pdf.draw, {one.sha256 for one in refused}

    def draw_unless(certificate: Certificate, **more: Any) -> bytes:
        if certificate.design is not None and certificate.design.sha256 in digests:
            raise DrawingFailed("no such picture")
        return draw(certificate, **more)

    put(monkeypatch, draw_unless)


def put(monkeypatch: pytest.MonkeyPatch, draw: Any) -> None:
    """Draw like this from now on, samples and certificates."""
    monkeypatch.setattr(pdf, "draw", draw)
    monkeypatch.setattr(assembling, "draw", draw)


def test_publishing_freezes_what_the_design_says_and_owes_its_proof(north) -> None:
    row = publish(design_of(north, kind="endorsement"))
    assert (row.state, row.association, row.kind) == (State.OWED, north, "endorsement")
    assert row.says["signatories"][0]["name"] == "Marta Ellingsen"
    assert in_use("endorsement", north.pk) == []
    assert designs.prove_owed(at=LATER + timedelta(days=900)) == 1
    assert in_use("endorsement", north.pk) == [row]


def test_a_draft_changes_nothing_that_is_printed(north) -> None:
    row = publish(design_of(north))
    design = Design.objects.get()
    design.accent_color = "#7a2e3a"
    design.save_revision()
    assert list(PublishedDesign.objects.all()) == [row]


def test_publishing_the_same_again_puts_the_same_row_in_front(north) -> None:
    design = design_of(north)
    first = designs.freeze(design=design, at=AT)
    design.accent_color = "#7a2e3a"
    designs.freeze(design=design, at=AT + timedelta(hours=1))
    design.accent_color = ""
    again = designs.freeze(design=design, at=AT + timedelta(hours=2))
    assert (again, PublishedDesign.objects.count()) == (first, 2)
    newest = PublishedDesign.objects.order_by("-published_at").first()
    assert newest == first


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"accent_color": "#ffee00"}, "too light to be read on white paper"),
        ({"text_color": "#aaaaaa"}, "too light to be read on white paper"),
        ({"statement_en": "{salary}", "statement_es": "x"}, "{salary} is not known here"),
        ({"statement_en": "Only English"}, "in English and in Spanish"),
        ({"logo": "a" * 64, "logo_alt_en": "Logo"}, "Describe the logo in both languages"),
    ],
)
def test_what_cannot_be_printed_is_not_published(north, changes, said) -> None:
    design = design_of(north, **changes)
    revision = design.save_revision()
    with pytest.raises(ValidationError, match=said):
        revision.publish()
    assert not PublishedDesign.objects.exists()


def test_certificate_is_issued_in_the_design_of_its_association(north) -> None:
    south = AssociationFactory(slug="south")
    theirs = published(south, kind="endorsement", at=AT)
    ours = published(north, kind="endorsement", at=AT)
    published(north, kind="renewal", at=AT)
    assert drawn(awarded(north)).design == ours
    assert drawn(awarded(south)).design == theirs


def test_without_a_design_of_its_own_the_platform_s_and_then_the_one_that_ships(north) -> None:
    assert drawn(awarded(north)).design is None
    platform = published(None, kind="endorsement", at=AT)
    assert drawn(awarded(north)).design == platform


def test_what_is_issued_keeps_its_design_to_the_same_bytes(north) -> None:
    logo = pictures.keep(demonstration.art.harbor())
    first = published(
        north, kind="endorsement", at=AT, logo=logo, logo_alt_en="Logo", logo_alt_es="Logotipo"
    )
    certificate = drawn(awarded(north))
    before = content_of(certificate)
    design = Design.objects.get()
    design.logo, design.accent_color = "", "#7a2e3a"
    design.save()
    newer = designs.freeze(design=design, at=LATER)
    PublishedDesign.objects.filter(pk=newer.pk).update(state=State.DONE)
    designs.withdraw(design=design, at=LATER)
    design.delete()

    assert issuing.redraw(certificate=certificate, at=LATER)
    assert issuing.issue(pk=certificate.pk, at=LATER)
    certificate.refresh_from_db()
    assert (certificate.design, content_of(certificate) == before) == (first, True)


def test_a_design_that_cannot_be_drawn_is_told_and_the_one_before_it_is_used(
    north, monkeypatch
) -> None:
    coordinator = PersonFactory(email="cora@example.org")
    membership.begin(person=coordinator, association=north, role="coordinator", from_on=AT.date())
    good = published(north, kind="endorsement", at=AT)
    design = Design.objects.get()
    design.accent_color = "#7a2e3a"
    bad = designs.freeze(design=design, at=LATER)
    PublishedDesign.objects.filter(pk=bad.pk).update(state=State.DONE)
    refuse(monkeypatch, bad)

    certificates = [drawn(awarded(north)) for _number in range(2)]

    assert {one.design for one in certificates} == {good}
    bad.refresh_from_db()
    assert bad.state == State.DEAD
    told = Mail.objects.filter(template="design_failed")
    assert [one.to_address for one in told] == ["cora@example.org"]


def test_restyled_it_is_in_the_newest_design_and_in_the_one_it_had_where_that_fails(
    north, monkeypatch
) -> None:
    had = published(north, kind="endorsement", at=AT)
    certificate = drawn(awarded(north))
    before = content_of(certificate)
    design = Design.objects.get()

    def restyled_in(accent: str, at: Any, *, fails: bool = False) -> PublishedDesign:
        design.accent_color = accent
        newest = designs.freeze(design=design, at=at)
        PublishedDesign.objects.filter(pk=newest.pk).update(state=State.DONE)
        if fails:
            refuse(monkeypatch, newest)
        assert issuing.draw_again(pk=certificate.pk, at=at, restyle=True)
        certificate.refresh_from_db()
        newest.refresh_from_db()
        return newest

    bad = restyled_in("#7a2e3a", LATER, fails=True)
    assert (certificate.design, content_of(certificate) == before) == (had, True)
    assert (bad.state, certificate.issued_at) == (State.DEAD, AT)

    good = restyled_in("#205080", LATER + timedelta(days=1))
    assert (certificate.design, content_of(certificate) == before) == (good, False)
    assert issuing.draw_again(pk=certificate.pk, at=LATER + timedelta(days=2))
    certificate.refresh_from_db()
    assert certificate.design == good

    designs.withdraw(design=design, at=LATER)
    assert issuing.draw_again(pk=certificate.pk, at=LATER + timedelta(days=3), restyle=True)
    certificate.refresh_from_db()
    assert certificate.design is None


def test_when_every_design_fails_the_one_that_ships_is_used(north, monkeypatch) -> None:
    refuse(monkeypatch, published(north, kind="endorsement", at=AT))
    certificate = drawn(awarded(north))
    assert (certificate.state, certificate.design) == (Certificate.State.DONE, None)


def test_a_certificate_that_is_itself_at_fault_blames_no_design(north, monkeypatch) -> None:
    row = published(north, kind="endorsement", at=AT)

    def fail(_certificate: Certificate, **_more: Any) -> bytes:
        raise ValueError("a title that no font can draw")

    put(monkeypatch, fail)
    certificate = awarded(north)
    assert not issuing.issue(pk=certificate.pk, at=AT)
    row.refresh_from_db()
    certificate.refresh_from_db()
    assert (row.state, certificate.state) == (State.DONE, Certificate.State.OWED)


def test_a_disk_that_does_not_answer_is_nobodys_fault(north, monkeypatch) -> None:
    row = publish(design_of(north))

    def away(_digest: Any) -> bytes:
        raise OSError(5, "no answer")

    monkeypatch.setattr(pdf, "draw", away)
    assert not designs.prove(pk=row.pk, at=LATER + timedelta(days=900))
    row.refresh_from_db()
    assert (row.state, Mail.objects.count()) == (State.OWED, 0)


def test_a_picture_that_is_gone_is_the_design_s_fault_and_stops_no_certificate(north) -> None:
    row = published(north, kind="endorsement", at=AT, logo="a" * 64)
    certificate = drawn(awarded(north))
    row.refresh_from_db()
    assert (certificate.design, row.state) == (None, State.DEAD)
    assert wording.design_failure(row.last_error).startswith("A picture that it names is no longer")


def test_design_that_fails_its_proof_is_never_used_and_told_once(north, monkeypatch) -> None:
    member(north, "author")
    row = publish(design_of(north, kind="endorsement"))
    refuse(monkeypatch, row)
    for _number in range(2):
        assert not designs.prove(pk=row.pk, at=LATER + timedelta(days=900))
    assert in_use("endorsement", north.pk) == []
    told = Mail.objects.get(template="design_failed")
    assert told.context["reason"].startswith(
        "It asks for something that a certificate may not use."
    )
    assert drawn(awarded(north)).design is None


def test_taken_off_it_is_used_for_nothing_new(north) -> None:
    published(north, kind="endorsement", at=AT)
    designs.withdraw(design=Design.objects.get(), at=AT)
    assert drawn(awarded(north)).design is None


def test_a_design_that_became_another_kind_leaves_the_first_one(north) -> None:
    published(north, kind="endorsement", at=AT)
    design = Design.objects.get()
    design.kind = "renewal"
    designs.freeze(design=design, at=LATER)
    assert in_use("endorsement", north.pk) == []


def test_each_association_of_the_demonstration_has_a_design_of_each_kind_that_is_drawn() -> None:
    for slug in ("pine-river", "harbor"):
        AssociationFactory(slug=slug)
    assert [demonstration.load(), demonstration.load()] == [10, 0]
    kinds = PublishedDesign.objects.values_list("association__slug", "kind")
    assert len(set(kinds)) == 10
    assert designs.prove_owed(at=LATER + timedelta(days=900), limit=2) == 2


def asked(document: dict[str, Any], user_id: int = 1) -> Job:
    from django.core import signing

    from certificates.models.design import PREVIEW_SALT

    return previewing.ask(
        signed=signing.dumps(document, salt=PREVIEW_SALT),
        mode="long-en",
        owner_id=user_id,
        language="en",
        at=AT,
    )


def test_preview_is_one_job_for_one_content_and_person() -> None:
    assert asked(look()) == asked(look())
    assert asked(look(), user_id=2) != asked(look())
    assert asked(look(style="frame")) != asked(look())


def test_preview_is_drawn_by_the_worker() -> None:
    job = asked(look())
    jobs.run_owed(job.pk, clock=lambda: AT)
    job.refresh_from_db()
    assert (job.state, job.result_type, job.result) == (Job.State.DONE, "application/pdf", {})


def test_what_is_wrong_with_a_design_is_the_preview_s_result(monkeypatch) -> None:
    def fail(_certificate: Certificate) -> bytes:
        raise DrawingFailed("x")

    monkeypatch.setattr(pdf, "draw", fail)
    job = asked(look())
    jobs.run_owed(job.pk, clock=lambda: AT)
    job.refresh_from_db()
    assert (job.state, job.result_file) == (Job.State.DONE, "")
    assert job.result["error"].startswith("DrawingFailed")


def test_endorsement_of_another_association_never_falls_back_on_ours(north) -> None:
    published(north, kind="endorsement", at=AT)
    other = EndorsementFactory(association=AssociationFactory(slug="south"))
    assert in_use("endorsement", other.association_id) == []
