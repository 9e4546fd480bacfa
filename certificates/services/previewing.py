"""Previews of designs: drawn by the worker as a job of the author's, kept for an hour."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from certificates import pictures
from certificates.models.design import PREVIEW_SALT
from certificates.payload import organization_of
from endorsement.models import Association
from lms.backbone import canonical, failures, jobs

KIND = "design_preview"
TITLE = _("Preview of a certificate")
KEEP = timedelta(hours=1)
#: How long an open editor's preview can still be asked for.
SIGNED_FOR = timedelta(days=1)


def ask(*, signed: str, mode: str, owner_id: int, language: str, at: datetime) -> jobs.Job:
    """Owe the preview of the design that a page of ours signed; the same content is one job.

    :raises signing.BadSignature: for anything that no page of ours signed, or long ago.
    """
    document = signing.loads(signed, salt=PREVIEW_SALT, max_age=SIGNED_FOR)
    content = canonical.digest(canonical.text([document, mode]))
    return jobs.owe(
        kind=KIND,
        key=f"{KIND}:{owner_id}:{content}",
        owner_id=owner_id,
        params={"document": document, "mode": mode},
        language=language,
        at=at,
    )


def run(job: jobs.Running) -> jobs.Result:
    """Draw it. What is wrong with the design is a result as well: its author reads it."""
    from certificates import drafts
    from certificates.pdf import draw

    document: dict[str, Any] = job.params["document"]
    association = Association.objects.filter(slug=document["association"] or None).first()
    sample = drafts.certificate(document, job.params["mode"], organization_of(association))
    try:
        content = draw(sample)
    except Exception as error:
        if pictures.is_the_disk_s(error):
            raise
        # Told to the author, who can change the design.
        return jobs.Result(facts={"error": failures.reason(error)})
    path = job.workspace() / "preview.pdf"
    path.write_bytes(content)
    return jobs.Result(path, name="preview.pdf", content_type="application/pdf")
