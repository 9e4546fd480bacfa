"""Loading schemes and their editions from files; a published edition never changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Edition, Overlay, Scheme
from endorsement.refusals import Refused
from endorsement.rules.scheme import parse_edition
from endorsement.services.publication import announce, refuse_overlap
from lms.backbone import canonical


@transaction.atomic
def import_scheme(*, document: Any, at: datetime, publish: bool = True) -> Edition:
    """Load an edition of a scheme. Loading the same document again changes nothing.

    Effects, in order: the scheme with its name; the edition as canonical JSON, published at `at`
    unless told otherwise; then an event in the chain of decisions of every association that follows
    the scheme.

    :raises DocumentError: when the document is broken; nothing is written.
    :raises Refused: when it would change an edition that is published.
    """
    read = parse_edition(document)
    text = canonical.text(document)
    sha256 = canonical.digest(text)
    scheme, _created = Scheme.objects.update_or_create(
        code=read.scheme, defaults={"name": dict(read.name)}
    )
    edition = Edition.objects.filter(scheme=scheme, code=read.code).first()
    if edition is not None and edition.state == Edition.State.PUBLISHED:
        if edition.sha256 != sha256:
            raise Refused(
                _(
                    "Edition %(code)s is published, and applications rely on it, so it cannot be "
                    "changed. Give the file a new edition code and the day from which it holds."
                )
                % {"code": read.code}
            )
        return edition
    if edition is None:
        edition = Edition(scheme=scheme, code=read.code)
    else:
        # Whoever has the draft open in the CMS is told.
        edition.revision += 1
    edition.effective_from = read.effective_from
    edition.effective_through = read.effective_through
    edition.document, edition.sha256 = text, sha256
    if publish:
        edition.state, edition.published_at = Edition.State.PUBLISHED, at
    edition.save()
    if publish:
        announce(edition, actor=None, at=at)
    return edition


@transaction.atomic
def import_editions(
    *, documents: Sequence[Any], at: datetime, publish: bool = True
) -> list[Edition]:
    """Load the editions of one file in order, all of them or none; see `import_scheme`.

    :raises DocumentError: when one is broken.
    :raises Refused: also when a published one would hold on the same days as another.
    """
    if publish:
        for one in documents:
            read = parse_edition(one)
            refuse_overlap(read.scheme, read.code, read.effective_from, read.effective_through)
    return [import_scheme(document=one, at=at, publish=publish) for one in documents]


@transaction.atomic
def load_new_editions(*, documents: Sequence[Any], at: datetime) -> list[tuple[str, str, Refused]]:
    """Load what a shipped file adds, at every start; what is published stays as it is.

    Effects, in order: each edition that may be loaded, published; the codes of the others with their
    scheme, for administrators to see. Returns those others: scheme, code and why.

    :raises DocumentError: when one is broken; nothing is written.
    """
    refused: list[tuple[str, str, Refused]] = []
    read = [parse_edition(one) for one in documents]
    for document, edition in zip(documents, read, strict=True):
        try:
            with transaction.atomic():
                import_editions(documents=[document], at=at)
        except Refused as error:
            refused.append((edition.scheme, edition.code, error))
    for scheme in {edition.scheme for edition in read}:
        codes = [code for one, code, _error in refused if one == scheme]
        Scheme.objects.filter(code=scheme).exclude(differs=codes).update(differs=codes)
    return refused


@transaction.atomic
def follow(
    *,
    association: Association,
    scheme: Scheme,
    reviewers_required: int = 2,
    review_days: int = 28,
) -> Overlay:
    """The association follows a scheme, with its own number of reviewers and days for a review."""
    overlay, _created = Overlay.objects.update_or_create(
        association=association,
        defaults={
            "scheme": scheme,
            "reviewers_required": reviewers_required,
            "review_days": review_days,
        },
    )
    return overlay
